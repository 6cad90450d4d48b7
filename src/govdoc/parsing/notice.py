"""One source to its notices: the order of the steps."""

import re
from collections.abc import Sequence
from dataclasses import replace

from govdoc.model.document import Document
from govdoc.model.notice import Deadline, Indicator, Notice, Parsed, Questionnaire, Submission
from govdoc.model.span import Remark, Span
from govdoc.parsing.attachments import read_attachments, read_references
from govdoc.parsing.contacts import read_contacts
from govdoc.parsing.deadline_rules import Calendar
from govdoc.parsing.deadlines import other_deadlines
from govdoc.parsing.header import Header, key_of, read_header
from govdoc.parsing.indicators import read_indicators
from govdoc.parsing.lines import Line, Source, read_source
from govdoc.parsing.measures import NO_TASKS, read_measures
from govdoc.parsing.outline_tree import Node, grow
from govdoc.parsing.parts import Part, split_parts
from govdoc.parsing.questionnaires import find_questionnaires, read_questionnaire
from govdoc.parsing.reaches import read_reaches
from govdoc.parsing.remarks import nothing_read, remarks
from govdoc.parsing.stages import read_period, read_stages
from govdoc.parsing.submissions import read_submissions
from govdoc.parsing.tables import read_tables
from govdoc.text.widths import narrow_digits


def parse(document: Document, source: str = "") -> Parsed:
    """The notices of a document. Never raises on any text; what is doubtful comes as warnings.

    Args:
        document: text with its block table, as a reader yields it.
        source: what the result calls the document, such as a file name.
    """
    read = read_source(document)
    notices: list[Notice] = []
    doubts: list[Remark] = list(document.warnings)
    keys: set[str] = set()
    for part in split_parts(read):
        notice, found = _notice(read, document, part)
        if notice.key in keys:
            notice = replace(notice, key=f"{notice.key}#{len(keys) + 1}")
        keys.add(notice.key)
        notices.append(notice)
        doubts += found
    return Parsed(source, tuple(notices), tuple(doubts))


def _notice(source: Source, document: Document, part: Part) -> tuple[Notice, list[Remark]]:
    lines = source.lines[part.first : part.end]
    if not lines:
        return Notice("", "main"), []
    header = read_header(source, part)
    end = lines[-1].end
    rest, questionnaires = _questionnaires(source, document, lines)
    begins = source.lines[header.body].start if header.body < part.end else end
    body = [line for line in rest if line.start >= begins]
    printed = read_indicators(source, body)
    standards = [each.span for each in printed]
    tops = _outline(source, part, [line for line in body if not _inside(line, standards)])
    calendar = Calendar(header.issued_on, year=_year(header, source.flat[lines[0].start : end]))
    period = read_period(source, tops, calendar)
    calendar = replace(calendar, until=period.end if period else None)
    measures, doubts = _measures(source, document, header, part, body, tops, calendar)
    indicators = printed or measures
    stages = read_stages(source, tops, calendar)
    asked = questionnaires[0].span.start if questionnaires else end
    body_end = max((line.end for line in body if line.start < asked), default=asked)
    submissions: tuple[Submission, ...] = ()
    if header.genre not in NO_TASKS and body:
        submissions = read_submissions(source, body[0].start, body_end, standards, calendar, header.recipients)
    deadlines = _all_deadlines(indicators, stages, submissions)
    if header.genre not in NO_TASKS:
        prose = [Span(line.start, line.end) for line in body if not line.cell and not _inside(line, standards)]
        others = other_deadlines(source.text, prose, deadlines, calendar)
        deadlines = tuple(sorted((*deadlines, *others), key=lambda each: each.span))
    attachments = read_attachments(source, body)
    issued = (header.title,) if re.search("印发|征求|公布|发布|下发", header.title) else ()
    titles = (*issued, *(attachment.title for attachment in attachments))
    references = read_references(source, body[0].start, body_end, (header.doc_number,), titles) if body else ()
    notice = Notice(
        key_of(header, part, source),
        "attachment" if part.attached else "main",
        header.doc_number,
        header.issuers,
        header.title,
        header.genre,
        header.recipients,
        header.issued_on,
        header.printed_on,
        header.printed_by,
        header.cc,
        period,
        read_contacts(source, tuple(line for line in body if not _inside(line, standards))),
        attachments,
        references,
        indicators,
        stages,
        submissions,
        deadlines,
        questionnaires,
        (*header.facts, *(read_reaches(source, rest) if header.genre not in NO_TASKS else ())),
        Span(lines[0].start, end),
    )
    told = {doubt.span for doubt in doubts}
    found = [each for each in remarks(source, notice, tops, header.impossible) if each.span not in told]
    return notice, [*found, *(doubts or nothing_read(source, notice))]


def _year(header: Header, flat: str) -> int | None:
    """The year a notice without a date is of: that of its number or its title, or the only one its dates name."""
    named = re.search(r"[〔\[(【]((?:19|20)\d\d)[〕\])】]", header.doc_number or "") or re.search(
        r"((?:19|20)\d\d)年", narrow_digits(header.title)
    )
    years = {named[1]} if named else set(re.findall(r"((?:19|20)\d\d)\s?年\s?\d{1,2}\s?月", flat))
    return int(years.pop()) if len(years) == 1 else None


def _inside(line: Line, spans: Sequence[Span]) -> bool:
    return any(span.start <= line.start < span.end for span in spans)


def _questionnaires(
    source: Source, document: Document, body: Sequence[Line]
) -> tuple[Sequence[Line], tuple[Questionnaire, ...]]:
    """The lines without those of questionnaires, and the questionnaires."""
    found: list[Questionnaire] = []
    rest: list[Line] = []
    at = 0
    for first, end, title in find_questionnaires(source, body):
        questionnaire = read_questionnaire(source, document, body[first:end], title)
        if questionnaire.sections:
            found.append(questionnaire)
            rest += body[at:first]
            at = end
    return [*rest, *body[at:]], tuple(found)


def _outline(source: Source, part: Part, body: Sequence[Line]) -> tuple[Node, ...]:
    """The outline of the body; titles and the list of attachments are no items of it."""
    closed = {source.lines[at].start for title in (part.plan,) if title for at in range(title.first, title.last + 1)}
    kept: list[Line] = []
    listing = False
    for line in body:
        if line.text.startswith(("附件", "附 件")):
            listing = True
        elif listing and not (line.label and line.label.kind == "arabic"):
            listing = False
        if not listing or line.text.startswith("附"):
            kept.append(line)
    return grow(kept, body[-1].end if body else 0, frozenset(closed))


def _measures(
    source: Source,
    document: Document,
    header: Header,
    part: Part,
    body: Sequence[Line],
    tops: Sequence[Node],
    calendar: Calendar,
) -> tuple[tuple[Indicator, ...], tuple[Remark, ...]]:
    """The rows of a task table where there is one, else the measures of the outline; doubts about the table."""
    if not body or header.genre in NO_TASKS:
        return (), ()
    tabled, doubts = read_tables(source, document, body[0].start, body[-1].end, calendar)
    # A text that nobody sends and nobody receives only lists duties where a chapter says so.
    plain = header.genre or ("通知" if header.recipients or header.doc_number else "")
    genre, begin = (part.plan.genre, source.lines[part.plan.first].start) if part.plan else (plain, None)
    return tabled or read_measures(source, tops, genre, calendar, begin), doubts


def _all_deadlines(*groups: Sequence[object]) -> tuple[Deadline, ...]:
    """Every deadline of the notice in the order of the text, each once."""
    found: dict[tuple[Span, str], Deadline] = {}
    for group in groups:
        for record in group:
            own = getattr(record, "deadlines", None)
            single = getattr(record, "deadline", None)
            for deadline in (*(own or ()), *((single,) if single else ())):
                found.setdefault((deadline.span, deadline.rule), deadline)
    return tuple(sorted(found.values(), key=lambda deadline: deadline.span))
