"""A notice (通知) taken apart: what it asks, of whom, by when.

Field names are part of the JSON contract. Parts of a notice are named after GB/T 9704-2012
(发文字号, 主送机关, 成文日期, 抄送, 印发机关和印发日期); recurrences are RFC 5545 RRULE values.
Every record carries the `span` it was read from and the `rule` that read it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from govdoc.model.span import Fact, Remark, Span

Role = Literal["lead", "responsible", "support", "implied"]
IndicatorKind = Literal["indicator", "bonus", "penalty", "measure"]
RequirementKind = Literal["material", "statement", "ledger", "archive", "online", "survey", "site", "exam"]
DurationUnit = Literal["hour", "day", "workday", "month", "quarter", "year"]


@dataclass(frozen=True, slots=True)
class Within:
    """A length of time counted from an event: “收到通知后5个工作日内” is 5 workdays after 收到通知."""

    amount: int
    unit: DurationUnit
    after: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time by which (or from which) something is due.

    `recurrence` is an RRULE such as FREQ=MONTHLY;BYMONTHDAY=28. `ongoing` says the duty goes on after
    the date (并长期坚持). `inferred` names what was not printed, such as "year" or "day". All of
    `due_on`, `starts_on`, `recurrence` and `within` may be empty: then `text` is all that is known.
    """

    text: str
    due_on: date | None = None
    starts_on: date | None = None
    recurrence: str | None = None
    within: Within | None = None
    ongoing: bool = False
    inferred: tuple[str, ...] = ()
    span: Span = Span(0, 0)
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Threshold:
    """A figure to reach (at least) or stay under (at most): “不低于90%” is at least 90 %."""

    value: float
    bound: Literal["at_least", "at_most"]
    unit: str


@dataclass(frozen=True, slots=True)
class Requirement:
    """One required item (材料项) inside a task.

    `id` is the task's id and a running number: “29/材料查证/2”. `since` and `until` bound the time the
    material must cover; `count` is how many at least; `within` a legal time limit the material must
    show (“不少于7个工作日”), not a due date.
    """

    id: str
    text: str
    kind: RequirementKind = "material"
    since: date | None = None
    until: date | None = None
    count: int | None = None
    threshold: Threshold | None = None
    within: Within | None = None
    each_year: bool = False
    span: Span = Span(0, 0)
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done under one method (查验方式). `id` is “12/材料查证”, or the code alone without method."""

    id: str
    method: str | None
    text: str
    requirements: tuple[Requirement, ...] = ()
    span: Span = Span(0, 0)
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Responsible:
    """A unit as the notice names it. `group` marks a collective name (县直各单位)."""

    name: str
    role: Role = "responsible"
    group: bool = False
    span: Span = Span(0, 0)
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator (指标), bonus or penalty item, or measure (措施) with its tasks and units.

    `code` is as printed (“12”, “加分1”, “三（一）2”) and unique within its notice.
    """

    code: str
    label: str
    kind: IndicatorKind
    path: tuple[str, ...]
    heading: str
    text: str
    responsible: tuple[Responsible, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    tasks: tuple[Task, ...] = ()
    span: Span = Span(0, 0)
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage (阶段) of the work and when it ends."""

    name: str
    text: str
    deadline: Deadline | None = None
    span: Span = Span(0, 0)
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Submission:
    """What is to be handed in, to whom, by whom, by when."""

    what: str
    to: str
    by: tuple[str, ...] = ()
    deadline: Deadline | None = None
    span: Span = Span(0, 0)
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask."""

    name: str | None = None
    phone: str | None = None
    email: str | None = None
    address: str | None = None
    span: Span = Span(0, 0)
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """An attachment (附件) the notice lists."""

    number: str | None
    title: str
    doc_number: str | None = None
    span: Span = Span(0, 0)
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """Another document the notice cites."""

    title: str
    doc_number: str | None = None
    span: Span = Span(0, 0)
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a question. `label` is as printed (“A”, “1”), empty where none is."""

    label: str
    text: str
    span: Span = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `follow_up` is the blank that asks for more (“若选C，请写明窗口：____”)."""

    number: str
    kind: Literal["single", "multiple", "open", "scale"]
    stem: str
    options: tuple[Option, ...] = ()
    follow_up: str = ""
    span: Span = Span(0, 0)
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a questionnaire; `condition` says who answers it, None for everybody."""

    heading: str
    condition: str | None
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A questionnaire (调查问卷) attached to a notice."""

    title: str
    sections: tuple[Section, ...] = ()
    span: Span = Span(0, 0)
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """The time the notice's work covers, whole months as printed taken from first to last day."""

    start: date | None
    end: date | None
    text: str
    span: Span = Span(0, 0)
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice. `key` tells it from others of the same file and, by 发文字号, of the same workspace."""

    key: str
    role: Literal["main", "attachment"]
    doc_number: str | None = None
    issuers: tuple[str, ...] = ()
    title: str = ""
    genre: str = ""
    recipients: tuple[str, ...] = ()
    issued_on: date | None = None
    printed_on: date | None = None
    printed_by: str | None = None
    cc: tuple[str, ...] = ()
    period: Period | None = None
    contacts: tuple[Contact, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    references: tuple[Reference, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    stages: tuple[Stage, ...] = ()
    submissions: tuple[Submission, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    questionnaires: tuple[Questionnaire, ...] = ()
    facts: tuple[Fact, ...] = ()
    span: Span = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one source yields: its notices, and what is doubtful about them."""

    source: str
    notices: tuple[Notice, ...]
    warnings: tuple[Remark, ...] = ()
