import datetime as dt
import os
import ssl
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from tests.pipeline.situations import ANSWERS, EXPECTED, RIGHT, Net, certificates, net

from govdoc.addresses import Ask, judge
from govdoc.errors import GovdocError
from govdoc.model import Shape, Visit
from govdoc.pipeline.fetch import Manners
from govdoc.pipeline.visits import check_exported, read_visits, visit_addresses

QUICK = Manners(answer=2.0, whole=3.0, most=1_000_000, pause=0.0, again=(0.2, 0.4))
WRONG = ("/wrong", "/index.html")
linux = pytest.mark.skipif(sys.platform != "linux", reason="needs the many loopback addresses of Linux")


def now() -> dt.datetime:
    return dt.datetime(2024, 9, 1, 8, 30, tzinfo=dt.UTC)


@pytest.fixture
def servers() -> Iterator[Net]:
    with net() as found:
        yield found


def visited(urls: list[str], *allowed: str) -> dict[str, Visit]:
    return {visit.url: visit for visit in visit_addresses(urls, now, QUICK, frozenset(allowed))}


@linux
def test_every_situation_ends_in_the_right_state(servers: Net) -> None:
    """Two hosts share the work, so that the slow ones are waited for once."""
    bases = [servers.host(name) and servers.bases[name] for name in ("a", "b", "c", "d")]
    places = {path: bases[at % 4] + path for at, path in enumerate(EXPECTED)}
    hosts = tuple(f"127.0.0.{at}" for at in range(2, 6))
    found = visited(list(places.values()), *hosts)
    said = {}
    for path, url in places.items():
        worth = judge(found[url], Ask(0.0 if path in WRONG else 0.9, own=hosts))
        said[path] = (worth.state, worth.finding)
    assert said == EXPECTED
    assert len(said) >= 45


@linux
def test_what_came_is_read_and_kept(servers: Net) -> None:
    servers.host("a")
    url = servers.bases["a"] + "/moved"
    visit = visited([url], "127.0.0.2")[url]
    assert visit.title == "关于公布重大行政决策事项目录的公告"
    assert visit.date == dt.date(2024, 6, 3)
    assert "意见采纳情况一并公开" in visit.text
    assert visit.page.startswith(b"<html>")
    assert visit.hops == (url, url.replace("/moved", "/good"))
    assert visit.checked_at == now()


@linux
def test_private_networks_are_refused_unless_allowed(servers: Net) -> None:
    server = servers.host("a")
    url = servers.bases["a"] + "/good"
    assert visited([url])[url].problem == "private"
    assert server.asked == {}
    assert visited([url], "127.0.0.2")[url].status == 200


@linux
def test_a_page_that_any_address_gives_is_no_page(servers: Net) -> None:
    server = servers.host("a")
    server.always.add("127.0.0.2")
    urls = [servers.bases["a"] + path for path in ("/news/12.html", "/good")]
    found = visited(urls, "127.0.0.2")
    assert [judge(found[url], Ask(0.9, own=("127.0.0.2",))).finding for url in urls] == ["soft_404", "matching"]


@linux
def test_a_site_of_nobody_known_and_an_old_page_go_to_a_person(servers: Net) -> None:
    servers.host("a")
    url = servers.bases["a"] + "/good"
    visit = visited([url], "127.0.0.2")[url]
    assert judge(visit, Ask(0.9)).finding == "unofficial"
    old = judge(visit, Ask(0.9, dt.date(2024, 7, 1), ("127.0.0.2",)))
    assert (old.state, old.finding, old.reason) == ("person", "old", "页面日期为2024-06-03，早于要求的2024-07-01")


@pytest.mark.parametrize(
    ("url", "hops", "text", "state", "finding", "told"),
    [
        ("https://mp.weixin.qq.com/s/a", (), RIGHT, "person", "unofficial", "微信公众号文章"),
        ("https://mp.weixin.qq.com/s/a", (), "该内容已被发布者删除", "dead", "soft_404", "该内容已被发布者删除"),
        ("https://mp.weixin.qq.com/s/a", (), "环境异常，完成验证后即可继续访问", "person", "guarded", "要求验证"),
        ("https://weibo.com/1/a", (), RIGHT, "person", "unofficial", "微博"),
        ("https://www.douyin.com/video/1", (), RIGHT, "person", "unofficial", "抖音作品"),
        (
            "http://t.cn/A",
            ("https://mp.weixin.qq.com/s/a",),
            RIGHT,
            "person",
            "unofficial",
            "已跳转到 https://mp.weixin",
        ),
        ("http://t.cn/A", ("https://www.yunxi.gov.cn/a",), RIGHT, "alive", "matching", "已跳转到 https://www.yunxi"),
        (
            "http://www.yunxi.gov.cn/a",
            ("https://www.yunxi.gov.cn/a",),
            RIGHT,
            "alive",
            "matching",
            "能打开，内容对得上",
        ),
    ],
)
def test_what_others_publish_and_short_addresses(
    url: str, hops: tuple[str, ...], text: str, state: str, finding: str, told: str
) -> None:
    visit = Visit(url, now(), status=200, hops=(url, *hops), shape=Shape(len(text), 0, len(text)), text=text)
    worth = judge(visit, Ask(0.9))
    assert (worth.state, worth.finding) == (state, finding)
    assert told in worth.reason
    assert ("跳转" in worth.reason) == (url == "http://t.cn/A")
    if finding == "unofficial":
        assert judge(visit, Ask(0.9, own=("weixin.qq.com", "weibo.com", "douyin.com"))).state == "alive"


@pytest.mark.parametrize(
    ("line", "text", "finding"),
    [
        ("《办法》（云政办〔2023〕5号）：http://a.gov.cn/1", "云政办〔2023〕5 号\n办法全文", "open"),
        ("云政办[2023]5号 http://a.gov.cn/1", "云政办〔2023〕6号\n办法全文", "other_document"),
        ("按照云法办〔2023〕1号要求公开：http://a.gov.cn/1", "办法全文", "open"),
        ("公开网址：http://a.gov.cn/1", "云政办〔2023〕6号\n办法全文", "open"),
    ],
)
def test_a_page_bears_the_number_named_beside_its_address(line: str, text: str, finding: str) -> None:
    visit = Visit("http://a.gov.cn/1", now(), status=200, hops=("http://a.gov.cn/1",), shape=Shape(99), text=text)
    assert judge(visit, Ask(line=line)).finding == finding


@linux
def test_one_visit_at_a_time_to_a_host_with_pauses(servers: Net) -> None:
    hosts = [servers.host(str(at)) for at in range(6)]
    urls = [f"{servers.bases[str(at % 6)]}/good?{at}" for at in range(36)]
    manners = Manners(answer=2.0, pause=0.05)
    assert len(list(visit_addresses(urls, now, manners, frozenset(f"127.0.0.{at}" for at in range(2, 8))))) == 36
    for host in hosts:
        begun = [at for _, at in sorted(host.times, key=lambda one: one[1])]
        # The first visit to a host is followed by one to a page that cannot exist, within the same turn.
        gaps = [after - before for before, after in pairwise(begun[1:])]
        assert len(begun) == 7
        assert min(gaps) >= 0.05


def test_a_machine_without_net_draws_no_conclusions() -> None:
    urls = [f"http://nowhere-{at}.invalid/1.html" for at in range(4)]
    with pytest.raises(GovdocError, match="没有联网"):
        list(visit_addresses(urls, now, Manners(answer=1.0, pause=0.0, again=()), frozenset()))


@linux
def test_exported_addresses_are_checked_elsewhere_and_taken_up_again(servers: Net, tmp_path: Path) -> None:
    server = servers.host("a")
    base = servers.bases["a"]
    source, target = tmp_path / "网址.json", tmp_path / "结果.zip"
    source.write_text(f'{{"urls": ["{base}/good", "{base}/404"], "hosts": ["127.0.0.2"]}}', encoding="utf-8")
    assert check_exported(source, target, now, QUICK) == 2
    assert check_exported(source, target, now, QUICK) == 0
    assert server.asked["/good"] == 1
    kept = {visit.url.removeprefix(base): visit for visit in read_visits(target)}
    assert kept["/good"].page.startswith(b"<html>")
    assert kept["/404"].status == 404


def test_a_file_that_is_no_list_of_addresses_is_told(tmp_path: Path) -> None:
    source = tmp_path / "网址.json"
    source.write_text("[]", encoding="utf-8")
    with pytest.raises(GovdocError, match="不是导出的网址清单"):
        check_exported(source, tmp_path / "结果.zip", now, QUICK)
    with pytest.raises(GovdocError, match="不是网址检查结果"):
        read_visits(source)


@linux
@pytest.mark.parametrize("expired", [False, True])
def test_certificates(servers: Net, tmp_path: Path, expired: bool) -> None:
    """In a process of its own, which trusts the authority made for the test."""
    context, authority = certificates(tmp_path, expired=expired)
    servers.host("secure", context=context)
    source, target = tmp_path / "网址.json", tmp_path / "结果.zip"
    url = servers.bases["secure"] + "/good"
    source.write_text(f'{{"urls": ["{url}"], "hosts": ["127.0.0.2"]}}', encoding="utf-8")
    command = [sys.executable, "-m", "govdoc", "urls", "check", str(source), "--out", str(target)]
    environment = {**os.environ, "SSL_CERT_FILE": str(authority)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    visit = read_visits(target)[0]
    assert judge(visit, Ask(0.9, own=("127.0.0.2",))).finding == ("certificate" if expired else "matching")


@linux
@pytest.mark.filterwarnings("ignore:ssl.TLSVersion")
def test_old_servers_are_spoken_to(servers: Net, tmp_path: Path) -> None:
    context, _ = certificates(tmp_path, expired=False)
    context.set_ciphers("DEFAULT@SECLEVEL=0")
    context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1
    servers.host("old", context=context)
    url = servers.bases["old"] + "/good"
    assert visited([url], "127.0.0.2")[url].status == 200


def test_every_situation_has_an_answer() -> None:
    assert set(EXPECTED) <= set(ANSWERS)
