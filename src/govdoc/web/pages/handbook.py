"""The handbook: what is known of each indicator, and what a file would change in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from govdoc.model import Guide, Notice
from govdoc.pipeline.handbook import HandbookChange
from govdoc.reports.guide_words import FIELDS, change
from govdoc.web.pages.words import address, indicator_title

KINDS = (".docx", ".xlsx", ".toml")
_MEANT = ("Word（印发）", "Excel（改好再导入）", "数据文件（与其他工作区交换）")


@dataclass(frozen=True, slots=True)
class GuideEntry:
    """One indicator with its guide, field by field; `own` where the office has written it."""

    title: str
    name: str
    fields: tuple[tuple[str, tuple[str, ...]], ...]
    own: bool


@dataclass(frozen=True, slots=True)
class HandbookPage:
    """The entries that hold what is asked, and how many indicators there are."""

    asked: str
    entries: tuple[GuideEntry, ...]
    told: int
    total: int
    files: tuple[tuple[str, str], ...]
    undoes: bool
    waiting: int


@dataclass(frozen=True, slots=True)
class GuideChanges:
    """What would change: (what, indicator, how). `unknown` are lines of no indicator here."""

    key: str
    file: str
    lines: tuple[tuple[str, str, str], ...]
    unknown: tuple[str, ...]


def handbook_page(
    notices: Sequence[Notice],
    guides: Mapping[tuple[str, str], Guide],
    own: Mapping[tuple[str, str], Guide],
    asked: str,
    *,
    undoes: bool,
    waiting: int,
) -> HandbookPage:
    """The handbook in the order of the notices."""
    found = [(notice, one, guides.get((notice.key, one.code))) for notice in notices for one in notice.indicators]
    entries = (
        GuideEntry(indicator_title(one), guide.name if guide else "", _fields(guide), (notice.key, one.code) in own)
        for notice, one, guide in found
    )
    return HandbookPage(
        asked,
        tuple(entry for entry in entries if asked in f"{entry.title} {entry.fields}"),
        sum(guide is not None for _, _, guide in found),
        len(found),
        tuple((word, address("/handbook/file", kind=kind)) for kind, word in zip(KINDS, _MEANT, strict=True)),
        undoes,
        waiting,
    )


def guide_changes(key: str, file: str, found: HandbookChange) -> GuideChanges:
    """A previewed handbook, or the undoing of one."""
    lines = []
    for one in found.altered:
        what, how = change(one.before, one.after)
        lines.append((what, f"{one.indicator.code} {one.after.name or one.before.name}".strip(), how))
    return GuideChanges(key, file, tuple(lines), found.unknown)


def _fields(guide: Guide | None) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found = []
    for field, word in FIELDS.items():
        if value := getattr(guide, field, ""):
            short = isinstance(value, tuple) and field in ("terms", "others")
            found.append((word, ("、".join(value),) if short else (value,) if isinstance(value, str) else value))
    return tuple(found)
