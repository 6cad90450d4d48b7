"""The forms by which one thing read from a notice is put right."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from govdoc.corrections.parts import PARTS, Part, items, part_of, takes_more, words_of
from govdoc.corrections.places import reached
from govdoc.model import Notice, Requirement, Responsible, Step
from govdoc.parsing.organs import is_organ
from govdoc.pipeline.correction_words import CHOICES
from govdoc.web.pages.words import Choice


@dataclass(frozen=True, slots=True)
class Blank:
    """One field of a form."""

    name: str
    word: str
    kind: str
    value: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """One form: what it does, to what, and its fields."""

    kind: str
    word: str
    button: str
    path: str
    was: str
    blanks: tuple[Blank, ...]


@dataclass(frozen=True, slots=True)
class FixPage:
    """All forms for one thing; those to put something in below it stand apart."""

    notice: str
    forms: tuple[Form, ...]
    adds: tuple[Form, ...]


def fix_page(notice: Notice, at: str) -> FixPage:
    """The forms for a place of a notice set apart. Raises GovdocError where there is none such."""
    record, path = reached(notice, at)
    if at and len(at.split(".")) % 2:
        return FixPage(notice.key, (_add(record, path[:-1], path[-1].field),), ())
    adds = tuple(_add(record, path, list_) for list_ in part_of(record).lists if path and takes_more(record, list_))
    return FixPage(notice.key, tuple(_forms(notice, at, record, path)), adds)


def _forms(notice: Notice, at: str, record: Any, path: tuple[Step, ...]) -> list[Form]:
    part, words = part_of(record), words_of(record)
    to, was = _json(path), json.dumps(words, ensure_ascii=False)
    forms = [Form("change", f"更正{part.word}", "保存", to, was, _blanks(part, words))]
    if not path:
        return forms
    *above, list_, place = at.split(".")
    holder = reached(notice, ".".join(above))[0]
    if part.splits and takes_more(holder, list_):
        parted = Blank("pieces", "在要拆开处换行，每行一条", "text", _guess(record, words[part.splits]), ())
        forms.append(Form("split", "拆分", "拆开", to, was, (parted,)))
    for following in items(holder, list_)[int(place) + 1 : int(place) + 2] if part.splits else ():
        both = words[part.splits] + part.joint + words_of(following)[part.splits]
        joined = Blank("joined", "合并后的内容", "text", both, ())
        forms.append(Form("merge", "与下一条合并", "合并", to, was, (joined,)))
    forms.append(Form("delete", "删除", f"删除{part.word}", to, was, ()))
    return forms


def _add(record: Any, path: tuple[Step, ...], list_: str) -> Form:
    part = PARTS[part_of(record).lists[list_]]
    blank = words_of(part.blank())
    if "kind" in blank and items(record, list_):
        blank["kind"] = items(record, list_)[-1].kind
    return Form("add", f"增加{part.word}", "增加", _json((*path, Step(list_))), "{}", _blanks(part, blank))


def _blanks(part: Part, words: Mapping[str, str]) -> tuple[Blank, ...]:
    return tuple(
        Blank(
            name,
            field.word,
            field.kind,
            words[name],
            tuple(Choice(code, CHOICES[code], code == words[name]) for code in field.choices),
        )
        for name, field in part.fields.items()
    )


def _guess(record: Any, said: str) -> str:
    """The words with line breaks where they are likely to part."""
    if isinstance(record, Responsible):
        said = re.sub(r"[、，,；;]", "\n", said)
        return re.sub(r"[和与及]", lambda at: "\n" if is_organ(said[: at.start()].split("\n")[-1]) else at[0], said)
    return re.sub(r"([；;])\s*(?=.)", r"\1\n", said) if isinstance(record, Requirement) else said


def _json(path: Sequence[Step]) -> str:
    return json.dumps([asdict(step) for step in path], ensure_ascii=False)
