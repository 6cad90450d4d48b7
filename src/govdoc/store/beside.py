"""Databases of their own beside the workspace's, which may be deleted at any time."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from govdoc.store.troubles import trouble


@contextmanager
def open_beside(file: Path, prepare: Callable[[sqlite3.Connection], None]) -> Iterator[sqlite3.Connection]:
    """The database, made anew where the file is none or `prepare`, which makes its tables, raises DatabaseError."""
    try:
        connection = _opened(file, prepare)
    except sqlite3.DatabaseError as error:
        if trouble(error):
            raise
        file.unlink(missing_ok=True)
        connection = _opened(file, prepare)
    with closing(connection):
        yield connection


def _opened(file: Path, prepare: Callable[[sqlite3.Connection], None]) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=30)
    try:
        with connection:
            prepare(connection)
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection
