"""The work is `eval`: it can be imported by name, and it can be told to crash."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from govdoc.pipeline.pool import Mode, run
from govdoc.pipeline.worker import Limits, Lost, Part

MODES: list[Mode] = ["spawn", *(["prefork"] if sys.platform == "linux" else [])]  # type: ignore[list-item]
both = pytest.mark.parametrize("mode", MODES)


def parts(count: int):  # type: ignore[no-untyped-def]
    """Gives each number below `count`, dies at 2 when told a count below 0 and goes on behind it when told more."""
    for at in range(abs(count)):
        if count < 0 and at == 2:
            os._exit(1)
        yield at
    return "end"


@both
def test_a_crash_ends_its_own_task_only(mode: Mode) -> None:
    tasks = ["1 + 1", "__import__('os').abort()", "2 + 2", "__import__('os')._exit(3)", "3 + 3"]
    got = dict(run(eval, tasks, workers=2, limits=Limits(seconds=20), mode=mode))
    assert [got[task] for task in tasks[::2]] == [2, 4, 6]
    assert got[tasks[3]] == Lost("died", "3")
    assert got[tasks[1]].why == "died"


@both
def test_a_hang_is_ended_at_its_limit(mode: Mode) -> None:
    tasks = ["__import__('time').sleep(60)", "1", "2", "3"]
    begun = time.monotonic()
    got = dict(run(eval, tasks, workers=2, limits=Limits(seconds=1.5), mode=mode))
    assert got == {tasks[0]: Lost("timed_out", "1.5"), "1": 1, "2": 2, "3": 3}
    assert time.monotonic() - begun < 20


@both
def test_what_is_raised_is_told(mode: Mode) -> None:
    tasks = ["1 / 0", "exec('raise SystemExit(4)')", "exec('raise KeyboardInterrupt')", "5"]
    got = dict(run(eval, tasks, workers=1, limits=Limits(seconds=20), mode=mode))
    assert got["5"] == 5
    assert got["1 / 0"] == Lost("raised", "ZeroDivisionError: division by zero")
    assert {outcome.why for outcome in got.values() if isinstance(outcome, Lost)} == {"raised"}


@both
def test_large_results_pass_whole(mode: Mode) -> None:
    assert [
        len(value) for _, value in run(eval, ["'字' * 3_000_000"], workers=1, limits=Limits(seconds=20), mode=mode)
    ] == [3_000_000]


@both
def test_no_tasks_start_no_workers(mode: Mode) -> None:
    assert list(run(eval, [], workers=2, limits=Limits(seconds=1), mode=mode)) == []


@both
def test_closing_early_leaves_no_worker(mode: Mode) -> None:
    running = run(
        eval,
        ["__import__('os').getpid()", "__import__('time').sleep(60)"],
        workers=1,
        limits=Limits(seconds=60),
        mode=mode,
    )
    _, pid = next(running)
    running.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


@pytest.mark.skipif(os.name == "nt", reason="signals and process numbers as on Linux")
@both
def test_workers_end_with_a_killed_supervisor(mode: Mode) -> None:
    script = (
        "import sys\n"
        "from govdoc.pipeline.pool import Limits, run\n"
        "if __name__ == '__main__':\n"
        "    for _, pid in run(eval, ['__import__(\"os\").getpid()', '__import__(\"time\").sleep(60)'],"
        f" workers=1, limits=Limits(seconds=60), mode={mode!r}):\n"
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


@both
def test_parts_come_as_they_are_made(mode: Mode) -> None:
    got = [value for _, value in run(parts, [3], workers=1, limits=Limits(seconds=20), mode=mode)]
    assert got == [Part(0), Part(1), Part(2), "end"]


@both
def test_a_task_may_be_taken_up_where_it_died(mode: Mode) -> None:
    lost: list[Lost] = []

    def again(task: int, why: Lost) -> int | None:
        lost.append(why)
        return 1 if task < 0 else None

    got = [out for _, out in run(parts, [-5], workers=1, limits=Limits(seconds=20), mode=mode, again=again)]
    assert got == [Part(0), Part(1), Part(0), "end"]
    assert lost == [Lost("died", "1", 2)]


@both
def test_who_takes_too_much_memory_is_ended(mode: Mode) -> None:
    tasks = ["len(bytearray(b'1') * 900_000_000) and __import__('time').sleep(30)", "1"]
    got = dict(run(eval, tasks, workers=1, limits=Limits(seconds=60, memory=400 * 1024**2), mode=mode))
    assert got["1"] == 1
    assert isinstance(got[tasks[0]], Lost)
    assert got[tasks[0]].why == "memory"


@both
def test_an_absurd_claim_on_memory_fails_at_once(mode: Mode) -> None:
    got = dict(run(eval, ["bytearray(1 << 50)", "1"], workers=1, limits=Limits(seconds=20), mode=mode))
    assert got == {"bytearray(1 << 50)": Lost("memory", ""), "1": 1}


@pytest.mark.skipif("prefork" not in MODES, reason="limits that the system keeps")
def test_the_system_keeps_limits_too() -> None:
    limits = Limits(seconds=30, memory=300 * 1024**2, written=1000)
    tasks = [
        "bytearray(3 << 30)",
        "__import__('pathlib').Path(__import__('tempfile').mkstemp()[1]).write_bytes(bytes(2000))",
        "[__import__('resource').setrlimit(__import__('resource').RLIMIT_CPU, (1, 9)), max(iter(int, 1))]",
    ]
    got = dict(run(eval, tasks, workers=1, limits=limits, mode="prefork"))
    assert [got[task].why for task in tasks] == ["memory", "raised", "timed_out"]
    assert "File too large" in got[tasks[1]].detail


@both
def test_workers_are_replaced_in_time(mode: Mode) -> None:
    tasks = [f"(__import__('os').getpid(), {at})" for at in range(6)]
    found = [pid for _, (pid, _) in run(eval, tasks, workers=1, limits=Limits(seconds=20, tasks=2), mode=mode)]
    assert [found.count(pid) for pid in dict.fromkeys(found)] == [2, 2, 2]


@both
@pytest.mark.skipif(os.name == "nt", reason="process numbers as on Linux")
def test_what_a_task_started_ends_with_it(mode: Mode) -> None:
    start = "__import__('subprocess').Popen(['sleep', '60']).pid"
    work = f"[open({{0!r}}, 'w').write(str({start})), __import__('time').sleep(60)]"
    with tempfile.TemporaryDirectory() as folder:
        note = Path(folder) / "pid"
        got = [out for _, out in run(eval, [work.format(str(note))], workers=1, limits=Limits(seconds=2), mode=mode)]
        assert got == [Lost("timed_out", "2")]
        pid = int(note.read_text())
    for _ in range(50):
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
