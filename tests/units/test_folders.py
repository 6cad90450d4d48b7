"""Top folders of evidence trees."""

import tomllib
from pathlib import Path

import pytest

from govdoc.model import Doubt, Unit
from govdoc.units import Answer, Directory
from govdoc.units.folders import DECORATIONS, undecorated

COUNTY = tomllib.loads((Path(__file__).parent / "names.toml").read_text("utf-8"))["roster"][0]
DIRECTORY = Directory(tuple(map(Unit, COUNTY["units"])))
FOLDERS = [
    ("03 林业局报送材料", "青禾县林业局"),
    ("水利局补报7.15", "青禾县水利局"),
    ("12.县教体局（盖章）", "青禾县教育体育局"),
    ("03-青禾县司法局-法治政府创建佐证材料（第二批）", "青禾县司法局"),
    ("【最终版】白石镇", "青禾县白石镇人民政府"),
    ("2021年县委编办", "中共青禾县委机构编制委员会办公室"),
    ("县文广旅局（7月15日补报）", "青禾县文化广电和旅游局"),
    ("自然资源局2021.7.15(1)", "青禾县自然资源局"),
    ("5月20日 县审计局 自查报告", "青禾县审计局"),
    ("县水利局 - 副本", "青禾县水利局"),
    ("水利局-王某某", "青禾县水利局"),
    ("青禾县公安局法制大队", "青禾县公安局"),
    ("市生态环境局青禾分局材料", "云州市生态环境局青禾分局"),
    ("6柳林乡", "青禾县柳林乡人民政府"),
    ("北柳林乡政府", "青禾县北柳林乡人民政府"),
    ("创建材料（县林业局）", "青禾县林业局"),
    ("县公安局、县司法局", ""),
    ("白石县公安局", ""),
    ("县统计局审计局", ""),
    ("新建文件夹", ""),
    ("佐证材料", ""),
    ("各乡镇", ""),
    ("2021", ""),
    ("", ""),
]


@pytest.mark.parametrize(("folder", "meant"), FOLDERS)
def test_a_folder_is_its_unit_or_a_doubt(folder: str, meant: str) -> None:
    found = DIRECTORY.resolve_folder(folder)
    assert found == Unit(meant) if meant else isinstance(found, Doubt)


def test_a_folder_once_answered_is_remembered() -> None:
    directory = Directory(DIRECTORY.units, (Answer("新建文件夹", ("青禾县水利局",)), Answer("其他")))
    assert directory.resolve_folder("新建文件夹") == Unit("青禾县水利局")
    assert directory.resolve_folder("其他") is None


@pytest.mark.parametrize(("before", "after"), [pair for _, pairs in DECORATIONS for pair in pairs])
def test_decorations_hold_their_examples(before: str, after: str) -> None:
    assert undecorated(before) == after


def test_every_decoration_has_an_example() -> None:
    assert all(examples for _, examples in DECORATIONS)
