import datetime as dt
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from govdoc.errors import GovdocError
from govdoc.model import (
    Deadline,
    Evidence,
    Indicator,
    Match,
    Notice,
    Parsed,
    Reason,
    Remark,
    Requirement,
    Responsible,
    Span,
    Task,
    Threshold,
    Unit,
    Within,
)
from govdoc.store import queries, rows
from govdoc.store.ledgers import checked_state
from govdoc.store.migrations import open_store, steps
from govdoc.store.rows import Entry, Matching
from govdoc.units import Answer

NOTICE = Notice(
    key="青法〔2024〕1号",
    role="main",
    issuers=("青河县司法局",),
    issued_on=dt.date(2024, 3, 5),
    indicators=(
        Indicator(
            code="12",
            label="第12项",
            kind="indicator",
            path=("一、总则",),
            heading="",
            text="落实制度",
            responsible=(Responsible("县直各单位", "lead", True, Span(1, 6), "r"),),
            deadlines=(Deadline("五日内", within=Within(5, "workday", "收到通知")),),
            tasks=(
                Task(
                    "12/材料查证",
                    "材料查证",
                    "材料",
                    (Requirement("12/材料查证/1", "台账", threshold=Threshold(90.0, "at_least", "%")),),
                ),
            ),
        ),
    ),
)
texts = st.text(st.characters(codec="utf-8"), max_size=30)
evidences = st.builds(
    Evidence,
    path=st.just("甲/a.txt"),
    sha256=texts,
    size=st.integers(0, 2**40),
    media_type=texts,
    status=st.sampled_from(["read", "partial", "damaged", "skipped"]),
    unit=st.none() | texts,
    failure=texts,
    title=texts,
    doc_number=texts,
    date=st.none() | st.dates(),
    issuer=texts,
    genre=texts,
    text=texts,
    pages=st.none() | st.integers(0, 10**6),
    links=st.tuples(texts),
    flags=st.lists(texts, unique=True).map(tuple),
    created_on=st.none() | st.dates(),
    modified_on=st.none() | st.dates(),
    author=texts,
    organisation=texts,
    signed=st.booleans(),
    seals=st.lists(texts).map(tuple),
)


def test_a_notice_comes_back_equal(tmp_path: Path) -> None:
    db = open_store(tmp_path / "govdoc.db")
    warning = Remark("order", "序号不连续", Span(3, 9))
    assert queries.put_parsed(db, Parsed("/a/通知.docx", (NOTICE,), (warning,)), "00") == ()
    db.close()
    again = open_store(tmp_path / "govdoc.db")
    assert queries.notices(again) == (NOTICE,)
    assert queries.sources(again) == {"/a/通知.docx": (warning,)}


def test_a_source_taken_in_again_replaces_its_notices(tmp_path: Path) -> None:
    db = open_store(tmp_path / "govdoc.db")
    first, second = (Notice(key=key, role="main") for key in ("一", "二"))
    queries.put_parsed(db, Parsed("a", (first, second)), "00")
    queries.put_parsed(db, Parsed("a", (second,)), "01")
    assert [notice.key for notice in queries.notices(db)] == ["二"]
    assert queries.put_parsed(db, Parsed("b", (second,)), "02") == ("二",)
    assert queries.sources(db) == {"b": ()}


@given(evidences)
def test_evidence_comes_back_equal(evidence: Evidence) -> None:
    row = rows.file_row(Entry(evidence, 7, "1")) | {"body": rows.text_row(evidence)["body"]}
    assert rows.evidence_of(row, context=True) == evidence


def test_units_and_answers_keep_their_order(tmp_path: Path) -> None:
    db = open_store(tmp_path / "govdoc.db")
    roster = (Unit("乙局", ("乙",), ("县直单位", "县委部门"), ("执法",)), Unit("甲局"))
    queries.put_units(db, roster)
    for answer in (Answer("统称", tags=("执法",)), Answer("某局", ("乙局",)), Answer("统称", kinds=("县直单位",))):
        queries.put_answer(db, answer)
    assert queries.units(db) == roster
    assert queries.answers(db) == (Answer("某局", ("乙局",)), Answer("统称", kinds=("县直单位",)))


def test_a_file_entered_anew_loses_its_matches(tmp_path: Path) -> None:
    db = open_store(tmp_path / "govdoc.db")
    entry = Entry(Evidence("甲/a.txt", "00", 1, "text/plain", "read", text="旧"), 1, "1")
    match = Match("甲/a.txt", "n", "1", None, 0.5, "auto", ("1/1",), (Reason("title", 1.0, "标题相同"),))
    queries.put_files(db, [entry])
    queries.put_matches(db, [Matching("甲/a.txt", "key", (match,), ("outdated",))])
    queries.put_copies(db, {"甲/a.txt": "duplicate:乙/b.txt"}, "state")
    assert queries.matches(db) == {"甲/a.txt": (match,)}
    assert next(queries.ledger(db, text=True)).flags == ("outdated", "duplicate:乙/b.txt")
    queries.put_files(db, [entry])
    assert queries.matches(db) == {}
    assert next(queries.ledger(db, text=True)) == entry.evidence
    assert queries.match_keys(db) == {"甲/a.txt": None}


def test_a_vanished_file_stays_as_a_row(tmp_path: Path) -> None:
    db = open_store(tmp_path / "govdoc.db")
    queries.put_files(db, [Entry(Evidence("甲/a.txt", "00", 1, "text/plain", "read"), 1, "1")])
    queries.mark_gone(db, ["甲/a.txt"])
    assert queries.paths(db) == ()
    assert queries.gone(db) == ("甲/a.txt",)
    assert queries.known(db)["甲/a.txt"].gone


def test_migrations_are_applied_once_and_numbered(tmp_path: Path) -> None:
    db = open_store(tmp_path / "govdoc.db")
    names = [step.name for step in steps.applied(db)]
    assert names == sorted(names)
    assert all(name.startswith(f"m{number:03}_") for number, name in enumerate(names, 1))
    db.close()
    assert [step.name for step in steps.applied(open_store(tmp_path / "govdoc.db"))] == names


def test_a_workspace_of_a_newer_govdoc_is_refused(tmp_path: Path) -> None:
    db = open_store(tmp_path / "govdoc.db")
    db["_sqlite_migrations"].insert({"migration_set": "govdoc", "name": "m999_future", "applied_at": ""})
    db.close()
    with pytest.raises(GovdocError, match="更新版本"):
        open_store(tmp_path / "govdoc.db")


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "govdoc.db").write_text("这不是数据库" * 200, encoding="utf-8")
    with pytest.raises(GovdocError, match="打不开"):
        open_store(tmp_path / "govdoc.db")


def test_half_a_batch_is_not_kept(tmp_path: Path) -> None:
    db = open_store(tmp_path / "govdoc.db")
    good = Entry(Evidence("甲/a.txt", "00", 1, "text/plain", "read"), 1, "1")
    bad = Entry(Evidence("甲/b.txt", "00", 1, "text/plain", None), 1, "1")  # type: ignore[arg-type]
    with pytest.raises(sqlite3.IntegrityError):
        queries.put_files(db, [good, bad])
    assert queries.paths(db) == ()


def test_ledgers_checked_before_an_update_are_checked_again(tmp_path: Path) -> None:
    db = Database(tmp_path / "govdoc.db")
    steps.apply(db, stop_before="m016_findings")
    db.table("ledger").insert({"path": "甲/a.xlsx", "sha256": "0", "indicator": "3", "json": '["缺日期"]'})
    assert checked_state(open_store(tmp_path / "govdoc.db")) == ""
    assert checked_state(open_store(tmp_path / "new.db")) is None
