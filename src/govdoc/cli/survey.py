"""govdoc survey: forms out, answers in, tallies."""

import re
from pathlib import Path
from typing import Annotated

import typer

from govdoc.cli.chinese import ChineseCommand, ChineseGroup
from govdoc.cli.screen import FINDINGS, Format, FormatOption, WorkspaceOption, say, show_json, show_table, workspace
from govdoc.errors import GovdocError
from govdoc.text import clock

app = typer.Typer(cls=ChineseGroup, help="问卷调查：出卷、收卷、统计。", no_args_is_help=True)
NumberOption = Annotated[int | None, typer.Option("--number", "-n", metavar="N", help="第几份问卷；只有一份时可省略。")]
_SHOWN = 20


@app.command("list", cls=ChineseCommand)
def list_(where: WorkspaceOption = None) -> None:
    """列出通知所附的问卷。"""
    from govdoc.pipeline.surveys import all_surveys

    with workspace(where) as db:
        found = all_surveys(db)
    rows = [
        (
            at,
            survey.questionnaire.title,
            sum(len(section.questions) for section in survey.questionnaire.sections),
            survey.notice,
            "已更正" if survey.corrected else "",
        )
        for at, survey in enumerate(found, 1)
    ]
    show_table(("编号", "问卷", "题数", "通知", "情况"), rows)


@app.command(cls=ChineseCommand)
def form(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="问卷存放的文件夹。")],
    number: NumberOption = None,
    where: WorkspaceOption = None,
) -> None:
    """生成问卷：打印填写的 Word、登记用的表格、网页填写的文件，以及可修改的题目表。"""
    from govdoc.pipeline.surveys import survey_named, write_forms

    with workspace(where) as db:
        written = write_forms(survey_named(db, number), out)
    for file in written:
        typer.echo(str(file))


@app.command(cls=ChineseCommand)
def correct(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="改好的“问卷题目（可修改）.xlsx”。")],
    number: NumberOption = None,
    where: WorkspaceOption = None,
) -> None:
    """按改好的题目表更正问卷；更正后再次收入通知也保留。"""
    from govdoc.pipeline.surveys import correct as keep
    from govdoc.pipeline.surveys import survey_named

    with workspace(where) as db:
        found = keep(db, survey_named(db, number), file)
    typer.echo(f"已更正：{found.title}，共 {sum(len(section.questions) for section in found.sections)} 题。")


@app.command("import", cls=ChineseCommand)
def import_(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE…", help="登记表、网页保存的答卷、问卷网站导出的 csv 或 xlsx、计票表（可为扫描件、照片）。"
        ),
    ],
    number: NumberOption = None,
    served: Annotated[
        Path | None, typer.Option("--served", metavar="FILE", help="各单位服务对象人数表：单位、人数。")
    ] = None,
    where: WorkspaceOption = None,
) -> None:
    """收入答卷；同一文件再次收入时替换原来的。"""
    from govdoc.pipeline.surveys import survey_named, take_answers, take_served

    with workspace(where) as db:
        counts = take_answers(db, survey_named(db, number), files)
        if served is not None:
            typer.echo(f"收入 {take_served(db, served)} 个单位的服务对象人数。")
    for name, count in counts.items():
        typer.echo(f"{name}：{count} 份")


@app.command(cls=ChineseCommand)
def tally(
    number: NumberOption = None,
    month: Annotated[str, typer.Option("--month", metavar="YYYY-MM", help="只统计一个月。")] = "",
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="把全部单位和各单位的 Word 汇总存入文件夹。")
    ] = None,
    office: Annotated[str, typer.Option("--office", metavar="单位", help="汇总的落款单位。")] = "",
    form: FormatOption = Format.table,
    where: WorkspaceOption = None,
) -> None:
    """统计答卷：满意率、覆盖率、各题情况，以及不计入的答案。"""
    from govdoc.model import Tally
    from govdoc.pipeline.surveys import asked, strangers, survey_named, tallies, write_summaries
    from govdoc.reports.survey_summary import share
    from govdoc.surveys import DEFINITION

    if month and not re.fullmatch(r"20\d{2}-(?:0[1-9]|1[0-2])", month):
        raise GovdocError(f"月份“{month}”不对", "写成 2024-03 的样子")
    with workspace(where) as db:
        survey = survey_named(db, number)
        whole, units = tallies(db, survey, month)
        least = asked(db, survey)
        if unknown := strangers(db, units):
            say(f"单位名册里没有：{'、'.join(unknown)}，请核对答卷上的单位")
        if out is not None:
            written = write_summaries(db, survey, out, office, clock.today(), month)
            say(f"汇总 {len(written)} 份，在 {out}")
    if form is Format.json:
        show_json(tuple[Tally, ...], (whole, *(one.tally for one in units)))
    else:
        satisfied = share(whole.satisfied, least.satisfied)
        typer.echo(f"{survey.questionnaire.title}：有效答卷 {whole.responses} 份，满意率 {satisfied}。\n{DEFINITION}")
        rows = [
            (
                one.tally.unit,
                one.tally.responses,
                one.served,
                share(one.coverage, least.coverage),
                share(one.tally.satisfied, least.satisfied),
            )
            for one in units
        ]
        show_table(("单位", "有效答卷", "服务对象", "覆盖率", "满意率"), rows)
        for question in whole.questions:
            counts = "；".join(f"{one.key}.{one.text} {one.count}（{one.share:.1%}）" for one in question.options)
            typer.echo(f"{question.id} {question.stem}（答 {question.answered} 份）{counts}")
    for refusal in whole.refusals[:_SHOWN]:
        say(refusal.text)
    if len(whole.refusals) > _SHOWN:
        say(f"另有 {len(whole.refusals) - _SHOWN} 处不计入（全部见 --format json）")
    if whole.refusals:
        raise typer.Exit(FINDINGS)
