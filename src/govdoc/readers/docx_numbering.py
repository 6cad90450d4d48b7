"""Word's automatic numbers, restored: what “（一）” a paragraph shows although nobody typed it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from govdoc.readers.docx_xml import W, child, number, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_DIGITS = "〇一二三四五六七八九"
_FORMAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_COUNTING = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "koreanCounting",
    }
)
_DIGIT_BY_DIGIT = frozenset(
    {
        "ideographDigital",
        "japaneseDigitalTenThousand",
        "taiwaneseDigital",
        "koreanDigital",
        "koreanDigital2",
    }
)
_FORMAL = frozenset({"chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"})
_CIRCLED = frozenset({"decimalEnclosedCircle", "decimalEnclosedCircleChinese", "ideographEnclosedCircle"})


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: `text` holds %1 to %9 for the numbers of the levels."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    follow: str = "tab"
    style: str = ""
    restart: int | None = None
    plain_digits: bool = False


@dataclass(frozen=True, slots=True)
class List:
    """A list in use (w:num): its abstract list, levels, and the starts it overrides."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]


@dataclass(slots=True)
class Numbering:
    """The lists of a document and where each has counted to. Paragraphs must come in reading order.

    `load` gives the root of the numbering part, which is looked at only where a paragraph has a number.
    """

    load: Callable[[], "_Element | None"] = lambda: None
    parts: "_Parts | None" = None
    lists: dict[str, List | None] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def list(self, list_id: str) -> List | None:
        """One list, None where there is no such."""
        if list_id not in self.lists:
            if self.parts is None:
                self.parts = _parts(self.load())
            self.lists[list_id] = _list(self.parts, list_id)
        return self.lists[list_id]

    def level_of_style(self, list_id: str, style: str) -> int:
        """The level that a paragraph style is tied to, 0 where it is tied to none."""
        found = self.list(list_id)
        return next((at for at, level in found.levels.items() if level.style == style), 0) if found else 0

    def label(self, list_id: str, depth: int) -> tuple[str, str]:
        """Count one paragraph and return its label and what follows that (tab, space, nothing)."""
        found = self.list(list_id)
        level = found.levels.get(depth) if found else None
        if found is None or level is None:
            return "", "nothing"
        counts = self.counts.setdefault(found.abstract, {})
        if depth in found.starts and (list_id, depth) not in self.begun:
            counts[depth] = found.starts[depth]
        elif depth in counts:
            counts[depth] += 1
        else:
            counts[depth] = level.start
        self.begun.add((list_id, depth))
        _restart_below(counts, found.levels, depth)
        if level.format in ("bullet", "none") and "%" not in level.text:
            return ("" if level.format == "bullet" else level.text), level.follow
        return _fill(level, found.levels, counts), level.follow


@dataclass(frozen=True, slots=True)
class _Parts:
    """A numbering part's lists in use and abstract lists by id, and the abstract lists that styles stand for."""

    nums: dict[str, "_Element"]
    abstracts: dict[str, "_Element"]
    by_style: dict[str, str]


def _parts(root: "_Element | None") -> _Parts:
    if root is None:
        return _Parts({}, {}, {})
    abstracts = {item.get(W + "abstractNumId", ""): item for item in root.iterchildren(W + "abstractNum")}
    named = ((value(child(item, "styleLink")), abstract_id) for abstract_id, item in abstracts.items())
    nums = {num.get(W + "numId", ""): num for num in root.iterchildren(W + "num")}
    return _Parts(nums, abstracts, {name: abstract_id for name, abstract_id in named if name})


def _list(parts: _Parts, list_id: str) -> List | None:
    num = parts.nums.get(list_id)
    abstract_id = value(child(num, "abstractNumId"))
    if num is None or abstract_id not in parts.abstracts:
        return None
    abstract_id = parts.by_style.get(value(child(parts.abstracts[abstract_id], "numStyleLink")), abstract_id)
    levels = {
        number(level.get(W + "ilvl")): _level(level) for level in parts.abstracts[abstract_id].iterchildren(W + "lvl")
    }
    starts = {}
    for override in num.iterchildren(W + "lvlOverride"):
        depth = number(override.get(W + "ilvl"))
        if (changed := child(override, "lvl")) is not None:
            levels[depth] = _level(changed)
        if (start := child(override, "startOverride")) is not None:
            starts[depth] = number(value(start))
    return List(abstract_id, levels, starts)


def _level(level: "_Element") -> Level:
    style_format = next(iter(level.iter(W + "numFmt")), None)
    fallbacks = [item for item in level.iter(W + "numFmt") if value(item) != "custom"]
    restart = child(level, "lvlRestart")
    legal = child(level, "isLgl")
    return Level(
        start=number(value(child(level, "start")), 1),
        format=value(fallbacks[0] if fallbacks else style_format) or "decimal",
        text=value(child(level, "lvlText")),
        follow=value(child(level, "suff")) or "tab",
        style=value(child(level, "pStyle")),
        restart=None if restart is None else number(value(restart)),
        plain_digits=legal is not None and value(legal) not in ("0", "false"),
    )


def _restart_below(counts: dict[int, int], levels: dict[int, Level], depth: int) -> None:
    """Deeper levels begin anew, but for those that never restart (0) or only after a higher level."""
    for deeper in [at for at in counts if at > depth]:
        restart = levels[deeper].restart if deeper in levels else None
        if restart is None or depth < restart:
            del counts[deeper]


def _fill(level: Level, levels: dict[int, Level], counts: dict[int, int]) -> str:
    def shown(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        other = levels.get(at, Level())
        style = "decimal" if level.plain_digits else other.format
        return format_number(counts.get(at, other.start), style)

    return re.sub(r"%([1-9])", shown, level.text)


def format_number(count: int, style: str) -> str:
    """A number as Word shows it in a number format; unknown formats fall back to digits.

    >>> [format_number(12, style) for style in ("chineseCounting", "ideographTraditional", "decimalEnclosedCircle")]
    ['十二', '12', '⑫']
    >>> [format_number(3, style) for style in ("upperRoman", "lowerLetter", "decimalFullWidth")]
    ['III', 'c', '３']
    """
    if style in _COUNTING:
        return _counted(count, _DIGITS, "十百千")
    if style in _FORMAL:
        return _counted(count, _FORMAL_DIGITS, "拾佰仟")
    if style in _DIGIT_BY_DIGIT:
        return "".join(_DIGITS[int(digit)] for digit in str(abs(count)))
    if style in _CIRCLED:
        return _circled(count)
    if style in ("upperRoman", "lowerRoman"):
        return _roman(count).upper() if style == "upperRoman" else _roman(count)
    if style in ("upperLetter", "lowerLetter") and count > 0:
        letter = chr(ord("A") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter if style == "upperLetter" else letter.lower()
    return _one_character(count, style)


def _one_character(count: int, style: str) -> str:
    """Formats with a character of their own for each of the first few numbers."""
    rows = {
        "ideographTraditional": _STEMS,
        "ideographZodiac": _BRANCHES,
        "decimalEnclosedFullstop": "".join(map(chr, range(0x2488, 0x249C))),
        "decimalEnclosedParen": "".join(map(chr, range(0x2474, 0x2488))),
    }
    row = rows.get(style, "")
    if 1 <= count <= len(row):
        return row[count - 1]
    if style in ("decimalFullWidth", "decimalFullWidth2"):
        return str(count).translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})
    if style == "none":
        return ""
    return f"{count:02d}" if style == "decimalZero" else str(count)


def _counted(count: int, digits: str, places: str) -> str:
    """A whole number below 10 000 in Chinese words: 十二, 一百零五."""
    if not 0 < count < 10_000:
        return digits[0] if count == 0 else str(count)
    zero = "零"
    words = ""
    for power in (3, 2, 1, 0):
        digit = count // 10**power % 10
        if digit:
            words += digits[digit] + (places[power - 1] if power else "")
        elif words and not words.endswith(zero):
            words += zero
    words = words.rstrip(zero)
    return words[1:] if 10 <= count < 20 and digits is _DIGITS else words


def _circled(count: int) -> str:
    for first, start, last in ((1, 0x2460, 20), (21, 0x3251, 35), (36, 0x32B1, 50)):
        if first <= count <= last:
            return chr(start + count - first)
    return str(count)


def _roman(count: int) -> str:
    letters = ""
    for size, letter in _ROMAN:
        while 0 < size <= count < 4000:
            letters, count = letters + letter, count - size
    return letters or str(count)
