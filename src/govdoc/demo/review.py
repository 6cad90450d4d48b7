"""The reviewers of the county, who know what each paper is worth, and what becomes of what they say."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from govdoc.demo.plan import Truth
from govdoc.demo.score import CLOSING, Figure
from govdoc.model import Gap, GapStatus, ReviewRow
from govdoc.pipeline.decisions import Pen, keep, on_cells, on_rows
from govdoc.pipeline.desk import desk
from govdoc.pipeline.gaps import gap_rows

if TYPE_CHECKING:
    from sqlite_utils import Database

REVIEWERS = ("审核员甲", "审核员乙")
ON_SITE = "实地核验"
_WAITING = ("flagged", "close")


def review_papers(db: "Database", truths: Iterable[Truth], notice: str, at: datetime) -> tuple[int, Figure]:
    """Accept or reject what waits on the desk; how many were decided, and how many of the cells stand accordingly."""
    known = {truth.path: truth for truth in truths}
    on = desk(db)
    rows = [row for row in on.rows if row.waits in _WAITING and row.path in known and row.place]
    rows = [row for row in rows if row.place and row.place.notice == notice]
    good = [row for row in rows if _cell(row) in known[row.path].satisfies and known[row.path].quality in CLOSING]
    bad = [row for row in rows if row not in good]
    pens = [Pen(name, at) for name in REVIEWERS]
    keep(db, on_rows(pens[0], good, "accept"))
    keep(db, on_rows(pens[1], bad, "reject"))
    status = {(gap.unit, gap.place): gap.status for gap in gap_rows(db)}
    told = [row.place is not None and status[row.unit, row.place] in ("met", "partial") for row in good]
    held = [row.decision is not None for row in desk(db).rows if row.id in {one.id for one in rows}]
    return len(rows), Figure("审核意见生效", sum(told) + sum(held), len(good) + len(rows))


def inspect_sites(db: "Database", units: Iterable[str], notice: str, at: datetime) -> tuple[int, Figure]:
    """Settle what had to be seen on the spot, every third cell only in part; how many, and how many stand so."""
    units = set(units)
    seen = [
        g for g in gap_rows(db) if g.unit in units and g.notice == notice and g.method == ON_SITE and g.status != "met"
    ]
    on = desk(db)
    partial = seen[::3]
    rest = [gap for gap in seen if gap not in partial]
    wanted: dict[tuple[str, str], GapStatus] = {}
    outcomes: tuple[tuple[list[Gap], GapStatus, str], ...] = (
        (partial, "partial", "现场核验发现部分要求没有落实到位"),
        (rest, "met", "现场核验"),
    )
    for cells, status, comment in outcomes:
        keep(db, on_cells(Pen(REVIEWERS[0], at, comment), on, cells, status))
        wanted |= {(gap.unit, gap.indicator): status for gap in cells}
    now = {(g.unit, g.indicator): g.status for g in gap_rows(db) if g.notice == notice and g.method == ON_SITE}
    return len(seen), Figure("现场核验结论", sum(now[key] == status for key, status in wanted.items()), len(wanted))


def _cell(row: ReviewRow) -> str:
    return f"{row.place.indicator}/{row.place.method}" if row.place else ""
