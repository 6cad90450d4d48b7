"""From drafts of blocks to a `Document`: one place where text is cleaned, joined and measured."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from govdoc.errors import ReadError
from govdoc.model.document import Block, BlockKind, Document
from govdoc.model.span import Remark, Span
from govdoc.readers.radicals import RADICALS

_FOLD: dict[int, str | None] = dict(RADICALS)
_FOLD |= dict.fromkeys([*range(9), *range(14, 32), 0x7F, 0xAD, *range(0x200B, 0x2010), 0x2060, 0xFEFF, 0xFFFE, 0xFFFF])
_FOLD |= dict.fromkeys(range(0x202A, 0x202F)) | dict.fromkeys(range(0xD800, 0xE000))
_FOLD |= dict.fromkeys([0x0B, 0x0C, 0x85, 0x2028, 0x2029], "\n") | {0xA0: " "}
_LINE_BREAK = re.compile(r"\r\n?|\n")
# Most text is as it should be: signs, with blanks between them.
SIGN = r"!-Z\\\]-~\u2014\u2018\u2019\u201c\u201d\u2026\u3001-\u303f\u4e00-\u9fff\uff01-\uff5e"
_CLEAN = re.compile(rf"[{SIGN}]+(?: +[{SIGN}]+)*")
# Marks that Word dumps leave in plain text.
_DUMP_MARKS = re.compile(r"\[bookmark: ?[^\]\n]{1,60}\] ?")


@dataclass(frozen=True, slots=True)
class Draft:
    """A block before it has a place: its `text` begins with its `label`, if it has one.

    Line breaks split a paragraph into several blocks; inside a cell they stay.
    """

    text: str
    kind: BlockKind = "paragraph"
    label: str = ""
    table: int | None = None
    row: int | None = None
    column: int | None = None
    page: int | None = None
    sheet: str = ""
    rows: int = 1
    columns: int = 1


def build(
    drafts: Iterable[Draft],
    media_type: str,
    reader: str,
    *,
    pages: int | None = None,
    furniture: Iterable[str] = (),
    links: Iterable[str] = (),
    warnings: Sequence[Remark] = (),
) -> Document:
    r"""Join drafts into a `Document`; blank ones fall away. Nothing but blanks raises `ReadError` "empty".

    >>> document = build([Draft("一、总则 "), Draft("序号", "cell", table=0, row=0, column=0)], "text/plain", "plain")
    >>> document.text, document.blocks[1].span
    ('一、总则\n序号', Span(start=5, end=7))
    """
    parts: list[str] = []
    blocks: list[Block] = []
    at = 0
    last: Draft | None = None
    for draft in _settled(drafts):
        if last is not None:
            parts.append("\t" if _same_row(last, draft) else "\n")
            at += 1
        span = Span(at, at + len(draft.text))
        label = draft.label if draft.text.startswith(draft.label) else ""
        place = (draft.table, draft.row, draft.column, draft.page, draft.sheet, draft.rows, draft.columns)
        blocks.append(Block(span, draft.kind, label, *place))
        parts.append(draft.text)
        at, last = span.end, draft
    if not blocks:
        raise ReadError("empty", "文件里没有文字内容", "请核对是否报送了空白文件，并重新报送")
    text = "".join(parts)
    return Document(
        text,
        tuple(blocks),
        media_type,
        reader,
        pages,
        _once(line for piece in furniture for line in clean(piece).split("\n")),
        tuple(link for link in _once(links) if link not in text),
        tuple(warnings),
    )


def clean(text: str) -> str:
    r"""Text without controls, invisible marks and stand-in radicals; lines stripped, blank ones left out.

    >>> clean("  ⻓\u200b期坚持\r\n\r\n\u3000并⽤ ")
    '长期坚持\n并用'
    """
    if _CLEAN.fullmatch(text):
        return text
    folded = _LINE_BREAK.sub("\n", text).translate(_FOLD)
    folded = _DUMP_MARKS.sub("", folded).replace("\t", "  ")
    return "\n".join(line for raw in folded.split("\n") if (line := raw.strip()))


def _settled(drafts: Iterable[Draft]) -> Iterable[Draft]:
    """Cleaned drafts that have text; a paragraph's further lines become blocks of their own, without its label."""
    for draft in drafts:
        text = clean(draft.text)
        if not text:
            continue
        if draft.kind == "cell" or ("\n" not in text and not draft.label):
            yield draft if text == draft.text else replace(draft, text=text)
            continue
        first, *others = text.split("\n")
        yield replace(draft, text=first, label=clean(draft.label))
        for line in others:
            yield replace(draft, text=line, label="")


def _same_row(one: Draft, other: Draft) -> bool:
    return one.table is not None and (one.table, one.row) == (other.table, other.row)


def _once(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for item in items if item))
