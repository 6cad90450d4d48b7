import dataclasses
import datetime as dt
import io

import docx
from docx.document import Document

from govdoc.model import Change, Period
from govdoc.reports import Overview, bulletin_docx
from govdoc.reports.ranking import leagues, pace

POLICE = "云汐县公安局"
HEALTH = "云汐县卫生健康委员会"
TOWN = "云汐县石门镇人民政府"


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def text_of(document: Document) -> str:
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def timed(county: Overview, start: dt.date, end: dt.date) -> Overview:
    notice = dataclasses.replace(county.notices[0], period=Period(start, end, ""))
    return dataclasses.replace(county, notices=(notice, *county.notices[1:]))


def test_units_are_ranked_among_their_like(county: Overview) -> None:
    found = {league.name: league.places for league in leagues(county)}
    assert list(found) == ["部门单位", "乡镇（街道）"]
    assert [(place.unit, place.rank, place.files) for place in found["部门单位"]] == [(POLICE, 1, 17), (HEALTH, 2, 2)]
    assert found["乡镇（街道）"][0].share == 1.0


def test_equal_shares_share_a_rank(county: Overview) -> None:
    gaps = tuple(dataclasses.replace(gap, status="missing") for gap in county.gaps)
    departments = leagues(dataclasses.replace(county, gaps=gaps))[0].places
    assert [place.rank for place in departments] == [1, 1]


def test_bulletin_tells_the_whole(county: Overview) -> None:
    document = opened(bulletin_docx(county))
    text = text_of(document)
    assert text.startswith("关于第一批佐证材料报送审核情况的通报\n")
    assert "本批次共有3个单位承担应报任务28项。已有2个单位报送材料20份，1个单位尚未报送。" in text
    assert "已达标6项，达标率21.4%；部分达标2项，待核实2项，缺少18项。" in text
    assert "石门镇人民政府截至目前未报送任何材料。" in text
    assert "问题文件12份" in text
    assert "于2021年6月28日前将补充材料报送我办" in text
    assert [[cell.text for cell in row.cells][:3] for row in document.tables[0].rows] == [
        ["名次", "单位", "应报"],
        ["1", POLICE, "12"],
        ["2", HEALTH, "11"],
    ]


def test_time_and_tasks_past_the_half(county: Overview) -> None:
    late = timed(county, dt.date(2021, 1, 1), dt.date(2021, 7, 1))
    text = text_of(opened(bulletin_docx(late)))
    assert "工作时间已过91.2%，任务达标21.4%，任务进度慢于时间进度69.8个百分点，时间已过半，任务尚未过半。" in text
    assert "达标率超过50%的单位1个，占33.3%。" in text
    met = dataclasses.replace(late, gaps=tuple(dataclasses.replace(gap, status="met") for gap in county.gaps))
    assert "任务进度快于时间进度，实现“时间过半、任务过半”。" in text_of(opened(bulletin_docx(met)))
    early = timed(county, dt.date(2021, 6, 1), dt.date(2021, 12, 1))
    assert "过半、任务过半" not in text_of(opened(bulletin_docx(early)))


def test_pace_needs_a_first_and_a_last_day(county: Overview) -> None:
    assert pace(county) is None
    over = pace(timed(county, dt.date(2020, 1, 1), dt.date(2020, 12, 31)))
    assert over is not None
    assert over.passed == 1.0


def test_bulletin_tells_what_changed(county: Overview) -> None:
    changes = (
        Change("fixed", POLICE, "云法办〔2021〕1号", "1", "材料查证", "missing", "met"),
        Change("new", HEALTH, "云法办〔2021〕1号", "1", "材料查证", None, "missing"),
    )
    document = opened(bulletin_docx(dataclasses.replace(county, changes=changes, previous="第一批")))
    assert "与第一批相比，已解决1项，仍未解决0项，新增1项。" in text_of(document)
    assert document.tables[0].rows[0].cells[-1].text == "较上批解决"
    assert document.tables[0].rows[1].cells[-1].text == "1"


def test_many_silent_units_stand_in_a_list_of_their_own(county: Overview) -> None:
    names = [f"云汐县第{at}局" for at in range(12)]
    gaps = tuple(dataclasses.replace(county.gaps[0], unit=name) for name in names)
    silent = dataclasses.replace(county, gaps=(*county.gaps, *gaps))
    text = text_of(opened(bulletin_docx(silent)))
    assert "等13个单位截至目前未报送任何材料（名单附后）" in text
    assert "2.尚未报送材料的单位" in text
    assert "云汐县第11局、" in text.rpartition("尚未报送材料的单位")[2]


def test_marks_inside_a_quoted_heading_become_single_ones(county: Overview) -> None:
    notices = tuple(
        dataclasses.replace(
            notice,
            indicators=tuple(dataclasses.replace(one, heading="推行“一件事”改革") for one in notice.indicators),
        )
        for notice in county.notices
    )
    text = text_of(opened(bulletin_docx(dataclasses.replace(county, notices=notices))))
    assert "“推行‘一件事’改革”" in text
