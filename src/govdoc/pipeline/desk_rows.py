"""The rows of the desk: one file under one cell, why it waits for a person, and in which order."""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from heapq import merge

from govdoc.gaps import Rulings, content_state, contents_of, row_id
from govdoc.model import Decision, Evidence, Gap, Match, Place, ReviewRow, Waits
from govdoc.rules.load import load

_LEAST, _CLOSE = 0.25, 0.5  # scores: worth a reviewer's look, and more likely right than wrong
_READ = ("read", "partial")


def urgency() -> Callable[[ReviewRow], tuple[int, float, str, str, str]]:
    """What rows are sorted by, the most urgent first."""
    order = {row["code"]: at for at, row in enumerate(load("review")["waits"])}
    return lambda row: (order.get(row.waits, len(order)), -row.score, row.unit, row.path, row.id)


def by_urgency(sorted_rows: Iterable[Iterable[ReviewRow]]) -> Iterator[ReviewRow]:
    """Several lists of rows, each in the order of urgency, as one."""
    return merge(*sorted_rows, key=urgency())


def file_rows(file: Evidence, matches: Sequence[Match], cells: Container[Place], rulings: Rulings) -> list[ReviewRow]:
    """The rows of one file: the cells of its unit proposed to it, those a person gave it, or one row under no cell."""
    table = rulings.files.get((file.unit or "", file.sha256), {})
    ruled = [place for place in table if place]
    by_place = {place: match for match in matches if (place := match.place) in cells}
    shown = [place for place, match in by_place.items() if place in ruled or _worth(file, match)]
    shown += [place for place in ruled if place not in by_place]
    settled = any(match.decision == "auto" for match in by_place.values())
    settled = settled or any(one.kind != "reject" for one in table.values())
    rows = [file_row(file, place, by_place.get(place), rulings, settled=settled) for place in shown]
    return rows or [file_row(file, None, None, rulings, settled=False)]


def _worth(file: Evidence, match: Match) -> bool:
    if match.decision == "none":
        return False
    return match.decision == "auto" or match.score >= _LEAST or file.status not in _READ


def file_row(file: Evidence, place: Place | None, match: Match | None, rulings: Rulings, *, settled: bool) -> ReviewRow:
    """A file under a cell, or under none. `settled` says that another cell has it already."""
    unit = file.unit or ""
    decision = rulings.on(file, place) if place else rulings.files.get((unit, file.sha256), {}).get(None)
    told = sorted(match.reasons, key=lambda reason: not reason.feature.startswith("flag:")) if match else []
    why = "；".join(reason.text for reason in told[:3]) or file.failure
    return ReviewRow(
        row_id(unit, place, file.sha256),
        unit,
        place,
        file.path,
        file.sha256,
        file.title,
        match.score if match else 0.0,
        match.decision if match else "none",
        "" if decision else _waits(file, match, settled=settled),
        why,
        file.flags,
        match.requirements if match else (),
        decision,
    )


def _waits(file: Evidence, match: Match | None, *, settled: bool) -> Waits:
    if file.status not in _READ:
        return "unread"
    if match is None:
        return "unmatched"
    if match.decision == "auto":
        return ""
    if any(reason.feature.startswith("flag:") for reason in match.reasons):
        return "flagged"
    return "close" if match.score >= _CLOSE and not settled else "weak"


def stale_rows(
    rulings: Rulings, files: Sequence[Evidence], gaps: Iterable[Gap], log: Iterable[Decision]
) -> Iterator[ReviewRow]:
    """Rows for decisions on contents that others have taken the place of, and for statuses set on such."""
    by_path, held = {file.path: file for file in files}, contents_of(files)
    for (unit, sha256), table in rulings.files.items():
        for place, one in table.items():
            if content_state(one, by_path, held.get(unit, frozenset())) == "stale":
                yield _stale_row(one, place, one.path, sha256)
    by_number = {one.number: one for one in log}
    for gap in gaps:
        for one in (by_number[number] for number in gap.stale):
            if one.kind == "status":
                yield _stale_row(one, one.place, "", "")


def _stale_row(one: Decision, place: Place | None, path: str, sha256: str) -> ReviewRow:
    name, why = row_id(one.unit, place, sha256), _stale_sentence(one)
    return ReviewRow(name, one.unit, place, path, sha256, "", 1.0, "none", "stale", why, decision=one)


def _stale_sentence(one: Decision) -> str:
    words = load("review")
    said = words["kind"][one.kind] + (f"“{words['status'][one.status]}”" if one.status else "")
    told = words["stale"]["cell" if one.kind == "status" else "file"]
    return str(told.format(who=one.who, day=f"{one.at:%Y-%m-%d}", said=said))
