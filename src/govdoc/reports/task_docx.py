"""Task sheets (任务分解表) as Word files: one for each unit, and one of all indicators with who answers for them."""

from collections.abc import Sequence
from itertools import groupby

from govdoc.model import Due
from govdoc.reports.due import of_unit
from govdoc.reports.letter import NOTE, spacer
from govdoc.reports.official_page import page_bytes
from govdoc.reports.plan import Duty, Plan, asked, by_when, role_counts, role_word
from govdoc.reports.word_table import Cell, Row, Table, table
from govdoc.reports.word_xml import HEITI, TITLE, Type, paragraph
from govdoc.reports.wording import campaign, day, indicator_name, notice_name, quoted, words

_TITLE = Type(TITLE, 20, 30)
_LEVEL = Type(HEITI, 14, 24)
_SHORT = 60  # characters of an indicator; the notice has all of it


def unit_tasks_docx(plan: Plan, unit: str) -> bytes:
    """What one unit is to do: its tasks, and the days by which anything is due from it."""
    duties = plan.duties_of.get(unit, ())
    title = f"{unit}{words()['task']['title']}"
    codes = {(duty.notice.key, duty.indicator.code) for duty in duties}
    roles = "，".join(f"{role_word(role)}{count}项" for role, count in role_counts(duties).items())
    note = words()["task"]["note"].format(
        campaign=quoted(campaign(plan.title)), noun=plan.noun, indicators=len(codes), cells=len(duties), roles=roles
    )
    body = _top(title, note, plan) + _dates(of_unit(plan.dues, unit)) + _tasks(_unit_table(duties, plan.noun))
    return page_bytes(body, title=title, author=plan.office, date=plan.date, landscape=True)


def all_tasks_docx(plan: Plan) -> bytes:
    """All indicators with the units as the notices name them."""
    title = str(words()["task"]["title"])
    note = words()["task"]["whole"].format(
        campaign=quoted(campaign(plan.title)), noun=plan.noun, indicators=len(plan.columns), units=len(plan.duties_of)
    )
    rows: list[Row] = []
    for notice, columns in groupby(plan.columns, key=lambda column: column.notice):
        if len(plan.notices) > 1:
            rows.append(Row((f"{quoted(campaign(notice.title))}（{notice_name(notice)}）",), band=True))
        for column in columns:
            indicator = column.indicator
            named = {
                role: "、".join(who.name for who in indicator.responsible if (who.role == "lead") == (role == "lead"))
                for role in ("lead", "others")
            }
            methods = tuple(task.method for task in indicator.tasks if task.method)
            rows.append(
                Row(
                    (
                        indicator.code,
                        indicator_name(indicator, _SHORT),
                        tuple(dict.fromkeys(methods)) or "—",
                        named["lead"] or "—",
                        named["others"] or "—",
                        by_when(indicator, notice),
                    )
                )
            )
    head = (plan.noun, "内容", "查验方式", "牵头单位", "责任单位", "完成时限")
    spec = Table((15.0, 92.0, 20.0, 36.0, 60.0, 30.0), head, tuple(rows), frozenset({0, 2}))
    body = _top(title, note, plan) + _dates(plan.dues) + _tasks(spec)
    return page_bytes(body, title=title, author=plan.office, date=plan.date, landscape=True)


def _top(title: str, note: str, plan: Plan) -> str:
    signed = f"{plan.office}　{day(plan.date)}"
    return (
        paragraph(title, _TITLE, align="center", keep=True)
        + paragraph(note, NOTE, first=2, keep=True)
        + paragraph(signed, NOTE, align="right", keep=True)
        + spacer()
    )


def _unit_table(duties: Sequence[Duty], noun: str) -> Table:
    rows: list[Row] = []
    several = len({duty.notice.key for duty in duties}) > 1
    for _, asked_by in groupby(duties, key=lambda duty: duty.notice.key):
        of_notice = list(asked_by)
        if several:
            notice = of_notice[0].notice
            rows.append(Row((f"{quoted(campaign(notice.title))}（{notice_name(notice)}）",), band=True))
        for _, members in groupby(of_notice, key=lambda duty: duty.indicator.code):
            rows += _indicator_rows(list(members))
    head = (noun, f"{noun}内容", "查验方式", "工作任务和应报材料", "责任", "完成时限")
    return Table((15.0, 62.0, 20.0, 112.0, 14.0, 30.0), head, tuple(rows), frozenset({0, 2, 4}))


def _indicator_rows(duties: Sequence[Duty]) -> list[Row]:
    indicator = duties[0].indicator
    before: tuple[Cell, ...] = (indicator.code, indicator_name(indicator, _SHORT))
    after: tuple[Cell, ...] = (role_word(duties[0].cell.role), by_when(indicator, duties[0].notice))
    reached = (None, None)
    return [
        Row((*(reached if at else before), duty.cell.method or "—", asked(duty), *(reached if at else after)))
        for at, duty in enumerate(duties)
    ]


def _dates(dues: Sequence[Due]) -> str:
    """The days of reports and stages, and the indicators' own."""
    dated = [due for due in dues if due.kind != "indicator"]
    if not dated:
        return ""
    rows = tuple(
        Row((str(at), due.deadline.text, due.what, due.source))
        for at, due in enumerate(sorted(dated, key=_by_day), start=1)
    )
    spec = Table((15.0, 50.0, 128.0, 60.0), ("序号", "时间", "事项", "依据"), rows, frozenset({0}))
    return paragraph(words()["task"]["dates"], _LEVEL, keep=True) + table(spec) + spacer()


def _tasks(spec: Table) -> str:
    return paragraph(words()["task"]["list"], _LEVEL, keep=True) + table(spec) + spacer()


def _by_day(due: Due) -> tuple[bool, str]:
    day_named = due.deadline.due_on
    return (day_named is None, day_named.isoformat() if day_named else due.deadline.text)
