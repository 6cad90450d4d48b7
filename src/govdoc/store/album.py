"""Pictures of pages that were drawn before: a file of its own beside the database, which may be deleted at any time."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from govdoc.store.troubles import trouble

FILE = "govdoc-pictures.db"
LARGEST = 300_000_000  # bytes of all pictures; those not seen for longest go first


@contextmanager
def open_album(folder: Path) -> Iterator[sqlite3.Connection]:
    """The album of a workspace's folder, made anew where it is none."""
    file = folder / FILE
    try:
        connection = _opened(file)
    except sqlite3.DatabaseError as error:
        if trouble(error):
            raise
        file.unlink(missing_ok=True)
        connection = _opened(file)
    with closing(connection):
        yield connection


def found(album: sqlite3.Connection, sha256: str, page: int) -> tuple[bytes, int] | None:
    """The page of a content, and how many pages it has. Page 0 is the whole as PDF."""
    row = album.execute("select body, pages from picture where sha256 = ? and page = ?", [sha256, page]).fetchone()
    if row:
        with album:
            album.execute("update picture set used = ? where sha256 = ? and page = ?", [time.time(), sha256, page])
    return (row[0], row[1]) if row else None


def put(album: sqlite3.Connection, sha256: str, page: int, body: bytes, pages: int, largest: int = LARGEST) -> None:
    """Keep a page, and let go of the oldest beyond `largest` bytes in all."""
    with album:
        row = [sha256, page, body, pages, len(body), time.time()]
        album.execute("insert or replace into picture values (?, ?, ?, ?, ?, ?)", row)
        album.execute(
            "delete from picture where rowid in (select rowid from"
            " (select rowid, sum(size) over (order by used desc, rowid desc) as held from picture) where held > ?)",
            [largest],
        )


def _opened(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=30)
    try:
        with connection:
            connection.execute(
                "create table if not exists picture (sha256 text, page integer, body blob, pages integer,"
                " size integer, used real, primary key (sha256, page))"
            )
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection
