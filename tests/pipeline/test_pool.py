"""The work is `eval`: it can be imported by name, and it can be told to crash."""

import os
import signal
import subprocess
import sys
import time

import pytest

from govdoc.pipeline.pool import Lost, run


def test_a_crash_ends_its_own_task_only() -> None:
    tasks = ["1 + 1", "__import__('os').abort()", "2 + 2", "__import__('os')._exit(3)", "3 + 3"]
    got = dict(run(eval, tasks, workers=2, limit=20))
    assert [got[task] for task in tasks[::2]] == [2, 4, 6]
    assert got[tasks[3]] == Lost("died", "3")
    assert got[tasks[1]].why == "died"


def test_a_hang_is_ended_at_its_limit() -> None:
    tasks = ["__import__('time').sleep(60)", "1", "2", "3"]
    begun = time.monotonic()
    got = dict(run(eval, tasks, workers=2, limit=1.5))
    assert got == {tasks[0]: Lost("timed_out", "1.5"), "1": 1, "2": 2, "3": 3}
    assert time.monotonic() - begun < 20


def test_what_is_raised_is_told() -> None:
    tasks = ["1 / 0", "exec('raise SystemExit(4)')", "exec('raise KeyboardInterrupt')", "5"]
    got = dict(run(eval, tasks, workers=1, limit=20))
    assert got["5"] == 5
    assert got["1 / 0"] == Lost("raised", "ZeroDivisionError: division by zero")
    assert {outcome.why for outcome in got.values() if isinstance(outcome, Lost)} == {"raised"}


def test_large_results_pass_whole() -> None:
    assert [len(value) for _, value in run(eval, ["'字' * 3_000_000"], workers=1, limit=20)] == [3_000_000]


def test_no_tasks_start_no_workers() -> None:
    assert list(run(eval, [], workers=2, limit=1)) == []


def test_closing_early_leaves_no_worker() -> None:
    running = run(eval, ["__import__('os').getpid()", "__import__('time').sleep(60)"], workers=1, limit=60)
    _, pid = next(running)
    running.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


@pytest.mark.skipif(os.name == "nt", reason="signals and process numbers as on Linux")
def test_workers_end_with_a_killed_supervisor() -> None:
    script = (
        "import sys\n"
        "from govdoc.pipeline.pool import run\n"
        "if __name__ == '__main__':\n"
        "    for _, pid in run(eval, ['__import__(\"os\").getpid()', '__import__(\"time\").sleep(60)'],"
        " workers=1, limit=60):\n"
        "        print(pid, flush=True)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as supervisor:
        assert supervisor.stdout is not None
        pid = int(supervisor.stdout.readline())
        supervisor.send_signal(signal.SIGKILL)
    for _ in range(100):
        if not _alive(pid):
            break
        time.sleep(0.1)
    assert not _alive(pid)


def _alive(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as stat:  # noqa: PTH123
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
