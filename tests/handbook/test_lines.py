from dataclasses import asdict, replace

import pytest

from govdoc.errors import GovdocError
from govdoc.handbook import Line, joined, read_rows, read_toml, toml
from govdoc.model import Guide

GUIDE = Guide(
    chapter="一、职能",
    name="双随机",
    notes="看“两库”是否齐全；\n看计划。",
    terms=("两库", "抽查计划"),
    evidence=("年度抽查计划", "抽查结果公示页面"),
    excluded=("日常巡查记录",),
    others=("专项整治",),
    example='写作"一单两库"，路径 a\\b。',
)
HEAD = [
    "通知",
    "编号",
    "指标（原文，供对照）",
    "类别",
    "名称",
    "要点说明",
    "关键词",
    "典型材料",
    "不算的材料",
    "易混词",
    "示例",
]
FIELDS = ("chapter", "name", "notes", "terms", "evidence", "excluded", "others", "example")


def test_a_sheet_gives_back_what_was_put_into_its_cells() -> None:
    row = ["云法办〔2024〕1号", "12", "推行双随机监管。", *(joined(GUIDE, field) for field in FIELDS)]
    assert read_rows([["操作手册"], ["说明"], HEAD, row, [""] * 11]) == (
        Line("云法办〔2024〕1号", "12", asdict(GUIDE)),
    )


def test_toml_gives_back_what_was_written() -> None:
    lines = (Line("云法办〔2024〕1号", "12", asdict(GUIDE)), Line("云法办〔2024〕1号", "加分1", {}))
    assert read_toml(toml(lines)) == lines


def test_what_a_file_does_not_say_stays() -> None:
    (line,) = read_rows([["编号", "名称", "示例"], ["12", "监管", ""]])
    assert line.over(GUIDE) == replace(GUIDE, name="监管", example="")


@pytest.mark.parametrize(
    "cell", ["两库；抽查计划", "两库;抽查计划", "两库、抽查计划", "两库，抽查计划", "两库\n抽查计划；"]
)
def test_words_may_be_parted_as_clerks_part_them(cell: str) -> None:
    assert read_rows([["编号", "关键词"], ["12", cell]])[0].said["terms"] == ("两库", "抽查计划")


def test_a_table_that_is_no_handbook_has_no_lines() -> None:
    assert read_rows([["单位名称", "简称"], ["云汐县司法局", "县司法局"]]) == ()
    assert read_rows([]) == ()


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([["编号", "名称"], ["", "双随机"]], "第2行没有填写编号"),
        ([["编号", "名称"], ["1", "甲"], ["1", "乙"]], "第3行与前面重复"),
    ],
)
def test_a_faulty_sheet_is_refused_with_its_row(rows: list[list[str]], told: str) -> None:
    with pytest.raises(GovdocError, match=told):
        read_rows(rows)


@pytest.mark.parametrize(
    "text",
    ["不是 TOML", "[[indicator]]\nname = '无编号'", "[[indicator]]\ncode = '1'\nterms = '两库'", "indicator = 3"],
)
def test_faulty_toml_is_refused(text: str) -> None:
    with pytest.raises(GovdocError):
        read_toml(text)
