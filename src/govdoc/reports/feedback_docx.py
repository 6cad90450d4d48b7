"""The feedback list (反馈清单) of one unit as a Word file: a letter, and behind it its tables."""

from govdoc.errors import GovdocError
from govdoc.model import Contact, Gap, Unit
from govdoc.reports.official_page import LANDSCAPE_WIDTH_MM, UPRIGHT_WIDTH_MM, letter_bytes
from govdoc.reports.overview import Overview, problem_text, request_text, tally
from govdoc.reports.problems import Problem, problems
from govdoc.reports.word_xml import BODY, HEITI, KAITI, TITLE, Row, Table, Type, paragraph, table
from govdoc.reports.wording import (
    called,
    campaign,
    day,
    file_label,
    indicator_label,
    indicator_name,
    item_lines,
    itself,
    notice_name,
    numbered,
    quoted,
    rate,
    status_word,
    trimmed,
    words,
)

_HEADLINE = Type(TITLE, 22, 34)  # 二号
_SUBHEAD = Type(KAITI)
_GAP = Type(line=14)
_ANNEX_MARK = Type(HEITI)
_ANNEX_TITLE = Type(TITLE, 18, 30)  # 小二
_CELL = Type(points=10.5, line=13.5)  # 五号
_CELL_HEAD = Type(HEITI, 10.5, 13.5)
_POINTS_PER_MM = 72 / 25.4
_FILES_SHOWN = 6  # per item; the workbook has them all


def feedback_docx(overview: Overview, unit_name: str) -> bytes:
    """The unit's feedback list: the letter with its figures, then what is open, problem files, and what is met.

    Raises GovdocError if the unit owes nothing in this round.
    """
    gaps = overview.gaps_of.get(unit_name)
    if not gaps:
        raise GovdocError(f"“{unit_name}”本批次没有应报项，不生成反馈清单", "请核对单位名册和通知中的责任单位")
    unit = overview.unit_by_name.get(unit_name) or Unit(unit_name)
    faulty = problems(overview, unit_name)
    open_gaps = tuple(gap for gap in gaps if gap.status != "met")
    met = tuple(gap for gap in gaps if gap.status == "met")
    annexes = [
        (title, spec)
        for title, spec, wanted in (
            ("未达标材料清单", _open_table(overview, open_gaps), open_gaps),
            ("问题文件清单", _problem_table(faulty), faulty),
            ("已达标材料清单", _met_table(overview, met), met),
        )
        if wanted
    ]
    letter = _letter(overview, unit, gaps, faulty, [title for title, _ in annexes])
    title = f"{unit_name}{overview.round_label}{words()['letter']['title']}"
    return letter_bytes(letter, _annexes(annexes), title=title, author=overview.office, date=overview.date)


def _letter(
    overview: Overview, unit: Unit, gaps: tuple[Gap, ...], faulty: tuple[Problem, ...], annexes: list[str]
) -> str:
    say = words()["letter"]
    counts = tally(gaps)
    number = overview.lead.doc_number if overview.lead else None
    opening = say["opening"].format(
        campaign=quoted(campaign(overview.title))[1:-1],
        number=f"（{number}）" if number else "",
        self=itself(overview.office),
        round=overview.round_label,
    )
    figures = say["figures"].format(
        owed=counts.owed,
        met=counts.met,
        partial=counts.partial,
        verify=counts.verify,
        missing=counts.missing,
        rate=rate(counts.met, counts.owed),
    )
    parts = [
        paragraph(say["title"], _HEADLINE, align="center"),
        paragraph(f"（{overview.round_label}）", _SUBHEAD, align="center") if overview.round_label else "",
        paragraph("", _GAP),
        paragraph(f"{called(unit, overview.office)}："),
        paragraph(opening, first=2),
        paragraph(figures + _files_sentence(overview, unit.name, faulty), first=2),
    ]
    whom, address = _contact(overview)
    if counts.met < counts.owed:
        due = say["before"].format(due=day(overview.due)) if overview.due else say["soon"]
        office = itself(overview.office) + (f"（{address}）" if address else "")
        parts.append(paragraph(say["request"].format(due=due, office=office) + say["how"], first=2))
    else:
        parts.append(paragraph(say["all_met"], first=2))
    parts += [paragraph("", _GAP, keep=True), *_annex_list(annexes), paragraph("", keep=True)]
    parts += _signature(overview, keep=bool(whom))
    if whom:
        parts.append(paragraph(f"（{whom}）", align="left", first=2))
    return "".join(parts)


def _files_sentence(overview: Overview, unit: str, faulty: tuple[Problem, ...]) -> str:
    say = words()["letter"]
    count = len(overview.files_of.get(unit, ()))
    if not count:
        return str(say["no_files"]) + "。"
    return str(say["files"].format(count=count) + (say["problems"].format(count=len(faulty)) if faulty else "") + "。")


def _contact(overview: Overview) -> tuple[str, str]:
    """Whom to call and where to send, as far as the round or the notices say."""
    if overview.contact:
        return overview.contact, ""
    contacts = (contact for notice in overview.notices for contact in notice.contacts)
    known = next((contact for contact in contacts if contact.phone or contact.email), Contact())
    parts = (("联系人", known.name), ("电话", known.phone))
    return "，".join(f"{word}：{value}" for word, value in parts if value), known.email or ""


def _annex_list(annexes: list[str]) -> list[str]:
    """“附件：1.…” with the further ones under the first."""
    if len(annexes) == 1:
        return [paragraph(f"附件：{annexes[0]}", first=2, keep=True)]
    lines = [paragraph(f"附件：1.{annexes[0]}", first=2, keep=True)] if annexes else []
    # Five characters (two of indent, “附件：”) stand before the first number.
    lines += [
        paragraph(f"{number}.{title}", left=5 * BODY.points, keep=True)
        for number, title in enumerate(annexes[1:], start=2)
    ]
    return lines


def _signature(overview: Overview, keep: bool) -> list[str]:
    """Office and date on the right, the date centred under the office."""
    line = UPRIGHT_WIDTH_MM * _POINTS_PER_MM
    written = day(overview.date)
    longest = max(_points(overview.office), _points(written)) + BODY.points
    right = min(2 * BODY.points, max(0.0, line - longest))
    left = max(0.0, line - right - longest)
    return [
        paragraph(overview.office, align="center", left=left, right=right, keep=True),
        paragraph(written, align="center", left=left, right=right, keep=keep),
    ]


def _points(text: str) -> float:
    return sum(BODY.points if ord(char) > 0x2E80 else BODY.points / 2 for char in text)


def _annexes(annexes: list[tuple[str, Table]]) -> str:
    parts = []
    for number, (title, spec) in enumerate(annexes, start=1):
        mark = f"附件{number}" if len(annexes) > 1 else "附件"
        # The first annex starts with its section; the break of the others is their own.
        parts.append(paragraph(mark, _ANNEX_MARK, align="left", keep=True, breaks=number > 1))
        parts.append(paragraph(title, _ANNEX_TITLE, align="center", keep=True))
        parts.append(paragraph("", Type(points=6, line=8), keep=True))
        parts.append(table(spec, _CELL, _CELL_HEAD))
    # A table must be followed by a paragraph; a low one does not open another page.
    return "".join(parts) + (paragraph("", Type(points=1, line=1)) if parts else "")


def _open_table(overview: Overview, gaps: tuple[Gap, ...]) -> Table:
    """What is not met, grouped by status, numbered through."""
    rows: list[Row] = []
    number = 0
    for group in words()["group"]:
        members = [gap for gap in gaps if gap.status == group["status"]]
        if members:
            rows.append(Row((f"{group['heading']}（{len(members)}项）",), band=True))
        for gap in members:
            number += 1
            rows.append(
                Row(
                    (
                        str(number),
                        _indicator(overview, gap),
                        gap.method or "—",
                        _required(overview, gap),
                        _handed_in(overview, gap),
                        _status_lines(gap.status),
                        tuple(problem_text(gap).splitlines()),
                        tuple(request_text(gap).splitlines()),
                    )
                )
            )
    head = ("序号", "指标", "查验方式", "应报材料", "已报材料", "状态", "问题", "请补充")
    widths = (11.0, 36.0, 12.5, 57.0, 36.0, 14.5, 50.0, 36.0)
    return Table(widths, head, tuple(rows), frozenset({0, 2, 5}))


def _problem_table(faulty: tuple[Problem, ...]) -> Table:
    rows: list[Row] = []
    codes = dict.fromkeys((problem.code, problem.word) for problem in faulty)
    number = 0
    for code, word in codes:
        members = [problem for problem in faulty if problem.code == code]
        rows.append(Row((f"{word}（{len(members)}份）",), band=True))
        for problem in members:
            number += 1
            file = problem.evidence
            read = [quoted(file.title)] if file.title else []
            read += [part for part in (file.doc_number, day(file.date)) if part]
            folder, _, name = file.path.rpartition("/")
            where = (name, f"（{folder}）") if folder else (name,)
            rows.append(Row((str(number), where, tuple(read) or "—", problem.problem, problem.advice)))
    head = ("序号", "文件（所在文件夹）", "题名、文号、日期", "问题", "请处理")
    return Table((11.0, 70.0, 66.0, 52.0, 54.0), head, tuple(rows), frozenset({0}))


def _met_table(overview: Overview, gaps: tuple[Gap, ...]) -> Table:
    rows = tuple(
        Row((str(number), _indicator(overview, gap), gap.method or "—", _handed_in(overview, gap, met=True)))
        for number, gap in enumerate(gaps, start=1)
    )
    return Table((11.0, 100.0, 22.0, LANDSCAPE_WIDTH_MM - 133.0), ("序号", "指标", "查验方式", "采用的材料"), rows,
                 frozenset({0, 2}))  # fmt: skip


def _status_lines(status: str) -> tuple[str, ...]:
    """The status word, a long one broken in its middle: the column is three characters wide."""
    word = status_word(status)
    return (word,) if len(word) <= 3 else (word[: len(word) // 2], word[len(word) // 2 :])


def _indicator(overview: Overview, gap: Gap) -> tuple[str, ...]:
    column = overview.column_by_key.get((gap.notice, gap.indicator))
    if column is None:
        return (gap.indicator,)
    lines = (indicator_label(column.indicator), indicator_name(column.indicator, 30))
    # The letter cites the lead notice; only what another one asks needs its source.
    source = (f"（{notice_name(column.notice)}）",) if column.notice is not overview.lead else ()
    return tuple(line for line in lines if line) + source


def _required(overview: Overview, gap: Gap) -> tuple[str, ...]:
    """The required items, else the task as the notice words it."""
    if gap.items:
        return item_lines(gap.items)
    column = overview.column_by_key.get((gap.notice, gap.indicator))
    tasks = column.indicator.tasks if column else ()
    return tuple(trimmed(task.text) for task in tasks if task.method == gap.method and task.text) or ("按指标要求",)


def _handed_in(overview: Overview, gap: Gap, met: bool = False) -> tuple[str, ...]:
    """The files that serve the cell, each once, with the marks of the items they serve."""
    marks: dict[str, list[str]] = {}
    for at, item in enumerate(gap.items):
        for path in item.evidence[:_FILES_SHOWN]:
            marks.setdefault(path, []).append(numbered(at))
    several = len(gap.items) > 1
    lines = [
        ("".join(mark) if several else "") + file_label(path, overview.file_at.get(path))
        for path, mark in marks.items()
    ]
    more = len({path for item in gap.items for path in item.evidence}) - len(marks)
    if more > 0:
        lines.append(f"等{more + len(marks)}份")
    return tuple(lines) or ("—" if met else "无",)


def file_name(unit: str) -> str:
    """A file name for the unit's list that Windows accepts; distinct printable names stay distinct.

    >>> file_name("县财政局（国资办）"), file_name("A/B:C")
    ('县财政局（国资办）反馈清单.docx', 'A／B：C反馈清单.docx')
    """
    # Each character that Windows forbids becomes its own full-width twin.
    wide = unit.translate({ord(char): ord(char) + 0xFEE0 for char in '<>:"/\\|?*'})
    return "".join(char for char in wide if char.isprintable())[:80] + "反馈清单.docx"
