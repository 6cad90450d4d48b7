"""The sentences about items and cells: those shipped, and an office's own in their place."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from string import Formatter
from typing import Any

from govdoc.errors import GovdocError
from govdoc.rules.load import load

# What may stand in braces, by table.
_ITEM_FIELDS = ("subjects", "files", "since", "years", "months", "figure", "bound")
_INSPECTED = ("visited", "alive", "dead", "person", "found", "sites", "file", "faults", "survey")
FIELDS: Mapping[str, tuple[str, ...]] = {
    "missing": _ITEM_FIELDS,
    "fault": _ITEM_FIELDS,
    "inspected": _INSPECTED,
    "decided": (),
    "met": (),
}
_KEYS = ("text", "suggestion")


@dataclass(frozen=True, slots=True)
class Template:
    """A reason and what to do about it, without full stops, with named fields in braces."""

    text: str
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Templates:
    """All sentences, by table and row: “fault.weak”."""

    rows: Mapping[str, Template]

    def __getitem__(self, name: str) -> Template:
        """The sentences of a row."""
        return self.rows[name]


@cache
def shipped() -> Templates:
    """The sentences as they come with the program."""
    rows = {}
    for table in FIELDS:
        body = load("wording")[table]
        for name, row in ({"": body} if "text" in body else body).items():
            rows[f"{table}.{name}".rstrip(".")] = Template(row["text"], row.get("suggestion", ""))
    return Templates(rows)


def with_own(own: Mapping[str, Any], source: str) -> Templates:
    """The shipped sentences with an office's own in their place; a key left out stays as shipped.

    Raises GovdocError naming `source` and the key where there is no such sentence, or it cannot be filled in.
    """
    rows = dict(shipped().rows)
    for table, body in own.items():
        if table not in FIELDS or not isinstance(body, Mapping):
            raise GovdocError(f"{source}：没有“{table}”这一组措辞", f"可以改的有：{'、'.join(FIELDS)}")
        for name, row in ({"": body} if table == "met" else body).items():
            key = f"{table}.{name}".rstrip(".")
            if key not in rows or not isinstance(row, Mapping):
                known = "、".join(one.partition(".")[2] for one in rows if one.startswith(f"{table}."))
                raise GovdocError(f"{source}：没有“{key}”这一条措辞", f"{table} 组可以改的有：{known}")
            for field, value in row.items():
                _check(source, f"{key}.{field}", field, value, FIELDS[table])
            told = {field: str(value).strip().rstrip("。；;") for field, value in row.items()}
            rows[key] = Template(told.get("text", rows[key].text), told.get("suggestion", rows[key].suggestion))
    return Templates(rows)


def _check(source: str, key: str, field: str, value: object, known: tuple[str, ...]) -> None:
    if field not in _KEYS:
        raise GovdocError(f"{source}：“{key}”不认识", "每条措辞只有 text（原因）和 suggestion（建议）两栏")
    if not isinstance(value, str) or (field == "text" and not value.strip()):
        raise GovdocError(f"{source}：“{key}”应为一段文字", "请写在引号内，不能为空")
    allowed = "、".join(f"{{{one}}}" for one in known) or "无"
    try:
        parts = list(Formatter().parse(value))
    except ValueError as error:
        raise GovdocError(f"{source}：“{key}”的花括号不成对", f"可用的空位：{allowed}") from error
    for _, name, form, conversion in parts:
        if name is not None and (name not in known or form or conversion):
            raise GovdocError(f"{source}：“{key}”里没有“{{{name}}}”这个空位", f"可用的空位：{allowed}")
