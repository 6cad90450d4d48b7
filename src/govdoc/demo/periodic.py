"""The monthly reports of the county: handed in on time, late, twice, as an empty form, or not at all."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from govdoc.demo.county import County, Office
from govdoc.demo.fill import Filler, zh_date
from govdoc.demo.papers import File, Paper
from govdoc.demo.score import Figure, shared
from govdoc.model import Periodic

FOLDER = "月报"
_NOT_CAME = ("blank", "copy")


@dataclass(frozen=True, slots=True)
class Reported:
    """What one unit did for one month: the files it handed in, and how the month stands."""

    unit: str
    period: str
    state: str
    files: tuple[File, ...]


def plan_reports(county: County, units: int | None = None) -> Iterator[Reported]:
    """The monthly reports of the county's first `units` offices."""
    spec = tomllib.loads((county.folder / "reports.toml").read_text("utf-8"))
    for at, office in enumerate(county.offices[:units]):
        random = Random(county.seed + 1000 + at)  # noqa: S311 - a demo, no secrets
        before: tuple[File, ...] = ()
        for turn, did in zip(spec["turn"], spec["months"][at % len(spec["months"])].split(), strict=True):
            files = before if did == "copy" else tuple(_papers(office, spec, turn, did, random))
            place = f"{office.folder}/{FOLDER}/{turn['period']}"
            files = tuple(
                File(f"{place}-{n}.{file.format}", file.format, file.paper) for n, file in enumerate(files, 1)
            )
            before = files or before
            yield Reported(office.name, turn["period"], "missing" if did in _NOT_CAME else did, files)


def _papers(office: Office, spec: dict[str, Any], turn: dict[str, Any], did: str, random: Random) -> Iterator[File]:
    due, until = turn["due"], turn["until"]
    filler = Filler(office.words, random, date.fromisoformat(f"{turn['period']}-01"))
    if did == "blank":
        rows = filler.rows(spec["form"]["table"].strip("\n"), blank=True)
        yield File("", "xlsx", Paper(filler.fill(spec["form"]["title"]), "", (), tuple(map(tuple, rows))))
        return
    for _ in range({"missing": 0, "twice": 2}.get(did, 1)):
        on = until + timedelta(random.randint(2, 9)) if did == "late" else until - timedelta(random.randint(0, 4))
        text = tuple(filler.fill(spec["report"]["text"].strip("\n")).split("\n"))
        day = "" if did == "undated" else zh_date(max(on, due - timedelta(4)))
        paper = Paper(filler.fill(spec["report"]["title"]), "", text, (), office.words["short"], day)
        yield File("", random.choice(("docx", "docx", "pdf", "txt")), paper)


def report_figure(county: County, planned: Sequence[Reported], found: Iterable[Periodic]) -> Figure:
    """How many months of how many units stand as they were handed in."""
    notice = tomllib.loads((county.folder / "reports.toml").read_text("utf-8"))["notice"]
    units = {one.unit for one in planned}
    wanted = Counter((one.unit, one.period, one.state) for one in planned)
    due = (one for one in found if one.notice == notice and one.state != "waiting" and one.unit in units)
    return shared("定期报送认定", wanted, Counter((one.unit, one.period, one.state) for one in due))
