"""Names as offices write them, over rosters of several levels."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govdoc.model import Doubt, Unit
from govdoc.rules.load import load
from govdoc.units import Answer, Directory
from govdoc.units.area import Area
from govdoc.units.names import SHAPES, forms

ROSTERS = tomllib.loads((Path(__file__).parent / "names.toml").read_text("utf-8"))["roster"]
DIRECTORIES = [Directory(tuple(map(Unit, roster["units"]))) for roster in ROSTERS]
PAIRS = [
    pytest.param(directory, written, meant, id=f"{roster['area'] or '科室'}-{written}")
    for roster, directory in zip(ROSTERS, DIRECTORIES, strict=True)
    for written, meant in roster["names"]
]
UNITS = [(directory, unit) for directory in DIRECTORIES for unit in directory.units]
COUNTY = Area(("青禾县",), "青禾", "县")


@pytest.mark.parametrize(("directory", "written", "meant"), PAIRS)
def test_a_name_is_its_unit_or_a_doubt(directory: Directory, written: str, meant: str) -> None:
    found = directory.resolve(written)
    if meant:
        assert isinstance(found, Unit), found
        assert found.name == meant
    else:
        assert isinstance(found, Doubt), found
        assert (found.name, found.kind) == (written, "unit")


@given(st.sampled_from(UNITS))
def test_a_full_name_is_always_its_unit(case: tuple[Directory, Unit]) -> None:
    directory, unit = case
    assert directory.resolve(unit.name) == unit
    assert directory.resolve_folder(unit.name) == unit


@given(st.sampled_from([param.values for param in PAIRS]), st.lists(st.integers(0, 8)), st.sampled_from(" 　\u00a0"))
def test_spaces_change_nothing(case: tuple[Directory, str, str], places: list[int], space: str) -> None:
    directory, written, _ = case
    spaced = written
    for place in places:
        spaced = spaced[:place] + space + spaced[place:]
    found, plain = directory.resolve(spaced), directory.resolve(written)
    assert isinstance(found, Unit) == isinstance(plain, Unit)
    assert not isinstance(found, Unit) or found == plain


@given(st.sampled_from(["县公安局(本级)", "A12县民政局", "县水利局,(2)"]))
def test_full_width_forms_change_nothing(folder: str) -> None:
    wide = "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in folder)
    found = DIRECTORIES[0].resolve_folder(folder)
    assert isinstance(found, Unit)
    assert DIRECTORIES[0].resolve_folder(wide) == found


@pytest.mark.parametrize("row", load("abbreviations")["abbreviation"], ids=lambda row: row["forms"][0])
def test_abbreviation_rows_hold_their_examples(row: dict[str, list[list[str]]]) -> None:
    assert row["same"]
    for one, other in row["same"]:
        assert set(forms(one, COUNTY)) & set(forms(other, COUNTY)), (one, other)


@pytest.mark.parametrize(("one", "other"), [pair for _, _, pairs in SHAPES for pair in pairs])
def test_shapes_hold_their_examples(one: str, other: str) -> None:
    assert set(forms(one, COUNTY)) & set(forms(other, COUNTY))


def test_an_alias_of_the_roster_wins_over_any_rule() -> None:
    directory = Directory((Unit("青禾县财政局"), Unit("青禾县乡村振兴局", ("县扶贫办", "县财局"))))
    assert directory.resolve("县扶贫办") == directory.units[1]
    assert directory.resolve("县财局") == directory.units[1]


def test_two_units_with_the_same_alias_form_are_a_doubt() -> None:
    directory = Directory((Unit("青禾县水利局"), Unit("青禾县林业局"), Unit("水利局")))
    found = directory.resolve("县水利局")
    assert isinstance(found, Doubt)
    assert set(found.candidates) == {"青禾县水利局", "水利局"}
    assert directory.resolve("青禾县水利局") == directory.units[0]


def test_an_answer_is_remembered_and_the_later_one_counts() -> None:
    units = (Unit("青禾县统计局"), Unit("青禾县审计局"))
    answers = (Answer("县设计局", ("青禾县统计局",)), Answer(" 县设计局 ", ("青禾县审计局",)), Answer("县档案馆"))
    directory = Directory(units, answers)
    assert directory.resolve("县设计局") == units[1]
    assert directory.resolve("县档案馆") is None
    assert directory.bound("县档案馆") == ()


def test_an_answer_with_a_unit_the_roster_lost_is_asked_again() -> None:
    directory = Directory((Unit("青禾县统计局"),), (Answer("县设计局", ("青禾县审计局",)),))
    assert isinstance(directory.resolve("县设计局"), Doubt)


def test_a_doubt_shows_the_nearest_first() -> None:
    found = DIRECTORIES[0].resolve("白砂镇")
    assert isinstance(found, Doubt)
    assert {"青禾县白沙镇人民政府", "青禾县白石镇人民政府"} <= set(found.candidates)


@pytest.mark.xfail(strict=True, reason="an office's former name is known only by alias")
def test_former_names() -> None:
    assert isinstance(DIRECTORIES[0].resolve("县国土局"), Unit)
