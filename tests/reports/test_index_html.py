import dataclasses
from html.parser import HTMLParser
from urllib.parse import unquote

from govdoc.model import Unit
from govdoc.reports import Overview, file_name, index_html


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.targets += [value or "" for name, value in attrs if name in {"href", "src"}]


def made(overview: Overview) -> str:
    files = {unit.name: f"反馈清单/{file_name(unit.name)}" for unit in overview.owing}
    return index_html(overview, files, "第一批 汇总.xlsx").decode("utf-8")


def test_page_stands_alone_and_links_what_lies_beside_it(county: Overview) -> None:
    links = Links()
    links.feed(made(county))
    assert not {"script", "link", "img", "iframe"} & set(links.tags)
    assert [unquote(target) for target in links.targets] == [
        "第一批 汇总.xlsx",
        "反馈清单/云汐县公安局反馈清单.docx",
        "反馈清单/云汐县卫生健康委员会反馈清单.docx",
        "反馈清单/云汐县石门镇人民政府反馈清单.docx",
    ]
    assert not any(":" in target or " " in target for target in links.targets)


def test_page_names_idle_units_and_loose_ends(county: Overview) -> None:
    text = made(county)
    assert "本批次无应报项的单位（1个）：中共云汐县委党校。" in text
    assert "另有1份文件未能确定报送单位" in text
    assert "另有1个单位名称待确认" in text
    assert "缺少材料最多的指标" in text


def test_page_escapes_what_it_shows(county: Overview) -> None:
    evil = "<script>alert('&')</script>"
    gap = dataclasses.replace(county.gaps[0], unit=evil)
    text = made(dataclasses.replace(county, title=evil, office=evil, units=(Unit(evil),), gaps=(gap,)))
    assert "<script" not in text
    assert "&lt;script&gt;" in text


def test_unit_without_a_list_is_named_but_not_linked(county: Overview) -> None:
    text = index_html(county, {}, "汇总.xlsx").decode("utf-8")
    assert "<td>云汐县公安局</td>" in text


def test_bars_fill_their_width(county: Overview) -> None:
    from govdoc.reports.index_html import page

    shown = page(county, {}, "汇总.xlsx")
    for unit in shown.units:
        assert round(sum(part.width for part in unit.counts.cells), 1) == 100.0
        assert sum(part.count for part in unit.counts.cells) == unit.counts.owed
    assert shown.whole.rate == "21.4%"
