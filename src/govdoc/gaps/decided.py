"""A gap row as reviewers left it: the status they set, what they wrote, and which of their decisions are stale."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from govdoc.gaps.judge import cell_status
from govdoc.gaps.rulings import Rulings, accepts, content_state, contents_of, rule
from govdoc.gaps.templates import Templates
from govdoc.model import Decision, Evidence, Gap, GapItem, Place


def reviewed(
    gaps: Iterable[Gap], log: Sequence[Decision], evidence: Iterable[Evidence], templates: Templates
) -> tuple[Gap, ...]:
    """The rows with the statuses and comments of the log, and the decisions that no longer hold."""
    by_path = {one.path: one for one in evidence}
    held = contents_of(by_path.values())
    rulings = rule(log)
    of_files = _by_cell(rulings)
    return tuple(_reviewed(gap, rulings, of_files, by_path, held.get(gap.unit, frozenset()), templates) for gap in gaps)


def basis_of(gap: Gap, by_path: Mapping[str, Evidence]) -> tuple[str, ...]:
    """The contents under a cell, by sha256: what a status set for it now would rest on."""
    paths = (path for item in gap.items for path in item.evidence)
    return tuple(sorted({by_path[path].sha256 for path in paths if path in by_path}))


def _by_cell(rulings: Rulings) -> dict[tuple[str, Place], tuple[Decision, ...]]:
    found: dict[tuple[str, Place], dict[int, Decision]] = {}
    for (unit, _), table in rulings.files.items():
        for place, one in table.items():
            if place is not None:
                found.setdefault((unit, place), {})[one.number] = one
    return {key: tuple(ones.values()) for key, ones in found.items()}


def _reviewed(
    gap: Gap,
    rulings: Rulings,
    of_files: Mapping[tuple[str, Place], tuple[Decision, ...]],
    by_path: Mapping[str, Evidence],
    held: frozenset[str],
    templates: Templates,
) -> Gap:
    cell = gap.unit, gap.place
    on_files, on_cell = of_files.get(cell, ()), rulings.cells.get(cell, ())
    basis = basis_of(gap, by_path)
    contents = dict.fromkeys((*basis, *(one.sha256 for one in on_files if one.sha256 in held)))
    keys = [(gap.unit, "", cell[1]), *((gap.unit, one, place) for one in contents for place in (cell[1], None))]
    told = sorted((rulings.remarks[key] for key in keys if key in rulings.remarks), key=lambda one: one.number)
    if not (on_files or on_cell or told):
        return gap
    refused = [(one.sha256, one.number) for one in on_files if not accepts(one, cell[1])]
    holding = [
        one
        for one in on_cell
        if status_holds(one, frozenset(basis), held - {sha256 for sha256, number in refused if number > one.number})
    ]
    states = {one.number: content_state(one, by_path, held) for one in on_files}
    told = [one for one in told if one.kind != "status" or one in holding]
    stale = [one.number for one in on_cell if one not in holding]
    stale += [number for number, state in states.items() if state == "stale"]
    comments = tuple(dict.fromkeys(one.comment for one in told if one.comment))
    return replace(with_status(gap, holding, templates), comments=comments, stale=tuple(sorted(stale)))


def status_holds(decision: Decision, served: frozenset[str], held: frozenset[str]) -> bool:
    """Whether a status set by a person still rests on what it was set for.

    `served` are the contents under the cell now, `held` all of the unit's. Met holds while its files are there;
    anything less also ends when something new comes in for the cell.
    """
    there = set(decision.basis) <= held
    return there if decision.status == "met" else there and served <= set(decision.basis)


def with_status(gap: Gap, decisions: Sequence[Decision], templates: Templates) -> Gap:
    """The row with the statuses that persons set, the last one last; those on items move the cell as items do."""
    status, text, suggestion = gap.status, gap.text, gap.suggestion
    for one in decisions:
        if one.status is None:
            continue
        items = tuple(_item(item, one, templates) for item in gap.items)
        status = cell_status([item.status for item in items], served=False) if one.requirements else one.status
        if status == "met":
            text, suggestion = templates["decided.met"].text + "。", ""
        elif one.comment:
            text, suggestion = (
                one.comment.rstrip("。") + "。",
                suggestion or templates[f"decided.{status}"].suggestion + "。",
            )
        elif status != gap.status or items != gap.items:
            told = "；".join(dict.fromkeys(item.reason.rstrip("。") for item in items if item.reason))
            text = (told or templates[f"decided.{status}"].text) + "。"
            suggestion = suggestion or templates[f"decided.{status}"].suggestion + "。"
        reasons = () if status == "met" else gap.reasons or ("reviewed",)
        gap = replace(gap, status=status, items=items, reasons=reasons, reviewer=one.who)
        gap = replace(gap, text=text, suggestion=suggestion)
    return gap


def _item(item: GapItem, decision: Decision, templates: Templates) -> GapItem:
    """One item under a status set by a person; a whole cell's status leaves what it does not contradict."""
    status = decision.status
    if status is None or (decision.requirements and item.requirement not in decision.requirements):
        return item
    if (
        not decision.requirements
        and status in ("partial", "verify")
        and not (status == "verify" and item.status == "met")
    ):
        return item
    if status == item.status:
        return item
    reason = "" if status == "met" else decision.comment or templates[f"decided.{status}"].text
    return replace(item, status=status, reason=reason and reason.rstrip("。") + "。")
