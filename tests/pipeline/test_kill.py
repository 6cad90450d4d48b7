"""A scan killed at any moment and started again ends with the ledger of one left in peace."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest

from govdoc.pipeline.workspace import make_workspace, open_workspace

KILLS = int(os.environ.get("GOVDOC_KILLS", "5"))
FILES = 160


def scan(workspace: Path, folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "govdoc", "scan", str(folder), "--no-match", "-w", str(workspace)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def ledger(workspace: Path) -> list[tuple[object, ...]]:
    db = open_workspace(workspace)
    columns = ", ".join(column.name for column in db.table("file").columns if column.name != "scanned_at")
    rows = db.execute(f"select {columns}, body from file left join text using (path) order by path").fetchall()  # noqa: S608
    assert db.execute("pragma integrity_check").fetchone() == ("ok",)
    db.close()
    return rows


def rows_in(workspace: Path) -> int:
    with suppress(sqlite3.OperationalError), closing(sqlite3.connect(workspace / "govdoc.db")) as db:
        return int(db.execute("select count(*) from file").fetchone()[0])
    return 0


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kill") / "材料"
    for at in range(FILES):
        file = folder / f"单位{at % 4}" / f"{at}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"第{at}号总结\n" + "我局认真开展工作，取得成效。\n" * 400, encoding="utf-8")
    (folder / "单位0" / "坏.docx").write_bytes(b"PK\x03\x04" + bytes(100))
    return folder


@pytest.fixture(scope="module")
def undisturbed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[tuple[object, ...]], float]:
    workspace = tmp_path_factory.mktemp("calm")
    make_workspace(workspace)
    begun = time.monotonic()
    scan(workspace, folder).wait()
    took = time.monotonic() - begun
    rows = ledger(workspace)
    assert len(rows) == FILES + 1
    return rows, took


@pytest.mark.parametrize("seed", range(KILLS))
def test_a_killed_scan_goes_on(
    seed: int, folder: Path, undisturbed: tuple[list[tuple[object, ...]], float], tmp_path: Path
) -> None:
    expected, took = undisturbed
    chance = random.Random(seed)  # noqa: S311
    if seed % 5 == 4:  # killed while the workspace itself is being made
        (tmp_path / "govdoc.db").touch()
    else:
        make_workspace(tmp_path)
    running = scan(tmp_path, folder)
    if seed % 2:  # at any moment
        time.sleep(chance.uniform(0.02, took))
    else:  # while results come in
        enough = chance.randrange(1, FILES)
        while running.poll() is None and rows_in(tmp_path) < enough:
            time.sleep(0.01)
    running.kill()
    running.wait()
    halfway = len(ledger(tmp_path))
    assert halfway <= len(expected)
    assert scan(tmp_path, folder).wait() == 1
    assert ledger(tmp_path) == expected
    shutil.rmtree(tmp_path)
