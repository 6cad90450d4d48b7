"""From printed lines to paragraphs: page numbers and running heads off, hard line breaks undone."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from govdoc.readers.pdf_pages import Line, Page

_PAGE_NUMBER = re.compile(
    r"[-—–－―·\s]*\d{1,4}[-—–－―·\s]*|第\s*\d{1,4}\s*页(?:\s*[,，/／]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*[/／]\s*\d{1,4}|Page\s*\d+(?:\s*of\s*\d+)?",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_LABEL = re.compile(
    r"第[一二三四五六七八九十百千零〇\d]{1,5}[章节条篇部分编项步]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|\d{1,3}(?:\.\d{1,2}){0,3}[.．、](?!\d)|\d{1,2}[）)]|[①-⑳]|附件\s*\d*\s*[:：]|附\s*[:：]|[A-Z][.．、]|[●■◆★▲□☑]"
)
_ENDED = re.compile(r"[。！？；：!?;:]”?[）)]?$")
_NEVER_FIRST = re.compile(r"[，。、；：！？）】》”’%％]")
_LATIN = re.compile(r"[A-Za-z0-9,.;]$")
# Shares of the page's height, from its top and its foot.
_ZONE = 0.15
_NUMBER_ZONE = 0.2
_LONGEST_HEAD = 60
_GAP = "  "  # between the pieces of a row


@dataclass(frozen=True, slots=True)
class Margins:
    """Where body lines begin and end on pages of one kind."""

    left: float
    right: float


def without_furniture(pages: list[Page]) -> tuple[list[Page], list[str]]:
    """The pages without page numbers and running heads and feet, and these."""
    repeated = _repeated(pages)
    furniture: list[str] = []
    kept = []
    for page in pages:
        lines = []
        outermost = _outermost(page)
        for at, line in enumerate(page.lines):
            outer = at < 3 or at >= len(page.lines) - 3
            edge = at == 0 or at == len(page.lines) - 1
            number = outer and _in_zone(line, page, _NUMBER_ZONE) and _PAGE_NUMBER.fullmatch(line.text) is not None
            running = at in outermost and _pattern(line) in repeated
            if running or (number and (edge or not line.text.isdigit())):
                furniture.append(line.text)
            else:
                lines.append(line)
        kept.append(replace(page, lines=tuple(lines)))
    return kept, furniture


def _outermost(page: Page) -> set[int]:
    """The places of lines that may be running heads or feet: two above, two below, short, near the edge."""
    count = len(page.lines)
    ends = {0, 1, count - 2, count - 1} & set(range(count))
    return {at for at in ends if _in_zone(page.lines[at], page, _ZONE) and len(page.lines[at].text) <= _LONGEST_HEAD}


def _in_zone(line: Line, page: Page, share: float) -> bool:
    return line.bottom < page.height * share or line.top > page.height * (1 - share)


def _pattern(line: Line) -> tuple[str, int]:
    """What a running line repeats: its words with numbers blanked, and roughly its height on the page."""
    return _DIGITS.sub("0", line.text.replace(" ", "")), round(line.top / 12)


def _repeated(pages: list[Page]) -> set[tuple[str, int]]:
    """Patterns at the same height on at least three pages and on every third one, or on both of two."""
    counts: Counter[tuple[str, int]] = Counter()
    for page in pages:
        counts.update({_pattern(page.lines[at]) for at in _outermost(page)})
    least = 2 if len(pages) == 2 else max(3, len(pages) // 3)
    return {pattern for pattern, count in counts.items() if count >= least}


def margins(pages: Iterable[Page]) -> dict[tuple[int, int, int], Margins]:
    """The margins by kind of page (size, left or right hand)."""
    lines: dict[tuple[int, int, int], list[Line]] = {}
    for page in pages:
        lines.setdefault(kind_of(page), []).extend(page.lines)
    return {kind: _margins(group, kind[0] * 10.0) for kind, group in lines.items() if group}


def kind_of(page: Page) -> tuple[int, int, int]:
    """Pages of one kind share their margins."""
    return round(page.width / 10), round(page.height / 10), page.number % 2


def _margins(lines: list[Line], width: float) -> Margins:
    """The left edge most long lines share, the right edge that a few lines reach and hardly any passes.

    Where all lines are short the right margin is taken to be as wide as the left.
    """
    widest = max(line.right - line.left for line in lines)
    long = [line for line in lines if line.right - line.left > widest * 0.6]
    lefts = Counter(round(line.left / 3) for line in long)
    most = max(lefts.values())
    left = min(place for place, count in lefts.items() if count >= most * 0.5) * 3
    rights = sorted((line.right for line in long), reverse=True)
    right = rights[min(len(rights) - 1, len(rights) // 20)]
    if right - left < (width - 2 * left) * 0.7:
        right = width - left
    return Margins(float(left), right)


def paragraphs(lines: Iterable[tuple[Line, Margins]]) -> Iterator[tuple[int, str]]:
    """Paragraphs of consecutive lines, each with the index of the line that it begins with."""
    start, text = 0, ""
    last: tuple[Line, Margins] | None = None
    for at, (line, edges) in enumerate(lines):
        if last is not None and _goes_on(last[0], last[1], line, edges):
            text = _glued(text, line.text)
        else:
            if text:
                yield start, text
            start, text = at, line.text
        last = line, edges
    if text:
        yield start, text


def _goes_on(line: Line, edges: Margins, following: Line, its_edges: Margins) -> bool:
    """Whether a line's sentence goes on in the next: the line is full, the next begins at the margin, unlabelled."""
    size = min(line.height, following.height)
    if following.fresh or _LABEL.match(following.text) or max(line.height, following.height) > size * 1.35:
        return False
    if min(line.text.count(_GAP), following.text.count(_GAP)) >= 2:
        # Rows of a table without rules.
        return False
    same_page = following.top > line.top
    if same_page and following.top - line.bottom > size * 1.8:
        return False
    short_by = edges.right - line.right
    inset = line.left - edges.left
    if inset > size * 0.7 and abs(inset - short_by) < size:
        return False  # centred: a line of a title
    if _NEVER_FIRST.match(following.text):
        return short_by < size * 6
    indent = following.left - its_edges.left
    if indent > size * 1.2:
        # An indented block may hang as a whole: its lines begin at one place and the first is full.
        return False
    return short_by < size * (1.3 if _ENDED.search(line.text) else 4.5)


def _glued(text: str, more: str) -> str:
    """Two lines as one: a space between Latin words only.

    >>> _glued("推进依法", "行政"), _glued("see the", "notice")
    ('推进依法行政', 'see the notice')
    """
    return f"{text} {more}" if _LATIN.search(text) and more[:1].isascii() and more[:1].isalpha() else text + more
