"""Bars as table cells: each parted by colours in the measure of its counts, drawn alike by every program."""

from collections.abc import Sequence
from typing import Literal

from govdoc.reports.overview import STATUSES
from govdoc.reports.word_xml import HEITI, SONGTI, Type, paragraph, twips
from govdoc.reports.wording import words

_STEPS = 100  # columns of the grid under the bars
_STEP = 1.24  # mm
_LABEL = 24.0  # mm
_TEXT = Type(SONGTI, 9, 14)
_TITLE = Type(HEITI, 12, 20)
_ROOM = 8  # steps that a number needs


def bars(title: str, rows: Sequence[tuple[str, Sequence[str]]]) -> str:
    """A title, a bar for each row with its counts by status as printed, and what the colours mean."""
    status = [words()["status"][name] for name in STATUSES]
    drawn = "".join(_row(label, counts, status) for label, counts in rows)
    room = _STEPS // len(status) - 4
    legend = "".join(_cell("", 4, row["fill"]) + _cell(f" {row['word']}", room, align="left") for row in status)
    grid = f'<w:gridCol w:w="{twips(_LABEL)}"/>' + f'<w:gridCol w:w="{twips(_STEP)}"/>' * _STEPS
    return paragraph(title, _TITLE, align="center", keep=True) + (
        f'<w:tbl><w:tblPr><w:tblW w:w="{twips(_LABEL) + _STEPS * twips(_STEP)}" w:type="dxa"/><w:jc w:val="center"/>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{drawn}{_line(_label(''), legend)}</w:tbl>"
    )


def steps_of(counts: Sequence[int]) -> list[int]:
    """The steps of the bar that each count gets: they fill it, and whatever is there can be seen.

    >>> steps_of((1, 0, 49, 950))
    [1, 0, 5, 94]
    """
    whole = sum(counts) or 1
    steps = [max(1, round(_STEPS * count / whole)) if count else 0 for count in counts]
    steps[steps.index(max(steps))] += _STEPS - sum(steps)
    return steps


def _row(label: str, counts: Sequence[str], status: Sequence[dict[str, str]]) -> str:
    cells = (
        _cell(count if steps >= _ROOM else "", steps, row["fill"])
        for count, steps, row in zip(counts, steps_of([int(count) for count in counts]), status, strict=True)
        if steps
    )
    return _line(_label(label), "".join(cells))


def _line(first: str, cells: str) -> str:
    height = '<w:trHeight w:val="400" w:hRule="exact"/>'
    return f"<w:tr><w:trPr><w:cantSplit/>{height}</w:trPr>{first}{cells}</w:tr>"


def _label(text: str) -> str:
    width = f'<w:tcW w:w="{twips(_LABEL)}" w:type="dxa"/>'
    return f'<w:tc><w:tcPr>{width}<w:vAlign w:val="center"/></w:tcPr>{paragraph(text, _TEXT, keep=True)}</w:tc>'


def _cell(text: str, steps: int, fill: str = "", align: Literal["center", "left"] = "center") -> str:
    rule = 'w:val="single" w:sz="12" w:space="0" w:color="FFFFFF"'
    borders = f"<w:tcBorders><w:top {rule}/><w:bottom {rule}/></w:tcBorders>"
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{steps * twips(_STEP)}" w:type="dxa"/><w:gridSpan w:val="{steps}"/>{borders}{shade}'
        f'<w:vAlign w:val="center"/></w:tcPr>{paragraph(text, _TEXT, align=align, keep=True)}</w:tc>'
    )
