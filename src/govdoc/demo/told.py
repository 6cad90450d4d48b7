"""Whether what was planted is told where people read it: in the unit's list, and in the figures of the whole."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from govdoc.demo.county import County
from govdoc.demo.later import Later
from govdoc.demo.periodic import Reported
from govdoc.demo.score import Figure, shared
from govdoc.model import Gap
from govdoc.pipeline.feedback import LISTS
from govdoc.readers import read
from govdoc.reports import file_name
from govdoc.reports.periodic_sheet import WORDS

_SOUND = ("on_time", "waiting")
_VISITED = {"dead": "打不开", "person": "需人工核对"}


def texts_of(files: Mapping[str, bytes], units: Iterable[str]) -> dict[str, str]:
    """The texts of the units' lists."""
    lists = {unit: files[f"{LISTS}/{file_name(unit)}"] for unit in units}
    return {unit: read("清单.docx", data).text for unit, data in lists.items()}


def list_figure(lists: Mapping[str, str], later: Later) -> Figure:
    """How much of what is wrong by the planting the units' lists name; `lists` are their texts by unit."""
    told = [one.file.path.rsplit("/", 1)[1] in lists[one.unit] for one in later.ledgers if one.faults]
    told += [_month_told(lists[one.unit], one) for one in later.reports if one.state not in _SOUND]
    told += [share in lists[one.unit] for one in later.checks for share in one.short]
    told += [
        all(f"{word}的{states[state]}个" in lists[one.unit] for state, word in _VISITED.items() if states[state])
        for one in later.listed
        if (states := Counter(state for _, state, _ in one.truth)).keys() != {"alive"}
    ]
    return Figure("问题写入反馈清单", sum(told), len(told))


def _month_told(text: str, one: Reported) -> bool:
    year, month = one.period.split("-")
    word = WORDS[one.state] if one.state != "undated" else "未写日期"  # type: ignore[index]
    named = rf"{year}年{int(month)}月(?!\d)"
    every = rf"均未报送（[^）]*{named}" if one.state == "missing" else r"(?!)"
    return bool(re.search(rf"{word}\d+期（[^）]*{named}|{every}", text))


def printed_figure(report: bytes, units: int, files: int, later: Later) -> Figure:
    """How much of what is known beforehand the completion report prints."""
    text = "".join(read("报告.docx", report).text.split())
    states = Counter(one.state for one in later.reports)
    faulty = [one.faults for one in later.ledgers if one.faults]
    wanted = (
        f"已有{units}个单位报送佐证材料{files}份",
        f"有效答卷{sum(one.answered for one in later.checks)}份",
        f"按时{states['on_time']}期次",
        f"迟报{states['late']}期次",
        f"重复报送{states['twice']}期次",
        f"{len(faulty)}份台账存在问题，共{sum(map(len, faulty))}处",
    )
    return Figure("完成情况报告所印数字", sum(phrase in text for phrase in wanted), len(wanted))


def base_figure(
    county: County, notice: str, kept: Iterable[tuple[Iterable[Gap], int, int]], truth: Iterable[tuple[int, int]]
) -> Figure:
    """How much of what a completion report rests on is true: of every round its cells, files and decisions."""
    cells = Counter(cell for owed in county.obligations.values() for cell in owed)
    wanted, told = Counter[tuple[int, str]](), Counter[tuple[int, str]]()
    for at, ((gaps, *held), counts) in enumerate(zip(kept, truth, strict=True)):
        found = Counter(f"{gap.indicator}/{gap.method}" for gap in gaps if gap.notice == notice)
        for into, by_cell, (files, decisions) in ((wanted, cells, counts), (told, found, held)):
            into.update({(at, key): count for key, count in {**by_cell, "材料": files, "意见": decisions}.items()})
    return shared("各批次应报项、材料和意见", wanted, told)
