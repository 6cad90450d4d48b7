"""Questionnaires (调查问卷) of a notice: where each begins and ends, and what it is called."""

import re
from collections.abc import Iterator, Sequence

from govdoc.model.document import Block, Document
from govdoc.model.notice import Questionnaire
from govdoc.model.span import Span
from govdoc.parsing.lines import Line, Source
from govdoc.parsing.matrices import Row, is_answer, read_matrix
from govdoc.parsing.question_pieces import pieces_of
from govdoc.parsing.questions import Item, read_sections
from govdoc.parsing.stems import ASKS, ASKS_PLAINLY, BOX
from govdoc.parsing.titles import squeeze

_TITLE = re.compile(
    r"(?:附件\d{0,2}[:.]?)?(?P<title>[^。;:,]{0,44}?(?:问卷|問卷|调查表|測評表|测评表|评议表|評議表|访谈提纲|征求意见表"
    r"|满意度(?:电话)?(?:调查|测评|评价)|民意调查)(?:\(.{1,12}\))?(?:调查|調查)?表?)"
)
_ABOUT = re.compile("关于(?:组织|开展|做好|印发|填[写报]|进行|征求)")  # a notice about a questionnaire
_ATTACHED = re.compile(r"\(?附\s*[件表]?\s*(?:[\d一二三四五六七八九十]{1,3})?\s*\)?[:.]?")
_ABOVE = re.compile(r"[\u4e00-\u9fa5\d()“”《》、]{4,34}")
_FOOT = re.compile(r"印\s*发\s*$|^抄\s*送\s*:")
_DATED = re.compile(r"(?:20\d\d|二[〇○零OＯ0][〇○零一二三四五六七八九十]{2})\s?年[^,。;]{2,9}日$")  # a signature's date
_LEAD = re.compile(r"[问問]卷|[测測][评評]|[调調][查研]|[满滿]意度|民意|[评評][议議价價]")
_ADDRESS = re.compile(r"^(?:尊敬|[亲親][爱愛])的|^(?:您|你)好|^[^。]{0,12}(?:朋友|女士|先生|同志|家长|企业家)们?[:,]")
_TO_READER = re.compile(r"您|[贵貴](?:公司|单位|單位|企业|企業|校|院)")
# Figures of an answer given, and keys of a test paper.
_RESULT = re.compile(r"占(?:比)?(?:为)?\s*\d|\d\s?[人票份次]?[,，\s(]*\d+(?:\.\d+)?%|\d\.\d+%|\(\d+%\)")
_EXAM = re.compile(
    r"^\s*(?:正确|参考)?答案\s*[:：]|每[小]?题\s?\d+(?:\.\d)?\s?分|(?:考试|测试|竞赛)(?:试)?[题卷]|试题|试卷",
    re.MULTILINE,
)
_NUMBERED = re.compile(
    r"(?:[(【\[][^()【】\[\]]{1,6}[)】\]])?\s*(?:\(?\d{1,3}\s?(?:[.、)]|题)|第\s?\d{1,3}\s?题|Q\d|[一二三四五六七八九十]{1,2}、)"
)
_RUN_ON = re.compile(r"\d{1,2}\s?[.、。]\s*(?:请问|在)?您")
_GRADES = re.compile(r"[评評][价價分]|[满滿]意")
_WINDOW = 16


def find_questionnaires(source: Source, lines: Sequence[Line]) -> tuple[tuple[int, int, str], ...]:
    """Each questionnaire's first line, the line behind its last, and its title, which may be empty.

    One is known by its title line with questions below, else by a lead that asks the reader and three asking lines.
    """
    heads = list(_titled(source, lines)) or list(_untitled(lines))
    found = []
    for at, (first, title) in enumerate(heads):
        end = heads[at + 1][0] if at + 1 < len(heads) else len(lines)
        end = next((under for under in range(first + 3, end) if _ATTACHED.fullmatch(squeeze(lines[under].text))), end)
        if lines[first].start < lines[end - 1].end and not _is_answered(source, lines[first:end]):
            found.append((first, end, title))
    return tuple(found)


def read_questionnaire(source: Source, document: Document, lines: Sequence[Line], title: str) -> Questionnaire:
    """The questionnaire that these lines hold; its title, if it has one, is the first of them."""
    items = list(_items(source, document, lines[1:] if title else lines))
    first = next((item for item in items if not isinstance(item, tuple) and item.kind in ("figure", "question")), None)
    start = lines[0].start
    lead = source.flat[start : first.start] if first else ""
    return Questionnaire(title, read_sections(source, items, lead), Span(start, lines[-1].end), "questionnaire")


def _titled(source: Source, lines: Sequence[Line]) -> Iterator[tuple[int, str]]:
    """Title lines with questions below them, before another title."""
    for at, line in enumerate(lines):
        text = squeeze(line.text)
        found = None if line.label or line.cell or len(text) > 56 else _TITLE.fullmatch(text)
        if found is None or _ABOUT.search(text) or _asking(lines[at + 1 : at + 1 + _WINDOW]) < 2:
            continue
        asks = next((under for under in range(at + 1, len(lines)) if _asking(lines[under : under + 1])), at + 1)
        if any(_TITLE.fullmatch(squeeze(each.text)) and not each.label for each in lines[at + 1 : asks]):
            continue  # the list of attachments above the questionnaire itself
        title = squeeze(source.text[line.start : line.end])
        title = re.sub(r"^附\s*件\s*\d{0,2}\s*[:：.]?\s*", "", title)
        if len(title) <= 6 and at and _goes_on(lines[at - 1]):
            title = squeeze(source.text[lines[at - 1].start : lines[at - 1].end]) + title
        yield at, title


def _goes_on(line: Line) -> bool:
    """A line above a title that is the title's first half."""
    text = squeeze(line.text)
    return bool(
        line.label is None
        and not line.cell
        and _ABOVE.fullmatch(text)
        and not re.search(r"附件|通知|文件|日$|印发|局$|办公室$|委员会$|政府$|领导小组$", text)
    )


def _asking(lines: Sequence[Line]) -> int:
    """How many lines ask, offer boxes, or (in a table) grade."""
    asking = sum(bool(ASKS.search(line.text) or BOX.search(line.text)) for line in lines if len(line.text) < 160)
    return asking + sum(line.cell and is_answer(line.text) for line in lines) // 3 * 2


def _untitled(lines: Sequence[Line]) -> Iterator[tuple[int, str]]:
    """A lead that speaks of a survey, and three numbered lines at least that ask their reader."""
    for at, line in enumerate(lines):
        if len(_RUN_ON.findall(line.text)) >= 3:
            lead = next((above for above in (at, at - 1) if above >= 0 and _LEAD.search(lines[above].text)), None)
            if lead is not None:
                yield lead, ""
                return
    numbered = [at for at, line in enumerate(lines) if _NUMBERED.match(line.text)]
    asking = [at for at in numbered if _asks_reader(lines, at)]
    if len(asking) < 3 or len(asking) * 2 < len([at for at in numbered if asking[0] <= at <= asking[-1]]):
        return
    above = range(max(0, asking[0] - 12), asking[0])
    leads = [at for at in above if _LEAD.search(lines[at].text)]
    if leads:
        # Without a greeting the lead belongs to the notice; short headings right above the questions do not.
        first = asking[0]
        while (
            first - 1 in above and len(lines[first - 1].text) <= 20 and not re.search("[。:;]$", lines[first - 1].text)
        ):
            first -= 1
        yield next((at for at in above if _ADDRESS.search(lines[at].text)), first), ""


def _asks_reader(lines: Sequence[Line], at: int) -> bool:
    """A line that speaks to its reader and asks, grades, or has answers on it or below."""
    text = lines[at].text
    below = lines[at + 1].text if at + 1 < len(lines) else ""
    answers = BOX.search(text) or re.match(r"\s*(?:[A-Ha-h]\s?[.、．)]|[①□○☐])", below)
    return bool(_TO_READER.search(text) and (answers or ASKS_PLAINLY.search(text) or _GRADES.search(text)))


def _is_answered(source: Source, lines: Sequence[Line]) -> bool:
    """A report of results or a test paper is no questionnaire."""
    text = source.flat[lines[0].start : lines[-1].end]
    return len(_RESULT.findall(text)) >= 3 or len(_EXAM.findall(text)) >= 1


def _items(source: Source, document: Document, lines: Sequence[Line]) -> Iterator[Item]:
    """Printed lines cut into pieces; a table of questions comes whole."""
    tables = _tables(document, lines)
    at, done = 0, -1
    while at < len(lines):
        if lines[at].start < done:
            at += 1
            continue
        rows = tables.pop(_table_of(document, lines[at]), None)
        if rows and (questions := read_matrix(source, rows)):
            yield questions
            done = max(block.span.end for row in rows for block in row.values())
            continue
        last = at
        while last + 1 < len(lines) and "\n" not in source.flat[lines[last].end : lines[last + 1].start]:
            last += 1
        below = lines[last + 1].text if last + 1 < len(lines) else ""
        printed = source.flat[lines[at].start : lines[last].end].strip()
        signed = _DATED.match(below) and re.fullmatch(r"[\u4e00-\u9fa5\s()]{4,40}", printed)
        if signed or _FOOT.search(printed) or _DATED.match(printed):
            return
        yield from pieces_of(source.flat, lines[at].start, lines[last].end)
        at = last + 1


def _table_of(document: Document, line: Line) -> int | None:
    block = document.block_at(line.start) if line.cell else None
    return block.table if block else None


def _tables(document: Document, lines: Sequence[Line]) -> dict[int | None, list[Row]]:
    """The rows of each table among the lines."""
    if not any(line.cell for line in lines):
        return {}
    tables: dict[int | None, dict[int, dict[int, Block]]] = {}
    for block in document.blocks:
        placed = block.table is not None and block.row is not None and block.column is not None
        if placed and lines[0].start <= block.span.start < lines[-1].end:
            tables.setdefault(block.table, {}).setdefault(block.row or 0, {})[block.column or 0] = block
    return {table: [rows[at] for at in sorted(rows)] for table, rows in tables.items()}
