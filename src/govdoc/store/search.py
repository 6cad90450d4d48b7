"""The index of the texts of a workspace: a file of its own beside the database, which may be deleted at any time."""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Set
from contextlib import closing, contextmanager
from pathlib import Path

from govdoc.store.troubles import trouble
from govdoc.text.widths import narrow

FILE = "govdoc-search.db"
_FORM = 2  # changes whenever texts are cut otherwise
_LONGEST = 1_000_000  # characters of a text that are indexed
_RUN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+|[a-z0-9]+")


def words_of(text: str) -> str:
    """A text as the index holds it: Han characters in overlapping pairs, so that any part of a word is found.

    >>> words_of("行政复议 2024年")
    '行政 政复 复议 议 2024 年'
    """
    found: list[str] = []
    for run in _RUN.findall(narrow(text).lower()):
        found += [run] if run.isascii() else [run[at : at + 2] for at in range(len(run))]
    return " ".join(found)


def query_of(asked: str) -> str:
    """What is asked as a query of the index, "" where nothing can be looked for: words set apart must all be there.

    >>> print(query_of("行政复议"), query_of("议"), query_of("2024年复"), query_of("复议 公告"))
    "行政 政复 复议" "议" * "2024 年复" "复议" "公告"
    """
    return " ".join(filter(None, map(_phrase, asked.split())))


def _phrase(asked: str) -> str:
    words = words_of(asked).split()
    if len(words) > 1 and len(words[-1]) == 1 and len(words[-2]) == 2:
        words.pop()  # what is asked may go on in the text
    quoted = '"' + " ".join(words) + '"'
    return "" if not words else quoted + " *" if len(words[-1]) == 1 or words[-1].isascii() else quoted


@contextmanager
def open_index(folder: Path) -> Iterator[sqlite3.Connection]:
    """The index of a workspace's folder, made anew where it is none or of another form."""
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


def held(index: sqlite3.Connection) -> dict[str, str]:
    """By path, the content that is indexed."""
    return dict(index.execute("select path, sha256 from paper").fetchall())


def put(index: sqlite3.Connection, papers: Iterable[tuple[str, str, str]]) -> None:
    """Index texts: (path, sha256, text), each in place of what the path held before."""
    with index:
        for path, sha256, text in papers:
            index.execute("delete from paper where path = ?", [path])
            row = index.execute("insert into paper (path, sha256) values (?, ?)", [path, sha256]).lastrowid
            index.execute("insert into word (rowid, body) values (?, ?)", [row, words_of(text[:_LONGEST])])


def drop(index: sqlite3.Connection, paths: Set[str]) -> None:
    """Forget texts. What the index holds of them is found no more."""
    with index:
        index.executemany("delete from paper where path = ?", [(path,) for path in paths])


def find(index: sqlite3.Connection, asked: str, most: int) -> tuple[str, ...]:
    """The paths of texts that hold what is asked, the best first."""
    wanted = query_of(asked)
    if not wanted:
        return ()
    query = "select path from word join paper on paper.id = word.rowid where word match ? order by rank limit ?"
    return tuple(row[0] for row in index.execute(query, [wanted, most]))


def _opened(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=30)
    try:
        (form,) = connection.execute("pragma user_version").fetchone()
        if form not in (0, _FORM):
            raise sqlite3.DatabaseError
        with connection:
            # Numbers are never given twice: the words of a text that was forgotten lead nowhere.
            connection.execute(
                "create table if not exists paper (id integer primary key autoincrement, path text unique, sha256 text)"
            )
            connection.execute(
                "create virtual table if not exists word using fts5(body, content='', tokenize='unicode61')"
            )
            connection.execute(f"pragma user_version = {_FORM}")
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection
