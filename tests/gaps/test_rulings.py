"""What a log of decisions comes to."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govdoc.gaps import accepts, content_state, contents_of, decided, rule, undone
from govdoc.gaps.rulings import Rulings
from govdoc.model import Decision, Evidence, Match, Place

UNIT = "云汐县水利局"
AT = dt.datetime(2023, 5, 8, 9, 30, tzinfo=dt.UTC)
HERE, THERE, ELSEWHERE = Place("n", "12", "材料查证"), Place("n", "13", "材料查证"), Place("n", "14", "网络检索")
FILE = Evidence("水利局/a.docx", "aa", 1, "text/plain", "read", UNIT, title="巡查办法")


def log(*lines: Decision) -> tuple[Decision, ...]:
    return tuple(replace(one, number=at, batch=at) for at, one in enumerate(lines, 1))


def said(kind: str, place: Place | None = HERE, **more: object) -> Decision:
    sha256 = "" if kind == "status" else "aa"
    made = Decision("王某", AT, kind, UNIT, place, sha256=sha256, path="" if kind == "status" else FILE.path)  # type: ignore[arg-type]
    return replace(made, **more)  # type: ignore[arg-type]


def proposed(*places: Place, decision: str = "review") -> list[Match]:
    return [
        Match(FILE.path, one.notice, one.indicator, one.method, 0.6, decision, ("12/材料查证/1",))  # type: ignore[arg-type]
        for one in places
    ]


def outcome(rulings: Rulings, *places: Place) -> dict[str, str]:
    return {one.indicator: one.decision for one in decided(FILE, proposed(*places), rulings)}


def test_an_accepted_file_is_taken_and_a_rejected_one_is_not() -> None:
    rulings = rule(log(said("accept"), said("reject", THERE, comment="另一年度的")))
    first, second, third = decided(FILE, proposed(THERE, HERE, ELSEWHERE), rulings)
    assert (first.indicator, first.decision, first.score, first.reviewer) == ("12", "auto", 1.0, "王某")
    assert (second.indicator, second.decision, second.reviewer) == ("14", "review", "")
    assert (third.indicator, third.decision, third.score) == ("13", "none", 0.0)
    assert first.reasons[0].text == "王某（2023-05-08）认可"
    assert third.reasons[0].text.endswith("不认可：另一年度的")


def test_the_later_word_counts() -> None:
    assert outcome(rule(log(said("accept"), said("reject"))), HERE) == {"12": "none"}
    assert outcome(rule(log(said("reject"), said("accept"))), HERE) == {"12": "auto"}


def test_a_moved_file_leaves_one_cell_and_serves_another() -> None:
    moved = rule(log(said("move", THERE, origin=HERE)))
    assert outcome(moved, HERE, ELSEWHERE) == {"12": "none", "13": "auto", "14": "review"}
    alone = rule(log(said("move", THERE)))
    assert outcome(alone, HERE, ELSEWHERE) == {"12": "none", "13": "auto", "14": "none"}


def test_a_file_rejected_as_a_whole_serves_nothing_until_it_is_accepted_somewhere() -> None:
    nothing = (said("accept"), said("reject", None))
    assert outcome(rule(log(*nothing)), HERE, THERE) == {"12": "none", "13": "none"}
    assert outcome(rule(log(*nothing, said("accept", THERE))), HERE, THERE) == {"12": "none", "13": "auto"}


def test_an_undo_brings_back_what_stood_before_and_can_be_undone() -> None:
    lines = (said("reject"), said("accept"), said("undo", undoes=2))
    assert outcome(rule(log(*lines)), HERE) == {"12": "none"}
    again = (*lines, said("undo", undoes=3))
    assert undone(log(*again)) == {3}
    assert outcome(rule(log(*again)), HERE) == {"12": "auto"}


def test_items_named_by_the_reviewer_count_and_else_the_programs() -> None:
    (match,) = decided(FILE, proposed(HERE), rule(log(said("accept", requirements=("12/材料查证/2",)))))
    assert match.requirements == ("12/材料查证/2",)
    (match,) = decided(FILE, proposed(HERE), rule(log(said("accept"))))
    assert match.requirements == ("12/材料查证/1",)


def test_a_decision_follows_the_content_and_stays_with_its_unit() -> None:
    rulings = rule(log(said("accept")))
    renamed = replace(FILE, path="水利局/新/b.docx")
    elsewhere = replace(FILE, path="林业局/a.docx", unit="云汐县林业局")
    other = replace(FILE, sha256="bb")
    assert [decided(one, proposed(HERE), rulings)[0].decision for one in (renamed, elsewhere, other)] == [
        "auto",
        "review",
        "review",
    ]
    one = log(said("accept"))[0]
    states = []
    for files in ((FILE,), (renamed,), (other,), (elsewhere,), ()):
        held = contents_of(files).get(UNIT, frozenset())
        states.append(content_state(one, {file.path: file for file in files}, held))
    assert states == ["holds", "holds", "stale", "gone", "gone"]


def test_a_word_on_a_file_ends_a_status_set_before() -> None:
    assert rule(log(said("status", status="met"))).cells
    assert not rule(log(said("status", status="met"), said("reject"))).cells
    assert not rule(log(said("status", THERE, status="met"), said("move", HERE, origin=THERE))).cells
    assert rule(log(said("reject"), said("status", status="met"))).cells


def test_a_whole_status_ends_those_of_items_and_items_add_up() -> None:
    one, two = ("12/材料查证/1",), ("12/材料查证/2",)
    items = [said("status", status="met", requirements=one), said("status", status="missing", requirements=two)]
    (kept,) = rule(log(*items)).cells.values()
    assert len(kept) == 2
    (kept,) = rule(log(*items, said("status", status="verify", requirements=one))).cells.values()
    assert [decision.status for decision in kept] == ["missing", "verify"]
    (kept,) = rule(log(*items, said("status", status="partial"))).cells.values()
    assert [decision.status for decision in kept] == ["partial"]


def test_the_last_comment_stands() -> None:
    key = (UNIT, "aa", HERE)
    assert rule(log(said("comment", comment="甲"), said("comment", comment="乙"))).remarks[key].comment == "乙"
    assert key not in rule(log(said("comment", comment="甲"), said("comment"))).remarks
    assert rule(log(said("comment", comment="甲"), said("accept"))).remarks[key].comment == "甲"
    assert key not in rule(log(said("reject", comment="甲"), said("accept"))).remarks


KINDS = st.sampled_from(["accept", "reject", "move", "undo"])
PLACES = st.sampled_from([HERE, THERE, ELSEWHERE])


@given(st.lists(st.tuples(KINDS, PLACES, PLACES, st.integers(1, 8)), max_size=12))
def test_any_log_leaves_one_word_per_cell(drawn: list[tuple[str, Place, Place, int]]) -> None:
    lines = []
    for kind, place, origin, number in drawn:
        if kind == "undo":
            lines.append(said(kind, undoes=min(number, len(lines)) or None))
        else:
            lines.append(said(kind, place, origin=origin if kind == "move" and origin != place else None))
    kept = log(*lines)
    rulings = rule(kept)
    back = undone(kept)
    assert not rulings.counting & back
    assert rulings.counting <= {one.number for one in kept if one.kind != "undo"}
    for match in decided(FILE, proposed(HERE, THERE, ELSEWHERE), rulings):
        ruling = rulings.on(FILE, Place(match.notice, match.indicator, match.method))
        assert match.decision == ("review" if ruling is None else "auto" if match.score == 1.0 else "none")
        if ruling:
            assert accepts(ruling, Place(match.notice, match.indicator, match.method)) == (match.decision == "auto")


@pytest.mark.parametrize("undoes", [None, 99])
def test_an_undo_of_nothing_changes_nothing(undoes: int | None) -> None:
    assert outcome(rule(log(said("accept"), said("undo", undoes=undoes))), HERE) == {"12": "auto"}
