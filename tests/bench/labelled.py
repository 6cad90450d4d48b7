"""The labelled sets the matcher is measured on: evidence with what a person said of it."""

import csv
import hashlib
import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from govdoc.demo.county import corpora_dir, read_county
from govdoc.demo.plan import Handed, plan
from govdoc.matching import understand
from govdoc.model import Evidence, Notice, Unit
from govdoc.parsing import parse
from govdoc.readers import read

SHARED = Path(__file__).parents[2].parent / "shared"
_FLAGS = {"garbled": "unreadable", "blank": "unreadable", "duplicate_of": "duplicate"}
_FLAGS["near_duplicate_of"] = "near_duplicate"
_SOUND = ("ok", "weak", "late")


@dataclass(frozen=True)
class Labelled:
    """A file, the cells (“24/材料查证”) it serves, and the flags it should bear."""

    evidence: Evidence
    cells: frozenset[str]
    quality: str
    flags: frozenset[str]

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(cell.split("/")[0] for cell in self.cells)


@dataclass(frozen=True)
class LabelledSet:
    """Files of some units under one notice. `owed` maps a unit to its cells, empty where everybody owes everything."""

    name: str
    notices: tuple[Notice, ...]
    units: tuple[Unit, ...]
    owed: dict[str, frozenset[tuple[str, str, str | None]]]
    files: tuple[Labelled, ...]


def labelled_sets(shared: Path = SHARED) -> list[LabelledSet]:
    """The fictional county, its measure-style notices, and the development set where it lies beside the checkout."""
    found = [_county(), *_measures()]
    return [_shared(shared), *found] if (shared / "evidence").is_dir() else found


def _shared(shared: Path) -> LabelledSet:
    source = max((shared / "seeds").glob("*.txt"), key=lambda each: each.stat().st_size)
    notices = parse(read(source.name, source.read_bytes()), source.name).notices
    (main,) = (notice for notice in notices if notice.indicators)
    obligations = json.loads((shared / "evidence" / "obligations.json").read_text("utf-8"))
    labels = [json.loads(x) for x in (shared / "evidence" / "labels-with-text.jsonl").read_text("utf-8").splitlines()]
    (roster,) = (shared / "rosters").glob("*.csv")
    owed = {unit: frozenset((main.key, code, method) for code, method in cells) for unit, cells in obligations.items()}
    files = tuple(_of_shared(label) for label in labels)
    return LabelledSet("development", notices, _roster(roster), owed, files)


def _of_shared(label: dict[str, Any]) -> Labelled:
    rows = ["\t".join(row) for row in label.get("table") or []]
    text = "\n".join(filter(None, [label["doc_number"], label["title"], *(label.get("body") or []), *rows]))
    media = "text/html" if label["format"] == "html" else label["format"]
    quality = label["quality"].split(":")[0]
    evidence = _evidence(label["path"], label["unit"], text, media)
    return Labelled(evidence, frozenset(label["satisfies"]), quality, _wanted(quality))


def _county() -> LabelledSet:
    county = read_county()
    notices = tuple(n for p in county.notices for n in parse(read(p.name, p.read_bytes()), p.name).notices)
    number = county.gold()[0]["notices"][0]["doc_number"]
    key = next(notice.key for notice in notices if notice.doc_number == number)
    owed = {unit: frozenset((key, *cell.split("/", 1)) for cell in cells) for unit, cells in county.obligations.items()}
    files = tuple(_of_county(handed) for handed in plan(county) if handed.paper)
    return LabelledSet("county", notices, _roster(county.roster), owed, files)  # type: ignore[arg-type]


def _of_county(handed: Handed) -> Labelled:
    paper, truth = handed.paper, handed.truth
    assert paper
    rows = ["\t".join(row) for row in paper.rows]
    text = "\n".join(filter(None, [paper.number, paper.title, *paper.paragraphs, *rows, paper.office, paper.date]))
    media = "text/html" if handed.format == "html" else handed.format
    evidence = _evidence(truth.path, truth.unit, text, media)
    return Labelled(evidence, frozenset(truth.satisfies), truth.quality, _wanted(truth.quality))


def _measures() -> Iterable[LabelledSet]:
    yunxi = corpora_dir() / "yunxi"
    units = _roster(yunxi / "roster.csv")
    own = {alias: unit.name for unit in units for alias in (unit.name, *unit.aliases)}
    for papers in sorted((yunxi / "measures").glob("*.toml")):
        found = [*papers.parent.glob(f"{papers.stem}.txt"), *yunxi.glob(f"notices/{papers.stem}*.txt")]
        notices = parse(read(found[0].name, found[0].read_bytes()), found[0].name).notices
        rows = tomllib.loads(papers.read_text("utf-8"))["paper"]
        files = []
        for row in rows:
            folder = row["path"].split("/")[0].removesuffix("报送")
            unit = own.get(folder) or own.get("县" + folder) or own.get("市" + folder.replace("分局", "局云汐分局"))
            evidence = _evidence(row["path"], unit, row["text"].strip("\n"), row["path"].rsplit(".", 1)[-1])
            quality = row.get("quality", "ok")
            flags = _wanted(quality) | frozenset(row.get("flags", "").split())
            files.append(Labelled(evidence, frozenset(row["cells"].split()), quality, flags))
        yield LabelledSet(papers.stem, notices, units, {}, tuple(files))


def _evidence(path: str, unit: str | None, text: str, media: str) -> Evidence:
    sha256 = hashlib.sha256((text or path).encode()).hexdigest()
    media = "text/html" if media == "html" else media
    status: Any = "read" if text.strip() else "empty"
    return understand(Evidence(path, sha256, len(text), media, status, unit=unit, text=text))


def _wanted(quality: str) -> frozenset[str]:
    return frozenset() if quality in (*_SOUND, "irrelevant") else frozenset({_FLAGS.get(quality, quality)})


def _roster(file: Path) -> tuple[Unit, ...]:
    with file.open(encoding="utf-8-sig", newline="") as rows:
        return tuple(Unit(r["name"], tuple(filter(None, r["aliases"].split("；")))) for r in csv.DictReader(rows))
