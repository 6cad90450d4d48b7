"""Questionnaires on a page: forms, answers, tallies, questions put right."""

import io
import json
from pathlib import Path

import openpyxl
from fastapi import FastAPI

from .conftest import EVIL, JUSTICE, POLICE, Visitor, logged_in
from .test_intake import key_in, left, send

KEY = "青政办〔2024〕7号#1"


def csv(*rows: tuple[str, str, str, str, str]) -> bytes:
    head = ("编号", "单位", "月份", "1.1 您对窗口服务态度是否满意？", "1.2 您对改进服务有什么建议？")
    return "\n".join(",".join(row) for row in (head, *rows)).encode("utf-8-sig")


def sent(one: Visitor, name: str, data: bytes) -> str:
    answer = send(one, "/survey/upload", name, data, key=KEY)
    assert answer.status_code == 303, answer.text
    return one.client.get(answer.headers["location"]).text


def figures(page: str) -> str:
    return page.split('class="figures"')[1].split("<details")[0]


def test_answers_are_shown_taken_in_and_counted(asking: Path, alone: Visitor) -> None:
    assert "政务服务满意度调查问卷" in alone.get("/surveys").text
    first = csv(
        ("1", "县司法局", "2024-03", "A", f"快些{EVIL}"),
        ("2", "县司法局", "2024-03", "D", ""),
        ("3", "县司法局", "2024-04", "B", ""),
        ("4", "县司法局", "2024-04", "Q", ""),
    )
    page = sent(alone, "答卷.csv", first)
    assert "4 份" in page
    assert "其中 1 处不会计入" in page
    assert "0 份" in figures(alone.get("/survey", key=KEY).text)  # not yet
    alone.post("/survey/take", of=key_in(page))
    page = alone.get("/survey", key=KEY).text
    assert "66.7%（未达85%）" in figures(page)
    assert JUSTICE in page
    assert page.count("<script") == 3  # the page's own
    assert "<img" not in page
    assert "&lt;img" in page
    assert "各月满意率" in page
    assert 'role="img" aria-label="各月满意率：2024-03 50%，2024-04 100%"' in page
    assert "100.0%（达标）" in figures(alone.get("/survey", key=KEY, month="2024-04").text)
    assert left(asking) == []

    served = csv_of(("单位", "人数"), ("县司法局", "5"))
    assert send(alone, "/survey/served", "人数.csv", served, key=KEY).status_code == 303
    assert "80.0%（未达90%）" in figures(alone.get("/survey", key=KEY, unit=JUSTICE).text)

    # Another unit's file of the same name: beside the first, or in its place.
    other = csv(("1", "县公安局", "2024-03", "A", ""))
    page = sent(alone, "答卷.csv", other)
    assert "同名文件先前收入 4 份" in page
    alone.post("/survey/take", of=key_in(page), beside="true")
    page = alone.get("/survey", key=KEY).text
    assert POLICE in page
    assert "答卷（2）.csv：1 份" in page
    alone.post("/survey/take", of=key_in(sent(alone, "答卷.csv", other)))
    assert "答卷.csv：1 份" in alone.get("/survey", key=KEY).text


def csv_of(*rows: tuple[str, ...]) -> bytes:
    return "\n".join(",".join(row) for row in rows).encode("utf-8-sig")


def test_forms_go_out_and_come_back(asking: Path, alone: Visitor) -> None:
    page = alone.get("/survey", key=KEY).text
    for name in ("问卷（打印填写）.docx", "答卷登记表.xlsx", "问卷（网页填写）.html", "问卷题目（可修改）.xlsx"):
        assert name in page
        answer = alone.get("/survey/form", key=KEY, name=name)
        assert answer.status_code == 200
        assert answer.headers["content-disposition"].startswith("attachment")
        assert answer.headers["content-type"] == "application/octet-stream"
    book = openpyxl.load_workbook(io.BytesIO(alone.get("/survey/form", key=KEY, name="答卷登记表.xlsx").content))
    book["答卷"].append(["1", "县司法局", "2024-03", "B", ""])
    data = io.BytesIO()
    book.save(data)
    saved = {"questionnaire": KEY, "id": "2", "unit": "县司法局", "month": "2024-03", "answers": {"1.1": ["A"]}}
    files = [("file", ("登记.xlsx", data.getvalue())), ("file", ("答卷-2.json", json.dumps(saved).encode()))]
    files += [("file", ("坏.json", b"[]")), ("file", ("深.json", b"[" * 200_000))]
    body = {"csrf": alone.token(), "key": KEY}
    shown = alone.client.post("/survey/upload", data=body, files=files).text
    assert "没有读到：坏.json 不是网页问卷保存的答卷" in shown
    alone.post("/survey/take", of=key_in(shown))
    assert "2 份" in figures(alone.get("/survey", key=KEY).text)
    for unit in ("", JUSTICE):
        assert alone.get("/survey/summary", key=KEY, unit=unit).content.startswith(b"PK")
    assert alone.get("/survey/summary", key=KEY, unit="没有的局").status_code == 404
    assert alone.get("/survey/form", key=KEY, name="../notice.txt").status_code == 404
    assert alone.get("/survey", key="没有的").status_code == 404


def test_questions_are_put_right_and_restored(asking: Path, alone: Visitor) -> None:
    wanted = {"key": KEY, "id": "1.1", "kind": "单选", "stem": "服务好不好？"}
    assert alone.post("/survey/question", **wanted, options="A.好").status_code == 400
    assert alone.post("/survey/question", **wanted, options="A.好\nA.坏").status_code == 400
    assert alone.post("/survey/question", **(wanted | {"id": "9.9"}), options="A.好\nB.坏").status_code == 400
    assert alone.post("/survey/question", **wanted, options=f"A.好{EVIL}\nB.坏").status_code == 303
    page = alone.get("/survey", key=KEY).text
    assert "服务好不好？" in page
    assert "已更正" in page
    assert "<img" not in page
    assert "服务好不好？" in alone.get("/survey/question", key=KEY, id="1.1").text
    alone.post("/survey/restore", key=KEY)
    assert "窗口服务态度" in alone.get("/survey", key=KEY).text
    sheet = alone.get("/survey/form", key=KEY, name="问卷题目（可修改）.xlsx").content
    assert send(alone, "/survey/correct", "题目.xlsx", sheet, key=KEY).status_code == 303
    assert send(alone, "/survey/correct", "题目.xlsx", b"PK\x03\x04", key=KEY).status_code == 400
    assert "恢复问卷原样" in alone.get("/audit").text


def test_answers_wait_for_their_sender(asking: Path, shared: FastAPI) -> None:
    one, other = logged_in(shared, "审核甲"), logged_in(shared, "审核乙")
    key = key_in(sent(one, "答卷.csv", csv(("1", "县司法局", "2024-03", "A", ""))))
    assert other.get("/survey/preview", of=key).status_code == 400
    assert other.post("/survey/take", of=key).status_code == 400
    assert one.post("/survey/question", key=KEY, id="1.1", kind="问答", stem="？").status_code == 403
    assert send(one, "/survey/upload", "答卷.csv", b"nothing", key=KEY).status_code == 400
    assert other.post("/intake/drop", of=key).status_code == 400
    assert len(left(asking)) == 1
    assert one.post("/intake/drop", of=key).headers["location"] == "/surveys"
    assert left(asking) == []
