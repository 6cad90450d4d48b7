"""A questionnaire goes out as three forms, each with every question and option, and what is filled in comes back."""

import io
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from govdoc.model import OptionCount, Questionnaire, QuestionTally, Tally
from govdoc.parsing import parse
from govdoc.readers import read
from govdoc.reports.survey_charts import survey_charts
from govdoc.reports.survey_docx import form_docx
from govdoc.reports.survey_html import form_html
from govdoc.reports.survey_sheet import answer_sheet, questions_sheet
from govdoc.surveys import HEADS, items_of, questionnaire_of, read_rows, rows_of, tally
from govdoc.surveys.questions import keys_of

CASES = tomllib.loads((Path(__file__).parents[1] / "parsing" / "questionnaires.toml").read_text("utf-8"))["case"]


def questionnaires(name: str, data: bytes) -> Iterator[Questionnaire]:
    for notice in parse(read(name, data), name).notices:
        yield from notice.questionnaires


def plain(text: str) -> str:
    return "".join(text.split())


def missing(questionnaire: Questionnaire) -> set[tuple[str, str]]:
    """What a form does not hold, with the form."""
    from lxml import html

    page = html.document_fromstring(form_html(questionnaire, "key"))
    forms = {
        "Word": read("问卷.docx", form_docx(questionnaire)).text,
        "xlsx": read("答卷.xlsx", answer_sheet(questionnaire)).text,
        "HTML": page.text_content(),
    }
    wanted = [text for item in items_of(questionnaire) for text in (item.heading, item.question.stem)]
    wanted += [one.text for item in items_of(questionnaire) for one in item.question.options]
    shown = {name: plain(text) for name, text in forms.items()}
    lost = {(name, text) for name in shown for text in wanted if plain(text) not in shown[name]}
    boxes = len(page.xpath("//fieldset//input[@type='radio' or @type='checkbox']"))
    assert boxes == sum(len(keys_of(item.question)) for item in items_of(questionnaire))
    return lost


def comes_back(questionnaire: Questionnaire) -> bool:
    """Whether the first option of every question, or a word, written into the sheet is what is tallied."""
    book = openpyxl.load_workbook(io.BytesIO(answer_sheet(questionnaire)))
    items = list(items_of(questionnaire))
    firsts = [next(iter(keys_of(item.question)), "很好") for item in items]
    asked = [item for item in items if item.question.follow_up]
    book["答卷"].append(["1", "云汐县司法局", "2024-03", *firsts, *("再说明" for _ in asked)])
    rows = [["" if cell is None else str(cell) for cell in row] for row in book["答卷"].iter_rows(values_only=True)]
    counted = tally(questionnaire, read_rows(questionnaire, rows, "答卷.xlsx"))
    told = {one.id for one in counted.questions if "再说明" in one.texts}
    return (
        told == {item.id for item in asked}
        and not counted.refusals
        and all(one.answered == 1 and (not one.options or one.options[0].count == 1) for one in counted.questions)
    )


def stays(questionnaire: Questionnaire) -> bool:
    """Whether the sheet of questions that may be put right gives the same questionnaire, if nothing is changed."""
    table = read("题目.xlsx", questions_sheet(HEADS, rows_of(questionnaire))).tables()[0]
    again = questionnaire_of(questionnaire.title, table[1:])
    return [plain(item.question.stem) for item in items_of(again)] == [
        plain(item.question.stem) for item in items_of(questionnaire)
    ]


@pytest.mark.parametrize("case", [case for case in CASES if case["reading"].strip()], ids=lambda case: case["name"])
def test_every_form_holds_every_question_and_option(case: dict[str, Any]) -> None:
    found = list(questionnaires("问卷.txt", case["text"].encode()))
    assert found
    for questionnaire in found:
        assert missing(questionnaire) == set()
        assert comes_back(questionnaire)
        if not case.get("warnings"):  # letters printed twice must be put right first
            assert stays(questionnaire)


def test_a_title_is_no_formula_of_a_chart() -> None:
    evil = "=[http://x.example.com/a.xlsx]Sheet1!$A$1"
    question = QuestionTally("1", evil, 1, 1, (OptionCount("A", evil, 1, 1.0),))
    whole = Tally(evil, "", 1, (question,), 1.0)
    with zipfile.ZipFile(io.BytesIO(survey_charts(evil, whole, [], []))) as book:
        charts = [book.read(name) for name in book.namelist() if name.startswith("xl/charts/chart")]
    assert charts
    assert all(b"<c:f>[" not in chart for chart in charts)
