"""Rosters as offices keep them."""

import pytest

from govdoc.errors import GovdocError
from govdoc.model import Unit
from govdoc.units import read_roster


def test_english_heads() -> None:
    rows = [
        ["\ufeffname", "aliases", "kind", "tags"],
        ["青禾县公安局", "县公安局；公安局", "县直单位;执法单位", "行政执法"],
    ]
    assert read_roster(rows) == (Unit("青禾县公安局", ("县公安局", "公安局"), ("县直单位", "执法单位"), ("行政执法",)),)


def test_chinese_heads_under_a_title_in_any_order() -> None:
    rows = [
        ["青禾县创建工作单位名册", "", "", "", ""],
        ["填报单位：创建办", "", "", "2021年4月", ""],
        ["序号", "类　别", "单位名称（全称）", "属性", "常用简称"],
        ["1", "县直单位", " 青禾县 水利局 ", "", "县水利局、水利局｜水务局"],
        ["", "", "", "", ""],
        ["2", "乡（镇、街道）", "青禾县白石镇人民政府", "行政执法/示范", "白石镇"],
    ]
    assert read_roster(rows) == (
        Unit("青禾县水利局", ("县水利局", "水利局", "水务局"), ("县直单位",), ()),
        Unit("青禾县白石镇人民政府", ("白石镇",), ("乡（镇、街道）",), ("行政执法", "示范")),
    )


def test_headings_between_the_rows_are_no_units() -> None:
    rows = [
        ["单位名称", "简称"],
        ["一、县直单位", ""],
        ["青禾县水利局", ""],
        ["（二）乡镇", ""],
        ["白石镇人民政府", "白石镇"],
    ]
    assert [unit.name for unit in read_roster(rows)] == ["青禾县水利局", "白石镇人民政府"]


def test_a_list_of_names_alone() -> None:
    assert [unit.name for unit in read_roster([["单位名称"], ["法规科"], ["办公室"]])] == ["法规科", "办公室"]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([["简称", "类别"], ["县水利局", "县直单位"]], "单位名称"),
        ([], "单位名称"),
        ([["单位名称", "简称"]], "没有单位"),
        ([["单位名称", "简称"], ["青禾县水利局", ""], ["青禾县 水利局", ""]], "第3行与第2行"),
        ([["单位名称", "简称"], ["甲局", "县局"], ["乙局", "县局"]], "第3行“乙局”的简称“县局”与第2行“甲局”"),
        ([["单位名称", "简称"], ["甲局", ""], ["乙局", "甲局"]], "第3行“乙局”的简称“甲局”"),
        ([["单位名称", "简称"], ["", "县水利局"]], "第2行没有填写单位名称"),
    ],
)
def test_mistakes_name_the_row_and_the_remedy(rows: list[list[str]], told: str) -> None:
    with pytest.raises(GovdocError) as caught:
        read_roster(rows)
    assert told in caught.value.message
    assert caught.value.remedy


def test_a_name_repeated_as_its_own_alias_is_harmless() -> None:
    assert read_roster([["单位名称", "简称"], ["法规科", "法规科；法规科"]]) == (Unit("法规科"),)
