"""Gap rows as reviewers left them."""

import datetime as dt
from dataclasses import replace

import pytest

from govdoc.gaps import basis_of, decided, find_gaps, rule
from govdoc.model import Cell, Decision, Evidence, Gap, GapStatus, Indicator, Match, Notice, Place, Requirement, Task

UNIT = "云汐县水利局"
AT = dt.datetime(2023, 5, 8, tzinfo=dt.UTC)
HERE = Place("n", "12", "材料查证")
FIRST = Requirement("12/材料查证/1", "河道巡查制度文件")
SECOND = Requirement("12/材料查证/2", "2021年以来巡查材料", since=dt.date(2021, 1, 1))
NOTICE = Notice(
    "n",
    "main",
    issued_on=dt.date(2023, 3, 6),
    indicators=(
        Indicator("12", "12", "indicator", (), "", "落实河长制。", (), (), (
            Task("12/材料查证", "材料查证", "", (FIRST, SECOND)),
        )),
    ),
)  # fmt: skip
A = Evidence("水利局/a.docx", "aa", 1, "text/plain", "read", UNIT, title="巡查办法", flags=("template",))
B = Evidence("水利局/b.docx", "bb", 1, "text/plain", "read", UNIT, title="巡查台账", date=dt.date(2019, 5, 1))


def said(number: int, kind: str, **more: object) -> Decision:
    made = Decision("王某", AT, kind, UNIT, HERE, number=number, batch=number)  # type: ignore[arg-type]
    return replace(made, **more)  # type: ignore[arg-type]


def row(log: list[Decision], files: tuple[Evidence, ...] = (A, B), decision: str = "review") -> Gap:
    matches = {
        A.sha256: Match(A.path, "n", "12", "材料查证", 0.6, decision, (FIRST.id,)),  # type: ignore[arg-type]
        B.sha256: Match(B.path, "n", "12", "材料查证", 0.6, decision, (SECOND.id,)),  # type: ignore[arg-type]
    }
    rulings = rule(log)
    final = [
        match
        for file in files
        for match in decided(
            file, [replace(matches[file.sha256], evidence=file.path)] if file.sha256 in matches else [], rulings
        )
    ]
    (gap,) = find_gaps([NOTICE], [Cell(UNIT, "n", "12", "材料查证")], files, final, log)
    return gap


def test_nothing_is_held_against_a_file_that_a_person_accepted() -> None:
    log = [said(1, "accept", sha256="aa", path=A.path), said(2, "accept", sha256="bb", path=B.path)]
    assert row([]).status != "met"
    assert row(log).status == "met"
    assert row(log[:1]).status == "partial"


def test_a_rejected_file_counts_no_more_and_its_comment_is_kept() -> None:
    clean = replace(A, flags=())
    fresh = replace(B, date=dt.date(2022, 5, 1))
    assert row([], (clean, fresh), "auto").status == "met"
    gap = row([said(1, "reject", sha256="aa", path=A.path, comment="未盖章")], (clean, fresh), "auto")
    assert (gap.status, gap.comments, gap.reviewer) == ("partial", ("未盖章",), "")
    assert gap.items[0].evidence == ()


def set_to(status: GapStatus, files: tuple[Evidence, ...] = (A, B), **more: object) -> Decision:
    basis = basis_of(row([], files), {file.path: file for file in files})
    return said(1, "status", status=status, basis=basis, **more)


def test_a_person_sets_the_status() -> None:
    gap = row([set_to("met")])
    assert (gap.status, gap.reviewer, gap.reasons, gap.suggestion) == ("met", "王某", (), "")
    assert [item.status for item in gap.items] == ["met", "met"]
    gap = row([set_to("missing", comment="台账系编造格式，请据实重报")])
    assert (gap.status, gap.text) == ("missing", "台账系编造格式，请据实重报。")
    assert {item.status for item in gap.items} == {"missing"}
    assert gap.suggestion
    clean = (replace(A, flags=()), replace(B, date=dt.date(2022, 5, 1)))
    gap = row([set_to("verify", clean)], clean, "auto")
    assert (gap.status, gap.reasons) == ("verify", ("reviewed",))
    assert "需进一步核实" in gap.text


def test_a_person_sets_the_status_of_one_item() -> None:
    gap = row([set_to("met", requirements=(FIRST.id,))])
    assert (gap.status, [item.status for item in gap.items]) == ("partial", ["met", "verify"])
    both = [set_to("met", requirements=(FIRST.id,)), replace(set_to("met", requirements=(SECOND.id,)), number=2)]
    gap = row(both)
    assert (gap.status, gap.text) == ("met", "经审核，所报材料符合要求。")


@pytest.mark.parametrize(
    ("status", "files", "holds"),
    [
        ("met", (A, B), True),
        ("met", (A,), False),
        ("met", (A, replace(B, sha256="cc")), False),
        ("met", (replace(A, path="水利局/改名.docx"), B), True),
        ("met", (A, B, replace(B, path="水利局/c.docx", sha256="dd")), True),
        ("missing", (A, B), True),
        ("missing", (A,), False),
        ("missing", (A, replace(B, sha256="cc")), False),
    ],
)
def test_a_status_holds_while_its_files_are_there(status: GapStatus, files: tuple[Evidence, ...], holds: bool) -> None:
    gap = row([set_to(status)], files)
    assert (gap.reviewer == "王某") == holds
    assert gap.stale == (() if holds else (1,))


def test_anything_less_than_met_ends_when_something_new_comes_in() -> None:
    set_before = said(1, "status", status="missing", basis=())
    assert row([set_before], ()).status == "missing"
    gap = row([set_before], (A, B))
    assert (gap.reviewer, gap.stale) == ("", (1,))
    assert row([replace(set_before, status="met")], (A, B)).status == "met"


def test_a_status_does_not_outlive_the_rejection_of_its_files() -> None:
    log = [set_to("met"), said(2, "reject", sha256="bb", path=B.path, place=None)]
    gap = row(log)
    assert gap.status != "met" or gap.stale == ()
    assert row([set_to("met"), said(2, "reject", sha256="bb", path=B.path)]).status != "met"


def test_a_replaced_file_makes_the_decision_stale() -> None:
    log = [said(1, "accept", sha256="aa", path=A.path)]
    assert row(log).stale == ()
    assert row(log, (replace(A, sha256="cc"), B)).stale == (1,)
    assert row(log, (B,)).stale == ()


def test_comments_stand_beside_the_row() -> None:
    log = [said(1, "comment", comment="请补盖章"), said(2, "comment", sha256="aa", path=A.path, comment="第二页缺")]
    assert row(log).comments == ("请补盖章", "第二页缺")
    assert row([*log, said(3, "comment", comment="")]).comments == ("第二页缺",)
    assert row(log).status == row([]).status
