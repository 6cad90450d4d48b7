import errno
import sqlite3
from pathlib import Path

import pytest

from govdoc.store.search import FILE, open_index
from govdoc.store.troubles import trouble


def full() -> Exception:
    db = sqlite3.connect(":memory:")
    db.execute("pragma max_page_count = 1")
    with pytest.raises(sqlite3.OperationalError) as caught:
        db.execute("create table a (b)")
    db.close()
    return caught.value


def test_what_the_system_refuses_is_told_in_words() -> None:
    assert "磁盘已满" in str(trouble(full()))
    assert "磁盘已满" in str(trouble(OSError(errno.ENOSPC, "No space left on device")))
    assert "不能写入" in str(trouble(PermissionError(errno.EACCES, "Permission denied")))


def test_a_bug_is_no_trouble() -> None:
    db = sqlite3.connect(":memory:")
    with pytest.raises(sqlite3.OperationalError) as caught:
        db.execute("select * from nothing")
    db.close()
    assert trouble(caught.value) is None
    assert trouble(FileNotFoundError(errno.ENOENT, "No such file")) is None


def test_an_index_that_another_program_holds_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_index(tmp_path):
        pass
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("begin exclusive")
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda file, timeout: connect(file, timeout=timeout / 300))
    with pytest.raises(sqlite3.OperationalError), open_index(tmp_path):
        pass
    other.close()
    assert (tmp_path / FILE).is_file()


def test_a_broken_index_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no database" * 1000)
    with open_index(tmp_path) as index:
        assert index.execute("select count(*) from paper").fetchone() == (0,)
