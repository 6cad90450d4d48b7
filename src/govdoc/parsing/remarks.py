"""What a careful clerk would pencil in the margin of a notice. A false alarm is an error too."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from govdoc.model.notice import Attachment, Indicator, Notice, Stage, Submission
from govdoc.model.span import Remark, Span
from govdoc.parsing.lines import Source
from govdoc.parsing.outline_tree import Node

# Rules whose deadlines lack a date where the year is not to be known.
_DATED = frozenset({"day", "month-end", "tenth", "by-day", "bare-day", "about-day"})


def remarks(source: Source, notice: Notice, tops: Sequence[Node], impossible: Sequence[Span]) -> Iterator[Remark]:
    """The doubtful places of one notice."""
    for span in impossible:
        yield Remark("date_impossible", f"日期“{span.of(source.text)}”不存在，请核对原文", span)
    yield from _chapters(tops)
    yield from _numbers(notice.indicators)
    yield from _unbound(notice.indicators)
    yield from _stages(notice)
    for submission in notice.submissions:
        yield from _submission(submission, notice)
    for deadline in notice.deadlines:
        if deadline.due_on is None and deadline.rule in _DATED and not notice.issued_on and "年" not in deadline.text:
            told = f"“{deadline.text}”没有写明年份，也无法推定，请核对原文"
            yield Remark("year_unknown", told, deadline.span)
    for attachment in notice.attachments:
        yield from _attachment(source, attachment)
    for questionnaire in notice.questionnaires:
        for section in questionnaire.sections:
            for question in section.questions:
                labels = [option.label.upper() for option in question.options if option.label]
                if len(question.options) == 1 or (labels and len({label.isdigit() for label in labels}) > 1):
                    yield Remark("options", f"问卷第{question.number}题的选项不完整或序号有误", question.span)


def _chapters(tops: Sequence[Node]) -> Iterator[Remark]:
    """Chapters are numbered 一、二、三 without a gap; other labels among them are slips of automatic numbering.

    A new 一 begins the text of an attachment.
    """
    chapters = [node for node in tops if node.rank == 1]
    if len([node for node in chapters if node.line.label and node.line.label.kind == "han"]) < 2:
        return
    expected = 1
    for node in chapters:
        label = node.line.label
        head = Span(node.start, node.line.end)
        if label and label.kind == "han" and label.number == 1:
            expected = 1
        if label is None:
            yield Remark("numbering", f"“{node.line.body[:20]}”前没有序号", head)
        elif label.number != expected:
            yield Remark("numbering", f"“{label.text}、{node.line.body[:20]}”的序号与前文不连续", head)
        elif label.kind != "han":
            yield Remark("numbering", f"“{label.text}、{node.line.body[:20]}”的序号形式与前文不一致", head)
        expected = (label.number if label and label.kind == "han" else expected) + 1


def _numbers(indicators: Sequence[Indicator]) -> Iterator[Remark]:
    """Printed indicator numbers run 1, 2, 3 and stand once."""
    plain = [(int(each.code), each.span) for each in indicators if each.kind == "indicator" and each.code.isdigit()]
    seen: set[int] = set()
    for at, (value, span) in enumerate(plain):
        if value in seen:
            yield Remark("numbering_repeated", f"第{value}项指标的序号重复", span)
        elif at and value != plain[at - 1][0] + 1:
            yield Remark("numbering", f"第{plain[at - 1][0]}项指标之后为第{value}项，序号不连续", span)
        seen.add(value)


def _unbound(indicators: Sequence[Indicator]) -> Iterator[Remark]:
    """Where most indicators name units (or methods), one without is worth a look."""
    named = [each for each in indicators if each.responsible]
    if len(named) * 2 > len(indicators):
        for each in indicators:
            if not each.responsible:
                yield Remark("no_unit", f"“{each.label or each.code}”没有写明责任单位", each.span)
    with_method = [each for each in indicators if any(task.method for task in each.tasks)]
    if len(with_method) * 2 > len(indicators):
        for each in indicators:
            if not any(task.method for task in each.tasks):
                yield Remark("no_method", f"“{each.label or each.code}”没有写明查验方式", each.span)


def _stages(notice: Notice) -> Iterator[Remark]:
    period = notice.period
    before: tuple[Stage, date] | None = None
    for stage in notice.stages:
        due = stage.deadline.due_on if stage.deadline else None
        if due is None:
            continue
        if period and period.start and due < period.start:
            yield Remark(
                "stage_before_period",
                f"“{stage.name}”应于{_zh(due)}前完成，早于工作开始时间（{period.text}）",
                stage.deadline.span if stage.deadline else stage.span,
            )
        if before and due < before[1]:
            yield Remark(
                "dates_contradict",
                f"“{stage.name}”的期限（{_zh(due)}）早于前一阶段“{before[0].name}”（{_zh(before[1])}）",
                stage.span,
            )
        before = stage, due
        for submission in notice.submissions:
            handed = submission.deadline.due_on if submission.deadline else None
            if handed and handed > due and stage.span.start <= submission.span.start < stage.span.end:
                yield Remark(
                    "dates_contradict",
                    f"“{stage.name}”应于{_zh(due)}前完成，但其{submission.what or '材料'}"
                    f"的报送期限为{_zh(handed)}，两者不一致",
                    submission.span,
                )


def _submission(submission: Submission, notice: Notice) -> Iterator[Remark]:
    deadline = submission.deadline
    if deadline is None or deadline.due_on is None:
        return
    if "year" in deadline.inferred:
        yield Remark("year_inferred", f"“{deadline.text}”没有写明年份，按{deadline.due_on.year}年处理", deadline.span)
    if notice.issued_on and deadline.due_on < notice.issued_on:
        yield Remark("date_before_notice", f"“{deadline.text}”早于成文日期（{_zh(notice.issued_on)}）", deadline.span)


def _attachment(source: Source, attachment: Attachment) -> Iterator[Remark]:
    """An attachment that is listed but stands nowhere else in the file."""
    words = re.sub(r"[^\u4e00-\u9fa5]", "", attachment.title)[-14:]
    if source.han.count(words) <= 1:
        yield Remark("attachment_missing", f"附件“{attachment.title}”不在本文件中", attachment.span)


def _zh(value: date) -> str:
    return f"{value.year}年{value.month}月{value.day}日"
