"""What comes in by the page: a notice, read apart and held against what is kept; evidence for the next scan."""

import datetime as dt
import hashlib
import shutil
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from govdoc.corrections import corrected
from govdoc.errors import GovdocError
from govdoc.model import Indicator, Notice, Parsed
from govdoc.pipeline.apart import apart, read_named
from govdoc.pipeline.folder import MARKER, top_folder
from govdoc.pipeline.notices import keep, known
from govdoc.pipeline.roster import unit_named
from govdoc.pipeline.scan import scanned_folder
from govdoc.store import queries
from govdoc.store.corrections import corrections

if TYPE_CHECKING:
    from sqlite_utils import Database

FOLDER, EVIDENCE = "通知", "材料"  # beside the workspace's database
_LONGEST = 80  # characters of a file's name without its suffix
_RESERVED = {"con", "prn", "aux", "nul", *(f"{name}{number}" for name in ("com", "lpt") for number in range(10))}


@dataclass(frozen=True, slots=True)
class Incoming:
    """One notice read, with what persons put right, against the one of the same key that is kept.

    Indicators are added, dropped, or worded anew (before, after).
    """

    notice: Notice
    before: Notice | None
    added: tuple[Indicator, ...] = ()
    dropped: tuple[Indicator, ...] = ()
    reworded: tuple[tuple[Indicator, Indicator], ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file holds before it is taken in. `known` says that the very same content is kept already."""

    parsed: Parsed
    sha256: str
    notices: tuple[Incoming, ...]
    known: bool


def preview_notice(db: "Database", file: Path) -> Preview:
    """Read a file in a process of its own. Raises GovdocError where it cannot be read or holds no notice."""
    parsed: Parsed = known(db, apart(_parsed, file))
    if not parsed.notices:
        raise GovdocError(f"{file.name} 里没有读到通知", "请核对是否选错了文件")
    log = corrections(db)
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    kept = {notice.key: notice for notice in queries.notices(db)}
    return Preview(
        parsed,
        sha256,
        tuple(_against(corrected(notice, log), kept.get(notice.key)) for notice in parsed.notices),
        sha256 in queries.source_contents(db),
    )


def take_in(db: "Database", file: Path, preview: Preview, folder: Path) -> Path:
    """Keep a previewed notice and its file, under a name that none there has; returns where the file now is."""
    place = folder / FOLDER
    place.mkdir(exist_ok=True)
    (place / MARKER).touch()
    kept = free_name(place, file.name)
    shutil.copyfile(file, kept)
    keep(db, replace(preview.parsed, source=kept.resolve().as_posix()), preview.sha256)
    return kept


def take_evidence(db: "Database", workspace: Path, unit: str, files: Sequence[Path], day: dt.date) -> Path:
    """Put files among a unit's evidence, in a folder of the day; returns that folder, which is not scanned yet.

    Without a scanned folder they go into one beside the workspace's database. Raises GovdocError for an unknown unit.
    """
    name = unit_named(db, unit).name
    own = (top_folder(file.path) for file in queries.ledger(db, text=False, context=False) if file.unit == name)
    top = next((folder for folder in own if folder), safe_name(name))
    place = evidence_folder(db, workspace) / top / f"上传{day:%Y%m%d}"
    place.mkdir(parents=True, exist_ok=True)
    for file in files:
        shutil.copyfile(file, free_name(place, file.name))
    return place


def evidence_folder(db: "Database", workspace: Path) -> Path:
    """Where the units' folders of evidence lie."""
    return scanned_folder(db) or workspace / EVIDENCE


def safe_name(name: str) -> str:
    r"""A name that is nothing but a name, on every system, whatever a browser sent.

    >>> [safe_name(one) for one in ("..\\..\\通知.docx", "C:\\x\\a?.pdf", "/etc/x", "nul .a.txt", "..", "a\0b.txt")]
    ['通知.docx', 'a_.pdf', 'x', '_nul .a.txt', '文件', 'ab.txt']
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    plain = "".join("_" if char in '<>:"|?*' else char for char in last if char.isprintable())
    plain = plain.encode("utf-8", "ignore").decode("utf-8").strip(" .")
    stem, dot, suffix = plain.rpartition(".")
    if not dot or len(suffix) > 10:
        stem, dot, suffix = plain, "", ""
    stem = stem[:_LONGEST].strip(" .") or "文件"
    if stem.partition(".")[0].rstrip().lower() in _RESERVED:
        stem = f"_{stem}"
    return stem + dot + suffix


def free_name(folder: Path, name: str) -> Path:
    """Where a file of this name may lie in a folder beside those that are there."""
    found, number = folder / name, 2
    while found.exists():
        found = folder / f"{Path(name).stem}（{number}）{Path(name).suffix}"
        number += 1
    return found


def _parsed(file: Path) -> Parsed:
    from govdoc.parsing import parse

    return parse(read_named(file), file.name)


def _against(notice: Notice, before: Notice | None) -> Incoming:
    if before is None:
        return Incoming(notice, None)
    now, then = _by_code(notice.indicators), _by_code(before.indicators)
    return Incoming(
        notice,
        before,
        tuple(one for code, one in now.items() if code not in then),
        tuple(one for code, one in then.items() if code not in now),
        tuple((was, now[code]) for code, was in then.items() if code in now and wording(was) != wording(now[code])),
    )


def _by_code(indicators: Sequence[Indicator]) -> dict[str, Indicator]:
    return {one.code: one for one in indicators}


def wording(one: Indicator) -> str:
    """All that an indicator says, a line for each thing said; who is to do it comes last."""
    tasks = (f"{task.method}：{task.text}" if task.method else task.text for task in one.tasks)
    units = "、".join(named.name for named in one.responsible)
    return "\n".join(dict.fromkeys(filter(None, (one.heading, one.text, *tasks, units and f"责任单位：{units}"))))
