"""The commands, in the order of the work; each is one small module that imports its parts when it runs."""

from importlib import import_module
from typing import Annotated

import typer

from govdoc.cli import accounts, correct, handbook, review, rounds, survey, units, urls
from govdoc.cli.chinese import ChineseCommand, ChineseGroup

COMMANDS = (
    "demo",
    "init",
    "parse",
    "ingest",
    "tasks",
    "deadlines",
    "scan",
    "match",
    "matches",
    "gaps",
    "feedback",
    "ledgers",
    "periodic",
    "template",
    "wording",
    "learn",
    "export",
    "serve",
    "doctor",
)
HELP = """\
读通知、收材料、对指标、出清单：从通知到各单位的反馈清单。

退出码：0 完成；1 完成，但有需要人看的问题；2 用法或输入有误。
"""

app = typer.Typer(
    cls=ChineseGroup,
    help=HELP,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from govdoc.pipeline.version import VERSION

        typer.echo(f"govdoc {VERSION}")
        raise typer.Exit


@app.callback()
def govdoc(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="显示版本。")] = False,
) -> None:
    """What comes before any command."""


for name in COMMANDS:
    app.command(name, cls=ChineseCommand)(getattr(import_module(f"govdoc.cli.{name}"), name))
app.add_typer(units.app, name="units")
app.add_typer(correct.app, name="correct")
app.add_typer(survey.app, name="survey")
app.add_typer(urls.app, name="urls")
app.add_typer(review.app, name="review")
app.add_typer(rounds.app, name="round")
app.add_typer(handbook.app, name="handbook")
app.add_typer(accounts.app, name="accounts")
