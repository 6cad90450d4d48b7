"""What visits to addresses and checks of ledgers do to a cell."""

from govdoc.gaps import find_gaps
from govdoc.gaps.inspected import with_survey
from govdoc.gaps.templates import shipped
from govdoc.model import Cell, Evidence, Gap, Indicator, Inspected, Match, Notice, Requirement, Task

UNIT = "云汐县司法局"
PATH = "司法局/网址.txt"


def stands(method: str | None, inspected: Inspected, *, flags: tuple[str, ...] = (), score: float = 0.85) -> Gap:
    """A cell with one file, a list of addresses or a ledger."""
    wanted = Requirement(
        f"7/{method}/1", "案件回访记录" if method == "材料查证" else "公开重大行政决策事项目录", "material"
    )
    task = Task(f"7/{method}", method, wanted.text, (wanted,))
    indicator = Indicator("7", "7", "indicator", (), "", "健全制度。", (), (), (task,))
    file = Evidence(
        PATH, "x", 1, "text/plain", "read", UNIT, title="案件回访记录", flags=flags, text="http://a.gov.cn/1"
    )
    match = Match(PATH, "n", "7", method, score, "review" if flags else "auto", (wanted.id,))
    notice = Notice("n", "main", indicators=(indicator,))
    cells, looked = [Cell(UNIT, "n", "7", method)], {(PATH, "n", "7"): inspected, (PATH, "m", "7"): Inspected(9, 9, 9)}
    (gap,) = find_gaps([notice], cells, [file], [match], inspected=looked)
    return gap


def test_addresses_that_all_open_stand_in_the_way_no_longer() -> None:
    gap = stands("网络检索", Inspected(alive=2), flags=("url_only",))
    assert (gap.status, gap.reasons, gap.suggestion) == ("met", (), "")
    assert gap.text == "所报材料能够对应要求；所报网址已上网核查2个，均可打开且内容相符。"


def test_addresses_that_do_not_all_open_are_counted() -> None:
    sites = tuple(f"http://a.gov.cn/{at}（页面不存在（404））" for at in range(3))
    gap = stands("网络检索", Inspected(alive=1, dead=2, person=1, sites=sites), flags=("url_only",))
    assert (gap.status, gap.reasons) == ("verify", ("url_only",))
    assert gap.text == (
        "所报《案件回访记录》（网址.txt）只有网址，没有页面内容，尚不能认定“公开重大行政决策事项目录”已经公开；"
        "所报网址已上网核查4个，其中可以打开且内容相符的1个，打不开的2个，需人工核对的1个，"
        f"具体是：{'、'.join(sites)}。"
    )
    assert gap.suggestion == "请补充报送网页截图或另存的网页；请更正打不开或内容不符的网址。"


def test_without_a_visit_and_where_paper_is_asked_a_list_of_addresses_is_what_it_was() -> None:
    assert "需上网核实" in stands("网络检索", Inspected(), flags=("url_only",)).text
    paper = stands("材料查证", Inspected(alive=2), flags=("url_only",))
    assert paper.status == "verify"
    assert "已上网核查" not in paper.text
    measure = stands(None, Inspected(alive=2), flags=("url_only",))
    assert "需上网核实" not in measure.text
    assert "已上网核查2个" in measure.text


def test_a_survey_that_falls_short_is_not_said_to_meet_what_is_asked() -> None:
    gap = with_survey(stands("材料查证", Inspected()), "覆盖率为70.0%，低于要求的80%", shipped())
    assert (gap.status, gap.text) == ("partial", "问卷测评覆盖率为70.0%，低于要求的80%。")


def test_faults_of_a_ledger_are_told_with_its_cell() -> None:
    faults = (
        "第4行回访人与办案人同为李某",
        "缺2024年2月的记录",
        "第6行与第5行内容相同",
        "第9行日期“2月30日”不存在，请核对",
    )
    gap = stands("材料查证", Inspected(faults=faults))
    assert (gap.status, gap.reasons) == ("verify", ("weak",))
    assert gap.text.endswith(f"所报“网址.txt”中：（1）{faults[0]}、（2）{faults[1]}、（3）{faults[2]}等4处。")
    assert gap.suggestion == "请核对原始记录，更正台账后重新报送。"
    assert stands("材料查证", Inspected()).status == "met"


def test_what_no_address_turned_out_to_be_is_not_counted() -> None:
    gap = stands("网络检索", Inspected(dead=1, sites=("http://a.gov.cn/1（页面不存在（404））",)), flags=("url_only",))
    assert "已上网核查1个，其中打不开的1个，具体是" in gap.text
