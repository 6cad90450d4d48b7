"""Notices put right by persons: made, looked back on and taken back; the log is only ever added to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING, Any

from govdoc.corrections import apart, applied, corrected, put_right, undone
from govdoc.corrections.parts import find, items, part_at, step_to, words_of
from govdoc.corrections.places import reached
from govdoc.corrections.values import read
from govdoc.errors import GovdocError
from govdoc.model import Corrected, Correction, CorrectionKind, CorrectionState, Notice, Step
from govdoc.pipeline.decisions import Pen
from govdoc.store import corrections as correction_log
from govdoc.store import queries

if TYPE_CHECKING:
    from sqlite_utils import Database

_GONE = "这一处已不在，或已经变了", "请重新查看后再改"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a person puts something right: a path into a notice, and the fields there as that person saw them.

    `seen` is the number of the newest correction then.
    """

    notice: str
    path: tuple[Step, ...]
    was: Mapping[str, str]
    seen: int


def spot_at(db: "Database", notice: str, place: str, seen: int | None = None) -> Spot:
    """The spot in a place such as “indicators.0.responsible.1”, now or as it was `seen`."""
    seen = correction_log.last_correction(db) if seen is None else seen
    record, path = reached(as_seen(db, notice, seen), place)
    return Spot(notice, path, words_of(record), seen)


def change(db: "Database", pen: Pen, spot: Spot, words: Mapping[str, str]) -> Correction:
    """Put fields of an item right. Raises GovdocError where nothing is new or clear."""
    # A browser's field may fold line breaks: blanks alone are no change.
    after = {name: said.strip() for name, said in words.items() if _bare(said) != _bare(spot.was.get(name, ""))}
    return _made(db, spot, _draft(pen, "change", spot, after))


def split(db: "Database", pen: Pen, spot: Spot, pieces: Iterable[str]) -> Correction:
    """Part an item into several by its words."""
    part = part_at(spot.path)
    after = [{part.splits: piece.strip()} for piece in pieces if piece.strip()]
    if not part.splits or len(after) < 2:
        raise GovdocError("没有写明从哪里拆开", "请在要拆开的地方换行，每行成为一条")
    if part.called == "code":
        codes = {one.code for one in now_of(db, spot.notice).indicators}
        named = (f"{spot.path[-1].name}-{number}" for number in count(2))
        free = (code for code in named if code not in codes)
        after = [after[0], *(one | {"code": next(free)} for one in after[1:])]
    return _made(db, spot, _draft(pen, "split", spot, *after))


def merge(db: "Database", pen: Pen, spot: Spot, joined: str) -> Correction:
    """Make one of an item and the next; `joined` are the words of both."""
    part = part_at(spot.path)
    other = next_to(now_of(db, spot.notice), spot.path) if part.splits else None
    if other is None:
        raise GovdocError("后面没有可以合并的一条", "请重新查看后再改")
    return _made(db, spot, replace(_draft(pen, "merge", spot, {part.splits: joined.strip()}), other=other))


def add(db: "Database", pen: Pen, spot: Spot, words: Mapping[str, str]) -> Correction:
    """Put a new item into the list that the last step names."""
    given = {name: said.strip() for name, said in words.items() if said.strip()}
    return _made(db, spot, _draft(pen, "add", spot, given))


def delete(db: "Database", pen: Pen, spot: Spot) -> Correction:
    """Take an item out."""
    return _made(db, spot, _draft(pen, "delete", spot))


def take_back(db: "Database", pen: Pen, number: int | None = None, by: str | None = None) -> Correction:
    """Undo one correction, or the last one; with `by` only what that person did.

    Returns the correction taken back. Raises GovdocError where there is none, or it has been taken back already.
    """
    log = correction_log.corrections(db)
    back = undone(log)
    live = [one for one in log if one.kind != "undo" and one.number not in back and by in (None, one.who)]
    chosen = next((one for one in reversed(live) if number in (None, one.number)), None)
    if chosen is None and number is not None:
        raise GovdocError(f"第 {number} 号更正不能撤销", "它不存在、已经撤销，或是别人所作")
    if chosen is None:
        raise GovdocError("没有可以撤销的更正", "用 govdoc correct list 查看全部更正")
    undo = Correction(pen.who, pen.at, "undo", chosen.notice, chosen.path, undoes=chosen.number, comment=pen.comment)
    correction_log.add_correction(db, undo, correction_log.last_correction(db))
    return chosen


def history(db: "Database") -> tuple[Corrected, ...]:
    """Every correction with what has become of it, oldest first; undos stand as lines of their own."""
    log = correction_log.corrections(db)
    states: dict[int, CorrectionState] = {}
    for held in queries.parsed_by_source(db).values() if log else ():
        for notice in held:
            states |= applied(notice, log)[1]
    return tuple(Corrected(one, "holds" if one.kind == "undo" else states.get(one.number, "astray")) for one in log)


def as_seen(db: "Database", key: str, seen: int) -> Notice:
    """A notice, set apart, with the corrections up to a number. Raises GovdocError where it is not kept."""
    held = (one for found in queries.parsed_by_source(db).values() for one in found)
    notice = next((one for one in held if one.key == key), None)
    if notice is None:
        raise GovdocError("工作区里没有这份通知", "请重新查看后再改")
    return apart(corrected(notice, [one for one in correction_log.corrections(db) if one.number <= seen]))


def now_of(db: "Database", key: str) -> Notice:
    """A notice, set apart, as it is now. Raises GovdocError where it is not kept."""
    return as_seen(db, key, correction_log.last_correction(db))


def next_to(notice: Notice, path: Sequence[Step]) -> Step | None:
    """The step to the item behind the one that a path leads to."""
    record: Any = notice
    for step in path[:-1]:
        at = find(record, step)
        if at is None:
            return None
        record = items(record, step.field)[at]
    at = find(record, path[-1])
    held = items(record, path[-1].field)
    return step_to(record, path[-1].field, at + 1) if at is not None and at + 1 < len(held) else None


def _draft(pen: Pen, kind: CorrectionKind, spot: Spot, *after: dict[str, str]) -> Correction:
    told = after[0] if after and kind != "add" else {}
    before = {name: spot.was[name] for name in told if name in spot.was}
    return Correction(pen.who, pen.at, kind, spot.notice, spot.path, before, after, comment=pen.comment)


def _made(db: "Database", spot: Spot, draft: Correction) -> Correction:
    """The correction kept; it must say something new, clear, and of what is there."""
    part = part_at(draft.path)
    blank = part.blank()
    if not draft.path and draft.kind != "change":
        raise GovdocError(*_GONE)
    correction_log.refuse_overtaken(db, draft, spot.seen)
    for words in draft.after:
        for name, said in words.items():
            field = part.fields.get(name)
            if field is None or (field.kind == "choice" and said not in field.choices):
                raise GovdocError("填写有误", "请重新查看后再改")
            read(field.kind, said)
            if not said and name == part.called and getattr(blank, name) == "":
                raise GovdocError(f"{part.word}的{field.word}不能为空", "不要这一条时请删除")
    if draft.kind == "add" and getattr(blank, part.called) == "" and not draft.after[0].get(part.called):
        raise GovdocError(f"没有填写{part.word}的{part.fields[part.called].word}", "填写后再增加")
    if draft.after and not any(draft.after):
        raise GovdocError("没有改动", "改过内容后再保存")
    state = put_right(now_of(db, draft.notice), draft)[1]
    if state == "met":
        raise GovdocError("没有改动，或已有这一条", "请重新查看后再改")
    if state == "astray":
        raise GovdocError(*_GONE)
    return correction_log.add_correction(db, draft, spot.seen)


def _bare(said: str) -> str:
    return "".join(said.split())
