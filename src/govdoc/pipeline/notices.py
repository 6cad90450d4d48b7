"""Files and notices: read, parse, and keep in the workspace."""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from govdoc.errors import GovdocError, ReadError
from govdoc.model import Document, Parsed

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Ingested:
    """A source taken in. `replaced` are the keys of notices that came from another source before.

    `guided` counts the indicators that the handbook speaks of, `astray` its corrections that find no place.
    """

    parsed: Parsed
    replaced: tuple[str, ...]
    guided: int
    astray: int


def read_file(file: str | Path) -> Document:
    """The file as a `Document`. Raises ReadError, naming the file, where it cannot be read."""
    return _read(Path(file))[0]


def parse_notice(file: str | Path) -> Parsed:
    """The notices of a file. Raises ReadError, naming the file, where it cannot be read."""
    from govdoc.parsing import parse

    return parse(read_file(file), Path(file).as_posix())


def ingest(db: "Database", file: Path) -> Ingested:
    """Keep a file's notices in place of what the same file gave before.

    Raises GovdocError where the file cannot be read or holds no notice with indicators, deadlines or questions.
    """
    from govdoc.parsing import parse

    document, sha256 = _read(file)
    parsed = parse(document, file.resolve().as_posix())
    if not parsed.notices:
        raise GovdocError(f"{file.name} 里没有读到通知", "请核对是否选错了文件")
    return keep(db, parsed, sha256)


def keep(db: "Database", parsed: Parsed, sha256: str) -> Ingested:
    """Keep what was read of a source, whose content has that sha256, in place of what the source gave before."""
    from govdoc.pipeline.corrections import history
    from govdoc.pipeline.handbook import attached
    from govdoc.store import queries

    parsed = known(db, parsed)
    replaced = queries.put_parsed(db, parsed, sha256)
    keys = {one.key for one in parsed.notices}
    astray = sum(one.state == "astray" and one.correction.notice in keys for one in history(db))
    return Ingested(parsed, replaced, len(attached(parsed.notices)), astray)


def known(db: "Database", parsed: Parsed) -> Parsed:
    """The notices under the keys they have: what a person put right of a key may by now be read so by itself.

    A later version may come from another file; where two kept notices go by one name, the same file's is meant.
    """
    from govdoc.store import queries

    held = queries.notices_by_source(db)
    before = [one for source in (*held, parsed.source) for one in held.get(source, ())]
    keys = {one.doc_number or one.title: one.key for one in before}
    free = {one.key for one in before} - {one.key for one in parsed.notices}
    named = (replace(one, key=key) if (key := keys.get(one.key)) in free and key else one for one in parsed.notices)
    return replace(parsed, notices=tuple(named))


def _read(file: Path) -> tuple[Document, str]:
    from govdoc.readers import read

    try:
        data = file.read_bytes()
    except FileNotFoundError as error:
        raise GovdocError(f"找不到文件：{file}", "请核对路径和文件名") from error
    except IsADirectoryError as error:
        raise GovdocError(f"{file} 是文件夹，不是文件", "请写出其中的文件") from error
    except OSError as error:
        raise GovdocError(f"文件打不开：{file}（{error.strerror}）", "请关闭正在使用它的程序，或核对权限") from error
    try:
        return read(file.name, data), hashlib.sha256(data).hexdigest()
    except ReadError as error:
        raise ReadError(error.status, f"{file}：{error.message}", error.remedy) from error
