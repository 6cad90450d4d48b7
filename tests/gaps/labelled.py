"""The labelled recurring reports, and how each turn is seen to stand, held against the labels."""

import datetime as dt
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from govdoc.gaps import periodic
from govdoc.model import Deadline, Evidence, Notice, Submission

UNITS: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "reports.toml").read_text("utf-8"))["unit"]
UNIT = "云汐县财政局"


def files_of(unit: dict[str, Any]) -> dict[str, Evidence]:
    """What the unit handed in, by path."""
    found: dict[str, Evidence] = {}
    for at, (title, day, _, *same) in enumerate(unit["files"]):
        sha = next(reversed(found.values())).sha256 if same else f"{at}"
        date = dt.date.fromisoformat(day) if day else None
        path = f"{at}.docx"
        found[path] = Evidence(path, sha, 1, "docx", "read", UNIT, title=title, text=title, date=date)
    return found


def read_unit(unit: dict[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """How each turn stands, and the turn that each file closes, "" for none."""
    deadline = Deadline("", recurrence=unit["rule"])
    notice = Notice("n", "main", issued_on=unit["issued"], submissions=(Submission(unit["what"], "", (), deadline),))
    files = files_of(unit)
    turns = periodic((notice,), {("n", 0): [UNIT]}, files.values(), unit["today"])
    closed = {path: turn.period for turn in turns for path in turn.files}
    return {turn.period: turn.state for turn in turns}, {path: closed.get(path, "") for path in files}


def wanted(unit: dict[str, Any], turns: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """How each turn must stand, and the turn that each file must close."""
    states = dict.fromkeys(turns, "missing") | unit["expected"]
    return states, {f"{at}.docx": file[2] for at, file in enumerate(unit["files"])}


def scores() -> Iterator[tuple[str, int, int, int]]:
    """For every way a turn may stand, and for files: how many are wanted, right, and claimed without cause."""
    want, right, wrong = Counter[str](), Counter[str](), Counter[str]()
    for unit in UNITS:
        seen, closed = read_unit(unit)
        states, closes = wanted(unit, seen)
        for period, state in states.items():
            want[state] += 1
            right[state] += seen.get(period) == state
        wrong.update(state for period, state in seen.items() if states[period] != state)
        want["（报告期次）"] += sum(1 for period in closes.values() if period)
        right["（报告期次）"] += sum(1 for path, period in closes.items() if period and closed[path] == period)
        wrong["（报告期次）"] += sum(1 for path, period in closed.items() if period and closes[path] != period)
    for state in sorted({*want, *wrong}):
        yield state, want[state], right[state], wrong[state]
