"""The survey of the county: forms out, made-up answers back, and the tally held against a count of their own."""

import csv
import io
import json
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from govdoc.demo.county import County
from govdoc.demo.fill import Filler
from govdoc.demo.papers import File, Paper
from govdoc.demo.score import Figure, shared
from govdoc.pipeline import surveys

if TYPE_CHECKING:
    from sqlite_utils import Database

FOLDER = "问卷调查"
FORMS, ANSWERS, SUMMARIES = "1.空白问卷", "2.收回的答卷", "3.测评汇总"
_LETTERS = "ABCDEFGH"
_OF_SATISFACTION = ("满意", "满意题")
Count = Counter[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Answered:
    """One response as given: places of options from 0 by question, "" for those left out, text for an open one.

    `places` that the question does not offer, or several where one is asked, do not count; nor does a response whose
    number was handed in before (`double`).
    """

    unit: str
    number: str
    answers: dict[str, tuple[int, ...] | str]
    double: bool = False


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """What a unit reports of its survey, how many answered, and the shares that fall short, as they are printed."""

    unit: str
    answered: int
    file: File
    short: tuple[str, ...]


def plan_self_checks(county: County, units: int | None = None) -> Iterator[SelfCheck]:
    """The reports on the survey, of those of the county's first `units` offices that took part."""
    spec = _spec(county)
    for at, office in enumerate(county.offices[:units]):
        for row in (row for row in spec["unit"] if row["name"] == office.name):
            shares = _shares(row, _count(_answers(row, spec, county), spec))
            words = {**office.words, **row, "coverage": f"{shares[0]:.1%}", "content": f"{shares[1]:.1%}"}
            filler = Filler(words, Random(county.seed + 5000 + at), date(2023, 6, 26))  # noqa: S311
            title, text = filler.fill(spec["report"]["title"]), filler.fill(spec["report"]["text"].strip("\n"))
            paper = Paper(title, "", tuple(text.split("\n")), (), office.words["short"], spec["report"]["on"])
            limits = zip(shares, (spec["coverage"], spec["satisfied"]), strict=True)
            short = tuple(f"{share:.1%}" for share, least in limits if share < least)
            file = File(f"{office.folder}/自查测评/{title}.docx", "docx", paper)
            yield SelfCheck(office.name, row["answered"], file, short)


def survey(db: "Database", county: County, folder: Path, units: Iterable[str], day: date) -> tuple[Figure, ...]:
    """Send out the forms, take in what came back and hold the tally against what was made up."""
    spec = _spec(county)
    asked = [row for row in spec["unit"] if row["name"] in set(units)]
    one = next(each for each in surveys.all_surveys(db) if each.notice == spec["notice"])
    surveys.write_forms(one, folder / FORMS)
    given = [each for row in asked for each in _answers(row, spec, county)]
    (folder / ANSWERS).mkdir(parents=True, exist_ok=True)
    surveys.take_answers(db, one, _hand_in(given, asked, spec, folder, one.key))
    surveys.take_served(db, _served(asked, folder / "服务对象人数.csv"))
    surveys.write_summaries(db, one, folder / SUMMARIES, "县创建办", day)
    whole, by_unit = surveys.tallies(db, one)
    truth = _count(given, spec)
    told: Count = Counter(("", "不计入", refusal.code) for refusal in whole.refusals)
    for unit in by_unit:
        told[unit.tally.unit, "份"] = unit.tally.responses
        for question in unit.tally.questions:
            told |= Counter({(unit.tally.unit, question.id, option.text): option.count for option in question.options})
    reached = {unit.tally.unit: (unit.coverage or 0.0, unit.tally.satisfied or 0.0) for unit in by_unit}
    right = [_near(reached[row["name"]], _shares(row, truth)) for row in asked]
    least = surveys.asked(db, one)
    right.append((least.coverage, least.satisfied) == (spec["coverage"], spec["satisfied"]))
    counted = Counter({key: n for key, n in truth.items() if key[1] not in _OF_SATISFACTION})
    return shared("问卷计数", counted, told), Figure("覆盖率、满意率和要求", sum(right), len(right))


def _shares(row: dict[str, Any], truth: Count) -> tuple[float, float]:
    """What part of those a unit serves answered, and what part of the answers on satisfaction say that they are."""
    content, asked = (truth[row["name"], key] for key in _OF_SATISFACTION)
    return truth[row["name"], "份"] / row["served"], content / asked


def _near(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return all(abs(a - b) < 1e-9 for a, b in zip(one, other, strict=True))


def _spec(county: County) -> dict[str, Any]:
    return tomllib.loads((county.folder / "survey.toml").read_text("utf-8"))


def _answers(row: dict[str, Any], spec: dict[str, Any], county: County) -> Iterator[Answered]:
    """The responses of one unit's people, each time the same."""
    random = Random(f"{county.seed} {row['name']}")  # noqa: S311 - a demo, no secrets
    chance = {fault: share / 100 for fault, share in spec["faults"].items()}
    for number in range(1, row["answered"] + 1):
        company = random.random() < 0.3
        answers: dict[str, tuple[int, ...] | str] = {}
        for question in spec["question"]:
            if question.get("company") and not company:
                continue
            answers[question["id"]] = _answer(question, row["content"], chance, random)
        one = Answered(row["name"], f"{number:04d}", answers)
        yield one
        if random.random() < chance["double"]:
            yield replace(one, double=True)


def _answer(
    question: dict[str, Any], content: float, chance: dict[str, float], random: Random
) -> tuple[int, ...] | str:
    drawn = random.random()
    if question["id"] != "1.1" and drawn < chance["gap"]:  # some answer stands in every response
        return ""
    if "texts" in question:
        return str(random.choice(question["texts"]))
    size = len(question["options"])
    if drawn > 1 - chance["out_of_range"]:
        return (size,)
    if question.get("several"):
        return tuple(sorted(random.sample(range(size), random.randint(1, size))))
    if drawn > 1 - chance["out_of_range"] - chance["several"]:
        return (0, size - 1)
    if "satisfied" in question:
        good = question["satisfied"]
        return (random.randrange(good) if random.random() < content else random.randrange(good, size),)
    return (random.randrange(size),)


def _count(given: Iterable[Answered], spec: dict[str, Any]) -> Count:
    """What the answers come to, counted from them alone."""
    found: Count = Counter()
    for one in given:
        if one.double:
            found["", "不计入", "double"] += 1
            continue
        found[one.unit, "份"] += 1
        for question in spec["question"]:
            places = one.answers.get(question["id"], "")
            if isinstance(places, str):
                continue
            options = question["options"]
            if max(places) >= len(options):
                found["", "不计入", "out_of_range"] += 1
            elif len(places) > 1 and not question.get("several"):
                found["", "不计入", "several"] += 1
            else:
                for place in places:
                    found[one.unit, question["id"], options[place]] += 1
                if "satisfied" in question:
                    found[one.unit, "满意题"] += 1
                    found[one.unit, "满意"] += places[0] < question["satisfied"]
    return found


def _hand_in(
    given: Sequence[Answered], asked: Sequence[dict[str, Any]], spec: dict[str, Any], folder: Path, key: str
) -> list[Path]:
    """The answers as files: the sheet filled in, a survey site's export, or what the browser form saves."""
    forms = {row["name"]: row["form"] for row in asked}
    files: list[Path] = []
    for unit, form in forms.items():
        own = [one for one in given if one.unit == unit]
        if form == "sheet":
            files.append(folder / ANSWERS / f"{unit}答卷登记表.xlsx")
            files[-1].write_bytes(_filled(folder / FORMS / "答卷登记表.xlsx", own, spec))
        elif form == "web":
            for at, one in enumerate(own, 1):
                files.append(folder / ANSWERS / f"答卷-{unit}-{at:03d}.json")
                body = {"questionnaire": key, "id": one.number, "unit": unit, "month": spec["month"]}
                body["answers"] = {at: _letters(given) for at, given in one.answers.items() if given}
                files[-1].write_text(json.dumps(body, ensure_ascii=False), "utf-8")
    files.append(folder / ANSWERS / "问卷网站导出.csv")
    files[-1].write_bytes(_export([one for one in given if forms[one.unit] == "export"], spec))
    return files


def _letters(answer: tuple[int, ...] | str) -> list[str]:
    return [answer] if isinstance(answer, str) else [_LETTERS[place] for place in answer]


def _filled(form: Path, given: Iterable[Answered], spec: dict[str, Any]) -> bytes:
    """The answer sheet as clerks fill it in, one row a response."""
    from openpyxl import load_workbook

    book = load_workbook(form)
    sheet = book["答卷"]
    heads = [str(cell.value).split()[0] for cell in sheet[1]]
    for one in given:
        fixed = {"编号": one.number, "单位": one.unit, "月份": spec["month"]}
        sheet.append([fixed.get(head) or "".join(_letters(one.answers.get(head, ""))) for head in heads])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _export(given: Iterable[Answered], spec: dict[str, Any]) -> bytes:
    """A survey site's export: numbered questions as heads, the options' texts as answers."""
    out = io.StringIO()
    rows = csv.writer(out)
    questions = spec["question"]
    heads = [f"{at}、{question['stem']}" for at, question in enumerate(questions, 1)]
    rows.writerow(["序号", "提交答卷时间", "被评价单位", *heads])
    for one in given:
        texts = []
        for question in questions:
            answer = one.answers.get(question["id"], "")
            named = dict(enumerate(question.get("options", ())))
            texts.append(
                answer or "(跳过)" if isinstance(answer, str) else "┋".join(named.get(x, "其他") for x in answer)
            )
        rows.writerow([one.number, f"{spec['month'].replace('-', '/')}/15 9:30:00", one.unit, *texts])
    return out.getvalue().encode("gb18030")


def _served(asked: Iterable[dict[str, Any]], file: Path) -> Path:
    lines = ["单位,服务对象人数", *(f"{row['name']},{row['served']}" for row in asked)]
    file.write_text("\n".join(lines) + "\n", "utf-8-sig")
    return file
