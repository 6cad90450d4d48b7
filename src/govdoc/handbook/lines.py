"""Handbooks as offices hand them about: rows of a sheet, or TOML."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from govdoc.errors import GovdocError
from govdoc.model import Guide

HEADS = {
    "notice": ("通知", "通知文号", "发文字号"),
    "code": ("编号", "指标编号", "序号"),
    "chapter": ("类别", "一级指标"),
    "name": ("名称", "简称"),
    "notes": ("要点说明", "说明", "要点"),
    "terms": ("关键词", "关键字"),
    "evidence": ("典型材料", "佐证材料"),
    "excluded": ("不算的材料", "不作为佐证的材料", "不计材料"),
    "others": ("易混词", "排除词"),
    "example": ("示例", "举例"),
}
_FIELDS = tuple(field.name for field in fields(Guide))
_LISTS = ("terms", "evidence", "excluded", "others")
_WORDS = ("terms", "others")
_PARTS = {True: re.compile(r"[；;，,、\n]"), False: re.compile(r"\n")}
_HEAD_ROWS = 20
_HOW = "请先用 govdoc handbook export 手册.xlsx 导出，在导出的表上改好再导入"


@dataclass(frozen=True, slots=True)
class Line:
    """What a handbook file says of one indicator; `notice` is empty where the file does not name it.

    `said` holds the fields of a `Guide` that the file has, the empty ones too.
    """

    notice: str
    code: str
    said: Mapping[str, Any]

    def over(self, before: Guide) -> Guide:
        """The guide with what the file says; fields the file does not have stay as they were."""
        return replace(before, **self.said)


def read_rows(rows: Sequence[Sequence[str]]) -> tuple[Line, ...]:
    """The lines of a sheet, none where no row names the columns; rows above that one are passed over.

    Raises GovdocError, with the row counted from 1, where a code is missing or stands twice.

    >>> read_rows([["操作手册"], ["编号", "关键词"], ["12", "两库；抽查计划"]])[0].said
    {'terms': ('两库', '抽查计划')}
    """
    head, columns = _header(rows)
    found: dict[tuple[str, str], Line] = {}
    if not columns:
        return ()
    for number, row in enumerate(rows[head + 1 :], head + 2):
        cells = {field: row[at].strip() if at < len(row) else "" for field, at in columns.items()}
        if not any(cells.values()):
            continue
        if not cells["code"]:
            raise GovdocError(f"第{number}行没有填写编号", "请补填指标编号，或删除该行")
        _add(found, Line(cells.get("notice", ""), cells["code"], _said(cells)), f"第{number}行")
    return tuple(found.values())


def read_toml(text: str) -> tuple[Line, ...]:
    """The lines of a TOML handbook, one [[indicator]] each.

    Raises GovdocError where it is no TOML, or a table lacks what it needs.
    """
    try:
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise GovdocError(f"不是正确的 TOML 文件：{error}", _HOW) from error
    found: dict[tuple[str, str], Line] = {}
    try:
        for number, row in enumerate(tables.get("indicator", ()), 1):
            said = {field: _value(row[field], field) for field in _FIELDS if field in row}
            _add(found, Line(str(row.get("notice", "")), str(row["code"]), said), f"第{number}条")
    except (KeyError, TypeError, AttributeError) as error:
        raise GovdocError(f"TOML 里有条目不完整或写法不对：{error}", _HOW) from error
    return tuple(found.values())


def toml(lines: Iterable[Line]) -> str:
    """Lines as TOML that `read_toml` reads back."""
    parts = ["# 操作手册：一个 [[indicator]] 是一项指标；可改内容，不要改 notice 和 code。\n"]
    for line in lines:
        rows = [("notice", line.notice), ("code", line.code)]
        rows += line.said.items()
        parts.append("[[indicator]]\n" + "".join(f"{name} = {_quoted(value)}\n" for name, value in rows if value))
    return "\n".join(parts)


def joined(guide: Guide, field: str) -> str:
    """A field as it stands in a cell: words parted by “；”, sentences by line breaks."""
    value = getattr(guide, field)
    return value if isinstance(value, str) else ("；" if field in _WORDS else "\n").join(value)


def _add(found: dict[tuple[str, str], Line], line: Line, where: str) -> None:
    if found.setdefault((line.notice, line.code), line) is not line:
        raise GovdocError(f"{where}与前面重复：{line.notice} {line.code}".rstrip(), "同一指标只能有一行，请合并")


def _header(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    for at, row in enumerate(rows[:_HEAD_ROWS]):
        cells = [re.sub(r"\s|（.*?）", "", cell) for cell in row]
        columns = {
            field: cells.index(name)
            for field, heads in HEADS.items()
            if (name := next((head for head in heads if head in cells), None))
        }
        if "code" in columns and len(columns) > 1:
            return at, columns
    return 0, {}


def _said(cells: dict[str, str]) -> dict[str, Any]:
    own = {field: cell for field, cell in cells.items() if field in _FIELDS}
    return {field: _several(field, cell) if field in _LISTS else cell for field, cell in own.items()}


def _several(field: str, cell: str) -> tuple[str, ...]:
    parts = (part.strip() for part in _PARTS[field in _WORDS].split(cell))
    return tuple(dict.fromkeys(part for part in parts if part))


def _value(value: Any, field: str) -> Any:
    if field not in _LISTS:
        return str(value).strip()
    if isinstance(value, str):
        raise TypeError(f"{field} 应为数组")
    return tuple(dict.fromkeys(str(part).strip() for part in value if str(part).strip()))


def _quoted(value: str | tuple[str, ...]) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_quoted, value)) + "]"
    text = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t").replace("\r", "")
    return f'"{text}"'
