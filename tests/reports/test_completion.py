import dataclasses
import datetime as dt
import io
import re
from collections import Counter

import docx
import pytest
from tests.reports.traced import Book, printed, untraced

from govdoc.model import AddressEntry, Deadline, Gap, Period, Periodic, Tally
from govdoc.reports import Alongside, Completion, Overview, Standing, Survey, completion
from govdoc.reports.survey_summary import Line as SurveyLine
from govdoc.surveys import Asked

WORKBOOK = "完成情况取数表.xlsx"
POLICE, TOWN = "云汐县公安局", "云汐县石门镇人民政府"
WORDS = {"met": "已达标", "partial": "部分达标", "verify": "待核实", "missing": "缺少"}


def timed(county: Overview, start: dt.date, end: dt.date) -> Overview:
    notice = dataclasses.replace(county.notices[0], period=Period(start, end, ""))
    return dataclasses.replace(county, notices=(notice, *county.notices[1:]))


def stood(gaps: tuple[Gap, ...], met: int) -> tuple[Gap, ...]:
    """An earlier state: the first `met` cells met, the others missing; the last was not owed yet."""
    return tuple(dataclasses.replace(gap, status="met" if at < met else "missing") for at, gap in enumerate(gaps[:-1]))


@pytest.fixture(scope="session")
def whole(county: Overview) -> tuple[Overview, Alongside]:
    """The county half way, with rounds behind it and other work beside."""
    tally = Tally("", "", 40, (), 0.93)
    police = SurveyLine(dataclasses.replace(tally, unit=POLICE, responses=30), 50, 0.6)
    more = Alongside(
        (
            Standing("第一批", dt.date(2021, 4, 1), stood(county.gaps, 1)),
            Standing("第二批", dt.date(2021, 5, 1), stood(county.gaps, 9)),
        ),
        (Survey("办事群众满意度调查问卷", tally, (police,), Asked(coverage=0.9, satisfied=0.9)),),
        (("县公安局/58/出庭应诉台账.xlsx", 3),),
        tuple(
            AddressEntry(
                f"https://x.example.com/{at}", "县公安局/1.网络检索/网址.txt", POLICE, "1", None, "", state, "", ""
            )
            for at, state in enumerate(("alive", "dead", "person", None, "dead"))
        ),
    )
    day = dt.date(2021, 5, 28)
    periodic = tuple(
        Periodic(unit, "n", "“工作进展情况”", f"2021-0{month}", day, day, state)
        for unit in (POLICE, TOWN)
        for month, state in ((3, "on_time"), (4, "late"), (5, "missing"), (6, "waiting"))
    )
    half = timed(county, dt.date(2021, 1, 1), dt.date(2021, 7, 1))
    return dataclasses.replace(half, periodic=periodic), more


@pytest.fixture(scope="session")
def made(whole: tuple[Overview, Alongside]) -> Completion:
    return completion(*whole, WORKBOOK)


def text_of(made: Completion) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(made.docx)).paragraphs)


def test_every_figure_printed_is_the_number_of_the_rows_it_leads_to(made: Completion) -> None:
    book, figures = Book(made.xlsx), printed(made.docx)
    assert len(figures) > 150
    for one in figures:
        line = book.line(one.row)
        assert (one.file, str(line.value)) == (WORKBOOK, one.text)
        if line.listing != "—":
            assert book.count(line) == line.value
            assert book.pointed_at(line) == book.rows(line)
    counted = {line.number: line.value for line in book.lines()}
    assert list(counted) == list(range(1, len(counted) + 1))
    shares = [(line.value, re.findall(r"\d+", line.rows)) for line in book.lines() if "的数字÷" in line.rows]
    assert shares
    for value, (part, of) in shares:
        assert value == (f"{counted[int(part)] / counted[int(of)]:.1%}" if counted[int(of)] else "—")


def test_no_figure_stands_untraced(made: Completion) -> None:
    """What digits remain are dates, numbers of documents and indicators, ranks, and the thresholds of the wording."""
    text = untraced(made.docx)
    body = text[: text.index("说明：")]
    known = r"\d{4}年\d+月\d+日|〔\d{4}〕\d+号|第\d+项指标|加分1|附件\d|50%|\d{4}-\d\d-\d\d|第.项|（一）1|90%|\d{4}年"
    left = re.sub(known, "", body)
    assert re.findall(r".{0,6}\d+.{0,6}", left) == []


def test_figures_are_those_of_the_cells(whole: tuple[Overview, Alongside], made: Completion) -> None:
    overview, _ = whole
    counts = Counter(gap.status for gap in overview.gaps)
    text = text_of(made)
    told = re.search(r"已达标(\d+)项，达标率([\d.]+%)；部分达标(\d+)项，待核实(\d+)项，缺少(\d+)项", text)
    assert told
    assert told.groups() == (
        str(counts["met"]),
        f"{counts['met'] / len(overview.gaps):.1%}",
        *(str(counts[status]) for status in ("partial", "verify", "missing")),
    )
    document = docx.Document(io.BytesIO(made.docx))
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    divisions = {
        gap.unit: Counter(one.status for one in overview.gaps if one.unit == gap.unit) for gap in overview.gaps
    }
    for unit, found in divisions.items():
        row = next(row for row in rows if row[1] == unit)
        assert row[2:7] == [str(sum(found.values())), *(str(found[status]) for status in WORDS)]
    for method in dict.fromkeys(gap.method for gap in overview.gaps if gap.method):
        found = Counter(gap.status for gap in overview.gaps if gap.method == method)
        row = next(row for row in rows if row[0] == method)
        assert row[1:6] == [str(sum(found.values())), *(str(found[status]) for status in WORDS)]
    for code in ("1", "12", "加分1", "（一）1"):
        found = Counter(gap.status for gap in overview.gaps if gap.indicator == code)
        row = next(row for row in rows if row[0] == code)
        assert row[2:7] == [str(sum(found.values())), *(str(found[status]) for status in WORDS)]


def test_rows_behind_a_figure_are_its_cells(whole: tuple[Overview, Alongside], made: Completion) -> None:
    book = Book(made.xlsx)
    line = next(line for line in book.lines() if line.rows == f"单位＝{POLICE}，状态＝缺少")
    assert line.formula == '=COUNTIFS(应报项!$A$4:$A$31,"=云汐县公安局",应报项!$H$4:$H$31,"=缺少")'
    expected = [gap for gap in whole[0].gaps if gap.unit == POLICE and gap.status == "missing"]
    assert [(row["单位"], row["查验方式"]) for row in book.rows(line)] == [
        (gap.unit, gap.method or "不分查验方式") for gap in expected
    ]
    assert "县公安局/1.网络检索/网址.txt" in book.rows(line)[0]["已报文件"]


def test_time_and_tasks_past_the_half(whole: tuple[Overview, Alongside], made: Completion) -> None:
    text = text_of(made)
    assert "云法办〔2021〕1号明确的工作时间为2021年1月1日至2021年7月1日，共182天，2021年4月1日时间过半。" in text
    assert "已过166天，时间进度为91.2%；应报任务达标率为21.4%，任务进度慢于时间进度69.8个百分点" in text
    assert "时间已过半，任务尚未过半" in text
    assert "任务过半（达标率不低于50%）的1个，未过半的2个；不慢于时间进度的1个，慢于时间进度的2个" in text
    assert "慢于时间进度的单位：县公安局（8.3%）、县卫健委（0.0%）。" in text
    day = dt.date(2021, 3, 1)
    early = completion(dataclasses.replace(whole[0], date=day), Alongside(), WORKBOOK)
    assert "时间尚未过半" in text_of(early)
    late = completion(dataclasses.replace(whole[0], date=dt.date(2022, 3, 1)), Alongside(), WORKBOOK)
    assert "工作时间已经届满；应报任务达标率为21.4%" in text_of(late)


def test_where_the_days_come_from_is_said(county: Overview) -> None:
    lead = dataclasses.replace(
        county.notices[0],
        period=None,
        issued_on=dt.date(2021, 3, 5),
        deadlines=(Deadline("10月底前", dt.date(2021, 10, 31)), Deadline("6月底前", dt.date(2021, 6, 30))),
    )
    text = text_of(completion(dataclasses.replace(county, notices=(lead,)), Alongside(), WORKBOOK))
    assert "按2021年3月5日（印发之日）至2021年10月31日（所列最晚的时限）计算，共241天，2021年7月3日时间过半。" in text


def test_without_dates_nothing_is_guessed(county: Overview) -> None:
    text = text_of(completion(county, Alongside(), WORKBOOK))
    assert "时间进度无法计算" in text
    assert "时间过半、任务过半”的判断" in text
    assert "慢于时间进度" not in text


def test_round_by_round(made: Completion) -> None:
    text = text_of(made)
    assert "与第二批（2021年5月1日）相比，达标率由33.3%变为21.4%，下降11.9个百分点" in text
    document = docx.Document(io.BytesIO(made.docx))
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    assert next(row for row in rows if row[0] == "第一批")[2:] == ["27", "1", "0", "0", "26", "3.7%", "—", "—", "—"]
    assert next(row for row in rows if row[0] == "第二批")[2:] == ["27", "9", "0", "0", "18", "33.3%", "8", "0", "0"]
    now = next(row for row in rows if row[0] == "目前")
    assert now[2:4] == ["28", "6"]
    assert now[-1] == "1"


def test_other_work_is_told_where_there_is_any(county: Overview, made: Completion) -> None:
    text = text_of(made)
    assert "“办事群众满意度调查问卷”收回有效答卷40份，满意率93.0%（达标），覆盖率60.0%（未达90%）。" in text
    assert "“工作进展情况”应报6期次，其中按时2期次，迟报2期次，未报2期次。" in text
    assert "发现1份台账存在问题，共3处。" in text
    assert "所报网址共5处，其中可以打开且内容相符1处，打不开或者已失效2处，需人工查看1处，尚未检查1处。" in text
    plain = text_of(completion(county, Alongside(), WORKBOOK))
    assert "其他工作情况" not in plain
    assert "各批次进展情况" not in plain
    assert "五、存在的主要问题" in plain
    assert "六、下一步工作" in plain


def test_official_form(county: Overview, made: Completion) -> None:
    lines = text_of(made).splitlines()
    assert lines[0] == "关于《云汐县创建全省法治政府建设示范县工作方案》任务完成情况的报告"
    assert lines[2] == "（请填写主送机关）："
    assert "特此报告。" in lines
    assert county.office in lines
    document = docx.Document(io.BytesIO(made.docx))
    for table in document.tables[-2:]:
        assert table.rows[0]._tr.trPr.find(docx.oxml.ns.qn("w:tblHeader")) is not None


def test_what_is_done_leaves_no_troubles_and_no_demands(county: Overview) -> None:
    file = county.evidence[0]
    done = dataclasses.replace(
        county,
        gaps=tuple(dataclasses.replace(gap, status="met", reasons=()) for gap in county.gaps),
        evidence=tuple(dataclasses.replace(file, unit=unit, path=f"{unit}/1.docx") for unit in county.gaps_of),
        matches=(),
    )
    text = text_of(completion(done, Alongside(), WORKBOOK))
    assert "达标率100.0%" in text
    assert "应报任务全部达标的单位3个；6项指标中，各承担单位全部达标的6项。" in text
    assert "存在的主要问题" not in text
    assert "下一步工作" not in text


def test_notices_of_one_name_are_kept_apart(county: Overview) -> None:
    twins = tuple(dataclasses.replace(county.notices[0], key=key) for key in ("甲", "乙"))
    gaps = tuple(
        dataclasses.replace(gap, notice=key, status=status)
        for key, status in (("甲", "met"), ("乙", "missing"))
        for gap in county.gaps[:3]
    )
    made = completion(dataclasses.replace(county, notices=twins, gaps=gaps), Alongside(), WORKBOOK)
    lines = {line.rows: line.value for line in Book(made.xlsx).lines()}
    assert lines["通知＝云法办〔2021〕1号（甲），指标＝第1项指标，状态＝已达标"] == 3
    assert lines["通知＝云法办〔2021〕1号（乙），指标＝第1项指标，状态＝已达标"] == 0


def test_the_same_bytes_every_time(whole: tuple[Overview, Alongside], made: Completion) -> None:
    assert completion(*whole, WORKBOOK) == made


def test_names_with_signs_are_counted_as_they_are(county: Overview) -> None:
    odd = '云汐县*“?”~"局'
    gaps = tuple(dataclasses.replace(gap, unit=odd) if gap.unit == POLICE else gap for gap in county.gaps)
    made = completion(dataclasses.replace(county, gaps=gaps), Alongside(), WORKBOOK)
    book = Book(made.xlsx)
    line = next(line for line in book.lines() if line.rows == f"单位＝{odd}")
    assert (line.value, book.count(line)) == (12, 12)
    assert '"=云汐县~*“~?”~~""局"' in line.formula
