"""Who asks for what: the notices of the workspace, the campaign they belong to, and the roster."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govdoc.errors import GovdocError
from govdoc.model import Cell, Gap, Notice, Unit
from govdoc.store import queries

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Asking:
    """The notices and the roster. `title` and `office` are of the main notice, which the reports are named after."""

    title: str
    office: str
    notices: tuple[Notice, ...]
    units: tuple[Unit, ...]


def asking(db: "Database", owed: Collection[Cell] | Collection[Gap]) -> Asking:
    """What reports are about; `owed` is what the units owe. Raises GovdocError where there is nothing to report on."""
    notices, units = queries.notices(db), queries.units(db)
    with_indicators = [notice for notice in notices if notice.indicators]
    if not with_indicators:
        raise GovdocError("工作区里没有带指标或措施的通知", "先运行 govdoc ingest 通知文件")
    if not units:
        raise GovdocError("工作区里没有单位名册", "先运行 govdoc units import 名册文件")
    if not owed:
        raise GovdocError("名册中没有单位承担通知里的指标", "用 govdoc units resolve 确认通知中的单位名称")
    main = next((notice for notice in notices if notice.role == "main" and notice.issuers), with_indicators[0])
    office = main.issuers[0] if main.issuers else ""
    return Asking(main.title or with_indicators[0].title, office, notices, units)
