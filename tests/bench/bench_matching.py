"""How matching grows with the number of files: `python tests/bench/bench_matching.py [FILES]`.

Papers of the fictional county, filled anew for every file, against 99 indicators: understanding, matching and the
search for copies told apart, with the memory the process holds. Twenty thousand by default; twice as many files should
take twice as long.
"""

import hashlib
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from random import Random

import psutil

from govdoc.demo.county import County, read_county
from govdoc.demo.fill import Filler, zh_date
from govdoc.matching import Targets, context_flags, copies, match_evidence, understand
from govdoc.model import Evidence, Notice, Unit
from govdoc.parsing import parse
from govdoc.readers import read

INDICATORS = 99


def notice(county: County) -> Notice:
    """A notice of as many indicators as wanted: the county's, said again under new codes where they do not reach."""
    parsed = [n for p in county.notices for n in parse(read(p.name, p.read_bytes()), p.name).notices]
    own = [indicator for each in parsed for indicator in each.indicators]
    every = [replace(own[at % len(own)], code=str(at + 1)) for at in range(INDICATORS)]
    return replace(parsed[0], indicators=tuple(every))


def papers(county: County, count: int) -> Iterator[Evidence]:
    """As many papers, each filled with a unit's words and its own figures."""
    random = Random(county.seed)  # noqa: S311 - a bench, no secrets
    for at in range(count):
        office, body = random.choice(county.offices), random.choice(county.bodies)
        day = date(2022, random.randint(1, 12), random.randint(1, 28))
        filler = Filler(office.words, random, day)
        rows = filler.rows(body.table, blank=False) if body.table else []
        lines = [filler.fill(body.title), filler.fill(body.text), *("\t".join(row) for row in rows)]
        text = "\n".join(
            [*lines, filler.fill(random.choice(office.words["detail"])), office.words["short"], zh_date(day)]
        )
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        path = f"{office.folder}/{random.randint(1, INDICATORS)}/{at}.docx"
        yield Evidence(path, sha256, len(text), "docx", "read", unit=office.name, text=text)


def main() -> None:
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    county = read_county()
    units = [Unit(office.name, (office.words["short"],)) for office in county.offices]
    by_name = {unit.name: unit for unit in units}
    asked = notice(county)
    start = time.perf_counter()
    targets = Targets.of([asked])
    print(f"{len(targets)} indicators weighed    {time.perf_counter() - start:7.2f} s")
    process, base = psutil.Process(), 0.0
    print(f"{'files':>7}{'understand':>12}{'match':>9}{'copies':>9}{'files/s':>9}{'growth':>8}{'memory':>10}")
    for count in (most // 20, most // 4, most):
        files = list(papers(county, count))
        spent = [time.perf_counter()]
        seen = [understand(file) for file in files]
        spent.append(time.perf_counter())
        for file in seen:
            context_flags(file, match_evidence(file, targets, None, by_name[file.unit or ""]), targets, units)
        spent.append(time.perf_counter())
        copies(seen, [asked], units)
        spent.append(time.perf_counter())
        parts = [later - earlier for earlier, later in pairwise(spent)]
        total = spent[-1] - spent[0]
        base = base or total / count
        memory = process.memory_info().rss / 1024**2
        told = "".join(f"{part:{width}.1f}" for part, width in zip(parts, (12, 9, 9), strict=True))
        print(f"{count:7d}{told}{count / total:9.0f}{total / count / base:8.2f}{memory:8.0f}MB")
    print("growth: time for a file against the first row; 1.00 is linear")


if __name__ == "__main__":
    main()
