import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from govdoc.pipeline.workspace import make_workspace, open_workspace
from govdoc.store import queries


@pytest.mark.skipif(os.name == "nt", reason="signals as on Linux")
def test_an_interrupted_scan_says_so_and_keeps_what_it_read(tmp_path: Path) -> None:
    folder = tmp_path / "材料" / "甲"
    folder.mkdir(parents=True)
    for at in range(3000):
        (folder / f"{at}.txt").write_text(f"第{at}号总结\n" * 200, encoding="utf-8")
    make_workspace(tmp_path)
    command = [sys.executable, "-m", "govdoc", "scan", str(folder.parent), "--no-match", "-w", str(tmp_path)]
    # What runs in the background is started with interrupts ignored; the command itself never is.
    running = subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    db = open_workspace(tmp_path)
    while running.poll() is None and not queries.paths(db):
        time.sleep(0.02)
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=30)
    assert running.returncode == 130
    assert "已中断" in told
    assert "Traceback" not in told
    assert 0 < len(queries.paths(db)) < 3000
