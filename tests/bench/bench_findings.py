"""Recall and precision on labelled ledgers and recurring reports: `python tests/bench/bench_findings.py`.

With -v it also prints what is missed and what is claimed without cause.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.gaps import labelled as reports
from tests.ledgers import labelled as ledgers


def table(title: str, rows: Iterable[tuple[str, int, int, int]]) -> None:
    print(title)
    for code, want, right, wrong in rows:
        recall = right / want if want else 1.0
        precision = right / (right + wrong) if right + wrong else 1.0
        print(f"  {code:16s} wanted {want:3d}  recall {recall:4.0%}  precision {precision:4.0%}")


def main() -> None:
    table(f"{len(ledgers.CASES)} files with ledgers and others", ledgers.scores())
    table(f"{sum(len(unit['files']) for unit in reports.UNITS)} reports", reports.scores())
    if "-v" not in sys.argv:
        return
    for case in ledgers.CASES:
        kinds, found = ledgers.read_case(case)
        asked = ledgers.wanted(case)
        if kinds != case["kind"] or found != asked:
            print(f"{case['name']}: {kinds}")
            print(f"  missed {sorted(map(str, asked - found))}, claimed {sorted(map(str, found - asked))}")
    for unit in reports.UNITS:
        seen, closed = reports.read_unit(unit)
        states, closes = reports.wanted(unit, seen)
        for seen_as, labelled in ((seen, states), (closed, closes)):
            wrong = {key: (seen_as.get(key), labelled[key]) for key in labelled if seen_as.get(key) != labelled[key]}
            if wrong:
                print(f"{unit['name']}: seen, labelled {wrong}")


if __name__ == "__main__":
    main()
