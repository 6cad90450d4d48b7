"""Tables of votes (计票表), printed, photographed or scanned: how often each option of each question was chosen."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from govdoc.model import Questionnaire, Response
from govdoc.surveys.answers import question_named
from govdoc.surveys.questions import Item, items_of, keys_of
from govdoc.text.widths import narrow

COUNT_HEADS = ("题号", "题目", "选项", "人数")
TOTAL = "合计"
ASK = "？"  # stands in a cell that a person must fill in
_QUESTION = re.compile(r"题号|题目|题序|问题")
_TOTAL = re.compile(r"合计|小计|总[数计]|共计|(?:答题|作答|有效)(?:人数|份数)")
_OPTION_HEAD, _COUNT_HEAD = re.compile(r"选项"), re.compile(r"[人份票次]数?|数量|计票")
_VOTES = re.compile(r"\(?(?:人数?|份数?|票数?)\)?$|^选项|选项$|项$")
_KEY = re.compile(r"([A-Z]|\d{1,2})(?:[.、:)]|$)")
_UNIT, _MONTH = re.compile(r"单位\s?:?\s?([^\d\s:]\S*)"), re.compile(r"(20\d{2})\s*[年./-]\s*(1[0-2]|0?[1-9])")
_NUMBER = re.compile(r"(?:第|Q)?\s*(\d{1,3}(?:\.\d{1,3})?)(?=\D|$)")
_STROKES = {"": 0, "一": 1, "丅": 2, "丁": 2, "T": 2, "下": 3, "止": 4}
_BLANK = ("", "0", "-", "—", "/", "无")


@dataclass(frozen=True, slots=True)
class Counted:
    """One unit's votes: by question id and option key; None where the figure must be looked up by a person.

    `doubts` say in Chinese what is not sure; `totals` are the printed sums.
    """

    unit: str
    month: str
    votes: Mapping[str, Mapping[str, int | None]]
    doubts: tuple[str, ...]

    def responses(self, questionnaire: Questionnaire, source: str) -> tuple[Response, ...]:
        """As many responses as were counted; which answers came from one person a table of votes does not tell."""
        columns: dict[str, list[tuple[str, ...]]] = {}
        for item in items_of(questionnaire):
            votes = {key: count or 0 for key, count in self.votes.get(item.id, {}).items()}
            if item.question.kind == "multiple":
                most = max(votes.values(), default=0)
                columns[item.id] = [tuple(key for key in votes if votes[key] > at) for at in range(most)]
            else:
                columns[item.id] = [(key,) for key, count in votes.items() for _ in range(count)]
        size = max(map(len, columns.values()), default=0)
        return tuple(
            Response(
                f"{source}#{at + 1}",
                self.unit,
                self.month,
                {key: answers[at] for key, answers in columns.items() if at < len(answers)},
                f"{source} 第{at + 1}份",
            )
            for at in range(size)
        )


def read_counts(
    questionnaire: Questionnaire, rows: Sequence[Sequence[str]], above: str = "", unsure: frozenset[str] = frozenset()
) -> Counted | None:
    """The votes in a table, None for one that is no such table.

    Args:
        questionnaire: whose questions and options the table names.
        rows: its cells.
        above: the text around it, which may name unit and month.
        unsure: texts that recognition was not sure of.
    """
    at = next((at for at, row in enumerate(rows[:8]) if row and _QUESTION.search(row[0])), None)
    if at is None:
        return None
    head = ["".join(narrow(cell).split()).upper() for cell in rows[at]]
    told = narrow("\n".join([above, *(" ".join(row) for row in rows[:at])]))
    unit, month = _UNIT.search(told), _MONTH.search(told)
    name, doubts = (unit[1], []) if unit else ("", ["没有写明单位"])
    votes: dict[str, dict[str, int | None]] = {}
    for item, key, cell, place in _cells(questionnaire, head, rows[at + 1 :]):
        if item is None or key is None:
            doubts.append(f"{place}看不出是哪一题哪个选项")
            continue
        count = None if cell.strip() in unsure else count_of(cell)
        if count is None and key != TOTAL:
            doubts.append(f"{place}的“{cell}”看不准")
        votes.setdefault(item.id, {})[key] = count
    if not votes:
        return None
    for identity, found in votes.items():
        total, known = found.pop(TOTAL, None), [count for count in found.values() if count is not None]
        kind = next(item.question.kind for item in items_of(questionnaire) if item.id == identity)
        if total is not None and kind != "multiple" and len(known) == len(found) and sum(known) != total:
            doubts.append(f"第{identity}题各项相加为{sum(known)}，合计写的是{total}")
            votes[identity] = dict.fromkeys(found)
    return Counted(name, f"{month[1]}-{int(month[2]):02}" if month else "", votes, tuple(dict.fromkeys(doubts)))


def count_of(text: str) -> int | None:
    """The number a cell says, in figures or in strokes of 正; None where it says none for sure.

    >>> count_of("35人"), count_of("正正下"), count_of(""), count_of("3S")
    (35, 13, 0, None)
    """
    plain = "".join(narrow(text).split()).rstrip("人份票次")
    if plain in _BLANK:
        return 0
    if plain.isdigit():
        return int(plain)
    fives = len(plain) - len(plain.lstrip("正"))
    return fives * 5 + _STROKES[plain[fives:]] if plain[fives:] in _STROKES else None


def _cells(
    questionnaire: Questionnaire, head: Sequence[str], rows: Sequence[Sequence[str]]
) -> Iterator[tuple[Item | None, str | None, str, str]]:
    """Each cell of votes: its question, the option's key or TOTAL, its text, and where it stands."""
    items = list(items_of(questionnaire))
    options = next((at for at, cell in enumerate(head) if at and _OPTION_HEAD.fullmatch(cell)), None)
    count = next((at for at, cell in enumerate(head) if at and _COUNT_HEAD.search(cell)), None)
    item: Item | None = None
    for number, row in enumerate(rows, 1):
        if not any(cell.strip() for cell in row) or _TOTAL.search(row[0]):
            continue
        if row[0].strip():
            item = _item(row[: 1 + (len(head) > 1 and bool(_QUESTION.search(head[1])))], items)
        where = f"第{number}行"
        if options is not None and count is not None:
            yield item, _key(item, row[options]), row[count], f"{where}“{row[options]}”"
            continue
        for at, name in enumerate(head):
            if at and name and not _QUESTION.search(name) and at < len(row):
                key = TOTAL if _TOTAL.search(name) else _key(item, name)
                if key is not None or row[at].strip() not in _BLANK:
                    yield item, key, row[at], f"{where}“{name}”"


def _item(cells: Sequence[str], items: Sequence[Item]) -> Item | None:
    """The question that the first cells of a row name: by our id, by its printed number if only one has it, by stem."""
    found = _NUMBER.match(narrow(cells[0]).strip())
    if found:
        by_id = [one for one in items if one.id == found[1]]
        by_number = by_id or [one for one in items if one.question.number == found[1]]
        if len(by_number) == 1:
            return by_number[0]
    return next((item for cell in cells if (item := question_named(" ".join(cell.split()), items))), None)


def _key(item: Item | None, name: str) -> str | None:
    """The key of the option that a head or cell names."""
    options = keys_of(item.question) if item else {}
    plain = _VOTES.sub("", "".join(narrow(name).split()).upper())
    label = _KEY.match(plain)
    if label and label[1] in options:
        return label[1]
    return next((key for key, one in options.items() if plain == "".join(narrow(one.text).split()).upper()), None)
