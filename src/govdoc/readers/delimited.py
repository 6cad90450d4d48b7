"""Comma, tab or semicolon separated tables: one cell a field."""

import csv
import io
from collections import Counter
from collections.abc import Iterator

from govdoc.errors import ReadError
from govdoc.model.document import Document
from govdoc.readers.build import Draft, build
from govdoc.readers.decoding import decode
from govdoc.readers.peek import Peek

_DELIMITERS = ",\t;"


def read_delimited(peek: Peek) -> Document:
    """A csv file as one table."""
    text, _ = decode(peek.data)
    return build(_cells(text), peek.media_type, "delimited")


def _cells(text: str) -> Iterator[Draft]:
    reader = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=_delimiter(text))
    try:
        for row, fields in enumerate(reader):
            for column, field in enumerate(fields):
                yield Draft(field, "cell", table=0, row=row, column=column)
    except csv.Error as error:
        raise ReadError("damaged", "表格文件（.csv）格式有误，无法读取", "请用 Excel 打开检查后另存为 .xlsx") from error


def _delimiter(text: str) -> str:
    r"""The mark that divides most of the first lines into equally many fields.

    >>> _delimiter("名称\t简称,别名\n县公安局\t公安局")
    '\t'
    """
    lines = [line for line in text.splitlines()[:50] if line.strip()]

    def score(mark: str) -> tuple[int, int]:
        counts = Counter(count for line in lines if (count := line.count(mark)))
        return max(((times, count) for count, times in counts.items()), default=(0, 0))

    return max(_DELIMITERS, key=score)
