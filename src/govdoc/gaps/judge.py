"""How one required item stands, given the files handed in for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from govdoc.gaps.faults import Handed, announces, is_public, unsigned
from govdoc.gaps.figures import Figure, figure_short
from govdoc.gaps.hollow import hollow
from govdoc.gaps.periods import months_missing, too_old, years_missing
from govdoc.model import GapStatus, Requirement

# Of several faults the one that takes the unit the shortest way to a met item is told first.
_TOLD = (
    "weak",
    "not_online",
    "url_only",
    "outdated",
    "duplicate",
    "unsupported",
    "unreadable",
    "draft",
    "same_person",
    "short",
    "template",
    "wrong_unit",
)
# A blank form or another unit's paper is nothing handed in; the rest may count once a person has looked.
_NOTHING = ("template", "wrong_unit")


@dataclass(frozen=True, slots=True)
class Verdict:
    """An item's status, the row of the wording and the reason code, and what the sentence needs."""

    status: GapStatus
    wording: str = ""
    files: tuple[Handed, ...] = ()
    years: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    figure: Figure | None = None


def judge(
    requirement: Requirement, files: Sequence[Handed], *, web: bool, kind: str, issued_on: date | None, negative: bool
) -> Verdict:
    """The verdict on one item.

    `web` says that only what shows on the web closes it, `kind` what it asks for, `negative` that it is about what
    must not have happened.
    """
    good = [handed for handed in files if handed.good and (handed.taken or not too_old(handed.evidence, requirement))]
    if good:
        done = [handed for handed in good if handed.taken or not announces(handed.evidence, requirement, kind)]
        if not done:
            return Verdict("verify", "announced", tuple(good))
        return _judge_good(requirement, done, web, kind, issued_on, negative)
    faults: dict[str, list[Handed]] = {}
    for handed in files:
        fault = handed.fault or ("outdated" if too_old(handed.evidence, requirement) else "weak")
        faults.setdefault(fault, []).append(handed)
    for fault in _TOLD:
        if fault in faults:
            return Verdict("missing" if fault in _NOTHING else "verify", fault, tuple(faults[fault]))
    return Verdict("missing")


def cell_status(statuses: Sequence[GapStatus], *, served: bool) -> GapStatus:
    """A cell's status from its items'. `served` says that a good file serves it without saying which item."""
    if all(status == "met" for status in statuses):
        return "met"
    if served or any(status in ("met", "partial") for status in statuses):
        return "partial"
    return "verify" if "verify" in statuses else "missing"


def _judge_good(
    requirement: Requirement, good: list[Handed], web: bool, kind: str, issued_on: date | None, negative: bool
) -> Verdict:
    if web:
        public = [handed for handed in good if handed.taken or is_public(handed.evidence)]
        if not public:
            return Verdict("verify", "not_online", tuple(good))
        good = public
    if not negative and kind != "statement":
        solid = [handed for handed in good if handed.taken or not hollow(handed.evidence)]
        if not solid:
            return Verdict("verify", "hollow", tuple(good))
        good = solid
    if negative and all(not handed.taken and unsigned(handed.evidence) for handed in good):
        return Verdict("partial", "unsigned", tuple(good))
    short = [figure for one in good if not one.taken and (figure := figure_short(one.evidence, requirement))]
    if len(short) == len(good):
        return Verdict("verify", "below_threshold", tuple(good), figure=short[0])
    papers = [handed.evidence for handed in good]
    if years := years_missing(papers, requirement, issued_on):
        return Verdict("partial", "years_missing", tuple(good), years=years)
    if months := months_missing(papers, requirement):
        return Verdict("partial", "months_missing", tuple(good), months=months)
    return Verdict("met", "", tuple(good))
