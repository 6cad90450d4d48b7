"""Plain text: one block a line; rows of fields divided by tabs or bars are a table."""

import re
from collections.abc import Iterator, Sequence

from govdoc.model.document import Document
from govdoc.readers.build import Draft, build
from govdoc.readers.decoding import decode
from govdoc.readers.peek import Peek

_LONGEST_GROUP = 60
_RULE = re.compile(r"[\s|:\-—+]*")


def read_plain(peek: Peek) -> Document:
    """A text file, line by line."""
    text, _ = decode(peek.data)
    return build(_drafts(text.splitlines()), peek.media_type, "plain")


def _drafts(lines: Sequence[str]) -> Iterator[Draft]:
    tables = at = 0
    while at < len(lines):
        mark, end = _table(lines, at)
        if not mark:
            yield Draft(lines[at])
            at += 1
            continue
        for row, line in enumerate(line for line in lines[at:end] if not _RULE.fullmatch(line)):
            for column, field in enumerate(line.strip(" |" if mark == "|" else " ").split(mark)):
                yield Draft(field, "cell", table=tables, row=row, column=column)
        tables, at = tables + 1, end


def _table(lines: Sequence[str], first: int) -> tuple[str, int]:
    """The mark that divides the rows of a table that begins here, and where it ends; no mark: no table.

    Most rows have equally many fields, three at least (or two in three rows and more). A line without the mark
    between two rows heads the group below.
    """
    for mark in "\t|":
        end = first
        while end < len(lines) and (
            mark in lines[end] or (first < end and _heads_a_group(lines, end, mark)) or not lines[end].strip()
        ):
            end += 1
        while end > first and mark not in lines[end - 1]:
            end -= 1
        counts = [line.strip(" |" if mark == "|" else " ").count(mark) for line in lines[first:end] if mark in line]
        widest = max(counts, default=0)
        rows = counts.count(widest)
        headed = mark == "\t" and counts[:1] == [widest] and len(counts) > 2  # empty fields at the end of rows cut off
        if (widest >= 2 and (headed or (rows >= 2 and rows * 2 >= len(counts)))) or (widest == 1 and headed):
            return mark, end
    return "", first


def _heads_a_group(lines: Sequence[str], at: int, mark: str) -> bool:
    following = next((line for line in lines[at + 1 :] if line.strip() or mark in line), "")
    return mark in following and mark in lines[at - 1] and len(lines[at]) <= _LONGEST_GROUP
