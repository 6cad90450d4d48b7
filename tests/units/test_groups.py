"""Collective names over rosters of several levels."""

import re

import pytest

from govdoc.model import Doubt, Unit
from govdoc.rules.load import load
from govdoc.units import Answer, Directory
from govdoc.units.area import LEVELS
from govdoc.units.groups import is_collective, place_sorts

COUNTY = Directory(
    (
        Unit("中共青禾县委宣传部", kinds=("县委部门",)),
        Unit("中共青禾县委机构编制委员会办公室", kinds=("县委部门", "县直单位")),
        Unit("青禾县公安局", kinds=("县直单位",), tags=("行政执法",)),
        Unit("青禾县信访局", kinds=("县直单位",)),
        Unit("青禾县人民法院", kinds=("其他机关",)),
        Unit("青禾县白石镇人民政府", kinds=("镇",), tags=("行政执法",)),
        Unit("青禾县柳林乡人民政府", kinds=("乡",)),
        Unit("青禾县东关街道办事处", kinds=("街道",)),
        Unit("青禾县城西新区管理委员会", kinds=("管委会",)),
    )
)
PARTY, STAFFING, POLICE, LETTERS, COURT, TOWN, TOWNSHIP, STREET, ZONE = COUNTY.units

CITY = Directory(
    (
        Unit("云州市公安局", kinds=("市直部门",), tags=("行政执法", "普法成员单位")),
        Unit("云州市民政局", kinds=("市直部门",), tags=("普法成员单位",)),
        Unit("青禾县人民政府", kinds=("县（市、区）",)),
        Unit("白石市人民政府", kinds=("县（市、区）",)),
        Unit("东湖区人民政府", kinds=("县（市、区）",)),
        Unit("云州经济开发区管理委员会", kinds=("开发区",)),
    )
)

EXPANDED = [
    (COUNTY, "县直各单位", (STAFFING, POLICE, LETTERS)),
    (COUNTY, "县直单位", (STAFFING, POLICE, LETTERS)),
    (COUNTY, "各县直部门", (STAFFING, POLICE, LETTERS)),
    (COUNTY, "县级各部门", (STAFFING, POLICE, LETTERS)),
    (COUNTY, "县委各部委", (PARTY, STAFFING)),
    (COUNTY, "各乡（镇、街道）", (TOWN, TOWNSHIP, STREET)),
    (COUNTY, "各乡镇、街道", (TOWN, TOWNSHIP, STREET)),
    (COUNTY, "各乡镇", (TOWN, TOWNSHIP)),
    (COUNTY, "各乡（镇）政府", (TOWN, TOWNSHIP)),
    (COUNTY, "各镇人民政府(街道办事处)", (TOWN, STREET)),
    (COUNTY, "各镇人民政府", (TOWN,)),
    (COUNTY, "各街道办事处", (STREET,)),
    (COUNTY, "各乡镇人民政府、各街道办事处、管委会", (TOWN, TOWNSHIP, STREET, ZONE)),
    (COUNTY, "各乡镇（街道）、县直各单位", (STAFFING, POLICE, LETTERS, TOWN, TOWNSHIP, STREET)),
    (COUNTY, "各行政执法部门", (POLICE, TOWN)),
    (COUNTY, "各行政执法单位", (POLICE, TOWN)),
    (COUNTY, "县直各行政执法单位", (POLICE,)),
    (COUNTY, "行政执法部门", (POLICE, TOWN)),
    (COUNTY, "县直各局委", (STAFFING, POLICE, LETTERS)),
    (COUNTY, "县直相关单位", None),
    (COUNTY, "县直各相关单位", None),
    (COUNTY, "县政府有关部门", None),
    (COUNTY, "市直各单位", None),
    (COUNTY, "各责任单位", None),
    (COUNTY, "各单位", None),
    (COUNTY, "各村（社区）", None),
    (COUNTY, "承担审批职能的部门", None),
    (COUNTY, "县公安局等", None),
    (CITY, "市直各部门", CITY.units[:2]),
    (CITY, "市人民政府承担行政执法的部门", CITY.units[:1]),
    (CITY, "各普法成员单位", CITY.units[:2]),
    (CITY, "各县（市、区）人民政府", CITY.units[2:5]),
    (CITY, "各县区人民政府", (CITY.units[2], CITY.units[4])),
    (CITY, "市管各园区管委会", CITY.units[5:]),
    (CITY, "各县（市、区）、市直各部门", CITY.units[:5]),
]


@pytest.mark.parametrize(("directory", "name", "units"), EXPANDED)
def test_expand(directory: Directory, name: str, units: tuple[Unit, ...] | None) -> None:
    found = directory.expand(name)
    if units is None:
        assert isinstance(found, Doubt)
        assert (found.name, found.kind) == (name, "group")
    else:
        assert found == units


def test_kinds_that_no_rule_knows_are_read_literally() -> None:
    units = (
        Unit("法规科", kinds=("科室",)),
        Unit("市局东湖分局", kinds=("分局",)),
        Unit("执法支队", kinds=("直属单位",)),
    )
    directory = Directory(units)
    assert directory.expand("市局各分局") == units[1:2]
    assert directory.expand("机关各科室") == units[:1]
    assert directory.expand("局机关各科室、各直属单位") == (units[0], units[2])
    assert isinstance(directory.expand("各科室、各所"), Doubt)


def test_places_are_known_by_name_where_the_roster_gives_no_kind() -> None:
    directory = Directory((Unit("青禾县白石镇人民政府"), Unit("青禾县东关街道办事处"), Unit("青禾县水利局")))
    assert directory.expand("各镇（街道）") == directory.units[:2]
    assert isinstance(directory.expand("县直各单位"), Doubt)


def test_an_answer_by_rule_or_by_names_is_remembered() -> None:
    answers = (
        Answer("县直各相关单位", tags=("行政执法",)),
        Answer("县直相关执法单位", kinds=("县直单位",), tags=("行政执法",)),
        Answer("各成员单位", units=("青禾县人民法院", "青禾县信访局")),
        Answer("驻县各单位"),
    )
    directory = Directory(COUNTY.units, answers)
    assert directory.expand("县直各相关单位") == (POLICE, TOWN)
    assert directory.bound("县直各相关单位", group=True) == (POLICE, TOWN)
    assert directory.expand("县直相关执法单位") == (POLICE,)
    assert directory.expand("各成员单位") == (LETTERS, COURT)
    assert directory.expand("驻县各单位") == ()


def test_a_group_in_doubt_offers_the_kinds_and_tags_of_the_roster() -> None:
    found = COUNTY.expand("县直各相关单位")
    assert isinstance(found, Doubt)
    assert found.candidates[0] == "县直单位"
    assert "行政执法" in found.candidates


@pytest.mark.parametrize("name", ["县公安局", "白石镇", "县委宣传部", "县社会各界联合会"])
def test_names_of_one_unit_are_not_collective(name: str) -> None:
    assert not is_collective(name)


@pytest.mark.parametrize("name", ["各乡镇", "县直单位", "行政执法部门", "县委部委", "市商务局等", "全县各部门"])
def test_names_of_several_units_are_collective(name: str) -> None:
    assert is_collective(name)


@pytest.mark.parametrize("table", ["kind", "group"])
def test_rows_hold_their_examples(table: str) -> None:
    for row in load("groups")[table]:
        pattern = re.compile(row["pattern"].replace("{L}", f"[{LEVELS}]"))
        cleaned = [name.replace("，", ",") for name in row["yes"]]
        assert all(pattern.fullmatch(name) for name in cleaned), row
        assert not any(pattern.fullmatch(name) for name in row["no"]), row


@pytest.mark.parametrize("example", load("groups")["example"]["places"], ids=lambda example: example["name"])
def test_places_are_counted_up(example: dict[str, list[str]]) -> None:
    assert list(place_sorts(str(example["name"]))) == example["sorts"]
