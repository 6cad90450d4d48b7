"""What corpora/ holds of a county: notices with gold, roster, and the texts its evidence is made of."""

import csv
import json
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from govdoc.errors import GovdocError


def corpora_dir() -> Path:
    """The corpora of the checkout, or those packed into the wheel."""
    package = Path(__file__).resolve().parents[1]
    for place in (package.parents[1] / "corpora", package / "_corpora"):
        if (place / "yunxi" / "roster.csv").is_file():
            return place
    raise GovdocError("找不到示例资料（corpora）", "请重新安装 govdoc")


@dataclass(frozen=True, slots=True)
class Body:
    """A text to be filled for a unit.

    `cells` are those it serves (“24/材料查证”); `quality` says what is wrong with it, if anything.
    `web` is published on a page, `numbered` carries a 文号, `signed` ends with office and date.
    """

    id: str
    title: str
    text: str
    table: str = ""
    cells: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    quality: str = "ok"
    web: bool = False
    numbered: bool = False
    signed: bool = True


@dataclass(frozen=True, slots=True)
class Office:
    """A unit that hands in: its folder, its habit of filing, and the words its trade puts into the bodies."""

    name: str
    folder: str
    habit: str
    words: dict[str, Any]


@dataclass(frozen=True, slots=True)
class County:
    """One county of corpora/. `since` tells which cells ask only for material from a year on."""

    folder: Path
    seed: int
    offices: tuple[Office, ...]
    bodies: tuple[Body, ...]
    obligations: dict[str, frozenset[str]]
    since: dict[str, int]

    @property
    def notices(self) -> tuple[Path, ...]:
        """The notices, main one first."""
        return tuple(sorted((self.folder / "notices").glob("*.txt")))

    @property
    def roster(self) -> Path:
        """The roster file."""
        return self.folder / "roster.csv"

    def gold(self) -> tuple[dict[str, Any], ...]:
        """The annotation of each notice, in the order of `notices`."""
        return tuple(json.loads(file.read_text("utf-8")) for file in sorted((self.folder / "gold").glob("*.json")))


def read_county() -> County:
    """The county's material, checked by nobody but its tests."""
    folder = corpora_dir() / "yunxi"
    spec = tomllib.loads((folder / "evidence" / "units.toml").read_text("utf-8"))
    offices = tuple(_office(row, spec) for row in spec["unit"])
    bodies = tuple(
        _body(row) for file in sorted((folder / "evidence" / "bodies").glob("*.toml")) for row in _rows(file)
    )
    gold = json.loads(min((folder / "gold").glob("*.json")).read_text("utf-8"))
    text = min((folder / "notices").glob("*.txt")).read_text("utf-8")
    return County(folder, spec["seed"], offices, bodies, _obligations(folder, gold), _since(text))


def _rows(file: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads(file.read_text("utf-8"))["body"]
    return rows


def _office(row: dict[str, Any], spec: dict[str, Any]) -> Office:
    words = {**spec["common"], **spec[row["kind"]], **row}
    return Office(row["name"], row["folder"], row["habit"], words)


def _body(row: dict[str, Any]) -> Body:
    return Body(
        row["id"],
        row["title"],
        row["text"].strip("\n"),
        row.get("table", "").strip("\n"),
        tuple(row.get("cells", "").split()),
        tuple(row.get("related", "").split()),
        row.get("quality", "ok"),
        row.get("web", False),
        row.get("no", False),
        row.get("sign", True),
    )


def _obligations(folder: Path, gold: dict[str, Any]) -> dict[str, frozenset[str]]:
    """What each unit owes, from the annotation, the roster's aliases and the list of collective names alone."""
    groups = tomllib.loads((folder / "gold" / "groups.toml").read_text("utf-8"))
    with (folder / "roster.csv").open(encoding="utf-8-sig", newline="") as file:
        units = list(csv.DictReader(file))
    owed: dict[str, set[str]] = {}
    for indicator in gold["notices"][0]["indicators"]:
        cells = {f"{indicator['code']}/{task['method']}" for task in indicator["tasks"]}
        for printed in indicator["units"]:
            rule = groups.get(printed["name"])
            for unit in units:
                named = printed["name"] in (unit["name"], *re.split("[；;]", unit["aliases"]))
                if named or (rule and _in_group(unit, rule)):
                    owed.setdefault(unit["name"], set()).update(cells)
    return {name: frozenset(cells) for name, cells in owed.items()}


def _in_group(unit: dict[str, str], rule: dict[str, Any]) -> bool:
    kinds, tags = set(re.split("[；;]", unit["kind"])), set(re.split("[；;]", unit["tags"]))
    return bool(kinds & set(rule["kinds"])) and set(rule.get("tags", ())) <= tags


def _since(text: str) -> dict[str, int]:
    """Cells all of whose items begin with “2021年以来”, read off the notice's own lines."""
    found: dict[str, int] = {}
    for code, block in re.findall(r"第(\d+)项指标：(.*?)(?=第\d+项指标：|附加项|$)", text, re.DOTALL):
        for method, task in re.findall(r"([\u4e00-\u9fa5]{4})：(.+)", block):
            items = [item for item in task.split("；") if "汇总备查" not in item]
            years = [re.match(r"\s*(20\d\d)年以来", item) for item in items]
            if items and all(years):
                found[f"{code}/{method}"] = max(int(year[1]) for year in years if year)
    return found
