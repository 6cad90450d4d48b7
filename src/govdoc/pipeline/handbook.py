"""The handbook of a workspace: the one that comes with govdoc, under what the office has written itself."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from govdoc.errors import GovdocError, ReadError
from govdoc.model import Guide, Indicator, Notice
from govdoc.pipeline.roster import owed, unit_named
from govdoc.store import queries

if TYPE_CHECKING:
    from sqlite_utils import Database

    from govdoc.handbook import Line
    from govdoc.reports import Manual

Guides = dict[tuple[str, str], Guide]
_NONE = Guide()


@dataclass(frozen=True, slots=True)
class Altered:
    """How one indicator's guide would change: `fields` are the names of what differs."""

    notice: str
    indicator: Indicator
    before: Guide
    after: Guide

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that differ."""
        return tuple(f.name for f in fields(Guide) if getattr(self.before, f.name) != getattr(self.after, f.name))


@dataclass(frozen=True, slots=True)
class HandbookChange:
    """What a file would change in the handbook kept, before it is kept. `unknown` are lines of no indicator here."""

    own: Mapping[tuple[str, str], Guide]
    altered: tuple[Altered, ...]
    unknown: tuple[str, ...] = ()


def handbook(db: "Database") -> Guides:
    """What the handbook says of each indicator, by notice and code.

    The office's own words stand before what came with govdoc; an indicator whose guide the office has emptied has none.
    """
    return _over(attached(queries.notices(db)), queries.guides(db))


def attached(notices: tuple[Notice, ...]) -> Guides:
    """What the handbook that comes with govdoc says of the indicators of notices."""
    from govdoc.handbook import attach, book

    return {(notice.key, code): guide for notice in notices for code, guide in attach(notice, book()).items()}


def preview_handbook(db: "Database", file: Path) -> HandbookChange:
    """A handbook file against the handbook kept; indicators the file does not name stay as they are.

    Raises GovdocError where the file cannot be read as a handbook.
    """
    notices = tuple(notice for notice in queries.notices(db) if notice.indicators)
    if not notices:
        raise GovdocError("工作区里没有带指标或措施的通知", "先运行 govdoc ingest 通知文件")
    shipped = attached(notices)
    now = _over(shipped, queries.guides(db))
    given, unknown = _given(file, notices, now)
    # Only what differs from the handbook that comes with govdoc is the office's own.
    own = queries.guides(db) | given
    own = {key: guide for key, guide in own.items() if guide != shipped.get(key, _NONE)}
    return HandbookChange(own, _altered(notices, now, _over(shipped, own)), unknown)


def keep_handbook(db: "Database", change: HandbookChange) -> None:
    """Keep a previewed handbook; `undo_handbook` takes it back."""
    queries.put_guides(db, change.own)


def preview_undo(db: "Database") -> HandbookChange:
    """What taking back the latest change would change. Raises GovdocError where nothing was changed."""
    past = queries.past_guides(db)
    if past is None:
        raise GovdocError("操作手册没有可撤销的改动", "导入过操作手册之后才能撤销")
    notices = queries.notices(db)
    shipped = attached(notices)
    return HandbookChange(past, _altered(notices, _over(shipped, queries.guides(db)), _over(shipped, past)))


def undo_handbook(db: "Database") -> None:
    """Take back the latest change of the handbook."""
    queries.undo_guides(db)


def write_handbook(db: "Database", file: Path, unit: str | None, today: dt.date) -> tuple[int, int]:
    """Write the handbook, for one unit or for all, as the file's suffix says: .docx, .xlsx or .toml.

    Returns how many indicators it speaks of, and how many there are. Raises GovdocError where there is none, the
    suffix is another, the unit is not in the roster or owes nothing, or the file cannot be written.
    """
    kind = file.suffix.lower()
    if kind not in _KINDS:
        raise GovdocError(f"不知道怎样写 {file.name}", f"文件名请以 {'、'.join(_KINDS)} 结尾")
    manual = _manual(db, unit, today)
    data = _KINDS[kind](manual)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    except OSError as error:
        raise GovdocError(f"写不了 {file}（{error.strerror}）", "请关闭正在打开它的程序后再试") from error
    return sum(page.guide is not None for page in manual.pages), len(manual.pages)


def _manual(db: "Database", unit: str | None, today: dt.date) -> "Manual":
    from govdoc.reports import Manual, Page

    notices = queries.notices(db)
    guides = handbook(db)
    name = unit_named(db, unit).name if unit is not None else ""
    owes = {(cell.notice, cell.indicator) for cell in owed(db)[0] if cell.unit == name} if name else None
    pages = tuple(
        Page(notice, indicator, guides.get((notice.key, indicator.code)))
        for notice in notices
        for indicator in notice.indicators
        if owes is None or (notice.key, indicator.code) in owes
    )
    if not pages:
        if name:
            raise GovdocError(f"{name}不承担通知里的指标", "请核对单位名册和通知中的责任单位")
        raise GovdocError("工作区里没有带指标或措施的通知", "先运行 govdoc ingest 通知文件")
    main = next((notice for notice in notices if notice.role == "main" and notice.issuers), pages[0].notice)
    return Manual(main.title, main.issuers[0] if main.issuers else "", today, pages, name)


def _docx(manual: "Manual") -> bytes:
    from govdoc.reports import handbook_docx

    return handbook_docx(manual)


def _xlsx(manual: "Manual") -> bytes:
    from govdoc.handbook import joined
    from govdoc.reports import handbook_xlsx

    names = [field.name for field in fields(Guide)]
    return handbook_xlsx(manual, [[joined(page.guide or _NONE, name) for name in names] for page in manual.pages])


def _toml(manual: "Manual") -> bytes:
    from govdoc.handbook import Line, toml

    lines = (Line(page.notice.key, page.indicator.code, asdict(page.guide or _NONE)) for page in manual.pages)
    return toml(lines).encode("utf-8")


_KINDS: dict[str, "Callable[[Manual], bytes]"] = {".docx": _docx, ".xlsx": _xlsx, ".toml": _toml}


def _over(shipped: Guides, own: Mapping[tuple[str, str], Guide]) -> Guides:
    return {key: guide for key, guide in (shipped | dict(own)).items() if guide != _NONE}


def _altered(notices: tuple[Notice, ...], before: Guides, after: Guides) -> tuple[Altered, ...]:
    return tuple(
        Altered(notice.key, indicator, before.get(key, _NONE), after.get(key, _NONE))
        for notice in notices
        for indicator in notice.indicators
        if before.get(key := (notice.key, indicator.code)) != after.get(key)
    )


def _given(file: Path, notices: tuple[Notice, ...], now: Guides) -> tuple[Guides, tuple[str, ...]]:
    """What a file says of the indicators of the notices, and the names of those it means but that are not there."""
    guides: Guides = {}
    unknown = []
    for line in lines_in(file):
        meant = [
            notice.key
            for notice in notices
            if line.notice in ("", notice.doc_number, notice.key)
            and any(indicator.code == line.code for indicator in notice.indicators)
        ]
        if len(meant) == 1:
            key = (meant[0], line.code)
            guides[key] = line.over(now.get(key, _NONE))
        else:
            unknown.append(f"{line.notice} {line.code}".strip())
    return guides, tuple(unknown)


def lines_in(file: Path) -> tuple["Line", ...]:
    """What a handbook file says. Raises GovdocError where it cannot be read as a handbook."""
    from govdoc.handbook import read_rows, read_toml
    from govdoc.pipeline.notices import read_file

    try:
        if file.suffix.lower() == ".toml":
            lines = read_toml(_text(file))
        else:
            lines = tuple(line for table in read_file(file).tables() for line in read_rows(table))
    except ReadError:
        raise
    except GovdocError as error:
        raise GovdocError(f"{file.name}：{error.message}", error.remedy) from error
    if not lines:
        raise GovdocError(
            f"{file.name} 里没有操作手册的内容", "请先用 govdoc handbook export 手册.xlsx 导出，改好再导入"
        )
    return lines


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise GovdocError(f"找不到文件：{file}", "请核对路径和文件名") from error
    except (OSError, UnicodeDecodeError) as error:
        raise GovdocError(f"文件打不开：{file}", "请核对权限，文件须为 UTF-8 编码") from error
