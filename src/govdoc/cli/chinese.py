"""typer's own words in Chinese: headings of the help, and complaints about how a command was called."""

import re
import sqlite3
import sys
from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from govdoc.cli.screen import BAD_INPUT, say
from govdoc.errors import GovdocError
from govdoc.store.troubles import trouble

INTERRUPTED = 130

# Pattern, wording, and an example of typer's words with what becomes of it.
HELP = (
    (re.compile(r"^Usage: ", re.MULTILINE), "用法：", "Usage: govdoc", "用法：govdoc"),
    (re.compile(r"^Options:$", re.MULTILINE), "选项：", "Options:", "选项："),
    (re.compile(r"^Arguments:$", re.MULTILINE), "参数：", "Arguments:", "参数："),
    (re.compile(r"^Commands:$", re.MULTILINE), "命令：", "Commands:", "命令："),
    (re.compile(r"\[OPTIONS\]"), "[选项]", "scan [OPTIONS] FOLDER", "scan [选项] FOLDER"),
    (re.compile(r"COMMAND \[ARGS\]\.\.\."), "命令 [参数]...", "govdoc COMMAND [ARGS]...", "govdoc 命令 [参数]..."),
    (
        re.compile(r"Show this message and\s+exit\."),
        "显示本说明。",
        "--help  Show this message and exit.",
        "--help  显示本说明。",
    ),
    (re.compile(r"\[required\]"), "[必填]", "FOLDER  [required]", "FOLDER  [必填]"),
    (re.compile(r"\[default:\s+"), "[默认：", "[default: table]", "[默认：table]"),
)
COMPLAINTS = (
    (re.compile(r"No such option: (\S+)"), r"没有选项 \1", "No such option: --frmat", "没有选项 --frmat"),
    (
        re.compile(r"\(?(?:Did you mean|Possible options:?) ([^)?]+)[)?]*"),
        r"（是否为：\1）",
        "(Possible options: --format)",
        "（是否为：--format）",
    ),
    (re.compile(r"No such command '(.+?)'\."), r"没有命令 \1", "No such command 'scn'.", "没有命令 scn"),
    (re.compile(r"Missing command\."), "请写明命令", "Missing command.", "请写明命令"),
    (re.compile(r"Missing argument '(.+?)'\."), r"缺少参数 \1", "Missing argument 'FOLDER'.", "缺少参数 FOLDER"),
    (re.compile(r"Missing option '(.+?)'\."), r"缺少选项 \1", "Missing option '--out'.", "缺少选项 --out"),
    (
        re.compile(r"Option '(.+?)' requires an argument\."),
        r"选项 \1 后面要有内容",
        "Option '--out' requires an argument.",
        "选项 --out 后面要有内容",
    ),
    (
        re.compile(r"Got unexpected extra argument(?:s|\(s\))? \((.+)\)"),
        r"多余的参数：\1",
        "Got unexpected extra argument(s) (x)",
        "多余的参数：x",
    ),
    (
        re.compile(r"Invalid value for '?(.+?)'?: "),
        r"\1 填写有误：",
        "Invalid value for '--format': x",
        "--format 填写有误：x",
    ),
    (
        re.compile(r"'(.+?)' is not one of (.+?)\.?$"),
        r"“\1”不在可选值 \2 之中",
        "'xml' is not one of 'table', 'json'.",
        "“xml”不在可选值 'table', 'json' 之中",
    ),
    (
        re.compile(r"(?:Value error, )?'(.+?)' does not match the formats? '%Y-%m-%d'\.?"),
        r"“\1”不是有效日期，应写作 2023-06-30 的形式",
        "Value error, '2023-13-01' does not match the formats '%Y-%m-%d'.",
        "“2023-13-01”不是有效日期，应写作 2023-06-30 的形式",
    ),
)


def in_chinese(text: str, rows: tuple[tuple[re.Pattern[str], str, str, str], ...]) -> str:
    """The text with typer's own words put into Chinese; what is not known stays as it is."""
    for pattern, wording, *_ in rows:
        text = pattern.sub(wording, text)
    return text


_REASONS = (
    (FileNotFoundError, "没有这个文件或文件夹"),
    (FileExistsError, "已有同名文件"),
    (NotADirectoryError, "不是文件夹"),
    (IsADirectoryError, "是文件夹，不是文件"),
    (PermissionError, "没有读写权限，或正被其他程序占用"),
)


class ChineseCommand(TyperCommand):
    """A command whose help is in Chinese throughout."""

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """The help text."""
        return in_chinese(super().get_help(ctx), HELP)


class ChineseGroup(TyperGroup):
    """A group of commands that tells errors in one Chinese line and ends with the agreed exit codes."""

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """The help text."""
        return in_chinese(super().get_help(ctx), HELP)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command; a bad call or a bad input ends in one line and exit code 2, a bug keeps its traceback."""
        try:
            code = super().main(args, prog_name, complete_var, False, windows_expand_args, **extra)
        except GovdocError as error:
            code = _told(str(error))
        except (sqlite3.OperationalError, OSError) as error:
            known = _of_file(error) or trouble(error)
            if known is None:
                raise
            code = _told(str(known))
        except typer.Abort:
            code = _told("已取消。")
        except typer.TyperException as error:
            code = _complained(error)
        if code == INTERRUPTED:
            say("已中断；此前完成的都已保存，再运行一次即可接着做。")
        if standalone_mode:
            sys.exit(code)
        return code


def _of_file(error: Exception) -> GovdocError | None:
    """What is wrong with the file that an error of the system names."""
    if not isinstance(error, OSError) or error.filename is None:
        return None
    why = next((text for kind, text in _REASONS if isinstance(error, kind)), None)
    return GovdocError(f"{error.filename}：{why}", "请核对文件名和位置，文件是否正被其他程序打开") if why else None


def _told(line: str) -> int:
    say(line)
    return BAD_INPUT


def _complained(error: typer.TyperException) -> int:
    text = error.format_message()
    context = getattr(error, "ctx", None)
    if text.startswith("用法："):  # called without a command: the message is the help itself
        say(text)
        return BAD_INPUT
    hint = f"（用 {context.command_path} --help 查看用法）" if context else ""
    return _told(in_chinese(text, COMPLAINTS) + hint)
