"""What came out, against the truth."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from govdoc.demo.plan import Truth
from govdoc.model import Cell, Gap, MatchEntry, Notice

CLOSING = frozenset({"ok", "late"})  # papers that close what they serve
FLAGS = {
    "template": "template",
    "url_only": "url_only",
    "outdated": "outdated",
    "wrong_unit": "wrong_unit",
    "duplicate": "duplicate",
    "near_duplicate": "near_duplicate",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure: `hit` of `of`, with the words that name it."""

    name: str
    hit: int
    of: int

    @property
    def rate(self) -> float:
        """The share, 1 where there was nothing to find."""
        return self.hit / self.of if self.of else 1.0


def shared(name: str, wanted: Counter[Any], told: Counter[Any]) -> Figure:
    """How much of two counts is the same; what is too much in either counts as missed."""
    return Figure(name, (wanted & told).total(), (wanted | told).total())


def parse_figures(gold: Sequence[Mapping[str, Any]], notices: Sequence[Notice]) -> list[Figure]:
    """Of what the annotations say of the notices, how much was read."""
    by_number = {notice.doc_number: notice for notice in notices}
    facts: dict[str, list[bool]] = {"文头": [], "指标和措施": [], "责任单位": [], "任务": [], "时限": [], "报送": []}
    for annotated in (notice for each in gold for notice in each["notices"]):
        notice = by_number.get(annotated["doc_number"])
        head = {
            "title": notice and notice.title,
            "issued_on": notice and notice.issued_on and notice.issued_on.isoformat(),
            "printed_on": notice and notice.printed_on and notice.printed_on.isoformat(),
        }
        facts["文头"] += [head[field] == annotated[field] for field in head if annotated.get(field)]
        facts["文头"] += [name in (notice.recipients if notice else ()) for name in annotated["recipients"]]
        read = {indicator.code: indicator for indicator in (notice.indicators if notice else ())}
        for wanted in annotated.get("indicators", ()):
            got = next(
                (each for code, each in read.items() if code == wanted["code"] or code.endswith(wanted["code"])), None
            )
            facts["指标和措施"].append(got is not None and got.kind == wanted["kind"])
            names = {unit.name for unit in got.responsible} if got else set()
            facts["责任单位"] += [unit["name"] in names for unit in wanted["units"]]
            methods = [task.method for task in got.tasks] if got else []
            facts["任务"] += [task["method"] in methods for task in wanted.get("tasks", ())]
            if wanted.get("due_on"):
                facts["时限"].append(bool(got and wanted["due_on"] in {str(each.due_on) for each in got.deadlines}))
        submitted = {
            (str(each.deadline.due_on) if each.deadline.due_on else None, each.deadline.recurrence)
            for each in (notice.submissions if notice else ())
            if each.deadline
        }
        facts["报送"] += [
            (each["due_on"], each["recurrence"]) in submitted for each in annotated.get("submissions", ())
        ]
    return [Figure(name, sum(hits), len(hits)) for name, hits in facts.items()]


def cell_figure(obligations: Mapping[str, Collection[str]], notice: str, cells: Iterable[Cell]) -> Figure:
    """Of what each unit owes under the main notice, how much was found; a cell too many counts as one missed."""
    wanted = {(unit, cell) for unit, owed in obligations.items() for cell in owed}
    found = {(cell.unit, f"{cell.indicator}/{cell.method}") for cell in cells if cell.notice == notice}
    return Figure("应报项", len(wanted & found), len(wanted | found))


def match_figures(truths: Sequence[Truth], entries: Sequence[MatchEntry]) -> list[Figure]:
    """How the files were placed and matched, and how the flags stand."""
    got = {entry.path: entry for entry in entries}
    serving = [truth for truth in truths if truth.satisfies and truth.path in got]
    first = top3 = cells = 0
    for truth in serving:
        codes = {cell.split("/")[0] for cell in truth.satisfies}
        ranked = got[truth.path].matches
        first += bool(ranked) and ranked[0].indicator in codes
        top3 += bool(codes & {match.indicator for match in ranked[:3]})
        cells += bool(ranked) and f"{ranked[0].indicator}/{ranked[0].method or ''}" in truth.satisfies
    by_path = {truth.path: truth for truth in truths}
    auto = [(entry.path, match) for entry in entries for match in entry.matches if match.decision == "auto"]
    right = sum(
        path in by_path and match.indicator in {cell.split("/")[0] for cell in by_path[path].satisfies}
        for path, match in auto
    )
    figures = [
        Figure("文件入账", sum(truth.path in got for truth in truths), len(truths)),
        Figure(
            "文件归到单位",
            sum(truth.path in got and got[truth.path].unit == truth.unit for truth in truths),
            len(truths),
        ),
        Figure("首选指标正确", first, len(serving)),
        Figure("前三含正确指标", top3, len(serving)),
        Figure("首选指标和查验方式正确", cells, len(serving)),
        Figure("自动认定正确", right, len(auto)),
    ]
    for quality, flag in FLAGS.items():
        marked = {path for path, entry in got.items() if any(each.split(":")[0] == flag for each in entry.flags)}
        wanted = {truth.path for truth in truths if truth.quality == quality}
        figures.append(Figure(f"标记 {flag} 查全", len(marked & wanted), len(wanted)))
        figures.append(Figure(f"标记 {flag} 查准", len(marked & wanted), len(marked)))
    return figures


def gap_figures(truths: Sequence[Truth], notice: str, gaps: Sequence[Gap], units: Collection[str]) -> list[Figure]:
    """Cells of the units that handed in: those open and said so, those closed and said so."""
    closed = {(truth.unit, cell) for truth in truths if truth.quality in CLOSING for cell in truth.satisfies}
    rows = [gap for gap in gaps if gap.notice == notice and gap.unit in units]
    said_open = {(gap.unit, f"{gap.indicator}/{gap.method}") for gap in rows if gap.status in ("missing", "verify")}
    every = {(gap.unit, f"{gap.indicator}/{gap.method}") for gap in rows}
    open_ = every - closed
    said_closed = every - said_open
    return [
        Figure("缺项查全", len(said_open & open_), len(open_)),
        Figure("缺项查准", len(said_open & open_), len(said_open)),
        Figure("达标项查全", len(said_closed & closed), len(every & closed)),
        Figure("达标项查准", len(said_closed & closed), len(said_closed)),
    ]
