"""What the log of decisions comes to: which of them count, for what, and what they make of matches."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from govdoc.model import Decision, DecisionState, Evidence, Match, Place, Reason
from govdoc.rules.load import load

_OF_FILES = ("accept", "reject", "move")


@dataclass(frozen=True, slots=True)
class Rulings:
    """The decisions that count, by what they are about.

    `files` are by unit and sha256, then by cell (None: any cell not named); `cells` (statuses set) by unit and cell,
    oldest first; `remarks` are the decisions whose comment stands, by unit, sha256 ("" for a cell's own) and cell.
    """

    files: Mapping[tuple[str, str], Mapping[Place | None, Decision]] = field(default_factory=dict)
    cells: Mapping[tuple[str, Place], tuple[Decision, ...]] = field(default_factory=dict)
    remarks: Mapping[tuple[str, str, Place | None], Decision] = field(default_factory=dict)

    def on(self, evidence: Evidence, place: Place) -> Decision | None:
        """The decision that counts for a file under a cell."""
        rulings = self.files.get((evidence.unit or "", evidence.sha256), {})
        return rulings.get(place) or rulings.get(None)

    @property
    def counting(self) -> frozenset[int]:
        """The numbers of all decisions that count."""
        found = {one.number for table in self.files.values() for one in table.values()}
        found |= {one.number for ones in self.cells.values() for one in ones}
        return frozenset(found | {one.number for one in self.remarks.values() if one.kind == "comment"})


def undone(log: Sequence[Decision]) -> frozenset[int]:
    """The numbers taken back; an undo that was itself taken back undoes nothing."""
    back: set[int] = set()
    for one in reversed(log):
        if one.kind == "undo" and one.undoes is not None and one.number not in back:
            back.add(one.undoes)
    return frozenset(back)


def rule(log: Sequence[Decision]) -> Rulings:
    """The decisions that count, from the log in its order: the later one on the same thing takes the earlier's place.

    A decision about a file under a cell takes the place of a status set for that cell before.
    """
    back = undone(log)
    files: dict[tuple[str, str], dict[Place | None, Decision]] = {}
    cells: dict[tuple[str, Place], tuple[Decision, ...]] = {}
    remarks: dict[tuple[str, str, Place | None], Decision] = {}
    for one in log:
        if one.number in back or one.kind == "undo":
            continue
        for place in dict.fromkeys((one.place, one.origin or one.place)):
            _remark(remarks, (one.unit, one.sha256, place), one)
        if one.kind in _OF_FILES:
            _rule_file(files.setdefault((one.unit, one.sha256), {}), one)
            for place in filter(None, (one.place, one.origin)):
                cells.pop((one.unit, place), None)
        elif one.kind == "status" and one.place:
            before = cells.get((one.unit, one.place), ()) if one.requirements else ()
            kept = (old for old in before if not old.requirements or not set(old.requirements) <= set(one.requirements))
            cells[one.unit, one.place] = (*kept, one)
    return Rulings(files, cells, remarks)


def accepts(decision: Decision, place: Place) -> bool:
    """Whether a decision that counts for a cell says that the file serves it."""
    return decision.kind == "accept" or (decision.kind == "move" and decision.place == place)


def decided(evidence: Evidence, matches: Sequence[Match], rulings: Rulings) -> tuple[Match, ...]:
    """The matches of one file with what reviewers decided in place of what the program proposed, best first."""
    table = rulings.files.get((evidence.unit or "", evidence.sha256))
    if not table:
        return tuple(matches)
    found = []
    for match in matches:
        ruling = rulings.on(evidence, match.place)
        found.append(_ruled(match, ruling) if ruling else match)
    known = {match.place for match in matches}
    for place, ruling in table.items():
        if place is not None and place not in known and accepts(ruling, place):
            blank = Match(evidence.path, place.notice, place.indicator, place.method, 1.0, "auto")
            found.append(_ruled(blank, ruling))
    return tuple(sorted(found, key=lambda match: -match.score))


def content_state(decision: Decision, evidence: Mapping[str, Evidence], contents: frozenset[str]) -> DecisionState:
    """Whether the content that a decision about a file means is still there. `contents` are its unit's, by sha256."""
    if decision.sha256 in contents:
        return "holds"
    there = evidence.get(decision.path)
    return "stale" if there and there.unit == decision.unit else "gone"


def contents_of(evidence: Iterable[Evidence]) -> dict[str, frozenset[str]]:
    """The contents in the hands of each unit, by sha256."""
    found: dict[str, set[str]] = {}
    for one in evidence:
        found.setdefault(one.unit or "", set()).add(one.sha256)
    return {unit: frozenset(held) for unit, held in found.items()}


def _remark(
    remarks: dict[tuple[str, str, Place | None], Decision], key: tuple[str, str, Place | None], one: Decision
) -> None:
    """The last comment stands; a decision without one ends what an earlier decision said, not what was noted apart."""
    if one.comment:
        remarks[key] = one
    elif key in remarks and (one.kind == "comment" or remarks[key].kind != "comment"):
        del remarks[key]


def _rule_file(table: dict[Place | None, Decision], one: Decision) -> None:
    if (one.kind == "move" and one.origin is None) or one.place is None:
        table.clear()
        table[None] = one
    if one.origin is not None:
        table[one.origin] = one
    table[one.place] = one


def _ruled(match: Match, ruling: Decision) -> Match:
    taken = accepts(ruling, match.place)
    words = load("review")["said"]
    text = words["accepted" if taken else "rejected"].format(who=ruling.who, day=f"{ruling.at:%Y-%m-%d}")
    if ruling.comment:
        text += f"：{ruling.comment}"
    return replace(
        match,
        score=1.0 if taken else 0.0,
        decision="auto" if taken else "none",
        requirements=(ruling.requirements or match.requirements) if taken else match.requirements,
        reasons=(Reason("reviewer", float(taken), text), *match.reasons),
        reviewer=ruling.who,
    )
