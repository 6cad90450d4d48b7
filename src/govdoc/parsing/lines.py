"""The lines of a text, run-on paragraphs cut at the labels inside them, page furniture left out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from govdoc.model.document import Document
from govdoc.parsing.wraps import unwrap
from govdoc.rules.load import load
from govdoc.text.outline import Label, read_decimal, read_label
from govdoc.text.widths import narrow


@dataclass(frozen=True, slots=True)
class Line:
    """A line or the labelled part of one: its offsets into the source, and its narrow, stripped text."""

    start: int
    end: int
    text: str
    label: Label | None
    cell: bool = False

    @property
    def body(self) -> str:
        """The text after the label."""
        return self.text[self.label.end :] if self.label else self.text

    @property
    def body_start(self) -> int:
        """Where the body begins in the source."""
        return self.start + (self.label.end if self.label else 0)


@dataclass(frozen=True, slots=True)
class Source:
    """A document's text, the same text folded to narrow forms (same offsets) and its lines."""

    text: str
    flat: str
    lines: tuple[Line, ...]

    def between(self, start: int, end: int) -> tuple[Line, ...]:
        """The lines that begin within a range of offsets."""
        return tuple(line for line in self.lines if start <= line.start < end)


def read_source(document: Document) -> Source:
    """Fold the text and cut it into lines; table cells stay as they are."""
    flat = narrow(document.text)
    blocks = [(block.span.start, block.span.end) for block in document.blocks if block.kind != "cell"]
    whole = [found.span() for found in re.finditer(r"[^\n]+", flat)]
    flat, stretches = unwrap(document.text, flat, blocks if document.blocks else whole)
    cells = [block.span for block in document.blocks if block.kind == "cell"]
    parts = [(start, end, False) for start, end in stretches] + [(cell.start, cell.end, True) for cell in cells]
    lines = [line for start, end, cell in sorted(parts) for line in _lines(flat, start, end, cell=cell)]
    return Source(document.text, flat, tuple(_decimals(_without_contents(list(_printed(lines))))))


# A label inside a paragraph begins a new item after a full stop, a semicolon or a closing bracket …
_INNER = re.compile(
    r"(?:(?<=[。;!?)])|(?<=如下:)|(?<=以下:))\s*"
    r"(?=\d{1,3}[.、](?!\d)|\((?:[一二三四五六七八九十]{1,3}|\d{1,2})\)(?![、,和及至款项])|[一二三四五六七八九十]{1,3}、|[①-⑳](?![、,和及至])"
    r"|第[一二三四五六七八九十百]{1,5}条\s)"
)
# … but not where one label follows another: “按照第(二)(三)项”.
_LABEL_BEFORE = re.compile(r"\([一二三四五六七八九十\d]{1,3}\)$")
# … or right after a short chapter head: “一、激活市场活力1.发放消费券。”
_HEADED = re.compile(
    r"(?<=[\u4e00-\u9fa5])(?<!第)\s*(?=\d{1,2}[.、](?!\d)|\([一二三四五六七八九十]{1,3}\)(?![项款])[\u4e00-\u9fa5])"
)

# A notice in one paragraph: title, number and address run into each other, as do its last sentence, office and date.
_GLUED_HEAD = re.compile(
    r"^(?P<title>[^。;:]{0,40}关于[^。;:]{2,60}(?:通知|意见|通报|函))(?P<number>[\u4e00-\u9fa5]{2,12}[〔\[(]20\d\d[〕\])]\d{1,5}号)?(?P<to>各[^。;:《》]{1,160}:)(?=[\u4e00-\u9fa5《])"
)
_GLUED_FOOT = re.compile(
    r"(?<=[。)])\s*(?P<office>[\u4e00-\u9fa5]{2,30}(?:政府|办公室|办公厅|委员会|局|厅|部|中心|院|学校|公司))\s*(?P<date>20\d\d年\d{1,2}月\d{1,2}日)\s*$"
)


def _glued(text: str) -> Iterator[int]:
    """Where the head and the foot of a notice in one paragraph fall apart."""
    head = _GLUED_HEAD.match(text)
    if head:
        yield from {head.end("title"), head.start("to"), head.end("to")}
    foot = _GLUED_FOOT.search(text) if head else None
    if foot:
        yield from (foot.start("office"), foot.start("date"))


def _lines(flat: str, start: int, end: int, *, cell: bool) -> Iterator[Line]:
    for found in re.finditer(r"[^\n]+", flat[start:end]):
        yield from _parts(flat, start + found.start(), start + found.end(), cell=cell)


def _parts(flat: str, start: int, end: int, *, cell: bool) -> Iterator[Line]:
    cuts = [start]
    if not cell:
        text = flat[start:end]
        cuts += [start + at for at in _glued(text)]
        cuts += [
            start + m.end()
            for m in _INNER.finditer(text)
            if not _LABEL_BEFORE.search(text, max(0, m.start() - 6), m.start())
        ]
    cuts.append(end)
    for left, right in pairwise(sorted(cuts)):
        text = flat[left:right]
        left += len(text) - len(text.lstrip())
        text = text.strip()
        if not text:
            continue
        label = _label(text)
        if label and label.kind in ("han", "han_paren"):
            head = _HEADED.search(text, label.end, label.end + 26)
            if head and not re.search(r"[,。;:]", text[label.end : head.start()]) and len(text) > head.start() + 12:
                yield Line(left, left + head.start(), text[: head.start()], label)
                left, text = left + head.end(), text[head.end() :]
                label = _label(text)
        yield Line(left, left + len(text), text, label, cell)


def _label(text: str) -> Label | None:
    """The label of a line; one printed twice (“1、1、”, as automatic numbering leaves it) counts once."""
    label = read_label(text)
    if label is None:
        return None
    again = read_label(text[label.end :])
    if again and (again.kind, again.number) == (label.kind, label.number):
        return replace(label, end=label.end + again.end)
    return label


def _decimals(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines with numbers such as 1.2 read as labels where a neighbour (1.1, 1.3) begins another line."""
    read = [None if line.cell else read_decimal(line.text) for line in lines]
    dotted = {label.text for label in read if label and "." in label.text}
    for at, (line, label) in enumerate(zip(lines, read, strict=True)):
        if label and dotted and _is_decimal(label, read[max(0, at - 3) : at], read[at + 1 : at + 4], dotted, line.text):
            yield replace(line, label=label)
        else:
            yield line


def _is_decimal(
    label: Label, before: Sequence[Label | None], after: Sequence[Label | None], dotted: set[str], text: str
) -> bool:
    head, _, last = label.text.rpartition(".")
    if not head:
        return len(text) < 45 and any(each and each.text == f"{label.text}.1" for each in after)
    headed = last == "1" and any(each and each.text == head for each in before)
    return headed or any(f"{head}.{int(last) + step}" in dotted for step in (-1, 1))


@cache
def _furniture() -> tuple[re.Pattern[str], tuple[str, ...], tuple[str, ...]]:
    table = load("page_furniture")
    words = "|".join(sorted(map(re.escape, table["whole"]), key=len, reverse=True))
    return re.compile(f"(?:{words})+"), tuple(map(narrow, table["begins"])), tuple(map(narrow, table["holds"]))


def _without_contents(lines: list[Line]) -> list[Line]:
    """The lines without a table of contents (目录): all up to where its first entry stands again."""
    squeezed = [re.sub(r"[\s.…·]|\d+$", "", line.text) for line in lines]
    head = next((at for at, text in enumerate(squeezed[:-1]) if text == "目录"), None)
    if head is None:
        return lines
    again = next((at for at in range(head + 2, len(lines)) if squeezed[at] == squeezed[head + 1]), None)
    return lines[:head] + lines[again:] if again else lines


_NEIGHBOURS = re.compile(r"(?:上|下)一(?:篇|条):?")


def _printed(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines without the furniture of a web page; the title below a bare “上一篇” goes with it."""
    whole, begins, holds = _furniture()
    skipping = False
    for line in lines:
        bare = re.sub(r"[\s\[\]【】()|·•]", "", line.body)
        furniture = skipping or whole.fullmatch(bare) is not None
        if not furniture and len(line.text) <= 90 and not line.cell and line.label is None:
            furniture = line.text.startswith(begins) or (
                any(word in line.text for word in holds) and not re.search(r"\d{7}", line.text)
            )
        skipping = bool(_NEIGHBOURS.fullmatch(bare))
        if line.cell or not furniture:
            yield line
