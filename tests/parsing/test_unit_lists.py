import tomllib
from pathlib import Path
from typing import Any

import pytest

from govdoc.model.notice import Responsible
from govdoc.parsing.subjects import subjects
from govdoc.parsing.unit_lists import claims, unit_marks
from govdoc.parsing.unit_names import name_spans
from govdoc.text.widths import narrow

ROWS = tomllib.loads((Path(__file__).parent / "units.toml").read_text("utf-8"))


def check(text: str, units: list[Responsible], expected: list[str]) -> None:
    assert [unit.name if unit.role == "responsible" else f"{unit.role}:{unit.name}" for unit in units] == expected
    for unit in units:
        assert narrow("".join(unit.span.of(text).split())) == narrow(unit.name)


@pytest.mark.parametrize("row", ROWS["phrase"], ids=lambda row: row["text"])
def test_phrase(row: dict[str, Any]) -> None:
    text = narrow(row["text"])
    check(text, [unit for mark in unit_marks(text, 0, len(text)) for unit in mark.units], row["units"])


@pytest.mark.parametrize("row", ROWS["phrase"], ids=lambda row: row["text"])
def test_blanks_and_what_stands_before_change_nothing(row: dict[str, Any]) -> None:
    def names(text: str) -> list[tuple[str, str]]:
        text = narrow(text)
        return [(unit.name, unit.role) for mark in unit_marks(text, 0, len(text)) for unit in mark.units]

    text = row["text"]
    assert names(text.replace("、", "、\u3000").replace("：", "： ")) == names(text)
    assert names(f"建立健全工作机制。\n{text}") == names(text)


@pytest.mark.parametrize("row", ROWS["sentence"], ids=lambda row: row["text"])
def test_sentence(row: dict[str, Any]) -> None:
    text = narrow(row["text"])
    check(text, list(subjects(text, 0, len(text))), row["units"])


@pytest.mark.parametrize(
    ("text", "named", "implied"),
    [
        ("（省商务厅负责。以下均需各市、县人民政府落实，不再一一列出）", ["省商务厅"], "各市、县人民政府"),
        ("（责任单位：县商务局。以下政策措施均需各乡镇落实，不再单独列出）", ["县商务局"], "各乡镇"),
        ("（责任单位：县商务局。以下任务均由各乡镇配合，不再做分工）", ["县商务局"], "各乡镇"),
        ("责任单位：县教育局（各项任务均需各镇街落实，以下不再列出）", ["县教育局"], "各镇街"),
        (
            "（县民政局牵头，县财政局配合；以下各项均须各乡镇人民政府负责，不再重复）",
            ["县民政局", "县财政局"],
            "各乡镇人民政府",
        ),
    ],
)
def test_a_rule_stated_once_names_units_for_what_follows(text: str, named: list[str], implied: str) -> None:
    text = narrow(text)
    (mark,) = unit_marks(text, 0, len(text))
    assert [unit.name for unit in mark.units] == named
    assert [(unit.name, unit.role) for unit in mark.implied] == [(implied, "implied")]


def test_cells_of_a_unit_column_are_claims() -> None:
    text = narrow("县教育局牵头，县公安局、县卫生健康局配合")
    units = claims(text, 0, len(text), "column:responsible", "responsible")
    assert [(unit.name, unit.role) for unit in units] == [
        ("县教育局", "lead"),
        ("县公安局", "support"),
        ("县卫生健康局", "support"),
    ]


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("各乡（镇、街道），县委各部委、县直各单位", ["各乡(镇、街道)", "县委各部委", "县直各单位"]),
        (
            "各省、自治区、直辖市人民政府，国务院各部委、各直属机构",
            ["各省、自治区、直辖市人民政府", "国务院各部委", "各直属机构"],
        ),
        ("市直机关各单位，中央、省在云各单位", ["市直机关各单位", "中央、省在云各单位"]),
        ("中央、省、市驻县有关单位、县直各部门", ["中央、省、市驻县有关单位", "县直各部门"]),
        ("各县市、区商务主管部门、财政局", ["各县市、区商务主管部门", "财政局"]),
        ("各乡镇、县直有关部门、街道办事处", ["各乡镇", "县直有关部门", "街道办事处"]),
        ("市政府各委、办、局，各市属机构", ["市政府各委、办、局", "各市属机构"]),
        ("各镇、街,各管委会,区直各办、局", ["各镇、街", "各管委会", "区直各办、局"]),
    ],
)
def test_addresses(address: str, names: list[str]) -> None:
    text = narrow(address)
    assert [text[a:b] for a, b in name_spans(text, 0, len(text), "、,", split_and=False)] == names
