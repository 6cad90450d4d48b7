"""Which unit hands in what, under which name: honest papers, and every fault a reviewer meets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from govdoc.demo.county import Body, County, Office
from govdoc.demo.fill import Filler, zh_date
from govdoc.demo.papers import Paper

PER_UNIT = 15  # honest or weak papers of each unit, before its faults
_NAMELESS = ("扫描件{:04d}", "新建 Microsoft Word 文档 ({})", "微信文件{}", "最终版{}", "附件{}")
_FIGURES = re.compile(r"\{\d+-\d+\}")  # places for numbers, in which two offices' papers differ
_EXTENSIONS = ("docx", "docx", "docx", "pdf", "docx", "txt", "pdf")


@dataclass(frozen=True, slots=True)
class Truth:
    """What a person who knows the papers says of a file. `copy_of` is the path of the paper it repeats."""

    path: str
    unit: str
    satisfies: tuple[str, ...]
    related: tuple[str, ...]
    quality: str
    copy_of: str = ""


@dataclass(frozen=True, slots=True)
class Handed:
    """One file as handed in: its format, its paper (None for bytes that hold none), and the truth about it."""

    format: str
    paper: Paper | None
    truth: Truth


def plan(county: County, units: int | None = None) -> Iterator[Handed]:
    """Every file of the county's first `units` offices, in order; the same county gives the same files."""
    offices = county.offices[:units]
    earlier: dict[str, Handed] = {}  # one good numbered paper of each body, for units to copy from
    for at, office in enumerate(offices):
        random = Random(county.seed + at)  # noqa: S311 - a demo, no secrets
        clerk = Clerk(county, office, random)
        other = offices[at - 1] if at else county.offices[-1]
        for handed in _hand_in(clerk, other, earlier):
            if handed.truth.quality == "ok" and handed.paper and handed.paper.number and handed.format == "docx":
                earlier.setdefault(handed.truth.satisfies[0], handed)
            yield handed


@dataclass(slots=True)
class Clerk:
    """Fills papers for an office and files them by its habit."""

    county: County
    office: Office
    random: Random
    serial: int = 0

    @property
    def owed(self) -> frozenset[str]:
        """The cells the office owes."""
        return self.county.obligations.get(self.office.name, frozenset())

    def paper(self, body: Body, *, year: int | None = None, office: Office | None = None) -> Paper:
        """A body written out by an office; in an ordinary year unless one is given."""
        by = office or self.office
        year = year or self.random.choice((2022, 2022, 2023))
        on = date(year, self.random.randint(1, 4 if year == 2023 else 12), self.random.randint(1, 28))
        filler = Filler(by.words, self.random, on)
        blank = body.quality == "template"
        number = f"{by.words['no']}〔{year}〕{self.random.randint(3, 96)}号" if body.numbered else ""
        text = filler.fill(body.text)
        if body.quality not in ("template", "url_only") and not _FIGURES.search(body.text + body.table):
            text += "\n" + filler.fill(self.random.choice(by.words["detail"]))
        rows = filler.rows(body.table, blank=blank) if body.table else []
        signed = body.signed and not blank
        return Paper(
            filler.fill(body.title),
            number,
            tuple(line for line in text.split("\n") if line.strip()),
            tuple(tuple(cell.strip() for cell in row) for row in rows),
            by.words["short"] if signed else "",
            zh_date(on) if signed else "",
        )

    def file(self, body: Body, paper: Paper, *, code: str = "", name: str = "") -> tuple[str, str]:
        """A path and a format for a paper."""
        format_ = (
            "html"
            if body.web
            else "xlsx"
            if paper.rows and self.random.random() < 0.6
            else self.random.choice(_EXTENSIONS)
        )
        if format_ == "txt" and paper.rows:
            format_ = "docx"
        self.serial += 1
        shown = name or self._name(paper)
        cell = body.cells[0] if body.cells else ""
        code = code or cell.split("/")[0]
        if code and cell and self.random.random() < 0.07:  # the wrong folder
            code = str(self.random.randint(1, 49))
        method = cell.partition("/")[2] or self.random.choice(("材料查证", "其他"))
        folder = {
            "number": self.random.choice((f"{code}", f"第{code}项", f"{code}.{method}")) if code else "其他",
            "method": method,
            "flat": "",
            "mixed": self.random.choice((f"第{code}项指标" if code else "", method, "")),
        }[self.office.habit]
        prefix = f"{code}-" if self.office.habit == "flat" and code and self.random.random() < 0.4 else ""
        path = "/".join(
            part for part in (self.office.folder, folder, f"{prefix}{shown}-{self.serial}.{format_}") if part
        )
        return path, format_

    def _name(self, paper: Paper) -> str:
        if self.random.random() < 0.16:
            return self.random.choice(_NAMELESS).format(self.random.randint(1, 40))
        title = re.sub(r'[\\/:*?"<>|《》（）()\s]', "", paper.title) or "说明"
        return title[-self.random.randint(6, 16) :]


def _hand_in(clerk: Clerk, other: Office, earlier: dict[str, Handed]) -> Iterator[Handed]:
    county, random = clerk.county, clerk.random
    good = [body for body in county.bodies if body.cells and set(body.cells) & clerk.owed]
    chosen = random.sample(good, min(PER_UNIT, len(good)))
    handed: list[Handed] = []
    for body in chosen:
        paper = clerk.paper(body)
        path, format_ = clerk.file(body, paper)
        cells = tuple(cell for cell in body.cells if cell in clerk.owed)
        handed.append(Handed(format_, paper, Truth(path, clerk.office.name, cells, body.related, body.quality)))
    yield from handed
    yield from _faults(clerk, other, good)
    yield from _copies(clerk, handed, earlier)
    yield from _unread(clerk)


def _faults(clerk: Clerk, other: Office, good: list[Body]) -> Iterator[Handed]:
    random, county = clerk.random, clerk.county
    for quality in ("template", "url_only", "irrelevant"):
        for body in random.sample([each for each in county.bodies if each.quality == quality], 1):
            paper = clerk.paper(body)
            path, format_ = clerk.file(body, paper, code=body.related[0] if body.related else "")
            yield Handed(format_, paper, Truth(path, clerk.office.name, (), body.related, quality))
    old = [body for body in good if body.numbered and not body.web and all(cell in county.since for cell in body.cells)]
    for body in random.sample(old, min(1, len(old))):
        paper = clerk.paper(body, year=2017)
        path, format_ = clerk.file(body, paper)
        codes = tuple(cell.split("/")[0] for cell in body.cells)
        yield Handed(format_, paper, Truth(path, clerk.office.name, (), codes, "outdated"))
    named = [body for body in good if body.numbered and body.quality == "ok" and "{short}" in body.title]
    for body in random.sample(named, min(1, len(named))):
        paper = clerk.paper(body, office=other)
        path, format_ = clerk.file(body, paper)
        codes = tuple(cell.split("/")[0] for cell in body.cells)
        yield Handed(format_, paper, Truth(path, clerk.office.name, (), codes, "wrong_unit"))
    late = [body for body in good if body.quality == "ok"]
    for body in random.sample(late, min(1, len(late))):
        paper = replace(clerk.paper(body, year=2023), date="2023年5月9日")
        path, format_ = clerk.file(body, paper, name="补报材料")
        cells = tuple(cell for cell in body.cells if cell in clerk.owed)
        yield Handed(format_, paper, Truth(path, clerk.office.name, cells, body.related, "late"))


def _copies(clerk: Clerk, handed: list[Handed], earlier: dict[str, Handed]) -> Iterator[Handed]:
    """One paper handed in twice; one copied from another unit with the name changed."""
    twice = next((each for each in handed if each.format == "docx" and each.truth.quality == "ok"), None)
    if twice:
        path = f"{clerk.office.folder}/重复上传/新建文件夹/{twice.truth.path.rsplit('/', 1)[1]}"
        yield Handed(
            "docx", twice.paper, replace(twice.truth, path=path, quality="duplicate", copy_of=twice.truth.path)
        )
    own = {cell for each in handed for cell in each.truth.satisfies}
    for cell, source in earlier.items():
        if cell in clerk.owed and cell not in own and source.paper and source.truth.unit != clerk.office.name:
            short = next(each for each in clerk.county.offices if each.name == source.truth.unit).words["short"]
            ours = clerk.office.words["short"]
            text = tuple(line.replace(short, ours) for line in source.paper.paragraphs)
            paper = replace(
                source.paper,
                title=source.paper.title.replace(short, ours),
                number=f"{clerk.office.words['no']}〔2023〕{clerk.random.randint(40, 90)}号",
                paragraphs=text,
                office=ours,
                date="2023年4月18日",
            )
            path = f"{clerk.office.folder}/{cell.split('/')[0]}.补充-{clerk.random.randint(100, 999)}.docx"
            truth = Truth(path, clerk.office.name, (), (cell.split("/")[0],), "near_duplicate", source.truth.path)
            yield Handed("docx", paper, truth)
            return


def _unread(clerk: Clerk) -> Iterator[Handed]:
    """A blank text file, and formats that cannot be read yet."""
    folder, unit = clerk.office.folder, clerk.office.name
    yield Handed("blank", None, Truth(f"{folder}/新建文本文档.txt", unit, (), (), "blank"))
    yield Handed(
        "jpg",
        None,
        Truth(f"{folder}/IMG_20230418_{clerk.random.randint(100000, 235959)}.jpg", unit, (), (), "unreadable"),
    )
