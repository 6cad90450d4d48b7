"""A check of addresses killed in the middle and started again visits every address, and few of them twice."""

import json
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest
from tests.pipeline.situations import net

from govdoc.pipeline.addresses import addresses, allow_hosts
from govdoc.pipeline.fetch import Manners
from govdoc.pipeline.scan import scan
from govdoc.pipeline.visits import read_visits
from govdoc.pipeline.workspace import make_workspace, open_workspace
from govdoc.store.visits import visits

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs the many loopback addresses of Linux")
HOSTS = 12
PATHS = ("/good", "/text")
ENOUGH = 4  # visits kept before the kill


def check(*arguments: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "govdoc", "urls", "check", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def kept(file: Path) -> int:
    with suppress(sqlite3.OperationalError), closing(sqlite3.connect(file)) as db:
        return int(db.execute("select count(*) from visit").fetchone()[0])
    return 0


def killed(running: subprocess.Popen[bytes], file: Path) -> None:
    """Kill a check once the file holds enough visits."""
    until = time.monotonic() + 60
    while (not file.exists() or kept(file) < ENOUGH) and running.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    running.kill()
    running.wait()


def test_a_killed_check_goes_on(tmp_path: Path) -> None:
    with net() as servers:
        hosts = [servers.host(f"host {at}") for at in range(HOSTS)]
        urls = [base + path for base in servers.bases.values() for path in PATHS]
        (tmp_path / "材料" / "县司法局").mkdir(parents=True)
        (tmp_path / "材料" / "县司法局" / "网址.txt").write_text("\n".join(urls), encoding="utf-8")
        make_workspace(tmp_path)
        with closing(open_workspace(tmp_path)) as db:
            scan(db, tmp_path / "材料")
            allow_hosts(db, {f"127.0.0.{at}" for at in range(2, HOSTS + 2)})
            assert {address.url for address in addresses(db)} == set(urls)
        killed(check("-w", tmp_path), tmp_path / "govdoc.db")
        with closing(open_workspace(tmp_path)) as db:
            halfway = set(visits(db))
        assert ENOUGH <= len(halfway) < len(urls)
        check("-w", tmp_path).wait()
        with closing(open_workspace(tmp_path)) as db:
            assert set(visits(db)) == set(urls)
            assert {visit.problem for visit in visits(db).values()} == {""}
        asked = {
            base + path: host.asked[path]
            for host, base in zip(hosts, servers.bases.values(), strict=True)
            for path in PATHS
        }
    assert {asked[url] for url in halfway} == {1}
    assert set(asked.values()) <= {1, 2}
    assert sum(times == 2 for times in asked.values()) <= Manners().hosts


def test_a_killed_check_of_an_exported_list_goes_on(tmp_path: Path) -> None:
    source, target = tmp_path / "网址.json", tmp_path / "结果.zip"
    with net() as servers:
        hosts = [servers.host(f"host {at}") for at in range(HOSTS)]
        urls = [base + path for base in servers.bases.values() for path in PATHS]
        names = [f"127.0.0.{at}" for at in range(2, HOSTS + 2)]
        source.write_text(json.dumps({"urls": urls, "hosts": names}), encoding="utf-8")
        killed(check(source, "--out", target), tmp_path / "结果.zip.part")
        assert not target.exists()
        assert check(source, "--out", target).wait() == 0
        assert max(host.asked[path] for host in hosts for path in PATHS) <= 2
    assert {visit.url for visit in read_visits(target)} == set(urls)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["结果.zip", "网址.json"]
