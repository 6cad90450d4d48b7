"""The ledgers of the county: sound ones, ones with faults planted row by row, and tables that are none."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from govdoc.demo.county import County, Office
from govdoc.demo.fill import Filler
from govdoc.demo.papers import File, Paper
from govdoc.demo.score import Figure, shared
from govdoc.model import LedgerEntry

FOLDER = "四本台账"
_ABOVE = {"xlsx": 2, "docx": 1}  # rows above the first one of a ledger, as each format counts them
_BEGINS, _ENDS = date(2023, 1, 9), date(2023, 5, 31)


@dataclass(frozen=True, slots=True)
class Planted:
    """A table handed in: its kind, "" for one that is no ledger, and the faults in it, each with its row or none."""

    unit: str
    kind: str
    file: File
    faults: frozenset[tuple[str, int | None]] = frozenset()


def plan_ledgers(county: County, units: int | None = None) -> Iterator[Planted]:
    """The ledgers of the county's first `units` offices, and a table each that only looks like one."""
    spec = tomllib.loads((county.folder / "ledgers.toml").read_text("utf-8"))
    for at, office in enumerate(county.offices[:units]):
        random = Random(county.seed + 2000 + at)  # noqa: S311 - a demo, no secrets
        kind_of_office = "town" if office.words["kind"] == "town" else "bureau"
        for kind, plans in spec["plan"][kind_of_office].items():
            clerk = _Clerk(office, random, spec["kind"][kind]["heads"].split("|"))
            yield clerk.ledger(spec, kind, plans[at % len(plans)].split())
        table = spec["lookalike"][at % len(spec["lookalike"])]
        clerk = _Clerk(office, random, table["heads"].split("|"))
        rows = [clerk.row(pattern) for pattern in table["rows"]]
        yield Planted(office.name, "", clerk.file(table["title"], "xlsx", rows))


@dataclass(slots=True)
class _Clerk:
    """Fills one table for an office."""

    office: Office
    random: Random
    heads: list[str]
    serial: int = 0

    def ledger(self, spec: dict[str, Any], kind: str, names: list[str]) -> Planted:
        """A ledger of a kind with the faults named."""
        say, format_ = spec["kind"][kind], self.random.choice(("xlsx", "xlsx", "docx"))
        count = 0 if "empty" in names else spec["rows"]
        found: set[tuple[str, int | None]] = {("empty", None)} if not count else set()
        faults = [(name, spec["fault"][name]) for name in names if name in spec["fault"]]
        # Every second row, so that no fault touches the row another is copied from.
        free = self.random.sample(range(1, count, 2), sum(fault.get("rows", 1) for _, fault in faults))
        chosen: dict[int, dict[str, Any]] = {}
        for name, fault in faults:
            places = sorted(free.pop() for _ in range(fault.get("rows", 1)))
            chosen |= dict.fromkeys(places, fault)
            told = [None] if fault.get("at") == "whole" else places[:1] if fault.get("at") == "first" else places
            found |= {(name, None if place is None else place + 1 + _ABOVE[format_]) for place in told}
        rows: list[list[str]] = []
        for place in range(count):
            day = _BEGINS + (_ENDS - _BEGINS) * place / count
            rows.append(self.row(say["row"], day, chosen.get(place, {}), rows))
        if "total" in say:
            rows.append(self._total(say["total"].split("|"), rows, wrong="wrong_sum" in names))
            found |= {("wrong_sum", len(rows) + _ABOVE[format_])} if "wrong_sum" in names else set()
        return Planted(self.office.name, kind, self.file(say["title"], format_, rows), frozenset(found))

    def row(
        self, pattern: str, day: date = _BEGINS, fault: Mapping[str, Any] | None = None, above: Sequence[list[str]] = ()
    ) -> list[str]:
        """A row filled for a day, with the cells overwritten that a fault names."""
        self.serial += 1
        people = [f"{one}某{x}" for one in self.office.words["surnames"] for x in "甲乙丙"]
        names = ("one", "other", "party", "witness")
        words = dict(zip(names, self.random.sample(people, len(names)), strict=True))
        days = {f"d{n or ''}": (day + timedelta(n)).isoformat() for n in range(-9, 40)}
        own = {"serial": f"{self.serial:03d}", "phone": f"139{self.random.randint(10**7, 10**8 - 1)}"}
        filler = Filler({**self.office.words, **words, **days, **own}, self.random, day, self.serial)
        cells = [cell.strip() for cell in filler.fill(pattern).split("|")]
        fault = fault or {}
        taken = fault["copy"].split() or self.heads[1:] if "copy" in fault else ()
        for at, head in enumerate(self.heads):
            if head in taken:
                cells[at] = above[-1][at]
            elif head in fault.get("set", {}):
                cells[at] = filler.fill(fault["set"][head])
        return cells

    def file(self, title: str, format_: str, rows: list[list[str]]) -> File:
        """The table as the file of its title."""
        title = Filler(self.office.words, self.random, _ENDS).fill(title)
        paper = Paper(title, "", (), (tuple(self.heads), *map(tuple, rows)))
        return File(f"{self.office.folder}/{FOLDER}/{title}.{format_}", format_, paper)

    def _total(self, pattern: list[str], rows: list[list[str]], *, wrong: bool) -> list[str]:
        sums = [str(sum(int(row[at]) for row in rows)) if cell == "{sum}" else cell for at, cell in enumerate(pattern)]
        return [*sums[:-1], str(int(sums[-1]) + 10)] if wrong else sums


def ledger_figures(planted: Iterable[Planted], entries: Iterable[LedgerEntry]) -> tuple[Figure, ...]:
    """How many tables were taken for what they are, and how many faults were found in the row they stand in."""
    planted, entries = list(planted), list(entries)
    paths = {one.file.path for one in planted}
    kinds = Counter((one.file.path, one.kind) for one in planted if one.kind)
    seen = Counter((entry.path, entry.ledger.kind) for entry in entries if entry.path in paths)
    wanted = Counter((one.file.path, *fault) for one in planted for fault in one.faults)
    told = Counter((e.path, one.code, one.row) for e in entries if e.path in paths for one in e.ledger.findings)
    both = (wanted & told).total()
    return (
        shared("台账识别", kinds, seen),
        Figure("台账问题查全", both, wanted.total()),
        Figure("台账问题查准", both, told.total()),
    )
