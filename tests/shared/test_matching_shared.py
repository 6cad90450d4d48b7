"""The matcher against labelled evidence, from the texts of all formats, with the real notice and roster."""

import csv
import hashlib
import json
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from govdoc.matching import Targets, context_flags, copies, hold_back, match_evidence, understand
from govdoc.model import Evidence, Match, Unit
from govdoc.parsing import parse
from govdoc.readers import read

# A label's word for what is wrong with a file → the flag that should say so.
FLAGS = {
    **{name: name for name in ("url_only", "template", "outdated", "wrong_unit")},
    "garbled": "unreadable",
    "blank": "unreadable",
    "duplicate_of": "duplicate",
    "near_duplicate_of": "near_duplicate",
}


@dataclass(frozen=True)
class Judged:
    label: dict[str, Any]
    matches: tuple[Match, ...]
    flags: tuple[str, ...]

    @property
    def codes(self) -> set[str]:
        return {cell.split("/")[0] for cell in self.label["satisfies"]}

    @property
    def quality(self) -> str:
        return str(self.label["quality"]).split(":")[0]


def evidence(label: dict[str, Any]) -> Evidence:
    rows = ["\t".join(row) for row in label.get("table") or []]
    text = "\n".join(filter(None, [label["doc_number"], label["title"], *(label.get("body") or []), *rows]))
    sha256 = hashlib.sha256((text or label["id"]).encode()).hexdigest()
    media = "text/html" if label["format"] == "html" else label["format"]
    status: Any = "read" if text or label["quality"] != "blank" else "empty"
    return understand(Evidence(label["path"], sha256, len(text), media, status, unit=label["unit"], text=text))


@pytest.fixture(scope="module")
def judged(shared: Path) -> dict[bool, list[Judged]]:
    """With path hints (True) and without (False): every labelled file with its matches and flags."""
    source = max((shared / "seeds").glob("*.txt"), key=lambda each: each.stat().st_size)
    notices = parse(read(source.name, source.read_bytes()), source.name).notices
    targets = Targets.of(notices)
    (main,) = (notice for notice in notices if notice.indicators)
    owed = {
        unit: frozenset((main.key, code, method) for code, method in cells)
        for unit, cells in json.loads((shared / "evidence" / "obligations.json").read_text("utf-8")).items()
    }
    (roster,) = (shared / "rosters").glob("*.csv")
    with roster.open(encoding="utf-8-sig", newline="") as file:
        units = [Unit(row["name"], tuple(filter(None, row["aliases"].split("；")))) for row in csv.DictReader(file)]
    lines = (shared / "evidence" / "labels-with-text.jsonl").read_text("utf-8").splitlines()
    labels = [json.loads(line) for line in lines]
    files = [evidence(label) for label in labels]
    copied = copies(files)
    found: dict[bool, list[Judged]] = {True: [], False: []}
    for label, file in zip(labels, files, strict=True):
        for hinted in found:
            seen = file if hinted else replace(file, path="x/x")
            matches = match_evidence(seen, targets, owed[label["unit"]])
            flags = [*file.flags, *context_flags(seen, matches, targets, units)]
            flags += [copied[file.path]] if file.path in copied else []
            found[hinted].append(Judged(label, hold_back(matches, tuple(flags)), tuple(flags)))
    return found


@pytest.mark.parametrize(("hinted", "least"), [(True, 0.85), (False, 0.80)])
def test_top_indicator(judged: dict[bool, list[Judged]], hinted: bool, least: float) -> None:
    serving = [one for one in judged[hinted] if one.codes]
    assert sum(bool(one.matches) and one.matches[0].indicator in one.codes for one in serving) >= least * len(serving)


def test_method(judged: dict[bool, list[Judged]]) -> None:
    right = [one for one in judged[True] if one.matches and one.matches[0].indicator in one.codes]
    told = sum(f"{one.matches[0].indicator}/{one.matches[0].method}" in one.label["satisfies"] for one in right)
    assert told >= 0.9 * len(right)


@pytest.mark.parametrize("hinted", [True, False])
def test_what_stands_without_a_reviewer_is_right(judged: dict[bool, list[Judged]], hinted: bool) -> None:
    auto = [(one, m) for one in judged[hinted] for m in one.matches if m.decision == "auto"]
    assert len(auto) >= 30
    right = sum(one.quality in ("ok", "weak") and match.indicator in one.codes for one, match in auto)
    assert right >= 0.95 * len(auto)


def test_flags(judged: dict[bool, list[Judged]]) -> None:
    wanted, given, both = Counter[str](), Counter[str](), Counter[str]()
    for one in judged[True]:
        said = {flag.split(":")[0] for flag in one.flags}
        given.update(said)
        if expected := FLAGS.get(one.quality):
            wanted[expected] += 1
            both[expected] += expected in said
    assert both.total() >= 0.9 * wanted.total()
    assert both.total() >= 0.9 * given.total()
