"""How often the matcher is right on labelled evidence: `python tests/bench/accuracy_matching.py [SHARED]`.

Reads the labelled texts of all formats and prints one row for each way of looking: with and without the
hints of the path, with and without what the unit owes, with and without the synonyms. The last rows show
what stands on the words of the notice alone, which is what a notice on a new subject gets.
"""

import csv
import hashlib
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from govdoc.matching import Targets, copies, hold_back, match_evidence, understand
from govdoc.matching.context import context_flags
from govdoc.matching.targets import Field
from govdoc.model import Evidence, Unit
from govdoc.parsing import parse
from govdoc.readers import read

SHARED = Path(__file__).parents[2].parent / "shared"


@dataclass(frozen=True)
class Run:
    name: str
    path: bool = True
    owed: bool = True
    synonyms: bool = True


RUNS = (
    Run("all"),
    Run("no path", path=False),
    Run("no path, nothing owed", path=False, owed=False),
    Run("no synonyms", synonyms=False),
    Run("no synonyms, no path", path=False, synonyms=False),
)


def evidence(label: dict[str, Any]) -> Evidence:
    rows = ["\t".join(row) for row in label.get("table") or []]
    text = "\n".join(filter(None, [label["doc_number"], label["title"], *(label.get("body") or []), *rows]))
    sha256 = hashlib.sha256((text or label["id"]).encode()).hexdigest()
    media = "text/html" if label["format"] == "html" else label["format"]
    return understand(Evidence(label["path"], sha256, len(text), media, "read", unit=label["unit"], text=text))


def without_synonyms(targets: Targets) -> Targets:
    field = targets.concepts
    return replace(targets, concepts=Field({}, field.weights[:, :0], field.rarity[:0], field.unseen))


def table(shared: Path) -> Iterator[str]:
    source = max((shared / "seeds").glob("*.txt"), key=lambda each: each.stat().st_size)
    notices = parse(read(source.name, source.read_bytes()), source.name).notices
    (main,) = (notice for notice in notices if notice.indicators)
    full = Targets.of(notices)
    obligations = json.loads((shared / "evidence" / "obligations.json").read_text("utf-8"))
    (roster,) = (shared / "rosters").glob("*.csv")
    with roster.open(encoding="utf-8-sig", newline="") as file:
        units = [Unit(row["name"], tuple(filter(None, row["aliases"].split("；")))) for row in csv.DictReader(file)]
    labels = [json.loads(x) for x in (shared / "evidence" / "labels-with-text.jsonl").read_text("utf-8").splitlines()]
    files = [evidence(label) for label in labels]
    copied = copies(files)
    yield f"{'':26}{'top-1':>8}{'hit@3':>8}{'cell':>8}{'auto':>6}{'right':>8}{'ms/file':>9}"
    for run in RUNS:
        targets = full if run.synonyms else without_synonyms(full)
        top = near = cell = serving = auto = right = 0
        spent = 0.0
        for label, file in zip(labels, files, strict=True):
            seen = file if run.path else replace(file, path="x/x")
            owes = frozenset((main.key, code, method) for code, method in obligations[label["unit"]])
            start = time.perf_counter()
            matches = match_evidence(seen, targets, owes if run.owed else None)
            spent += time.perf_counter() - start
            flags = (*file.flags, *context_flags(seen, matches, targets, units), *filter(None, [copied.get(file.path)]))
            matches = hold_back(matches, flags)
            codes = {c.split("/")[0] for c in label["satisfies"]}
            ranked = [match.indicator for match in matches]
            taken = [match for match in matches if match.decision == "auto"]
            auto += len(taken)
            right += sum(match.indicator in codes for match in taken)
            if codes:
                serving += 1
                top += bool(ranked) and ranked[0] in codes
                near += bool(codes & set(ranked[:3]))
                cell += bool(matches) and f"{matches[0].indicator}/{matches[0].method}" in label["satisfies"]
        yield (
            f"{run.name:26}{top / serving:8.3f}{near / serving:8.3f}{cell / serving:8.3f}"
            f"{auto:6}{right / max(1, auto):8.3f}{1000 * spent / len(files):9.1f}"
        )


if __name__ == "__main__":
    for line in table(Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED):
        print(line)
