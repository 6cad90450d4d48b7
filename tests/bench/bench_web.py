"""The workbench under load: `python tests/bench/bench_web.py [--seconds S] [--users 1 20] [--files N]`.

Reviewers at once on a workspace of 89 units x 99 indicators, the county's papers under them. Each does what the page
does: a decision, the next sheet, the one after it ahead, five seconds of reading; now and then the matrix and the
queue. Fewer reviewers read less, so that as much is asked in all. Prints for every kind of request the median and the
95th percentile for each number of users with the ratio of the last to the first, errors, and decisions that were
answered but do not stand in the log as they were made.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from random import Random
from statistics import median, quantiles

import httpx2
import psutil
from bench_matching import notice, papers

from govdoc.demo.county import read_county
from govdoc.gaps import row_id
from govdoc.model import Match, Parsed, Reason, Responsible, Unit
from govdoc.pipeline.workspace import make_workspace, open_workspace
from govdoc.store import queries
from govdoc.store.decisions import decisions_after, last_decision
from govdoc.store.rows import Entry, Matching

UNITS = 89
KINDS = ("matrix", "queue", "sheet", "decision")
_READS = 5.0  # seconds a reviewer takes over a file
_TURNS = 5  # files between two looks at the matrix and the queue
_REASONS = (Reason("words", 1.0, "标题与指标同有“听证会”"), Reason("pairs", 0.5, "正文与指标同有“台账”"))
_SERVER = """\
import sys, uvicorn
from pathlib import Path
from govdoc.cli.serve import listening
from govdoc.model import Account
from govdoc.store.accounts import put_account
from govdoc.web.app import create_app
app = create_app(Path(sys.argv[1]), by_account=True)
crew = [Account(name, "reviewer", "") for name in sys.argv[2:]]
with app.state.bench.db() as db:
    for one in crew:
        put_account(db, one)
app.state.bench.live.current()
with listening("127.0.0.1", 0) as listens:
    cookies = [app.state.bench.sessions.log_in(one) for one in crew]
    print(listens.getsockname()[1], *cookies, flush=True)
    uvicorn.Server(uvicorn.Config(app, log_level="error")).run(sockets=[listens])
"""


@dataclass
class Found:
    """What the reviewers met: seconds by kind of request, refusals, and by its number each decision as it was made."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    made: dict[int, tuple[str, str, str]] = field(default_factory=dict)


def make(folder: Path, files: int) -> None:
    """Write the workspace straight into its store: papers of up to some pages, each proposed for up to four cells."""
    county, random = read_county(), Random(7)  # noqa: S311 - a bench, no secrets
    units = tuple(Unit(f"云汐县第{at}局", kinds=("县直单位",)) for at in range(UNITS))
    bound = tuple(Responsible(unit.name) for unit in units)
    asked = notice(county)
    asked = replace(asked, indicators=tuple(replace(one, responsible=bound) for one in asked.indicators))
    cells = [(one.code, task) for one in asked.indicators for task in one.tasks]
    pages = list(papers(county, 1000))
    make_workspace(folder)
    db = open_workspace(folder)
    queries.put_units(db, units)
    queries.put_parsed(db, Parsed("notice", (asked,)), "0")
    entries, found = [], []
    for at in range(files):
        unit = units[at % UNITS].name
        path, text = f"{unit}/{at}.docx", "\n".join(one.text for one in random.sample(pages, random.randint(1, 20)))
        title = text.partition("\n")[0]
        evidence = replace(pages[0], path=path, sha256=f"{at:064x}", unit=unit, title=title, text=text)
        matches = []
        for rank, (code, task) in enumerate(random.sample(cells, 4)):
            decision = "auto" if rank == 0 and at % 3 else "review" if rank < 3 else "none"
            items = tuple(one.id for one in task.requirements[:1])
            score = round(0.95 - 0.2 * rank, 2)
            matches.append(Match(path, asked.key, code, task.method, score, decision, items, _REASONS))
        entries.append(Entry(evidence, 1, "0"))
        found.append(Matching(path, "key", tuple(matches)))
    queries.put_files(db, entries)
    queries.put_matches(db, found)
    db.close()


def review(home: str, cookie: str, who: str, mine: slice, reads: float, until: float, found: Found) -> None:
    """One reviewer at work on every so many rows of the queue."""
    with httpx2.Client(base_url=home, headers={"Cookie": cookie}, timeout=60) as client:

        def ask(kind: str, call: Callable[..., httpx2.Response], path: str, **sent: object) -> httpx2.Response:
            start = time.perf_counter()
            try:
                answer = call(path, **sent)
            except httpx2.HTTPError as error:
                found.errors.append(f"{path} {error!r}")
                raise SystemExit from error
            found.took[kind].append(time.perf_counter() - start)
            if answer.status_code != 200:
                found.errors.append(f"{path} {answer.status_code}")
            return answer

        time.sleep(reads * (mine.start or 0) / (mine.step or 1))
        page = ask("queue", client.get, "/review").text
        csrf = re.search(r'name="csrf" content="([^"]+)"', page)[1]
        rows = re.findall(r'data-id="(\w{10})"', page)[mine]
        for turn in count():
            row, later = rows[turn % len(rows)], rows[(turn + 1) % len(rows)]
            sheet = ask("sheet", client.get, "/review/row", params={"id": row}).text
            ask("sheet", client.get, "/review/row", params={"id": later})
            time.sleep(reads)
            if time.monotonic() > until:
                return
            kind = ("accept", "reject")[turn % 2]
            form = {"kind": kind, "rows": row, "seen": re.search(r'data-seen="(\d+)"', sheet)[1]}
            answer = ask("decision", client.post, "/review/decide", data=form, headers={"x-csrf": csrf})
            if answer.status_code == 200:
                found.made[answer.json()["seen"]] = row, kind, who
            if turn % _TURNS == 0:
                ask("matrix", client.get, "/matrix")
                ask("queue", client.get, "/review")


def measure(folder: Path, users: int, reads: float, seconds: float) -> Found:
    """What so many reviewers meet in so many seconds, with a server of its own."""
    names = [f"审核{at}" for at in range(users)]
    found = Found()
    command = [sys.executable, "-c", _SERVER, str(folder), *names]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        port, *cookies = server.stdout.readline().split()
        home = f"http://127.0.0.1:{port}"
        db = open_workspace(folder)
        before, spent = last_decision(db), sum(psutil.Process(server.pid).cpu_times()[:2])
        until = time.monotonic() + seconds
        crew = [
            threading.Thread(
                target=review, args=(home, f"govdoc-{port}={cookie}", who, slice(at, None, users), reads, until, found)
            )
            for at, (who, cookie) in enumerate(zip(names, cookies, strict=True))
        ]
        for one in crew:
            one.start()
        for one in crew:
            one.join()
        spent = sum(psutil.Process(server.pid).cpu_times()[:2]) - spent
        log = {one.number: one for one in decisions_after(db, before)}
        db.close()
        server.kill()
    kept = {number: (row_id(one.unit, one.place, one.sha256), one.kind, one.who) for number, one in log.items()}
    lost = sum(kept.get(number) != one for number, one in found.made.items())
    asked = sum(map(len, found.took.values()))
    print(
        f"{users} users, {seconds:.0f} s: {asked} requests, {spent / asked * 1000:.1f} ms of the processor each, "
        f"{len(found.errors)} errors {found.errors[:3] or ''}; {len(found.made)} decisions, {lost} lost, "
        f"{len(kept.keys() - found.made.keys())} that nobody made"
    )
    return found


def main() -> None:
    """Make the workspace, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--seconds", type=float, default=30.0, help="for each number of users")
    parser.add_argument("--users", type=int, nargs="+", default=[1, 20])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        make(Path(scratch), given.files)
        print(f"{UNITS} units x 99 indicators x {given.files} files; load average {psutil.getloadavg()[0]:.1f}")
        found = [
            measure(Path(scratch), users, _READS * users / max(given.users), given.seconds) for users in given.users
        ]
    for kind in KINDS:
        told, figures = [], []
        for users, one in zip(given.users, found, strict=True):
            took = [seconds * 1000 for seconds in one.took[kind]] * 2  # twice, for a percentile even of one
            figures.append((median(took), quantiles(took, n=20)[-1]))
            told.append(f"{users}: {figures[-1][0]:4.0f} / {figures[-1][1]:4.0f} ms ({len(took) // 2})")
        ratios = " / ".join(f"{last / first:.1f}" for first, last in zip(figures[0], figures[-1], strict=True))
        print(f"{kind:9} median / p95 with {', '.join(told)}; ratios {ratios}")


if __name__ == "__main__":
    main()
