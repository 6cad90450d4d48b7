"""What the units of the development data owe, and whose folders are whose."""

import csv
import json
import re
from pathlib import Path

import pytest

from govdoc.model import Indicator, Notice, Responsible, Task, Unit
from govdoc.units import Answer, Directory, owed, read_roster

SHARED = Path(__file__).resolve().parents[3] / "shared"
ANSWER = Answer("县直各相关单位", tags=("行政执法",))

pytestmark = pytest.mark.skipif(not (SHARED / "rosters").is_dir(), reason="../shared is not here")


@pytest.fixture(scope="module")
def directory() -> Directory:
    (path,) = (SHARED / "rosters").glob("*.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return Directory(read_roster(list(csv.reader(file))), (ANSWER,))


@pytest.fixture(scope="module")
def notice() -> Notice:
    """The large notice cut up by its labels alone, so that this test stands without the parser."""
    path = max((SHARED / "seeds").glob("*.txt"), key=lambda each: each.stat().st_size)
    parts = re.split(r"\n(?=第\d+项指标|附加项指标[加减]分项\d)", path.read_text("utf-8"))[1:]
    return Notice("n", "main", indicators=tuple(map(_indicator, parts)))


def _indicator(part: str) -> Indicator:
    head = re.match(r"第(\d+)项指标|附加项指标([加减]分)项(\d)", part)
    units = re.search(r"责任单位：(.*)", part)
    assert head
    assert units
    code = head[1] or head[2] + head[3]
    names = re.split(r"[、，](?![^（]*）)", units[1].strip().rstrip("。"))
    methods = dict.fromkeys(re.findall(r"(网络检索|材料查证|随机访谈|实地核验|案卷评查|随机抽考)：", part))
    tasks = tuple(Task(f"{code}/{method}", method, "") for method in methods)
    responsible = tuple(Responsible(name.strip(), "responsible", "各" in name) for name in names)
    return Indicator(code, code, "indicator", (), "", "", responsible, (), tasks)


def test_obligations_are_exact(directory: Directory, notice: Notice) -> None:
    assert sum(len(indicator.tasks) for indicator in notice.indicators) == 153
    cells, doubts = owed([notice], directory)
    expected = json.loads((SHARED / "evidence" / "obligations.json").read_text("utf-8"))
    for unit, codes in expected.items():
        assert {(cell.indicator, cell.method) for cell in cells if cell.unit == unit} == set(map(tuple, codes))
    assert [(doubt.kind, len(doubt.where)) for doubt in doubts] == [("group", 1)]


def test_every_top_folder_is_a_unit_that_owes(directory: Directory) -> None:
    expected = json.loads((SHARED / "evidence" / "obligations.json").read_text("utf-8"))
    found = {
        folder.name: directory.resolve_folder(folder.name)
        for folder in (SHARED / "evidence" / "files").iterdir()
        if folder.is_dir()
    }
    labels = (SHARED / "evidence" / "labels.jsonl").read_text("utf-8").splitlines()
    truth = {row["path"].split("/")[0]: row["unit"] for row in map(json.loads, labels)}
    assert {folder: unit.name for folder, unit in found.items() if isinstance(unit, Unit)} == truth
    assert set(truth.values()) == set(expected)
