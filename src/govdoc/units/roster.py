"""The roster of units (单位名册), read from the rows of a sheet."""

import re
from collections.abc import Sequence

from govdoc.errors import GovdocError
from govdoc.model import Unit
from govdoc.text.widths import narrow
from govdoc.units.names import clean

_HEADS = {
    "name": (
        "name",
        "unit",
        "单位全称",
        "单位名称",
        "机构名称",
        "部门名称",
        "科室名称",
        "全称",
        "名称",
        "责任单位",
        "单位",
        "部门",
        "科室",
    ),
    "aliases": ("aliases", "alias", "简称", "别名", "单位简称", "常用简称", "又称", "曾用名", "其他名称", "简称别名"),
    "kind": ("kind", "kinds", "类别", "性质", "单位类别", "单位性质", "单位类型", "类型", "分类"),
    "tags": ("tags", "tag", "标签", "属性", "单位属性", "标记"),
}
_SEVERAL = re.compile(r"[;；、|｜/／\n]")
_SECTION = re.compile(r"^(?:[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）]|注[:：]|合计|总计|共计?\d+)")
_HEAD_ROWS = 20


def read_roster(rows: Sequence[Sequence[str]]) -> tuple[Unit, ...]:
    """The units of a sheet in its order. Title rows above the header row and headings between are passed over.

    Raises GovdocError, naming the row (counted from 1) and the remedy: no name column, no unit, a row
    without a name, the same name twice, an alias that two units claim.

    >>> read_roster([["单位名册"], ["单位名称", "简称", "类别"], ["青禾县水利局", "县水利局；水利局", "县直单位"]])
    (Unit(name='青禾县水利局', aliases=('县水利局', '水利局'), kinds=('县直单位',), tags=()),)
    """
    head, columns = _header(rows)
    units: list[Unit] = []
    at: dict[str, int] = {}
    for number, row in enumerate(rows[head + 1 :], head + 2):
        unit = _unit(row, columns, number)
        if unit is None:
            continue
        key = clean(unit.name)
        if key in at:
            raise GovdocError(f"单位名册第{number}行与第{at[key]}行单位名称重复：{unit.name}", "请合并或删除其中一行")
        at[key] = number
        units.append(unit)
    if not units:
        raise GovdocError("单位名册中没有单位", "请在表头下逐行填写单位名称")
    _check_aliases(units, at)
    return tuple(units)


def _header(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    for at, row in enumerate(rows[:_HEAD_ROWS]):
        cells = [re.sub(r"\(.*?\)", "", clean(str(cell or ""))).lower() for cell in row]
        columns = {
            field: cells.index(found)
            for field, heads in _HEADS.items()
            if (found := next((head for head in heads if head in cells), None))
        }
        # A lone 单位 in a title row is no header; a header of one column stands alone only if it says 名称.
        if "name" in columns and (
            len([cell for cell in cells if cell]) > 1 or "名" in "".join(cells) or "name" in cells
        ):
            return at, columns
    raise GovdocError("单位名册中没有找到“单位名称”一列", "请在表头写明：单位名称、简称、类别、标签")


def _unit(row: Sequence[str], columns: dict[str, int], number: int) -> Unit | None:
    cells = {field: str(row[at] or "").strip() if at < len(row) else "" for field, at in columns.items()}
    name = re.sub(r"[\s\u200b\ufeff]+", "", narrow(cells["name"]).replace("(", "（").replace(")", "）"))
    filled = [cell for cell in row if str(cell or "").strip()]
    if not name:
        if any(cells.values()):
            raise GovdocError(f"单位名册第{number}行没有填写单位名称", "请补填单位名称，或删除该行")
        return None
    if _SECTION.match(name) and len(filled) == 1:
        return None
    aliases = tuple(alias for alias in _several(cells.get("aliases", "")) if clean(alias) != clean(name))
    return Unit(name, aliases, _several(cells.get("kind", "")), _several(cells.get("tags", "")))


def _several(cell: str) -> tuple[str, ...]:
    """The values of a cell. A sign inside brackets does not part them: 乡（镇、街道） is one."""
    guarded = re.sub(r"[（(][^（()）]*[）)]", lambda found: found[0].replace("、", "\0").replace("/", "\1"), cell)
    parts = (part.replace("\0", "、").replace("\1", "/").strip() for part in _SEVERAL.split(guarded))
    return tuple(dict.fromkeys(part for part in parts if part))


def _check_aliases(units: list[Unit], at: dict[str, int]) -> None:
    claimed = {clean(unit.name): unit for unit in units}
    for unit in units:
        row = at[clean(unit.name)]
        for alias in unit.aliases:
            other = claimed.setdefault(clean(alias), unit)
            if other is not unit:
                raise GovdocError(
                    f"单位名册第{row}行“{unit.name}”的简称“{alias}”与第{at[clean(other.name)]}行“{other.name}”相同",
                    "一个简称只能属于一个单位，请修改其中一处",
                )
