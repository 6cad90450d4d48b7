"""Surveys of a workspace: forms out, answers in, tallies."""

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from govdoc.errors import GovdocError, ReadError
from govdoc.model import Document, Questionnaire, Response, Tally, Unit
from govdoc.pipeline.roster import directory, unit_named
from govdoc.store import queries, surveys
from govdoc.surveys import (
    HEADS,
    MORE,
    Asked,
    Counted,
    asked_of,
    coverage,
    items_of,
    question_of,
    questionnaire_of,
    read_counts,
    read_rows,
    rows_of,
    tally,
)

if TYPE_CHECKING:
    from sqlite_utils import Database

_QUOTED = re.compile(r"“(.*)”$")
_ALIKE = 5  # answers; so many that are the same one by one are no chance
UNTITLED = "调查问卷"
ALL, SUMMARY, CHARTS = "全部单位", "问卷汇总.docx", "问卷统计图表.xlsx"
FORMS = ("问卷（打印填写）.docx", "答卷登记表.xlsx", "问卷（网页填写）.html", "问卷题目（可修改）.xlsx")


class UnsureError(GovdocError):
    """A table of votes in which something is not sure."""


@dataclass(frozen=True, slots=True)
class Survey:
    """A questionnaire of the workspace: its key, the notice it belongs to, and whether a person has put it right."""

    key: str
    notice: str
    questionnaire: Questionnaire
    corrected: bool


@dataclass(frozen=True, slots=True)
class UnitTally:
    """A unit's tally, how many it serves and the share of them that answered, where that is known."""

    tally: Tally
    served: int | None
    coverage: float | None


def all_surveys(db: "Database") -> tuple[Survey, ...]:
    """The questionnaires of all notices, as put right where they were."""
    fixed = surveys.corrected(db)
    found = []
    for notice in queries.notices(db):
        for at, questionnaire in enumerate(notice.questionnaires, 1):
            key = surveys.key_of(notice, at)
            named = replace(questionnaire, title=questionnaire.title or UNTITLED)
            found.append(Survey(key, notice.key, named, key in fixed))
    return tuple(found)


def survey_named(db: "Database", number: int | None) -> Survey:
    """The survey with this number from 1; without one, the only one there is."""
    found = all_surveys(db)
    if not found:
        raise GovdocError("工作区里的通知没有调查问卷", "请先用 govdoc ingest 收入带问卷的通知")
    if number is None and len(found) > 1:
        raise GovdocError(
            f"有 {len(found)} 份问卷，没有指明是哪一份", "请用 govdoc survey list 查看编号，加 --number 编号"
        )
    if not 1 <= (number or 1) <= len(found):
        raise GovdocError(f"没有第 {number} 份问卷，共 {len(found)} 份", "请用 govdoc survey list 查看编号")
    return found[(number or 1) - 1]


def survey_keyed(db: "Database", key: str) -> Survey:
    """The survey with this key. Raises GovdocError where there is none any more."""
    found = next((survey for survey in all_surveys(db) if survey.key == key), None)
    if found is None:
        raise GovdocError("这份问卷已不在", "请回到问卷列表重新打开")
    return found


def write_forms(survey: Survey, folder: Path) -> tuple[Path, ...]:
    """Write the forms into a folder."""
    return _written(folder, forms(survey))


def forms(survey: Survey) -> dict[str, bytes]:
    """The forms: to print, to fill in as a sheet, to fill in by browser, and the questions to be put right."""
    from govdoc.reports.survey_docx import form_docx
    from govdoc.reports.survey_html import form_html
    from govdoc.reports.survey_sheet import answer_sheet, questions_sheet

    made = (
        form_docx(survey.questionnaire),
        answer_sheet(survey.questionnaire),
        form_html(survey.questionnaire, survey.key).encode("utf-8"),
        questions_sheet(HEADS, rows_of(survey.questionnaire)),
    )
    return dict(zip(FORMS, made, strict=True))


def correct(db: "Database", survey: Survey, file: Path) -> Questionnaire:
    """Keep the questions as a person has put them right; answers taken in so far are held against the new ones."""
    rows = [row for row in _rows(_read(file)) if tuple(row[: len(HEADS)])[:4] != HEADS[:4]]
    try:
        found = questionnaire_of(survey.questionnaire.title, rows)
    except GovdocError as error:
        raise GovdocError(f"{file.name}：{error.message}", error.remedy) from error
    surveys.put_corrected(db, survey.key, found)
    return found


def correct_question(db: "Database", survey: Survey, number: str, said: Sequence[str]) -> None:
    """Put one question right: kind, stem, options a line each, follow-up. Raises GovdocError where that is none."""
    question = question_of(said, f"第{number}题")
    if all(item.id != number for item in items_of(survey.questionnaire)):
        raise GovdocError(f"没有第{number}题", "请回到问卷重新打开")
    section, place = (int(part) for part in number.split("."))
    sections = list(survey.questionnaire.sections)
    questions = list(sections[section - 1].questions)
    questions[place - 1] = question
    sections[section - 1] = replace(sections[section - 1], questions=tuple(questions))
    surveys.put_corrected(db, survey.key, replace(survey.questionnaire, sections=tuple(sections)))


def take_answers(db: "Database", survey: Survey, files: Iterable[Path]) -> dict[str, int]:
    """Take in answers from sheets, exports, tables of votes and saved forms; how many each file gave."""
    counts: dict[str, int] = {}
    for file in files:
        try:
            found = read_answers(survey, file)
        except UnsureError as error:
            sheet = _to_be_checked(survey, file)
            raise GovdocError(error.message, f"请对照原件把 {sheet} 中标黄的格子填好，再收入这张表") from error
        if same := _same(surveys.responses(db, survey.key), found, file.name):
            raise GovdocError(f"{file.name} 和已收入的 {same} 内容相同，没有再收", "请核对是否同一批答卷")
        surveys.put_responses(db, survey.key, file.name, found)
        counts[file.name] = len(found)
    return counts


def _same(held: Iterable[Response], found: Sequence[Response], name: str) -> str:
    """The other file that gave the very same answers, "" where there is none; a few answers may well be alike."""
    by_file: dict[str, list[object]] = {}
    for one in held:
        by_file.setdefault(one.source.rpartition(" 第")[0], []).append((one.unit, one.month, one.answers))
    told = [(one.unit, one.month, one.answers) for one in found]
    return next((file for file, those in by_file.items() if file != name and len(told) >= _ALIKE and those == told), "")


def read_answers(survey: Survey, file: Path) -> tuple[Response, ...]:
    """The responses in a sheet, an export, a table of votes or a saved form. Raises GovdocError where it has none."""
    if file.suffix.lower() == ".json":
        return (_saved(survey, file),)
    document = _read(file)
    if counted := _counted(survey, document):
        if counted.doubts:
            more = f"等{len(counted.doubts)}处" if len(counted.doubts) > 3 else ""
            told = f"{file.name} 里的计票{'；'.join(counted.doubts[:3])}{more}，没有收入"
            raise UnsureError(told, "请对照原件核对，把票数填进表格后再收入")
        return counted.responses(survey.questionnaire, file.name)
    found = read_rows(survey.questionnaire, _rows(document), file.name)
    if not found:
        raise GovdocError(f"{file.name} 里没有认出这份问卷的答卷", "请核对表头是否为题目；可用这份问卷的登记表填写")
    return found


def _counted(survey: Survey, document: Document) -> Counted | None:
    """The votes in a document's table of votes; what recognition was not sure of is in doubt, empty cells too."""
    unsure = {
        quoted[1] for one in document.warnings if one.code == "unsure" and (quoted := _QUOTED.search(one.message))
    }
    if any(one.code == "recognised" for one in document.warnings):
        unsure.add("")
    tables = (table for table in document.tables() if len(table) > 1)
    found = (read_counts(survey.questionnaire, table, document.text, frozenset(unsure)) for table in tables)
    return next((one for one in found if one), None)


def _to_be_checked(survey: Survey, file: Path) -> Path:
    """Write what was read of a table of votes beside the file, for a person to put right."""
    from govdoc.reports.survey_sheet import counts_sheet

    sheet = file.with_name(f"{file.stem}（请核对）.xlsx")
    if counted := _counted(survey, _read(file)):
        sheet.write_bytes(counts_sheet(survey.questionnaire, counted))
    return sheet


def _saved(survey: Survey, file: Path) -> Response:
    """A response saved by the browser form."""
    try:
        body = json.loads(file.read_text("utf-8"))
        answers = {str(key): tuple(map(str, values)) for key, values in body["answers"].items()}
        told = [str(body[name]) for name in ("questionnaire", "id", "unit", "month")]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise GovdocError(f"{file.name} 不是网页问卷保存的答卷", "请核对文件") from error
    if told[0] != survey.key:
        raise GovdocError(f"{file.name} 是另一份问卷的答卷", "请用 govdoc survey list 查看编号，加 --number 编号")
    known = {item.id + more for item in items_of(survey.questionnaire) for more in ("", MORE)}
    return Response(
        told[1], told[2], told[3], {key: answers[key] for key in answers if key in known}, f"{file.name} 第1行"
    )


def take_served(db: "Database", file: Path) -> int:
    """Take in how many each unit serves: a sheet of unit and number."""
    counts = {}
    for at, row in enumerate(_rows(_read(file)), 1):
        cells = [cell.strip() for cell in row if cell.strip()]
        if len(cells) < 2 or not cells[-1].isdigit():
            if at > 1 and cells:
                raise GovdocError(f"{file.name} 第{at}行看不出单位和人数", "每行写单位名称和服务对象人数")
            continue
        counts[unit_named(db, cells[-2]).name] = int(cells[-1])
    if not counts:
        raise GovdocError(f"{file.name} 里没有服务对象人数", "每行写单位名称和服务对象人数")
    surveys.put_served(db, counts)
    return len(counts)


def tallies(db: "Database", survey: Survey, month: str = "") -> tuple[Tally, tuple[UnitTally, ...]]:
    """The tally of all responses, and of each unit's; names of units are those of the roster where they are known."""
    found = _placed(db, surveys.responses(db, survey.key))
    since = _since(db, survey)
    whole = tally(survey.questionnaire, found, month=month, since=since)
    known = surveys.served(db)
    from_unit: dict[str, list[Response]] = {unit: [] for unit in known}
    for response in found:
        if response.unit:
            from_unit.setdefault(response.unit, []).append(response)
    by_unit = []
    for unit, own in sorted(from_unit.items()):
        one = tally(survey.questionnaire, own, unit=unit, month=month, since=since)
        serves = known.get(unit)
        by_unit.append(UnitTally(one, serves, coverage(one.responses, serves) if serves else None))
    return whole, tuple(by_unit)


def strangers(db: "Database", units: Iterable[UnitTally]) -> tuple[str, ...]:
    """The units that answers name and the roster does not know."""
    roster = directory(db)
    return tuple(one.tally.unit for one in units if not isinstance(roster.resolve(one.tally.unit), Unit))


def by_month(db: "Database", survey: Survey) -> dict[str, Tally]:
    """The tally of each month that responses name, in order."""
    found = _placed(db, surveys.responses(db, survey.key))
    since = _since(db, survey)
    months = sorted({response.month for response in found if response.month and response.month >= since})
    return {month: tally(survey.questionnaire, found, month=month) for month in months}


def _since(db: "Database", survey: Survey) -> str:
    """The month in which the survey's notice came or its work began, whichever was first; "" where neither is known."""
    notice = next((one for one in queries.notices(db) if one.key == survey.notice), None)
    days = (notice.issued_on, notice.period.start if notice.period else None) if notice else ()
    return min((f"{day:%Y-%m}" for day in days if day), default="")


def surveyed(db: "Database") -> dict[tuple[str, str], str]:
    """What units' surveys came short of, in Chinese, by unit and notice."""
    found: dict[tuple[str, str], str] = {}
    for survey in all_surveys(db) if surveys.any_response(db) else ():
        least = asked(db, survey)
        for one in tallies(db, survey)[1]:
            shares = (
                ("覆盖率", one.coverage, least.coverage),
                ("满意率", one.tally.satisfied, least.satisfied),
            )
            short = [
                f"{name}为{value:.1%}，低于要求的{limit:.0%}"
                for name, value, limit in shares
                if value is not None and limit is not None and value < limit
            ]
            if short:
                found[one.tally.unit, survey.notice] = "、".join(short)
    return found


def _placed(db: "Database", found: Iterable[Response]) -> tuple[Response, ...]:
    """The responses under the names their units have in the roster, where it knows them."""
    found = tuple(found)
    roster = directory(db)
    units = {name: roster.resolve(name) if name else None for name in {response.unit for response in found}}
    return tuple(
        replace(response, unit=unit.name) if isinstance(unit := units[response.unit], Unit) else response
        for response in found
    )


def asked(db: "Database", survey: Survey) -> Asked:
    """What the survey's notice asks it to reach, else the notices that came in the same file."""
    files = queries.notices_by_source(db).values()
    held = next((file for file in files if any(notice.key == survey.notice for notice in file)), ())
    return asked_of(sorted(held, key=lambda notice: notice.key != survey.notice))


def write_summaries(
    db: "Database", survey: Survey, folder: Path, office: str, day: dt.date, month: str = ""
) -> tuple[Path, ...]:
    """Write the summaries into a folder."""
    return _written(folder, {name: made() for name, made in summaries(db, survey, office, day, month).items()})


def summaries(
    db: "Database", survey: Survey, office: str, day: dt.date, month: str = ""
) -> Mapping[str, Callable[[], bytes]]:
    """The summary of all responses and one of each unit's as Word files, and a workbook with charts, by name.

    Each is made when called for.
    """
    from govdoc.reports import file_name
    from govdoc.reports.survey_charts import survey_charts
    from govdoc.reports.survey_summary import Line, summary_docx

    whole, units = tallies(db, survey, month)
    lines = [Line(one.tally, one.served, one.coverage) for one in units]
    least = asked(db, survey)
    title = survey.questionnaire.title
    months = tuple(by_month(db, survey).values()) if not month else ()
    made: dict[str, Callable[[], bytes]] = {
        f"{ALL}{SUMMARY}": partial(summary_docx, title, office, day, whole, lines, least, months),
        CHARTS: partial(survey_charts, title, whole, lines, months),
    }
    for line in lines:
        name = file_name(line.tally.unit, SUMMARY)
        made[name] = partial(summary_docx, title, office, day, line.tally, [line], least, ())
    return made


def _written(folder: Path, made: Mapping[str, bytes]) -> tuple[Path, ...]:
    folder.mkdir(parents=True, exist_ok=True)
    for name, body in made.items():
        (folder / name).write_bytes(body)
    return tuple(folder / name for name in made)


def _read(file: Path) -> Document:
    from govdoc.readers import read

    try:
        return read(file.name, file.read_bytes())
    except OSError as error:
        raise GovdocError(f"{file} 打不开", "请核对文件名和位置") from error
    except ReadError as error:
        raise GovdocError(f"{file.name}：{error.message}", error.remedy) from error


def _rows(document: Document) -> list[tuple[str, ...]]:
    """The rows of the first table with several of them."""
    tables = [table for table in document.tables() if len(table) > 1]
    return list(tables[0]) if tables else []
