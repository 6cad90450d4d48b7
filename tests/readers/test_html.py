"""Web pages; see also golden/readers/html-article."""

import pytest

from govdoc.errors import ReadError
from govdoc.readers import read


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("gb18030", "gb2312"),
        ("gb18030", "utf-8"),
        ("utf-8", "gbk"),
        ("utf-8", ""),
        ("utf-16", ""),
        ("utf-8-sig", "gb2312"),
    ],
)
def test_the_bytes_win_over_a_wrong_declaration(encoding: str, declared: str) -> None:
    text = page("<p>镕基路清单公示</p>", f'<meta charset="{declared}">' if declared else "")
    assert read("a.html", text.encode(encoding)).text == "镕基路清单公示"


def test_a_title_filled_in_by_a_script_is_kept() -> None:
    head = "<title>关于清单的公告_清河县人民政府</title>"
    document = read("a.html", page("<h3 id=t></h3><p>内容如下。</p>", head).encode())
    assert document.text == "关于清单的公告\n内容如下。"
    assert document.blocks[0].kind == "heading"


def test_a_title_that_is_shown_stands_once() -> None:
    head = "<title>关于清单的公告</title>"
    assert (
        read("a.html", page("<h1>关于清单<br>的公告</h1><p>如下</p>", head).encode()).text == "关于清单\n的公告\n如下"
    )


def test_source_line_breaks_are_spaces_between_latin_words_only() -> None:
    assert read("a.html", page("<p>依法\n  行政 see\n the list</p>").encode()).text == "依法行政 see the list"


def test_a_table_of_absurd_spans_is_read() -> None:
    body = "<table><tr><td colspan=99999999 rowspan=0>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table>"
    assert read("a.html", page(body).encode()).text == "甲\t乙\n丙\t丁"


def test_a_cell_keeps_all_its_words() -> None:
    body = "<table><tr><td>网站</td><td>状态</td></tr><tr><td class=nav>首页</td><td>关闭</td></tr></table>"
    assert read("a.html", page(body).encode()).tables() == ((("网站", "状态"), ("首页", "关闭")),)


def test_a_layout_table_is_no_table() -> None:
    cell = "<p>各有关单位：</p><p>现将事项通知如下。</p>"
    document = read("a.html", page(f"<table><tr><td>{cell}</td></tr></table>").encode())
    assert (document.text, document.tables()) == ("各有关单位：\n现将事项通知如下。", ())


@pytest.mark.parametrize("depth", [200, 1500])
def test_deep_nesting_is_read(depth: int) -> None:
    body = "<font>" * depth + "深" + "</font>" * depth + "<p>浅</p>"
    assert read("a.html", page(body).encode()).text == "深\n浅"


def test_absurd_nesting_is_refused_rather_than_cut() -> None:
    with pytest.raises(ReadError) as caught:
        read("a.html", page("<p>前</p>" + "<font>" * 5000 + "深").encode())
    assert caught.value.status == "damaged"


def test_an_empty_page_is_empty() -> None:
    with pytest.raises(ReadError) as caught:
        read("a.html", page("<script>var a = 1</script><nav>首页</nav>").encode())
    assert caught.value.status == "empty"
