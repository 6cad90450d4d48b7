"""A notice: its source text beside what was read from it, each leading to the other."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from govdoc.model import Document, Indicator, Notice, Remark, Span
from govdoc.reports.wording import indicator_name, notice_name
from govdoc.web.pages.marked import Marking, Piece, pieces
from govdoc.web.pages.words import Choice, address

KINDS = {
    "head": "文头",
    "indicator": "指标",
    "task": "任务",
    "unit": "单位",
    "deadline": "时限",
    "submission": "报送",
    "stage": "阶段",
    "contact": "联系",
    "question": "问卷",
    "doubt": "存疑",
}
_FIELDS = {
    "doc_number": "发文字号",
    "title": "标题",
    "recipients": "主送机关",
    "issuers": "发文机关",
    "issued_on": "成文日期",
    "printed_on": "印发日期",
    "printed_by": "印发机关",
    "cc": "抄送",
    "genre": "文种",
    "survey_coverage": "问卷覆盖率不低于（%）",
    "survey_satisfied": "满意率不低于（%）",
}
_HEADING = 80  # characters of an indicator that are marked as its beginning


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing read from the notice; `depth` counts from 0."""

    mark: str
    kind: str
    word: str
    label: str
    text: str
    depth: int


@dataclass(frozen=True, slots=True)
class Part:
    """The entries under one heading."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class NoticePage:
    """One source with all notices read from it."""

    name: str
    pieces: tuple[Piece, ...]
    parts: tuple[Part, ...]
    kinds: tuple[Choice, ...]
    failure: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One file of notices taken in."""

    address: str
    name: str
    notices: tuple[str, ...]
    indicators: int
    doubts: int


@dataclass(frozen=True, slots=True)
class _Read:
    kind: str
    label: str
    text: str
    span: Span
    depth: int = 0


def source_lines(
    by_source: Mapping[str, Sequence[Notice]], doubts: Mapping[str, Sequence[Remark]]
) -> tuple[SourceLine, ...]:
    """The sources in the order they were taken in."""
    return tuple(
        SourceLine(
            address("/notice", source=source),
            source.rpartition("/")[2],
            tuple(f"{notice_name(notice)} {notice.title}".strip() for notice in found),
            sum(len(notice.indicators) for notice in found),
            len(doubts.get(source, ())),
        )
        for source, found in by_source.items()
    )


def notice_page(
    source: str, document: Document | None, notices: Sequence[Notice], doubts: Sequence[Remark], failure: str = ""
) -> NoticePage:
    """The notices of one source; without its document only what was read is shown, and `failure` says why."""
    parts: list[Part] = []
    markings: list[Marking] = []
    for title, found in _parts(notices, doubts):
        entries = []
        for one in found:
            mark = f"f{len(markings) + 1}"
            markings.append(Marking(one.span, mark, one.kind))
            entries.append(Entry(mark, one.kind, KINDS[one.kind], one.label, one.text, one.depth))
        if entries:
            parts.append(Part(title, tuple(entries)))
    text = document.text if document else ""
    used = {marking.kind for marking in markings}
    return NoticePage(
        source.rpartition("/")[2],
        pieces(text, [_cut(marking, text) for marking in markings]),
        tuple(parts),
        tuple(Choice(kind, word) for kind, word in KINDS.items() if kind in used),
        failure,
    )


def _cut(marking: Marking, text: str) -> Marking:
    """An indicator is marked by its first line: all of it is covered by what it holds."""
    if marking.kind not in ("indicator", "stage", "question"):
        return marking
    start = marking.span.start
    line = text.find("\n", start + 1)
    ends = (marking.span.end, start + _HEADING, line if line > 0 else len(text))
    return Marking(Span(start, min(ends)), marking.mark, marking.kind)


def _parts(notices: Sequence[Notice], doubts: Sequence[Remark]) -> Iterator[tuple[str, list[_Read]]]:
    yield "存疑", [_Read("doubt", "", one.message, one.span or Span(0, 0)) for one in doubts]
    for notice in notices:
        name = notice_name(notice)
        yield (
            f"{name} 文头",
            [_Read("head", _FIELDS.get(one.field, one.field), one.value, one.span) for one in notice.facts],
        )
        yield f"{name} 指标和任务", [read for indicator in notice.indicators for read in _indicator(indicator)]
        yield f"{name} 阶段", [_Read("stage", one.name, one.text, one.span) for one in notice.stages]
        yield (
            f"{name} 报送",
            [
                _Read("submission", f"报{one.to}" if one.to else "报送", one.what, one.span)
                for one in notice.submissions
            ],
        )
        yield f"{name} 其他时限", [_Read("deadline", "时限", one.text, one.span) for one in notice.deadlines]
        yield (
            f"{name} 联系人",
            [
                _Read(
                    "contact",
                    one.name or "联系",
                    "，".join(filter(None, (one.phone, one.email, one.address))),
                    one.span,
                )
                for one in notice.contacts
            ],
        )
        yield (
            f"{name} 问卷",
            [
                _Read("question", one.number, one.stem, one.span)
                for sheet in notice.questionnaires
                for section in sheet.sections
                for one in section.questions
            ],
        )


def _indicator(one: Indicator) -> Iterator[_Read]:
    yield _Read("indicator", one.label or one.code, indicator_name(one), one.span)
    for named in one.responsible:
        yield _Read(
            "unit",
            "牵头" if named.role == "lead" else "配合" if named.role == "support" else "责任",
            named.name,
            named.span,
            1,
        )
    for due in one.deadlines:
        yield _Read("deadline", "时限", due.text, due.span, 1)
    for task in one.tasks:
        if task.method or not task.requirements:
            yield _Read("task", task.method or "任务", task.text if not task.requirements else "", task.span, 1)
        for asked in task.requirements:
            yield _Read("task", asked.id.rpartition("/")[2], asked.text, asked.span, 2)
