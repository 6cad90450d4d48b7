"""What a careful clerk would pencil in the margin of a notice. A false alarm is an error too."""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date

from govdoc.model.notice import Indicator, Notice, Question, Stage, Submission
from govdoc.model.span import Remark, Span
from govdoc.parsing.attachments import missing_attachments
from govdoc.parsing.lines import Source
from govdoc.parsing.outline_tree import Node

# Rules whose deadlines lack a date where the year is not to be known.
_DATED = frozenset({"day", "month-end", "tenth", "by-day", "bare-day", "about-day"})


def remarks(source: Source, notice: Notice, tops: Sequence[Node], impossible: Sequence[Span]) -> Iterator[Remark]:
    """The doubtful places of one notice."""
    for span in sorted({*impossible, *_impossible(source, notice.span)}):
        yield Remark("date_impossible", f"日期“{span.of(source.text)}”不存在，请核对原文", span)
    yield from _chapters(tops)
    yield from _items(tops)
    yield from _numbers(notice.indicators)
    yield from _unbound(notice.indicators)
    yield from _named_two_ways(notice.indicators)
    yield from _stages(notice)
    yield from _dues(notice)
    yield from _early(notice)
    for submission in notice.submissions:
        yield from _submission(submission)
    yield from missing_attachments(source, notice.attachments, notice.span.start, notice.span.end)
    for deadline in notice.deadlines:
        if deadline.due_on is None and deadline.rule in _DATED and not notice.issued_on and "年" not in deadline.text:
            told = f"“{deadline.text}”没有写明年份，也无法推定，请核对原文"
            yield Remark("year_unknown", told, deadline.span)
    for questionnaire in notice.questionnaires:
        for section in questionnaire.sections:
            for question in section.questions:
                yield from _options(question)


_DAY = re.compile(r"(?:(?P<y>20\d\d)\s?年\s?)?(?<!\d)(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?日")


def _impossible(source: Source, span: Span) -> Iterator[Span]:
    """Days that no calendar has: 6月31日, 13月1日, 2月29日 of a common year."""
    for found in _DAY.finditer(source.flat, span.start, span.end):
        year, month, day = int(found["y"] or 2024), int(found["m"]), int(found["d"])
        if not (1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
            yield Span(*found.span())


def _items(tops: Sequence[Node]) -> Iterator[Remark]:
    """Items under one heading run on; a list with more than one slip was probably not understood."""
    for node in (each for top in tops for each in top.walk()):
        labels = [child.line.label for child in node.children]
        if len(labels) < 3 or any(label is None or label.kind != labels[0].kind for label in labels if labels[0]):
            continue
        numbers = [label.number for label in labels if label]
        skips = [at for at in range(1, len(numbers)) if numbers[at] != numbers[at - 1] + 1]
        misprints = [at for at, value in enumerate(numbers) if value != at + 1]
        if len(numbers) == len(labels) and numbers[0] == 1 and 1 in (len(skips), len(misprints)):
            at = (misprints if len(misprints) == 1 else skips)[0]
            child, label = node.children[at], labels[at]
            repeated = label is not None and label.number in numbers[:at]
            code = "numbering_repeated" if repeated else "numbering"
            told = "重复" if repeated else "与前文不连续"
            name = f"“{label.text if label else ''} {_head(child)}”"
            yield Remark(code, f"{name}的序号{told}", Span(child.start, child.line.end))


def _head(node: Node) -> str:
    """The first words of an item."""
    return re.split(r"[。;:(]", node.line.body)[0][:20].strip()


def _named_two_ways(indicators: Sequence[Indicator]) -> Iterator[Remark]:
    """One office under its full and its short name: 县住房和城乡建设局, 县住建局."""
    spans: dict[str, Span] = {}
    for indicator in indicators:
        for unit in indicator.responsible:
            if not unit.group:
                spans.setdefault(unit.name, unit.span)
    names = sorted(spans, key=len)
    for at, short in enumerate(names):
        for full in names[at + 1 :]:
            if _abbreviates(_plain(short), _plain(full)):
                yield Remark("unit_named_twice", f"“{full}”与“{short}”疑为同一单位，写法不一致", spans[short])
                break


def _plain(name: str) -> str:
    return name.replace("委员会", "委").replace("人民政府", "政府").replace("办公室", "办")


def _abbreviates(short: str, full: str) -> bool:
    """Is every character of the short name in the full one, in order, with the same first and the same last?"""
    if not 4 <= len(short) < len(full) or short[0] != full[0] or short[-1] != full[-1]:
        return False
    rest = iter(full)
    return all(char in rest for char in short)


def _dues(notice: Notice) -> Iterator[Remark]:
    """Times of the tasks whose inferred year is not the notice's own, told once."""
    dues = [deadline for indicator in notice.indicators for deadline in indicator.deadlines if deadline.due_on]
    handed = {submission.deadline.span for submission in notice.submissions if submission.deadline}
    year = notice.issued_on.year if notice.issued_on else None
    inferred = [
        each
        for each in dues
        if "year" in each.inferred and each.due_on and each.due_on.year != year and each.span not in handed
    ]
    if inferred:
        years = "、".join(f"{year}年" for year in sorted({each.due_on.year for each in inferred if each.due_on}))
        others = f"等{len(inferred)}处期限" if len(inferred) > 1 else ""
        message = f"“{inferred[0].text.strip()}”{others}没有写明年份，按{years}处理"
        yield Remark("year_inferred", message, inferred[0].span)


def _early(notice: Notice) -> Iterator[Remark]:
    """Printed dates of tasks and submissions before the notice; a web page's own date may be later than the notice."""
    if notice.issued_on is None or any(fact.rule == "issued:record" for fact in notice.facts):
        return
    set_for = [deadline for indicator in notice.indicators for deadline in indicator.deadlines if not deadline.inferred]
    handed = [submission.deadline for submission in notice.submissions if submission.deadline]
    for span, deadline in {deadline.span: deadline for deadline in (*set_for, *handed)}.items():
        if deadline.due_on and deadline.due_on < notice.issued_on:
            told = f"“{deadline.text.strip()}”早于成文日期（{_zh(notice.issued_on)}）"
            yield Remark("date_before_notice", told, span)


_ORDERING = frozenset({"通知", "意见", "方案", "计划", "措施", "要点", "决定"})
_ORDERS = (
    re.compile(r"责任(?:单位|部门|科室)|牵头|(?:单位|部门|局|委)[^。;]{0,8}负责"),
    re.compile(r"\d\s?[月日](?:底|\d{1,2}日)?\s?(?:之?前|以前)|时限|限期|按时"),
    re.compile(r"报送|上报|报[^。;,]{2,12}(?:备案|备查|汇总)|反馈(?!表)"),
    re.compile(r"(?:要|务必|必须|应当?)(?:切实|认真|严格|抓好|做好|加强|落实|建立|组织|明确|制定|及时)"),
    re.compile(r"抓好(?:贯彻)?落实|认真(?:组织)?(?:贯彻|实施|落实|遵照)|贯彻执行|遵照执行"),
)


def nothing_read(source: Source, notice: Notice) -> Iterator[Remark]:
    """A notice or plan that orders work in several ways, of which nothing was understood."""
    read = notice.indicators or notice.submissions or notice.stages or notice.questionnaires or notice.deadlines
    text = notice.span.of(source.flat)
    orders = notice.genre in _ORDERING or (notice.recipients and not notice.genre)
    if orders and not read and sum(bool(pattern.search(text)) for pattern in _ORDERS) >= 2:
        span = notice.span
        yield Remark("nothing_read", "文中布置了工作，但没有识别出任务、报送事项和时限，请人工核对原文", span)


def _options(question: Question) -> Iterator[Remark]:
    """Options are lettered A, B, C or numbered 1, 2, 3 from the first; one alone is no choice."""
    labels = [option.label.upper() for option in question.options if option.label]
    name = f"问卷第{question.number}题" if question.number else f"问卷“{question.stem[:12]}”一题"
    if labels and (
        labels != [_label(labels[0], at) for at in range(len(labels))] or len(labels) < len(question.options)
    ):
        printed = "、".join(option.label or "无" for option in question.options)
        yield Remark("options", f"{name}的选项序号有误（依次为{printed}），请核对是否缺少选项", question.span)
    elif len(question.options) == 1:
        yield Remark("options", f"{name}只有一个选项，请核对是否缺少选项", question.span)


def _label(like: str, at: int) -> str:
    """The label that stands at a place in the order that begins with A, 1 or ①."""
    return str(at + 1) if like.isdecimal() else chr(ord("①" if "①" <= like <= "⑳" else "A") + at)


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
            yield Remark("numbering", f"“{_head(node)}”前没有序号", head)
        elif label.number != expected:
            yield Remark("numbering", f"“{label.text}、{_head(node)}”的序号与前文不连续", head)
        elif label.kind != "han":
            yield Remark("numbering", f"“{label.text}、{_head(node)}”的序号形式与前文不一致", head)
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


def _submission(submission: Submission) -> Iterator[Remark]:
    deadline = submission.deadline
    if deadline is None or deadline.due_on is None:
        return
    if "year" in deadline.inferred:
        yield Remark("year_inferred", f"“{deadline.text}”没有写明年份，按{deadline.due_on.year}年处理", deadline.span)


def _zh(value: date) -> str:
    return f"{value.year}年{value.month}月{value.day}日"
