"""How reports grow with the cells: `python tests/bench/bench_reports.py`.

A county of 22, 45 and 89 units that all owe 99 indicators by two methods. Time per kind of report, per cell, and the
highest memory of each size.
"""

import datetime as dt
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

from govdoc.model import Cell, Deadline, Evidence, Gap, GapItem, GapStatus, Indicator, Notice, Requirement, Task, Unit
from govdoc.reports import (
    Alongside,
    Overview,
    bulletin_docx,
    completion,
    feedback_docx,
    index_html,
    workbook,
)

INDICATORS = 99
SIZES = (22, 45, 89)
METHODS = ("网络检索", "材料查证")
TEXT = "落实行政规范性文件合法性审核和备案审查制度，做到应审必审、应备必备、有错必纠，定期清理并公布清理结果。"
ITEM = "2018年以来制定的行政规范性文件目录，附合法性审核意见书、备案报告和清理结果公告"
DAY = dt.date(2021, 6, 15)


def notice() -> Notice:
    """99 indicators, two methods each."""
    return Notice(
        "n",
        "main",
        "云法办〔2021〕1号",
        title="工作方案",
        issuers=("云汐县创建办公室",),
        indicators=tuple(
            Indicator(
                code,
                code,
                "indicator",
                (),
                "",
                TEXT,
                deadlines=(Deadline("10月底前", dt.date(2021, 10, 31)),),
                tasks=tuple(
                    Task(f"{code}/{method}", method, ITEM, (Requirement(f"{code}/{method}/1", ITEM),))
                    for method in METHODS
                ),
            )
            for code in map(str, range(1, INDICATORS + 1))
        ),
    )


def county(units: int) -> Overview:
    """Every unit owes every indicator; three cells in four have a file."""
    standing: tuple[GapStatus, ...] = ("missing", "partial", "met", "verify")
    gaps, files = [], []
    for row in range(units):
        name = f"云汐县第{row + 1}局"
        for column in range(1, INDICATORS + 1):
            path = f"{name}/{column}.docx"
            files.append(Evidence(path, "0" * 64, 1, "x", "read", unit=name, title=f"关于第{column}项工作的报告"))
            for at, method in enumerate(METHODS):
                status = standing[(row + column + at) % 4]
                item = GapItem(f"{column}/{method}/1", ITEM, status, () if status == "missing" else (path,), "未报送")
                text, wanted = "缺少2018年、2019年的审核意见书。", "请补充相应年度的审核意见书。"
                gaps.append(Gap(name, "n", str(column), method, status, (item,), (), text, wanted))
    roster = tuple(Unit(f"云汐县第{row + 1}局") for row in range(units))
    return Overview("工作方案", "云汐县创建办公室", "第一批", DAY, (notice(),), roster, tuple(gaps), tuple(files))


def completion_size(overview: Overview) -> int:
    """Both files of a completion report."""
    made = completion(overview, Alongside(), "x.xlsx")
    return len(made.docx) + len(made.xlsx)


def kinds(overview: Overview) -> Iterator[tuple[str, Callable[[], int]]]:
    """What is timed: a name and what makes it, giving bytes."""
    from govdoc.reports.csv_lists import csv_lists
    from govdoc.reports.due import all_due
    from govdoc.reports.oscal import action_plan, assessment_results
    from govdoc.reports.plan import Plan
    from govdoc.reports.task_docx import unit_tasks_docx
    from govdoc.reports.task_xlsx import all_tasks_xlsx, unit_tasks_xlsx

    names = [unit.name for unit in overview.units]
    cells = tuple(Cell(gap.unit, gap.notice, gap.indicator, gap.method) for gap in overview.gaps)
    dues = all_due(overview.notices, overview.units, cells, DAY)
    plan = Plan(overview.title, overview.office, DAY, overview.notices, overview.units, cells, dues)
    yield "feedback lists", lambda: sum(len(feedback_docx(overview, name)) for name in names)
    yield "workbook", lambda: len(workbook(overview))
    yield "bulletin", lambda: len(bulletin_docx(overview))
    yield "completion report", lambda: completion_size(overview)
    yield "index.html", lambda: len(index_html(overview, {}, "x.xlsx"))
    yield "task sheets (docx)", lambda: sum(len(unit_tasks_docx(plan, name)) for name in names)
    yield "task sheets (xlsx)", lambda: sum(len(unit_tasks_xlsx(plan, name)) for name in names)
    yield "task matrix", lambda: len(all_tasks_xlsx(plan))
    yield "csv", lambda: sum(map(len, csv_lists(overview).values()))
    yield "oscal", lambda: len(assessment_results(overview)) + len(action_plan(overview) or b"")


def measure(units: int) -> None:
    """Time each kind once for one size, in this process, and print a line for each."""
    import psutil

    small = county(1)
    for _, make in kinds(small):  # libraries loaded and templates made
        make()
    overview = county(units)
    before = psutil.Process().memory_info().rss
    highest, whole = 0, 0.0
    for name, make in kinds(overview):
        start = time.perf_counter()
        size = make()
        spent = time.perf_counter() - start
        whole += spent
        highest = max(highest, psutil.Process().memory_info().rss - before)
        per_cell = 1e6 * spent / len(overview.gaps)
        print(f"{units:4d} units {len(overview.gaps):6d} cells  {name:22s} {spent:7.2f} s  {per_cell:7.1f} µs/cell"
              f"  {size / 1024:9.0f} KB")  # fmt: skip
    print(f"{units:4d} units in all {whole:.2f} s, {1e6 * whole / len(overview.gaps):.1f} µs/cell, "
          f"{highest / 2**20:.0f} MB above the data")  # fmt: skip


def main() -> None:
    """Each size in a process of its own, so that memory is told apart."""
    if len(sys.argv) > 1:
        measure(int(sys.argv[1]))
        return
    for units in SIZES:
        subprocess.run([sys.executable, __file__, str(units)], check=True)


if __name__ == "__main__":
    main()
