"""An office's own sentences: one file beside the workspace's database, read whenever gap rows are made."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from govdoc.errors import GovdocError
from govdoc.gaps.templates import FIELDS, Template, Templates, shipped, with_own

if TYPE_CHECKING:
    from sqlite_utils import Database

FILE = "措辞.toml"
SAMPLE = {
    "subjects": "“年度工作总结”",
    "files": "“工作方案.docx”",
    "since": "（2023年1月以来）",
    "years": "2022、2023",
    "months": "3、5",
    "figure": "85%",
    "bound": "不低于90%",
    "visited": "12",
    "alive": "9",
    "dead": "2",
    "person": "1",
    "file": "信访台账.xlsx",
    "faults": "第5行日期早于第4行",
}
_HEAD = """\
# 本单位的措辞：改引号里的话，保存后立即生效；删去一条（或整个文件），就恢复为自带的措辞。
# text 是原因，suggestion 是建议，句末不加句号。花括号是空位，由程序填入，不能改名：
# {subjects} 材料项，{files} 所报材料，{since} 起始时间，{years} 缺的年份，{months} 缺的月份，
# {figure} 材料中的数值，{bound} 要求的数值。
"""


def own_templates(db: "Database") -> Templates:
    """The sentences in use. Raises GovdocError naming file and key where the office's own cannot be used."""
    file = wording_file(db)
    if file is None or not file.is_file():
        return shipped()
    try:
        own = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise GovdocError(f"措辞文件读不了：{file}", "请以 UTF-8 编码另存一次") from error
    except tomllib.TOMLDecodeError as error:
        raise GovdocError(f"措辞文件格式有误：{file}（{error}）", "请核对引号和方括号是否成对，或删去该文件") from error
    return with_own(own, file.name)


def change_sentence(db: "Database", key: str, text: str, suggestion: str) -> None:
    """Put the office's own words in place of one sentence; as shipped, they are forgotten.

    Raises GovdocError where there is no such sentence, or it cannot be filled in.
    """
    ours, file = shipped(), wording_file(db)
    if key not in ours.rows or file is None:
        raise GovdocError("没有这一条措辞", "请回到措辞页重新打开")
    rows = dict(own_templates(db).rows) | {key: with_words(key, text, suggestion)[key]}
    _write(file, {name: row for name, row in rows.items() if row != ours[name]})


def with_words(key: str, text: str, suggestion: str) -> Templates:
    """The shipped sentences with one in other words. Raises GovdocError where it cannot be filled in."""
    table, _, name = key.partition(".")
    said = {"text": text, "suggestion": suggestion}
    return with_own({table: {name: said} if name else said}, "措辞")


def example(words: Template) -> tuple[str, str]:
    """A sentence and its suggestion filled in with made-up matter."""
    return words.text.format(**SAMPLE), words.suggestion.format(**SAMPLE)


def restore_wording(db: "Database", key: str = "") -> None:
    """Let one sentence, or all, be as shipped; a whole file is put aside beside its place, not lost."""
    file = wording_file(db)
    if file is None or not file.is_file():
        return
    if key:
        rows, ours = own_templates(db).rows, shipped()
        _write(file, {name: row for name, row in rows.items() if row != ours[name] and name != key})
        return
    number = 1
    while (aside := file.with_stem(f"{file.stem}（停用{number}）")).exists():
        number += 1
    file.rename(aside)


def _write(file: Path, own: Mapping[str, Template]) -> None:
    """Write the office's own sentences, whole or not at all."""
    parts = [_HEAD]
    for key, row in own.items():
        told = (f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in asdict(row).items())
        parts.append("\n".join((f"[{key}]", *told)) + "\n")
    new = file.with_suffix(".new")
    new.write_text("\n".join(parts), encoding="utf-8")
    new.replace(file)


def wording_file(db: "Database") -> Path | None:
    """Where the workspace's own sentences stand, whether or not there are any; None for a database in memory."""
    (_, _, name) = db.execute("pragma database_list").fetchone()
    return Path(name).parent / FILE if name else None


def write_wording(db: "Database") -> Path:
    """Write the shipped sentences beside the workspace for the office to edit.

    Raises GovdocError where the file is there already, or cannot be written.
    """
    file = wording_file(db)
    if file is None or file.exists():
        raise GovdocError(f"措辞文件已经有了：{file}", "请直接修改；要恢复自带的措辞，删去该文件即可")
    text = (files("govdoc.rules") / "wording.toml").read_text("utf-8")
    body = [part for part in text.split("\n\n") if part.lstrip().startswith(tuple(f"[{table}" for table in FIELDS))]
    try:
        file.write_text(_HEAD + "\n" + "\n\n".join(part.strip() for part in body) + "\n", encoding="utf-8")
    except OSError as error:
        raise GovdocError(f"写不了 {file}（{error.strerror}）", "请核对文件夹的写入权限") from error
    return file
