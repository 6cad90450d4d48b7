"""Questions laid out as a table: a row a question, a column an answer (满意、基本满意、不满意)."""

import re
from collections.abc import Iterator, Sequence

from govdoc.model.document import Block
from govdoc.model.notice import Option, Question
from govdoc.model.span import Span
from govdoc.parsing.answers import boxed_answers
from govdoc.parsing.lines import Source
from govdoc.parsing.stems import ASKS, BOX, bare

Row = dict[int, Block]

_ANSWER = re.compile(
    r"(?:非常|很|十分|比较|比較|较为?|較|基本|不太|不|一般|完全|部分|有点)*"
    r"(?:满意|滿意|了解|清楚|同意|认可|认同|合理|方便|及时|公开|知道|赞成|好|差|高|低|符合|重要|合格|称职|信任|需要|必要)"
    r"|一般|尚可|优秀?|良好?|中等?|差|是|否|有|没有|无|说不清|不好说|弃权|无所谓|不适用|[A-E]|\d{1,2}"
    r"|(?:小于|低于)?\d{1,3}(?:\.\d)?(?:[-—~至]\d{1,3}(?:\.\d)?)?分?(?:以[上下])?(?:\([^()]{1,8}\))?"
)
_NUMBERED = re.compile(r"\(?(\d{1,3})(?:\s*$|\s?[.、)]\s*)")
_TICK = re.compile(r"[□○☐◯\s√✓()]*")


def is_answer(text: str) -> bool:
    """A word that grades: “基本满意”, “80-90分”.

    >>> [is_answer(s) for s in ("非常满意□", "80-90分", "不了解", "责任单位")]
    [True, True, True, False]
    """
    return bool(_ANSWER.fullmatch(re.sub(r"[\s□○☐◯|]", "", text)))


def read_matrix(source: Source, rows: Sequence[Row]) -> tuple[Question, ...]:
    """The questions of a table's rows; none where the table holds no answers to tick."""
    for at, row in enumerate(rows):
        header = {column: block for column, block in row.items() if is_answer(block.span.of(source.flat))}
        words = [block for block in header.values() if not re.fullmatch(r"[\d\s]*", block.span.of(source.flat))]
        below = rows[at + 1 :]
        if len(words) >= 2 and below and not _boxes(source, row) and _is_blank(source, below, header):
            return tuple(each for line in below if (each := _graded(source, line, header)))
    return tuple(each for row in rows if (each := _boxed(source, row)))


def _boxes(source: Source, row: Row) -> list[Block]:
    return [block for block in row.values() if BOX.search(block.span.of(source.flat))]


def _is_blank(source: Source, rows: Sequence[Row], header: Row) -> bool:
    """The answers' columns hold nothing but boxes and ticks."""
    filled = [block.span.of(source.flat) for row in rows for column, block in row.items() if column in header]
    return sum(bool(_TICK.fullmatch(text)) for text in filled) >= len(filled) * 0.8


def _stem(source: Source, cells: Sequence[Block]) -> tuple[str, Block | None]:
    """The number and the words of a question among the cells left of its answers; the last words are its own."""
    texts = [(block, block.span.of(source.flat).strip()) for block in cells]
    number = next((found[1] for _, text in texts if (found := _NUMBERED.match(text))), "")
    stems = [block for block, text in texts if re.search(r"[\u4e00-\u9fa5]{2}", text)]
    return number, stems[-1] if stems else None


def _graded(source: Source, row: Row, header: Row) -> Question | None:
    first = min(header)
    number, stem = _stem(source, [row[column] for column in sorted(row) if column < first])
    if stem is None:
        return None
    options = tuple(_option(source, header[column].span) for column in sorted(header))
    end = max(block.span.end for block in row.values())
    return Question(number, "scale", _words(source, stem.span), options, "", Span(stem.span.start, end), "matrix")


def _boxed(source: Source, row: Row) -> Question | None:
    """A row with its answers in boxes: “您对保洁是否满意 | □满意 □不满意”."""
    boxes = _boxes(source, row)
    if not boxes:
        return None
    first = min(column for column, block in row.items() if block in boxes)
    number, stem = _stem(source, [row[column] for column in sorted(row) if column < first])
    if stem is None or not (number or ASKS.search(stem.span.of(source.flat))):
        return None
    answers = [pair for block in boxes for pair in _answers(source, block.span)]
    if len(answers) < 2:
        return None
    options = tuple(_option(source, Span(*pair)) for pair in answers)
    kind = "scale" if len(boxes) > 1 and all(is_answer(option.text) for option in options) else "single"
    span = Span(stem.span.start, boxes[-1].span.end)
    return Question(number, kind, _words(source, stem.span), options, "", span, "matrix")  # type: ignore[arg-type]


def _answers(source: Source, span: Span) -> Iterator[tuple[int, int]]:
    _, answers = boxed_answers(source.flat, span.start, span.end)
    yield from answers


def _option(source: Source, span: Span) -> Option:
    text = re.sub(r"[\s□○☐◯|]+", "", span.of(source.text))
    return Option("", text, span)


def _words(source: Source, span: Span) -> str:
    numbered = _NUMBERED.match(source.flat[span.start : span.end])
    first = span.start + (numbered.end() if numbered else 0)
    stem = "".join(source.text[start:end] for start, end in bare(source.flat, first, span.end))
    return re.sub(r"\s*\n\s*", "", stem)
