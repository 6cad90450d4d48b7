"""Responses from rows: the answer sheet given out, or what survey sites export."""

import re
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

from govdoc.model import Questionnaire, Response
from govdoc.surveys.questions import MORE, Item, items_of, keys_of
from govdoc.text.widths import narrow

_ID = ("编号", "答卷编号", "序号", "答题序号", "问卷编号")
_UNIT = ("单位", "被评价单位", "所属单位", "评价单位")
_MONTH = ("月份", "填写月份", "提交答卷时间", "填写日期", "答题时间", "提交时间", "开始时间", "结束时间", "填写时间")
_NUMBER = re.compile(r"^\s*(?:Q|第)?\s*(\d{1,3}(?:\.\d{1,3})?)\s*(?:题|[、.:．：)）\s])\s*", re.IGNORECASE)
_MONTH_IN = re.compile(r"(20\d{2})\s*[年./-]\s*(\d{1,2})")
_OPTION_BEHIND = re.compile(r"(?P<stem>.*?)\s*[(:|—_-]\s*(?P<option>[^():|]+)\)?$")
_NOT_CHOSEN = ("", "0", "否", "未选", "未选中", "(空)", "(跳过)", "-2", "-3", "×", "no", "false")
_PARTED = re.compile(r"[┋|;；,，、\s]+")
_MARKED = re.compile(r"^\s*\(?([A-Za-z]|\d{1,2}|[①-⑳])\)?\s*[.、:．：)）]\s*")
_ALIKE = 80.0

Column = tuple[Item, str]  # a question, and the key of one of its options where the column is for that alone


def read_rows(questionnaire: Questionnaire, rows: Sequence[Sequence[str]], source: str) -> tuple[Response, ...]:
    """The responses in rows under a head row; none where too few heads are questions of this questionnaire.

    A choice is written as its label, its text, or its place; several stand apart by a mark, as letters in a run, or in
    a column for each option.
    """
    items = list(items_of(questionnaire))
    best: tuple[int, int, dict[int, Column], dict[str, int]] | None = None
    for at, row in enumerate(rows[:8]):
        columns, fixed = _heads(row, items)
        if best is None or len(columns) > best[0]:
            best = len(columns), at, columns, fixed
    if best is None or best[0] < max(1, min(3, len(items) // 2)):
        return ()
    _, head, columns, fixed = best
    found = []
    for at, row in enumerate(rows[head + 1 :], head + 2):
        answers: dict[str, tuple[str, ...]] = {}
        for column, (item, key) in columns.items():
            cell = row[column].strip() if column < len(row) else ""
            if key == MORE:
                answer: tuple[str, ...] = (cell,) if cell else ()
            else:
                answer = _answer(item, cell) if not key else (key,) if cell.lower() not in _NOT_CHOSEN else ()
            if answer:
                name = item.id + MORE * (key == MORE)
                answers[name] = (*answers.get(name, ()), *answer)
        if answers:
            number = _cell(row, fixed.get("id")) or f"{source}#{at}"
            month = _MONTH_IN.search(narrow(_cell(row, fixed.get("month"))))
            found.append(
                Response(
                    number,
                    _cell(row, fixed.get("unit")),
                    f"{month[1]}-{int(month[2]):02}" if month else "",
                    answers,
                    f"{source} 第{at}行",
                )
            )
    return tuple(found)


def _cell(row: Sequence[str], column: int | None) -> str:
    return row[column].strip() if column is not None and column < len(row) else ""


def _heads(row: Sequence[str], items: Sequence[Item]) -> tuple[dict[int, Column], dict[str, int]]:
    """Which columns are questions or options of them, and which say who, where and when."""
    columns: dict[int, Column] = {}
    fixed: dict[str, int] = {}
    for column, text in enumerate(row):
        plain = " ".join(text.split())
        for name, words in (("id", _ID), ("unit", _UNIT), ("month", _MONTH)):
            if plain in words:
                fixed.setdefault(name, column)
                break
        else:
            found = _column(plain, items, columns.get(column - 1))
            if found and found not in columns.values():
                columns[column] = found
    return columns, fixed


def _column(head: str, items: Sequence[Item], before: Column | None) -> Column | None:
    """What a head stands for: what a question asks further, one of its options, or the question."""
    more = next((one for one in items if head.startswith(f"{one.id}{MORE} ")), None)
    if more is not None:
        return more, MORE
    item = question_named(head, items)
    return _choice(head, items, before[0] if before else None) or ((item, "") if item else None)


def _choice(head: str, items: Sequence[Item], before: Item | None) -> Column | None:
    """The option a head names behind its question: “2、办理过哪些事项(社保)”, or “2、(社保)” after such a column."""
    parted = _OPTION_BEHIND.match(narrow(head))
    if parted is None:
        return None
    number = _NUMBER.match(parted["stem"])
    stem = parted["stem"][number.end() :] if number else parted["stem"]
    item = question_named(parted["stem"], items) if len(_plain(stem)) > 1 else before
    if item is None or not item.question.options or _plain(head).endswith(_plain(item.question.stem)):
        return None  # what stands behind belongs to the question itself: 满意度（1-5）
    options = keys_of(item.question)
    key = _one(parted["option"], options, {_plain(one.text): key for key, one in options.items() if one.text})
    return (item, key) if key else None


def question_named(head: str, items: Sequence[Item]) -> Item | None:
    """The question a head names: by our id, else by the stem that reads most alike."""
    number = _NUMBER.match(narrow(head))
    stem = _plain(head[number.end() :] if number else head)
    if number and "." in number[1]:
        exact = next((item for item in items if item.id == number[1]), None)
        if exact is not None:
            return exact
    if len(stem) < 2:
        return None
    scored = [(fuzz.ratio(stem, _plain(item.question.stem)), -at, item) for at, item in enumerate(items)]
    score, _, item = max(scored, key=lambda one: one[:2], default=(0.0, 0, None))
    return item if score >= _ALIKE else None


def _plain(text: str) -> str:
    return re.sub(r"[\s_（）()【】\[\]?？:：。.*]|单选题?|多选题?|必答", "", narrow(text))


def _answer(item: Item, text: str) -> tuple[str, ...]:
    """The keys of the options that a cell chooses; what is none of them stays as written, to be refused."""
    text = text.strip()
    if not text or text in ("(空)", "(跳过)", "-3", "-2"):
        return ()
    question = item.question
    if not question.options:
        return (text,)
    options = keys_of(question)
    by_text = {_plain(option.text): key for key, option in options.items() if option.text}
    whole = _one(text, options, by_text)
    if whole is not None:
        return (whole,)
    run = narrow(text).upper()
    if run.isalpha() and run.isascii() and all(letter in options for letter in run):
        return tuple(dict.fromkeys(run))
    parts = [part for part in _PARTED.split(text) if part]
    return tuple(dict.fromkeys(_one(part, options, by_text) or part for part in parts))


def _one(text: str, options: Mapping[str, object], by_text: Mapping[str, str]) -> str | None:
    plain = narrow(text).strip()
    for key in (plain, plain.upper()):
        if key in options:
            return key
    mark = _MARKED.match(plain)
    if mark and mark[1].upper() in options:
        return mark[1].upper()
    if (named := by_text.get(_plain(plain))) is not None:
        return named
    keys = list(options)
    return keys[int(plain) - 1] if plain.isdigit() and 1 <= int(plain) <= len(keys) else None
