"""From responsible units to cells."""

from hypothesis import given
from hypothesis import strategies as st

from govdoc.model import Cell, Doubt, Indicator, Notice, Responsible, Role, Task, Unit
from govdoc.units import Answer, Directory, owed

UNITS = (
    Unit("青禾县公安局", kinds=("县直单位",), tags=("行政执法",)),
    Unit("青禾县商务局", kinds=("县直单位",)),
    Unit("青禾县白石镇人民政府", kinds=("镇",)),
)
POLICE, TRADE, TOWN = (unit.name for unit in UNITS)
DIRECTORY = Directory(UNITS)


def indicator(code: str, *names: str | tuple[str, Role], methods: tuple[str | None, ...] = ("材料查证",)) -> Indicator:
    responsible = tuple(
        Responsible(name, "responsible", "各" in name) if isinstance(name, str) else Responsible(name[0], name[1])
        for name in names
    )
    tasks = tuple(Task(f"{code}/{method}", method, "汇总备查") for method in methods)
    return Indicator(code, code, "indicator", (), "", "", responsible, (), tasks)


def notice(*indicators: Indicator, key: str = "n") -> Notice:
    return Notice(key, "main", indicators=indicators)


def test_one_cell_for_each_unit_and_method_in_roster_and_printed_order() -> None:
    first = indicator("1", "县直各单位", "各乡（镇、街道）", methods=("网络检索", "材料查证"))
    second = indicator("2", "县商务局")
    cells, doubts = owed([notice(first, second)], DIRECTORY)
    assert not doubts
    assert [(cell.unit, cell.indicator, cell.method) for cell in cells] == [
        (POLICE, "1", "网络检索"),
        (POLICE, "1", "材料查证"),
        (TRADE, "1", "网络检索"),
        (TRADE, "1", "材料查证"),
        (TRADE, "2", "材料查证"),
        (TOWN, "1", "网络检索"),
        (TOWN, "1", "材料查证"),
    ]


def test_a_named_unit_keeps_its_own_name_and_a_lead_comes_first() -> None:
    cells, _ = owed([notice(indicator("1", "县直各单位", ("县公安局", "support")))], DIRECTORY)
    assert cells[0] == Cell(POLICE, "n", "1", "材料查证", "support", "县公安局")
    assert cells[1] == Cell(TRADE, "n", "1", "材料查证", "responsible", "县直各单位")
    cells, _ = owed([notice(indicator("1", "县公安局", ("县直各单位", "lead")))], DIRECTORY)
    assert (cells[0].role, cells[0].via) == ("lead", "县直各单位")


def test_every_role_owes() -> None:
    roles: tuple[Role, ...] = ("lead", "responsible", "support", "implied")
    indicators = [indicator(str(at), ("县商务局", role)) for at, role in enumerate(roles)]
    cells, _ = owed([notice(*indicators)], DIRECTORY)
    assert [cell.role for cell in cells] == list(roles)


def test_two_tasks_of_one_method_are_one_cell_and_a_measure_has_no_method() -> None:
    cells, _ = owed([notice(indicator("1", "县公安局", methods=("材料查证", "材料查证")))], DIRECTORY)
    assert len(cells) == 1
    for methods in ((None,), ()):
        cells, _ = owed([notice(indicator("一", "县公安局", methods=methods))], DIRECTORY)
        assert [cell.method for cell in cells] == [None]


def test_open_names_are_asked_once_with_their_places() -> None:
    indicators = (indicator("1", "县直各相关单位", "县设计局"), indicator("2", "县直各相关单位"))
    cells, doubts = owed([notice(*indicators)], DIRECTORY)
    assert not cells
    assert [(doubt.name, doubt.kind, doubt.where) for doubt in doubts] == [
        ("县直各相关单位", "group", ("1", "2")),
        ("县设计局", "unit", ("1",)),
    ]
    answered = Directory(UNITS, (Answer("县直各相关单位", tags=("行政执法",)), Answer("县设计局")))
    cells, doubts = owed([notice(*indicators)], answered)
    assert [(cell.unit, cell.indicator) for cell in cells] == [(POLICE, "1"), (POLICE, "2")]
    assert doubts == ()


def test_a_name_with_others_left_open_binds_what_is_certain() -> None:
    cells, doubts = owed([notice(indicator("1", "县商务局等"))], DIRECTORY)
    assert [cell.unit for cell in cells] == [TRADE]
    assert [doubt.name for doubt in doubts] == ["县商务局等"]


def test_several_notices_keep_their_cells_apart() -> None:
    cells, _ = owed(
        [notice(indicator("1", "县商务局"), key="a"), notice(indicator("1", "县商务局"), key="b")], DIRECTORY
    )
    assert [cell.notice for cell in cells] == ["a", "b"]


NAMES = ("县公安局", "商务局", "白石镇", "县直各单位", "各乡镇", "县直各相关单位", "甲乙丙")


@given(st.lists(st.lists(st.sampled_from(NAMES), max_size=4), max_size=4))
def test_no_cell_twice_and_no_name_lost(lists: list[list[str]]) -> None:
    indicators = [indicator(str(at), *names) for at, names in enumerate(lists)]
    cells, doubts = owed([notice(*indicators)], DIRECTORY)
    assert len({(cell.unit, cell.indicator, cell.method) for cell in cells}) == len(cells)
    open_names = {doubt.name for doubt in doubts}
    for names in lists:
        for name in names:
            bound = DIRECTORY.bound(name)
            assert (name in open_names) == isinstance(bound, Doubt)
