"""The lines of a text, run-on paragraphs cut at the labels inside them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from govdoc.model.document import Document
from govdoc.text.outline import Label, read_label
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
    """A document's text, the same text folded to narrow forms (same offsets), its lines, its Han characters."""

    text: str
    flat: str
    lines: tuple[Line, ...]
    han: str

    def between(self, start: int, end: int) -> tuple[Line, ...]:
        """The lines that begin within a range of offsets."""
        return tuple(line for line in self.lines if start <= line.start < end)


def read_source(document: Document) -> Source:
    """Fold the text and cut it into lines; table cells stay as they are."""
    flat = narrow(document.text)
    han = re.sub(r"[^\u4e00-\u9fa5]", "", flat)
    if not document.blocks:
        return Source(document.text, flat, tuple(_lines(flat, 0, len(flat), cell=False)), han)
    lines: list[Line] = []
    for block in document.blocks:
        lines += _lines(flat, block.span.start, block.span.end, cell=block.kind == "cell")
    return Source(document.text, flat, tuple(lines), han)


# A label inside a paragraph begins a new item after a full stop, a semicolon or a closing bracket …
_INNER = re.compile(
    r"(?<=[。;!?)])\s*(?=\d{1,3}[.、](?!\d)|\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}、)"
)
# … or right after a short chapter head: “一、激活市场活力1.发放消费券。”
_HEADED = re.compile(r"(?<=[\u4e00-\u9fa5])(?=\d{1,2}[.、](?!\d))")


def _lines(flat: str, start: int, end: int, *, cell: bool) -> Iterator[Line]:
    for found in re.finditer(r"[^\n]+", flat[start:end]):
        yield from _parts(flat, start + found.start(), start + found.end(), cell=cell)


def _parts(flat: str, start: int, end: int, *, cell: bool) -> Iterator[Line]:
    cuts = [start]
    if not cell:
        cuts += [start + found.end() for found in _INNER.finditer(flat[start:end])]
    cuts.append(end)
    for left, right in pairwise(cuts):
        text = flat[left:right]
        left += len(text) - len(text.lstrip())
        text = text.strip()
        if not text:
            continue
        label = read_label(text)
        if label and label.kind in ("han", "han_paren"):
            head = _HEADED.search(text, label.end, label.end + 26)
            if head and not re.search(r"[,。;:]", text[label.end : head.start()]) and len(text) > head.start() + 12:
                yield Line(left, left + head.start(), text[: head.start()], label)
                left, text = left + head.start(), text[head.start() :]
                label = read_label(text)
        yield Line(left, left + len(text), text, label, cell)
