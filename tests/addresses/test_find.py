import pytest
from hypothesis import given
from hypothesis import strategies as st

from govdoc.addresses import addresses_in, host_of, is_official, normal

# Text, and the addresses in it with the indicator each is handed in for.
FOUND = (
    ("公开情况见www.example.gov.cn/a/1.html。", [("http://www.example.gov.cn/a/1.html", None)]),
    ("网址：https://Example.GOV.cn:443/a?x=1&y=2#foot，请查看", [("https://example.gov.cn/a?x=1&y=2", None)]),
    ("（http://a.gov.cn/b_(1).html）", [("http://a.gov.cn/b_(1).html", None)]),
    ("见http://a.gov.cn/b.html)和http://a.gov.cn/c.html;", [("http://a.gov.cn/b.html", None), ("http://a.gov.cn/c.html", None)]),  # noqa: E501
    ("第12项\nhttp://a.gov.cn/1\nhttp://a.gov.cn/2", [("http://a.gov.cn/1", "12"), ("http://a.gov.cn/2", "12")]),
    ("第3项：http://a.gov.cn/1\n第4项：http://a.gov.cn/2", [("http://a.gov.cn/1", "3"), ("http://a.gov.cn/2", "4")]),
    ("7. 权责清单 yunxi.gov.cn/qzqd", [("http://yunxi.gov.cn/qzqd", "7")]),
    ("http://a.gov.cn/1 http://a.gov.cn/1", [("http://a.gov.cn/1", None)]),
    ("ｈｔｔｐ：／／ａ．ｇｏｖ．ｃｎ／１", [("http://a.gov.cn/1", None)]),
    ("目录：http://a.gov.cn/zwgk/\n2024/0603/1.html，已公开", [("http://a.gov.cn/zwgk/2024/0603/1.html", None)]),
    ("http://a.gov.cn/art/art_12\n　34_56.html", [("http://a.gov.cn/art/art_1234_56.html", None)]),
    ("http://a.gov.cn/info?id=\n10023&t=9", [("http://a.gov.cn/info?id=10023&t=9", None)]),
    ("http://a.gov.cn/\n2024/06/03", [("http://a.gov.cn/", None)]),
    ("http://a.gov.cn/1.html\nb.html", [("http://a.gov.cn/1.html", None)]),
    ("http://a.gov.cn/\n2.清单http://a.gov.cn/b", [("http://a.gov.cn/", None), ("http://a.gov.cn/b", "2")]),
    ("见http://a.gov.cn/1；http://a.gov.cn/2、http://a.gov.cn/3。", [(f"http://a.gov.cn/{at}", None) for at in (1, 2, 3)]),  # noqa: E501
    ("《公告》http://a.gov.cn/1》”…", [("http://a.gov.cn/1", None)]),
    ("公众号：https://mp.weixin.qq.com/s?__biz=Mz&mid=1&sn=a#wechat_redirect", [("https://mp.weixin.qq.com/s?__biz=Mz&mid=1&sn=a", None)]),  # noqa: E501
    ("file:///D:/网站/index.html javascript:void(0)", []),
    ("邮箱 office@yunxi.gov.cn", []),
    ("版本1.2.3，比例3:1", []),
)  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_addresses_are_found_with_their_indicators(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(url, number) for url, _, number in addresses_in(text)] == expected


def test_hyperlinks_count_once_and_other_schemes_not_at_all() -> None:
    links = (
        "http://a.gov.cn/1",
        "mailto:a@b.cn",
        "javascript:void(0)",
        "file:///C:/1.html",
        "ftp://a.gov.cn/1",
        "https://b.gov.cn/中文.html",
    )
    assert [url for url, _, _ in addresses_in("http://a.gov.cn/1", links)] == [
        "http://a.gov.cn/1",
        "https://b.gov.cn/%E4%B8%AD%E6%96%87.html",
    ]


@given(st.text(max_size=300))
def test_any_text_gives_addresses_that_stay_as_they_are(text: str) -> None:
    for url, _, _ in addresses_in(text + " http://a.gov.cn/" + text):
        assert normal(url) == url
        assert host_of(url)


@pytest.mark.parametrize(
    ("host", "official"),
    [("www.yunxi.gov.cn", True), ("gov.cn", True), ("yunxigov.cn", False), ("gov.cn.evil.com", False)],
)
def test_official_hosts(host: str, official: bool) -> None:
    assert is_official(host) is official
