"""Round against round."""

import pytest

from govdoc.gaps import changes_since, file_changes
from govdoc.model import Change, FileKept, Gap, GapItem, GapStatus

UNIT = "云汐县水利局"


def gap(code: str, status: GapStatus, *items: GapStatus, path: str = "") -> Gap:
    made = tuple(
        GapItem(f"{code}/{at}", f"材料{at}", one, (path,) if path else ()) for at, one in enumerate(items or (status,))
    )
    return Gap(UNIT, "n", code, "材料查证", status, made)


def kept(path: str, sha256: str, title: str = "", unit: str | None = UNIT) -> FileKept:
    return FileKept(path, sha256, unit, title)


@pytest.mark.parametrize(
    ("was", "now", "kind"),
    [
        ("missing", "met", "fixed"),
        ("partial", "met", "fixed"),
        ("missing", "missing", "open"),
        ("missing", "partial", "open"),
        ("met", "verify", "worse"),
        ("partial", "missing", "worse"),
        (None, "missing", "new"),
        (None, "met", None),
        ("met", "met", None),
        ("missing", None, None),
    ],
)
def test_cells(was: GapStatus | None, now: GapStatus | None, kind: str | None) -> None:
    before = [gap("12", was)] if was else []
    after = [gap("12", now)] if now else []
    found = changes_since(before, after, (), ())
    assert [(one.kind, one.was, one.now) for one in found] == ([(kind, was, now)] if kind else [])


def test_items_settled_in_a_cell_still_open() -> None:
    (one,) = changes_since([gap("12", "partial", "met", "missing", "missing")],
                           [gap("12", "partial", "met", "met", "missing")], (), ())  # fmt: skip
    assert (one.kind, one.settled) == ("open", ("材料1",))


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        ([kept("a", "1")], [kept("a", "1")], []),
        ([kept("a", "1")], [kept("a", "2")], [("replaced", "a", "a")]),
        ([kept("a", "1")], [kept("b", "1")], [("renamed", "a", "b")]),
        ([kept("a", "1")], [], [("withdrawn", "a", "")]),
        ([], [kept("a", "1")], [("added", "a", "")]),
        ([kept("a", "1", "办法")], [kept("b", "2", "办法")], [("replaced", "a", "b")]),
        ([kept("a", "1", "办法")], [kept("a", "1", "办法"), kept("b", "2", "办法")], [("added", "b", "")]),
        ([kept("a", "1")], [kept("a", "2"), kept("b", "1")], [("replaced", "a", "a"), ("added", "b", "")]),
        ([kept("a", "1"), kept("b", "1")], [kept("c", "1")], [("renamed", "a", "c"), ("withdrawn", "b", "")]),
        ([kept("a", "1"), kept("b", "1")], [kept("b", "1")], [("withdrawn", "a", "")]),
        ([kept("a", "1")], [kept("b", "1"), kept("c", "1")], [("renamed", "a", "b"), ("added", "c", "")]),
        ([kept("a", "1", unit=None)], [], []),
        ([kept("a", "1")], [kept("a", "1", unit="云汐县林业局")], [("added", "a", ""), ("withdrawn", "a", "")]),
    ],
)
def test_files(before: list[FileKept], now: list[FileKept], told: list[tuple[str, str, str]]) -> None:
    found = file_changes(before, now)
    assert sorted((one.kind, one.file, one.successor) for one in found) == sorted(told)


def test_a_file_names_the_cell_it_served() -> None:
    before, after = [gap("12", "met", path="a")], [gap("12", "missing")]
    found = changes_since(before, after, [kept("a", "1")], [])
    assert found == (
        Change("worse", UNIT, "n", "12", "材料查证", "met", "missing"),
        Change("withdrawn", UNIT, "n", "12", "材料查证", file="a"),
    )
