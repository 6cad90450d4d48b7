"""Notices put right by persons: made, looked back on and taken back; the log is only ever added to."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from govdoc.corrections import apart, applied, put_right, undone
from govdoc.corrections.parts import PARTS, Part, find, items, step_to
from govdoc.corrections.values import read
from govdoc.errors import GovdocError
from govdoc.model import Correction, CorrectionKind, CorrectionState, Notice, Step
from govdoc.pipeline.decisions import Pen
from govdoc.store import corrections as correction_log
from govdoc.store import queries

if TYPE_CHECKING:
    from sqlite_utils import Database

_GONE = "这一处已不在，或已经变了", "请刷新后再改"


def change(
    db: "Database",
    pen: Pen,
    notice: str,
    path: Sequence[Step],
    words: Mapping[str, str],
    was: Mapping[str, str],
    seen: int,
) -> Correction:
    """Put fields of an item right; `was` is how they were shown. Raises GovdocError where nothing is new or clear."""
    after = {name: said.strip() for name, said in words.items() if said.strip() != was.get(name, "")}
    return _made(db, _draft(pen, "change", notice, path, (after,), {name: was.get(name, "") for name in after}), seen)


def split(
    db: "Database", pen: Pen, notice: str, path: Sequence[Step], pieces: Sequence[str], was: str, seen: int
) -> Correction:
    """Part an item into several by its words."""
    part = _part(path)
    pieces = [piece.strip() for piece in pieces if piece.strip()]
    if not part.splits or len(pieces) < 2:
        raise GovdocError("没有写明从哪里拆开", "请在要拆开的地方换行，每行成为一条")
    after: list[dict[str, str]] = [{part.splits: piece} for piece in pieces]
    if part.called == "code":
        codes = {one.code for one in _notice(db, notice).indicators}
        free = (f"{path[-1].name}-{number}" for number in range(2, 1000))
        codes_free = (code for code in free if code not in codes)
        after = [after[0], *(one | {"code": next(codes_free)} for one in after[1:])]
    return _made(db, _draft(pen, "split", notice, path, tuple(after), {part.splits: was}), seen)


def merge(db: "Database", pen: Pen, notice: str, path: Sequence[Step], joined: str, was: str, seen: int) -> Correction:
    """Make one of an item and the next; `joined` are the words of both."""
    part, other = _part(path), next_to(_notice(db, notice), path)
    if other is None or not part.splits:
        raise GovdocError("后面没有可以合并的一条", "请刷新后再看")
    draft = _draft(pen, "merge", notice, path, ({part.splits: joined.strip()},), {part.splits: was})
    return _made(db, replace(draft, other=other), seen)


def add(db: "Database", pen: Pen, notice: str, path: Sequence[Step], words: Mapping[str, str], seen: int) -> Correction:
    """Put a new item into the list that the last step names."""
    given = {name: said.strip() for name, said in words.items() if said.strip()}
    return _made(db, _draft(pen, "add", notice, path, (given,)), seen)


def delete(db: "Database", pen: Pen, notice: str, path: Sequence[Step], seen: int) -> Correction:
    """Take an item out."""
    return _made(db, _draft(pen, "delete", notice, path, ()), seen)


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


def history(db: "Database") -> tuple[tuple[Correction, CorrectionState], ...]:
    """Every correction with what has become of it, oldest first; undos stand as lines of their own."""
    log = correction_log.corrections(db)
    states: dict[int, CorrectionState] = {}
    for held in queries.parsed_by_source(db).values() if log else ():
        for notice in held:
            states |= applied(notice, log)[1]
    return tuple((one, "holds" if one.kind == "undo" else states.get(one.number, "astray")) for one in log)


def next_to(notice: Notice, path: Sequence[Step]) -> Step | None:
    """The step to the item behind the one that a path leads to."""
    record = apart(notice)
    for step in path[:-1]:
        at = find(record, step)
        if at is None:
            return None
        record = items(record, step.field)[at]
    at = find(record, path[-1])
    held = items(record, path[-1].field)
    return step_to(record, path[-1].field, at + 1) if at is not None and at + 1 < len(held) else None


def _draft(
    pen: Pen,
    kind: CorrectionKind,
    notice: str,
    path: Sequence[Step],
    after: tuple[dict[str, str], ...],
    before: Mapping[str, str] | None = None,
) -> Correction:
    return Correction(pen.who, pen.at, kind, notice, tuple(path), dict(before or {}), after, comment=pen.comment)


def _made(db: "Database", draft: Correction, seen: int) -> Correction:
    """The correction kept; it must say something new, clear, and of what is there."""
    part = _part(draft.path)
    blank = part.blank()
    correction_log.refuse_overtaken(db, draft, seen)
    for words in draft.after:
        for name, said in words.items():
            field = part.fields.get(name)
            if field is None or (field.kind == "choice" and said not in field.choices):
                raise GovdocError("填写有误", "请刷新后再改")
            read(field.kind, said)
            if not said and name == part.called and getattr(blank, name) == "":
                raise GovdocError(f"{part.word}的{field.word}不能为空", "不要这一条时请删除")
    if draft.kind == "add" and getattr(blank, part.called) == "" and not draft.after[0].get(part.called):
        raise GovdocError(f"没有填写{part.word}的{part.fields[part.called].word}", "填写后再增加")
    if draft.after and not any(draft.after):
        raise GovdocError("没有改动", "改过内容后再保存")
    state = put_right(apart(_notice(db, draft.notice)), draft)[1]
    if state == "met":
        raise GovdocError("没有改动，或已有这一条", "请刷新后再看")
    if state == "astray":
        raise GovdocError(*_GONE)
    return correction_log.add_correction(db, draft, seen)


def _notice(db: "Database", key: str) -> Notice:
    found = next((one for one in queries.notices(db) if one.key == key), None)
    if found is None:
        raise GovdocError("工作区里没有这份通知", "请刷新后再看")
    return found


def _part(path: Sequence[Step]) -> Part:
    """The kind of record that a path leads to. Raises GovdocError where no path leads so."""
    part = PARTS[Notice]
    for step in path:
        if step.field not in part.lists:
            raise GovdocError(*_GONE)
        part = PARTS[part.lists[step.field]]
    return part
