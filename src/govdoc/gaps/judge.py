"""How one required item stands, given the files handed in for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from govdoc.gaps.faults import Handed, announces, is_public, unsigned
from govdoc.gaps.figures import Figure, figure_short
from govdoc.gaps.hollow import hollow
from govdoc.gaps.order import reviewed_after
from govdoc.gaps.periods import months_missing, too_old, years_missing
from govdoc.gaps.ranks import ranks_below
from govdoc.model import Evidence, GapStatus, Requirement

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


@dataclass(frozen=True, slots=True)
class Asks:
    """What an item is after, by its words and its method.

    `kind` is the kind of thing; `web` says that only what shows on the web closes it, `on_site` that no paper does;
    `negative` is about what must not have happened, `bonus` about a distinction.
    """

    kind: str
    web: bool = False
    on_site: bool = False
    negative: bool = False
    bonus: bool = False


# What makes a reviewer doubt a paper that is in order otherwise; one paper without doubt is enough.
_DOUBTS: tuple[tuple[str, Callable[[Evidence, Requirement, Asks], bool]], ...] = (
    ("hollow", lambda paper, _, asks: not asks.negative and asks.kind != "statement" and hollow(paper)),
    ("unsigned", lambda paper, _, asks: asks.negative and unsigned(paper)),
    ("reviewed_after", lambda paper, _, __: reviewed_after(paper)),
    ("low_rank", lambda paper, asked, asks: asks.bonus and ranks_below(paper, asked)),
)


def judge(requirement: Requirement, files: Sequence[Handed], asks: Asks, issued_on: date | None) -> Verdict:
    """The verdict on one item."""
    if asks.web:
        files = [replace(handed, fault="") if handed.opened else handed for handed in files]
    good = [handed for handed in files if handed.good and (handed.taken or not too_old(handed.evidence, requirement))]
    if good:
        done = [handed for handed in good if handed.taken or not announces(handed.evidence, requirement, asks.kind)]
        if not done:
            return Verdict("verify", "announced", tuple(good))
        return _judge_good(requirement, done, asks, issued_on)
    faults: dict[str, list[Handed]] = {}
    for handed in files:
        fault = handed.fault or ("outdated" if too_old(handed.evidence, requirement) else "weak")
        faults.setdefault(fault, []).append(handed)
    for fault in _TOLD:
        if fault in faults:
            told = fault
            if fault == "url_only":
                visited = all(handed.inspected.visited for handed in faults[fault])
                told = ("visited" if visited else fault) if asks.web else ("unproven" if visited else "no_paper")
            return Verdict("missing" if fault in _NOTHING else "verify", told, tuple(faults[fault]))
    return Verdict("missing")


def cell_status(statuses: Sequence[GapStatus], *, served: bool) -> GapStatus:
    """A cell's status from its items'. `served` says that a good file serves it without saying which item."""
    if all(status == "met" for status in statuses):
        return "met"
    if served or any(status in ("met", "partial") for status in statuses):
        return "partial"
    return "verify" if "verify" in statuses else "missing"


def _judge_good(requirement: Requirement, good: list[Handed], asks: Asks, issued_on: date | None) -> Verdict:
    if asks.on_site and not any(handed.taken for handed in good):
        return Verdict("verify", "on_site", tuple(good))
    if asks.web:
        public = [handed for handed in good if handed.taken or is_public(handed.evidence)]
        if not public:
            return Verdict("verify", "not_online", tuple(good))
        good = public
    for wording, test in _DOUBTS:
        sound = [one for one in good if one.taken or not test(one.evidence, requirement, asks)]
        if not sound:
            return Verdict("partial" if wording == "unsigned" else "verify", wording, tuple(good))
        good = sound
    sound = [one for one in good if one.taken or not one.inspected.faults]
    if not sound:
        return Verdict("verify", "ledger", tuple(good))
    good = sound
    short = [figure for one in good if not one.taken and (figure := figure_short(one.evidence, requirement))]
    if len(short) == len(good):
        return Verdict("verify", "below_threshold", tuple(good), figure=short[0])
    papers = [handed.evidence for handed in good]
    if years := years_missing(papers, requirement, issued_on):
        return Verdict("partial", "years_missing", tuple(good), years=years)
    if months := months_missing(papers, requirement):
        return Verdict("partial", "months_missing", tuple(good), months=months)
    return Verdict("met", "", tuple(good))
