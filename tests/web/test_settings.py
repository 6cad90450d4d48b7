"""Handbook, wording and vouched sites on their pages."""

import io
from pathlib import Path

import openpyxl
import pytest
from fastapi import FastAPI

from govdoc.pipeline.own_wording import FILE

from .conftest import EVIL, Visitor, logged_in
from .test_intake import key_in, left, send


def changed_book(one: Visitor, words: str) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(one.get("/handbook/file", kind=".xlsx").content))
    sheet = book.worksheets[0]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "关键词" for cell in row))
    column = next(cell.column for cell in head if cell.value == "关键词")
    sheet.cell(head[0].row + 1, column).value = words
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_the_handbook_goes_out_comes_in_and_back(alone: Visitor, workspace: Path) -> None:
    for kind in (".docx", ".xlsx", ".toml"):
        answer = alone.get("/handbook/file", kind=kind)
        assert answer.headers["content-disposition"].startswith("attachment")
        assert answer.content
    assert alone.get("/handbook/file", kind="/../x").status_code == 404
    assert "撤销最近一次导入" not in alone.get("/handbook").text
    sent = send(alone, "/handbook/upload", "手册.xlsx", changed_book(alone, f"决策目录；{EVIL}"))
    page = alone.client.get(sent.headers["location"]).text
    assert "决策目录" in page or "新增" in page
    assert "<img" not in page
    assert "决策目录" not in alone.get("/handbook").text
    alone.post("/handbook/keep", of=key_in(page))
    page = alone.get("/handbook", asked="决策目录").text
    assert "本单位改过" in page
    assert "<img" not in page
    assert "没有符合的指标" in alone.get("/handbook", asked="没有这样的话").text
    assert "变动" in alone.get("/handbook/undo").text
    alone.post("/handbook/undo")
    assert "决策目录" not in alone.get("/handbook").text
    assert alone.get("/handbook/undo").status_code == 400
    assert alone.post("/handbook/undo").status_code == 400
    assert left(workspace) == []


@pytest.mark.parametrize(
    ("name", "data"),
    [("手册.xlsx", b"PK\x03\x04"), ("手册.toml", b"= ="), ("深.toml", b"a = " + b"[" * 50_000), ("a.txt", b"hello")],
)
def test_what_is_no_handbook_is_refused(alone: Visitor, workspace: Path, name: str, data: bytes) -> None:
    answer = send(alone, "/handbook/upload", name, data)
    assert answer.status_code == 400
    assert name in answer.text
    assert str(workspace) not in answer.text
    assert left(workspace) == []


def test_a_sentence_is_tried_kept_and_restored(alone: Visitor, workspace: Path) -> None:
    words = {"key": "missing.material", "suggestion": "请补齐"}
    tried = alone.post("/wording/one", **words, text=f"还缺{{材料项}}{EVIL}").text
    assert "还缺“年度工作总结”" in tried
    assert "<img" not in tried
    assert not (workspace / FILE).exists()
    for wrong in ("还缺{nothing}", "还缺{", "还缺{subjects.__class__}", " "):
        answer = alone.post("/wording/one", **words, text=wrong, step="keep")
        assert answer.status_code == 400
    assert alone.post("/wording/one", key="missing.nothing", text="缺", step="keep").status_code == 404
    assert not (workspace / FILE).exists()
    kept = alone.post("/wording/one", **words, text='尚缺"新的"{材料项}', step="keep")
    assert kept.headers["location"] == "/wording"
    assert "改过 1 条" in alone.get("/wording").text
    assert "请补齐" in alone.get("/unit", name="青河县发展和改革委员会").text
    alone.post("/wording/one", key="met", text="已经齐全", step="keep")
    assert "改过 2 条" in alone.get("/wording").text
    assert alone.post("/wording/restore", key="met").status_code == 303
    assert "改过 1 条" in alone.get("/wording").text
    (workspace / FILE).write_text("= broken", encoding="utf-8")
    assert "格式有误" in alone.get("/wording").text
    alone.post("/wording/restore")
    assert "使用自带的措辞" in alone.get("/wording").text
    assert (workspace / "措辞（停用1）.toml").read_text("utf-8") == "= broken"


def test_sites_are_vouched_for_by_name(alone: Visitor) -> None:
    assert alone.post("/hosts/add", name="https://News.Example.CN/a").status_code == 303
    assert "news.example.cn" in alone.get("/hosts").text
    for wrong in (EVIL, "localhost", "127.0.0.1:80", "a b.cn", ""):
        assert alone.post("/hosts/add", name=wrong).status_code in (400, 422)
    alone.post("/hosts/drop", name="news.example.cn")
    assert "news.example.cn" not in alone.get("/hosts").text


def test_settings_are_shown_to_all_and_changed_by_those_who_manage(shared: FastAPI) -> None:
    one = logged_in(shared, "审核甲")
    for path in ("/handbook", "/wording", "/hosts", "/wording/one?key=met"):
        page = one.client.get(path)
        assert page.status_code == 200
        assert '<form method="post" action="/wording' not in page.text
        assert '<form method="post" action="/h' not in page.text
    assert "账号" in logged_in(shared, "管理员").get("/roster").text
    assert 'href="/accounts"' not in one.get("/roster").text
