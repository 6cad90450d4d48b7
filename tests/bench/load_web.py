"""The workbench under load: `python tests/bench/load_web.py [--files N] [--seconds S] [--users 1 20]`.

Reviewers at once on a made-up workspace of 89 units x 99 indicators: each looks at the queue, opens a file, decides,
and now and then looks at the matrix. Prints for each number of users the median and the 95th percentile of every kind
of request, errors, lost decisions, and the ratios between the fewest and the most users.
"""

import argparse
import datetime as dt
import hashlib
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path
from statistics import median, quantiles

import httpx2

from govdoc.model import Evidence, Indicator, Match, Notice, Parsed, Reason, Requirement, Responsible, Task, Unit
from govdoc.pipeline.workspace import make_workspace, open_workspace
from govdoc.store import queries
from govdoc.store.decisions import last_decision
from govdoc.store.rows import Entry, Matching

UNITS, INDICATORS, METHOD = 89, 99, "材料查证"
_ASKED = "组织开展重大行政决策听证会，建立台账，公布目录，形成总结报告"
_TEXT = "我局按照要求开展重大行政决策工作，建立台账，组织听证会。" * 40
_PAUSE = 5.0  # seconds a reviewer takes to read a file
_SERVER = """\
import sys, uvicorn
from pathlib import Path
from govdoc.web.app import create_app
app = create_app(Path(sys.argv[1]), "测试")
print(app.state.bench.sessions.new_key(), flush=True)
uvicorn.run(app, port=int(sys.argv[2]), log_level="error")
"""


def make(folder: Path, files: int) -> None:
    """Write the workspace straight into its store."""
    make_workspace(folder)
    db = open_workspace(folder)
    units = tuple(Unit(f"云汐县第{at}局", kinds=("县直单位",)) for at in range(UNITS))
    queries.put_units(db, units)
    notice = Notice(
        "云政〔2023〕1号",
        "main",
        "云政〔2023〕1号",
        indicators=tuple(_indicator(at, units) for at in range(INDICATORS)),
    )
    queries.put_parsed(db, Parsed("notice", (notice,)), "0")
    for start in range(0, files, 1000):
        made = [_file(at, units[at % UNITS].name, notice.key) for at in range(start, min(start + 1000, files))]
        queries.put_files(db, [entry for entry, _ in made])
        queries.put_matches(db, [matching for _, matching in made])
    db.close()


def _indicator(at: int, units: tuple[Unit, ...]) -> Indicator:
    code = str(at + 1)
    asked = tuple(Requirement(f"{code}/{METHOD}/{one}", f"第{one}类{_ASKED[:14]}的材料") for one in (1, 2))
    task = Task(f"{code}/{METHOD}", METHOD, _ASKED, asked)
    bound = tuple(Responsible(unit.name) for unit in units)
    return Indicator(code, f"第{code}项指标", "indicator", (), "", f"{_ASKED}，第{code}项。", bound, (), (task,))


def _file(at: int, unit: str, notice: str) -> tuple[Entry, Matching]:
    path, title = f"{unit}/{at % INDICATORS + 1}/材料{at}.txt", f"工作报告{at}"
    sha256 = hashlib.sha256(str(at).encode()).hexdigest()
    evidence = Evidence(path, sha256, 1000, "text/plain", "read", unit, title=title, text=f"{title}\n{_TEXT}")
    matches = []
    for rank in range(4):
        code = str((at + rank * 7) % INDICATORS + 1)
        decision = "auto" if rank == 0 and at % 3 else "review" if rank < 3 else "none"
        reasons = (Reason("words", 1.0, "标题与指标同有“听证会”"), Reason("pairs", 0.5, "正文与指标同有“台账”"))
        score = round(0.95 - 0.2 * rank, 2)
        matches.append(Match(path, notice, code, METHOD, score, decision, (f"{code}/{METHOD}/1",), reasons))
    return Entry(evidence, 1, "0"), Matching(path, "key", tuple(matches))


def reviewer(
    home: str, cookie: str, mine: int, users: int, until: float, took: dict[str, list[float]], bad: list[str]
) -> None:
    """One reviewer at work on every so many rows of the queue."""
    with httpx2.Client(base_url=home, cookies={"govdoc": cookie}, timeout=60) as client:

        def ask(kind: str, path: str, form: dict[str, str] | None = None) -> str:
            start = time.perf_counter()
            answer = client.post(path, data=form) if form else client.get(path)
            took[kind].append(time.perf_counter() - start)
            if answer.status_code != 200:
                bad.append(f"{path} {answer.status_code}")
            return answer.text

        time.sleep(_PAUSE * mine / users)
        page = ask("queue", "/review")
        token = re.search(r'name="csrf" content="([^"]+)"', page)[1]
        rows = re.findall(r'data-id="(\w{10})"', page)[mine::users]
        for turn, row in enumerate(rows * 100):
            if time.monotonic() > until:
                return
            ask("file", f"/review/row?id={row}")
            time.sleep(_PAUSE)
            fields = {"csrf": token, "kind": "reject" if turn % 2 else "accept", "rows": row, "seen": "999999"}
            ask("decision", "/review/decide", fields)
            if turn % 5 == 0:
                ask("matrix", "/matrix")
                ask("queue", "/review")


def measure(folder: Path, users: int, seconds: float) -> dict[str, tuple[float, float, int]]:
    """Median and 95th percentile in ms and the number of requests, by kind."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-c", _SERVER, str(folder), str(port)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    home = f"http://127.0.0.1:{port}"
    took: dict[str, list[float]] = defaultdict(list)
    bad: list[str] = []
    try:
        key = server.stdout.readline().strip()
        cookie = _entered(home, key)
        httpx2.get(f"{home}/matrix", cookies={"govdoc": cookie}, timeout=300)
        db = open_workspace(folder)
        before = last_decision(db)
        until = time.monotonic() + seconds
        crew = [
            threading.Thread(target=reviewer, args=(home, cookie, at, users, until, took, bad)) for at in range(users)
        ]
        for one in crew:
            one.start()
        for one in crew:
            one.join()
        lost = len(took["decision"]) - (last_decision(db) - before)
        db.close()
    finally:
        server.kill()
        server.wait()
    print(f"{users} users, {seconds:.0f} s: {len(bad)} errors {bad[:3]}, {lost} decisions lost")
    return {kind: (median(all_) * 1000, quantiles(all_, n=20)[-1] * 1000, len(all_)) for kind, all_ in took.items()}


def _entered(home: str, key: str) -> str:
    until = time.monotonic() + 30
    while True:
        try:
            return httpx2.get(f"{home}/enter?key={key}").cookies["govdoc"]
        except httpx2.ConnectError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def main() -> None:
    """Make the workspace, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--users", type=int, nargs="+", default=[1, 20])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        folder = Path(scratch) / "workspace"
        make(folder, given.files)
        print(f"{dt.date.today()}: {UNITS} units x {INDICATORS} indicators x {given.files} files")  # noqa: DTZ011
        found = {users: measure(folder, users, given.seconds) for users in given.users}
    for kind in ("queue", "file", "decision", "matrix"):
        told = [
            f"{users}: median {one[kind][0]:.0f} ms, p95 {one[kind][1]:.0f} ms ({one[kind][2]})"
            for users, one in found.items()
        ]
        ratio = found[given.users[-1]][kind][1] / found[given.users[0]][kind][1]
        print(f"{kind:9} {'; '.join(told)}; p95 ratio {ratio:.1f}")


if __name__ == "__main__":
    main()
