"""govdoc parse: a notice taken apart, kept nowhere."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govdoc.cli.screen import BAD_INPUT, FINDINGS, Format, FormatOption, say, show_json, show_table
from govdoc.errors import GovdocError

if TYPE_CHECKING:
    from govdoc.model import Notice, Parsed

_TEXT_SHOWN = 30


def parse(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="通知文件（docx、pdf、xlsx、html、txt、md）。")
    ],
    form: FormatOption = Format.table,
) -> None:
    """解析通知：文头、指标、任务、材料项、责任单位、时限、问卷。

    json 形式：一个文件给出一个对象，几个文件给出数组。
    """
    from govdoc.model import Parsed
    from govdoc.pipeline.notices import parse_notice

    parsed: list[Parsed] = []
    failed = False
    for file in files:
        try:
            parsed.append(parse_notice(file))
        except GovdocError as error:
            failed = True
            say(str(error))
    if form is Format.table:
        for one in parsed:
            _show(one)
    elif len(files) == 1 and parsed:
        show_json(Parsed, parsed[0])
    elif len(files) > 1:
        show_json(tuple[Parsed, ...], tuple(parsed))
    if failed:
        raise typer.Exit(BAD_INPUT)
    if any(one.warnings or not one.notices for one in parsed):
        raise typer.Exit(FINDINGS)


def _show(parsed: "Parsed") -> None:
    for notice in parsed.notices:
        show_table(("项目", "内容"), _head(notice), title=f"{notice.title or '（无标题）'}（{parsed.source}）")
        if notice.indicators:
            heads = ("编号", "指标或措施", "查验方式", "材料项", "责任单位", "时限")
            show_table(heads, _indicators(notice))
    if not parsed.notices:
        typer.echo(f"{parsed.source}：没有读到通知")
    for warning in parsed.warnings:
        say(f"{parsed.source}：{warning.message}")


def _head(notice: "Notice") -> list[tuple[str, str]]:
    rows = [
        ("发文字号", notice.doc_number or ""),
        ("发文机关", "、".join(notice.issuers)),
        ("文种", notice.genre),
        ("主送", "、".join(notice.recipients)),
        ("成文日期", str(notice.issued_on or "")),
        ("印发日期", str(notice.printed_on or "")),
        ("工作期间", notice.period.text if notice.period else ""),
        ("阶段", "；".join(stage.name for stage in notice.stages)),
        ("报送", "；".join(_submission(s.what, s.deadline.text if s.deadline else "") for s in notice.submissions)),
        ("附件", "；".join(attachment.title for attachment in notice.attachments)),
        ("联系人", "；".join(" ".join(filter(None, (c.name, c.phone, c.email))) for c in notice.contacts)),
        (
            "问卷",
            "；".join(f"{q.title}（{sum(len(s.questions) for s in q.sections)} 题）" for q in notice.questionnaires),
        ),
        ("指标", f"{len(notice.indicators)} 项，任务 {sum(len(i.tasks) for i in notice.indicators)} 条"),
    ]
    return [row for row in rows if row[1]]


def _submission(what: str, by: str) -> str:
    return f"{what}（{by}）" if by else what


def _indicators(notice: "Notice") -> list[tuple[str, str, str, str, str, str]]:
    rows = []
    for indicator in notice.indicators:
        text = indicator.heading or indicator.text
        requirements = [len(task.requirements) for task in indicator.tasks]
        rows.append(
            (
                indicator.code,
                text[:_TEXT_SHOWN] + ("…" if len(text) > _TEXT_SHOWN else ""),
                "、".join(task.method for task in indicator.tasks if task.method),
                "+".join(map(str, requirements)),
                "、".join(who.name for who in indicator.responsible),
                "；".join(deadline.text for deadline in indicator.deadlines),
            )
        )
    return rows
