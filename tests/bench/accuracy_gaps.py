"""How often the gap rows are right on the labelled sets: `python tests/bench/accuracy_gaps.py [-v]`.

A cell is closed where a sound paper serves it, and said to be closed where it is met or partial. With -v every cell
that is said wrongly is printed with its reason.
"""

import sys
from dataclasses import replace

from accuracy_matching import judge
from labelled import LabelledSet, labelled_sets

from govdoc.gaps import find_gaps
from govdoc.model import Cell, Gap

SOUND = ("ok", "late")


def cells_of(one: LabelledSet) -> list[Cell]:
    """What the units that handed in owe; every cell of every notice where the set does not say."""
    units = sorted({label.evidence.unit for label in one.files if label.evidence.unit})
    if one.owed:
        return [Cell(unit, *key) for unit in units for key in sorted(one.owed.get(unit, ()), key=repr)]
    asked = [
        (notice.key, indicator.code, method)
        for notice in one.notices
        for indicator in notice.indicators
        for method in (dict.fromkeys(task.method for task in indicator.tasks) or {None: None})
    ]
    return [Cell(unit, *key) for unit in units for key in asked]


def name_of(gap: Gap) -> tuple[str, str]:
    return gap.unit, f"{gap.indicator}/{gap.method}" if gap.method else gap.indicator


def main() -> None:
    print(f"{'set':28} {'cells':>6} {'closed':>6}  {'gap P':>6} {'gap R':>6}  {'P':>6} {'R':>6} {'F1':>6}")
    for one in labelled_sets():
        judged, _ = judge(one)
        files = [
            replace(each.label.evidence, flags=tuple(sorted({*each.label.evidence.flags, *each.flags})))
            for each in judged
        ]
        matches = [match for each in judged for match in each.matches]
        gaps = find_gaps(one.notices, cells_of(one), files, matches)
        every = {name_of(gap): gap for gap in gaps}
        closed = {
            (label.evidence.unit or "", cell) for label in one.files if label.quality in SOUND for cell in label.cells
        } & every.keys()
        said = {name for name, gap in every.items() if gap.status in ("met", "partial")}
        right, open_, said_open = closed & said, every.keys() - closed, every.keys() - said
        p, r = len(right) / max(1, len(said)), len(right) / max(1, len(closed))
        gp, gr = (len(open_ & said_open) / max(1, len(group)) for group in (said_open, open_))
        f1 = 2 * p * r / max(1e-9, p + r)
        print(f"{one.name[:28]:28} {len(every):6} {len(closed):6}  {gp:6.3f} {gr:6.3f}  {p:6.3f} {r:6.3f} {f1:6.3f}")
        if "-v" in sys.argv:
            for name in sorted((closed | said) - right):
                print("   ", "said closed:" if name in said else "said open:", *name, every[name].text[:150])


if __name__ == "__main__":
    main()
