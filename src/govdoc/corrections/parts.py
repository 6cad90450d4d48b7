"""What of a notice may be corrected: its kinds of record, their fields and lists, and what they are called."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, get_args

from govdoc.corrections.values import Kind, said_recurrence, written
from govdoc.errors import GovdocError
from govdoc.model import (
    Contact,
    Deadline,
    Indicator,
    IndicatorKind,
    Notice,
    Option,
    Period,
    Question,
    Questionnaire,
    Requirement,
    RequirementKind,
    Responsible,
    Role,
    Section,
    Span,
    Stage,
    Step,
    Submission,
    Task,
)


@dataclass(frozen=True, slots=True)
class Field:
    """A field: what it is called, how it is written, and the codes it may have where it is a choice."""

    word: str
    kind: Kind = "line"
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A kind of record. `called` and `says` are the fields that tell one from another; `splits` is what is parted.

    `lists` are the fields that hold records; one that holds a single record is a list of at most one.
    """

    record: type[Any]
    word: str
    fields: Mapping[str, Field]
    blank: Callable[[], Any]
    called: str = ""
    says: str = ""
    splits: str = ""
    joint: str = ""
    lists: Mapping[str, type[Any]] = field(default_factory=dict)


PARTS: dict[type[Any], Part] = {
    part.record: part
    for part in (
        Part(
            Notice,
            "文头",
            {
                "doc_number": Field("发文字号"),
                "title": Field("标题", "text"),
                "issuers": Field("发文机关", "names"),
                "recipients": Field("主送机关", "names"),
                "issued_on": Field("成文日期", "date"),
                "printed_by": Field("印发机关"),
                "printed_on": Field("印发日期", "date"),
                "cc": Field("抄送", "names"),
                "genre": Field("文种"),
            },
            lists={
                "indicators": Indicator,
                "period": Period,
                "stages": Stage,
                "submissions": Submission,
                "deadlines": Deadline,
                "contacts": Contact,
                "questionnaires": Questionnaire,
            },
            blank=lambda: Notice("", "main"),
        ),
        Part(
            Indicator,
            "指标或措施",
            {
                "code": Field("编号"),
                "kind": Field("种类", "choice", get_args(IndicatorKind)),
                "heading": Field("标题"),
                "text": Field("内容", "text"),
            },
            called="code",
            says="text",
            splits="text",
            lists={"responsible": Responsible, "deadlines": Deadline, "tasks": Task},
            blank=lambda: Indicator("", "", "indicator", (), "", ""),
        ),
        Part(
            Task,
            "任务",
            {"method": Field("查验方式"), "text": Field("内容", "text")},
            called="method",
            says="text",
            splits="text",
            lists={"requirements": Requirement},
            blank=lambda: Task("", None, ""),
        ),
        Part(
            Requirement,
            "材料项",
            {
                "text": Field("内容", "text"),
                "kind": Field("种类", "choice", get_args(RequirementKind)),
                "threshold": Field("指标值", "threshold"),
                "since": Field("材料起始日期", "date"),
                "until": Field("材料截止日期", "date"),
            },
            called="text",
            splits="text",
            joint="；",
            blank=lambda: Requirement("", ""),
        ),
        Part(
            Responsible,
            "责任单位",
            {"name": Field("单位"), "role": Field("职责", "choice", get_args(Role))},
            called="name",
            splits="name",
            blank=lambda: Responsible(""),
        ),
        Part(
            Deadline,
            "时限",
            {
                "text": Field("原文"),
                "due_on": Field("截止日期", "date"),
                "starts_on": Field("起始日期", "date"),
                "recurrence": Field("周期", "recurrence"),
                "ongoing": Field("长期坚持", "yes"),
            },
            called="text",
            splits="text",
            blank=lambda: Deadline(""),
        ),
        Part(
            Stage,
            "阶段",
            {"name": Field("名称"), "text": Field("内容", "text")},
            called="name",
            says="text",
            lists={"deadline": Deadline},
            blank=lambda: Stage("", ""),
        ),
        Part(
            Submission,
            "报送要求",
            {"what": Field("报送什么"), "to": Field("报给谁"), "by": Field("由谁报", "names")},
            called="what",
            splits="what",
            joint="、",
            lists={"deadline": Deadline},
            blank=lambda: Submission("", ""),
        ),
        Part(
            Contact,
            "联系人",
            {"name": Field("姓名"), "phone": Field("电话"), "email": Field("邮箱"), "address": Field("地址")},
            called="name",
            says="phone",
            blank=Contact,
        ),
        Part(
            Period,
            "工作期限",
            {"text": Field("原文"), "start": Field("开始", "date"), "end": Field("结束", "date")},
            called="text",
            blank=lambda: Period(None, None, ""),
        ),
        Part(
            Questionnaire,
            "问卷",
            {"title": Field("标题")},
            called="title",
            lists={"sections": Section},
            blank=lambda: Questionnaire(""),
        ),
        Part(
            Section,
            "问卷部分",
            {"heading": Field("标题"), "condition": Field("由谁填")},
            called="heading",
            says="condition",
            lists={"questions": Question},
            blank=lambda: Section("", None),
        ),
        Part(
            Question,
            "问题",
            {
                "stem": Field("题目", "text"),
                "kind": Field("题型", "choice", ("single", "multiple", "open", "scale")),
                "follow_up": Field("追问"),
            },
            called="stem",
            splits="stem",
            lists={"options": Option},
            blank=lambda: Question("", "open", ""),
        ),
        Part(
            Option,
            "选项",
            {"label": Field("编号"), "text": Field("内容")},
            called="text",
            says="label",
            splits="text",
            blank=lambda: Option("", ""),
        ),
    )
}


def part_of(record: Any) -> Part:
    """The kind of a record."""
    return PARTS[type(record)]


def part_at(path: Iterable[Step]) -> Part:
    """The kind of record that a path leads to. Raises GovdocError where no path leads so."""
    part = PARTS[Notice]
    for step in path:
        if step.field not in part.lists:
            raise GovdocError("没有这一处", "请重新查看后再改")
        part = PARTS[part.lists[step.field]]
    return part


def words_of(record: Any) -> dict[str, str]:
    """The fields of a record that may be corrected, as a person writes them."""
    found = {name: written(getattr(record, name)) for name in part_of(record).fields}
    if isinstance(record, Deadline):
        found["recurrence"] = said_recurrence(record.recurrence)
    return found


def items(record: Any, list_: str) -> tuple[Any, ...]:
    """The records in a list."""
    held = getattr(record, list_)
    return held if isinstance(held, tuple) else () if held is None else (held,)


def takes_more(record: Any, list_: str) -> bool:
    """Whether a list may hold another record."""
    return isinstance(getattr(record, list_), tuple) or getattr(record, list_) is None


def with_items(record: Any, list_: str, held: tuple[Any, ...]) -> Any:
    """The record with other records in a list."""
    several = isinstance(getattr(record, list_), tuple)
    return replace(record, **{list_: held if several else next(iter(held), None)})


def step_to(record: Any, list_: str, at: int) -> Step:
    """The step to the record in a place of a list."""
    held = [_told(one) for one in items(record, list_)]
    return Step(list_, *held[at], held[:at].count(held[at]))


def find(record: Any, step: Step) -> int | None:
    """Where the item that a step means stands in its list, None where it is not there any more.

    It may have been reworded, or, where its words are the same, called otherwise; never both.
    """
    from rapidfuzz import fuzz

    held = [_told(one) for one in items(record, step.field)]
    same = [at for at, told in enumerate(held) if told == (_bare(step.name), _bare(step.text))]
    if same:
        return same[min(max(step.nth, 0), len(same) - 1)]
    if not step.text:
        return None
    by_text = [at for at, (_, text) in enumerate(held) if text == _bare(step.text)]
    if len(by_text) == 1:
        return by_text[0]
    by_name = [at for at, (name, _) in enumerate(held) if name == _bare(step.name)]
    alike = [at for at in by_name if fuzz.ratio(held[at][1], _bare(step.text)) >= _ALIKE]
    return alike[0] if len(alike) == 1 else None


def alike(record: Any, step: Step) -> bool:
    """Whether a list has an item much like the one that a step means."""
    from rapidfuzz import fuzz

    wanted = _bare(step.name + step.text)
    return any(fuzz.ratio("".join(_told(one)), wanted) >= _ALIKE for one in items(record, step.field))


_ALIKE = 60


def _told(record: Any) -> tuple[str, str]:
    part = part_of(record)
    called = written(getattr(record, part.called)) if part.called else ""
    return _bare(called), _bare(written(getattr(record, part.says)) if part.says else "")


def _bare(text: str) -> str:
    return "".join(text.split())


def placed(record: Any, span: Span) -> Any:
    """The record with a place in the text, where its kind has one."""
    return replace(record, span=span) if any(one.name == "span" for one in fields(record)) else record
