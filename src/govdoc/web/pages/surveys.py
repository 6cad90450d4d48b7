"""Questionnaires: what they ask, what came back, what it comes to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from govdoc.model import Notice, QuestionTally, Response, Tally
from govdoc.pipeline.surveys import Survey, UnitTally
from govdoc.reports.survey_summary import COVERAGE, Line, covered, share
from govdoc.reports.wording import notice_name
from govdoc.surveys import DEFINITION, KINDS, Asked, fault_of, items_of, rows_of, tally
from govdoc.web.pages.words import Choice, address, choices

_BAR = 200  # the width of a whole bar
_WIDE, _HIGH, _LEFT, _FOOT = 560, 180, 40, 24  # the chart by month: its size, and what stands beside and below it
_REFUSALS, _TEXTS = 50, 30


@dataclass(frozen=True, slots=True)
class SurveyLine:
    """One questionnaire of the list."""

    address: str
    title: str
    notice: str
    questions: int
    broken: int
    responses: int
    corrected: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """One option with its bar."""

    text: str
    count: int
    share: str
    width: int


@dataclass(frozen=True, slots=True)
class QuestionCard:
    """One question: how it reads, what is wrong with it, and what was answered."""

    id: str
    stem: str
    kind: str
    condition: str
    fault: str
    edit: str
    answered: int
    satisfied: str
    bars: tuple[Bar, ...]
    texts: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Column:
    """One month of the chart: where its bar stands, in the chart's own units."""

    month: str
    share: str
    responses: int
    x: int
    y: int
    height: int
    label: int


@dataclass(frozen=True, slots=True)
class Chart:
    """The share of satisfied answers by month, and how high what the notice asks for lies (-1 for nothing)."""

    columns: tuple[Column, ...]
    width: int
    height: int
    base: int
    bar: int
    aim: int
    told: str


@dataclass(frozen=True, slots=True)
class SurveyPage:
    """One questionnaire with its tally, of all or of one unit or month."""

    key: str
    title: str
    notice: str
    corrected: bool
    figures: tuple[tuple[str, str], ...]
    defined: str
    units: tuple[tuple[str, str, int, str, str, str], ...]  # address, unit, responses, served, coverage, satisfied
    chart: Chart | None
    questions: tuple[QuestionCard, ...]
    broken: int
    refusals: tuple[str, ...]
    refused: int
    files: tuple[tuple[str, int], ...]
    forms: tuple[tuple[str, str], ...]
    summary: str
    months: tuple[Choice, ...]
    named: tuple[Choice, ...]
    takes: bool


@dataclass(frozen=True, slots=True)
class AnswersPage:
    """Answers before they are taken in: (file, how many, what becomes of earlier ones), and what will not count."""

    key: str
    title: str
    back: str
    lines: tuple[tuple[str, int, str], ...]
    failures: tuple[str, ...]
    refusals: tuple[str, ...]
    refused: int
    known: bool


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """One question to be put right."""

    key: str
    id: str
    back: str
    fault: str
    stem: str
    options: str
    follow_up: str
    kinds: tuple[Choice, ...]


def at(survey: Survey) -> str:
    """Where a questionnaire's page is."""
    return address("/survey", key=survey.key)


def survey_lines(
    found: Sequence[Survey], notices: Sequence[Notice], responses: Mapping[str, int]
) -> tuple[SurveyLine, ...]:
    """All questionnaires."""
    names = {notice.key: f"{notice_name(notice)} {notice.title}".strip() for notice in notices}
    return tuple(
        SurveyLine(
            at(one),
            one.questionnaire.title,
            names.get(one.notice, one.notice),
            sum(1 for _ in items_of(one.questionnaire)),
            _broken(one),
            responses.get(one.key, 0),
            one.corrected,
        )
        for one in found
    )


def survey_page(
    survey: Survey,
    whole: Tally,
    units: Sequence[UnitTally],
    months: Mapping[str, Tally],
    asked: Asked,
    files: Mapping[str, int],
    forms: Sequence[str],
    *,
    unit: str,
    takes: bool,
    manages: bool,
) -> SurveyPage:
    """A questionnaire with the tally of all, or of the one unit."""
    one = next((each for each in units if each.tally.unit == unit), None)
    counted = one.tally if one else whole
    lines = [Line(each.tally, each.served, each.coverage) for each in units]
    reach = share(one.coverage, asked.coverage) if one else covered(lines, asked) or "—"
    figures = (
        ("有效答卷", f"{counted.responses} 份"),
        (_aim("满意率", asked.satisfied), share(counted.satisfied, asked.satisfied)),
        (_aim("覆盖率", asked.coverage), reach),
        ("不计入", f"{len(counted.refusals)} 处"),
    )
    return SurveyPage(
        survey.key,
        survey.questionnaire.title,
        survey.notice,
        survey.corrected,
        figures,
        DEFINITION + COVERAGE,
        tuple(_unit(each, survey, whole.month, asked) for each in units),
        _chart(months, asked),
        _questions(survey, counted, manages=manages),
        _broken(survey),
        tuple(refusal.text for refusal in counted.refusals[:_REFUSALS]),
        len(counted.refusals),
        tuple(files.items()),
        tuple((name, address("/survey/form", key=survey.key, name=name)) for name in forms),
        address("/survey/summary", key=survey.key, unit=unit, month=whole.month),
        choices(months, whole.month),
        choices((each.tally.unit for each in units), unit),
        takes,
    )


def answers_page(
    key: str,
    survey: Survey,
    read: Mapping[str, Sequence[Response]],
    failures: Sequence[str],
    files: Mapping[str, int],
) -> AnswersPage:
    """What was read of the files sent; `files` are those taken in before, with how many each gave."""
    refusals = tally(survey.questionnaire, [one for found in read.values() for one in found]).refusals
    return AnswersPage(
        key,
        survey.questionnaire.title,
        at(survey),
        tuple(
            (name, len(found), f"同名文件先前收入 {files[name]} 份" if name in files else "新")
            for name, found in read.items()
        ),
        tuple(failures),
        tuple(one.text for one in refusals[:_REFUSALS]),
        len(refusals),
        any(name in files for name in read),
    )


def question_page(survey: Survey, number: str) -> QuestionPage | None:
    """One question as a person may write it, None where there is no such question."""
    items = items_of(survey.questionnaire)
    for item, (_, _, kind, stem, options, follow_up) in zip(items, rows_of(survey.questionnaire), strict=True):
        if item.id == number:
            fault = fault_of(item.question)
            kinds = choices(KINDS, kind)
            return QuestionPage(
                survey.key, number, at(survey), f"本题{fault[0]}" if fault else "", stem, options, follow_up, kinds
            )
    return None


def _broken(survey: Survey) -> int:
    return sum(fault_of(item.question) is not None for item in items_of(survey.questionnaire))


def _aim(what: str, least: float | None) -> str:
    return what if least is None else f"{what}（要求 {least:.0%}）"


def _unit(one: UnitTally, survey: Survey, month: str, asked: Asked) -> tuple[str, str, int, str, str, str]:
    return (
        address("/survey", key=survey.key, unit=one.tally.unit, month=month),
        one.tally.unit,
        one.tally.responses,
        "未填报" if one.served is None else str(one.served),
        share(one.coverage, asked.coverage),
        share(one.tally.satisfied, asked.satisfied),
    )


def _questions(survey: Survey, counted: Tally, *, manages: bool) -> tuple[QuestionCard, ...]:
    by_id = {one.id: one for one in counted.questions}
    words = {kind: word for word, kind in KINDS.items()}
    cards = []
    for item in items_of(survey.questionnaire):
        one, fault = by_id[item.id], fault_of(item.question)
        cards.append(
            QuestionCard(
                item.id,
                item.question.stem,
                words[item.question.kind],
                item.condition or "",
                f"本题{fault[0]}，{fault[1]}" if fault else "",
                address("/survey/question", key=survey.key, id=item.id) if manages else "",
                one.answered,
                "" if one.satisfied is None else f"{one.satisfied:.1%}",
                _bars(one),
                one.texts[:_TEXTS],
                max(0, len(one.texts) - _TEXTS),
            )
        )
    return tuple(cards)


def _bars(one: QuestionTally) -> tuple[Bar, ...]:
    return tuple(
        Bar(f"{option.key}. {option.text}", option.count, f"{option.share:.1%}", round(_BAR * option.share))
        for option in one.options
    )


def _chart(months: Mapping[str, Tally], asked: Asked) -> Chart | None:
    """The chart where several months have a share to show."""
    shown = [(month, one) for month, one in months.items() if one.satisfied is not None]
    if len(shown) < 2:
        return None
    base = _HIGH - _FOOT
    step = (_WIDE - _LEFT) // len(shown)
    columns = []
    for place, (month, one) in enumerate(shown):
        height = round((base - 20) * (one.satisfied or 0.0))
        x = _LEFT + place * step + step // 4
        columns.append(
            Column(month, f"{one.satisfied:.0%}", one.responses, x, base - height, height, base - height - 5)
        )
    aim = -1 if asked.satisfied is None else base - round((base - 20) * asked.satisfied)
    told = "，".join(f"{column.month} {column.share}" for column in columns)
    return Chart(tuple(columns), _WIDE, _HIGH, base, step // 2, aim, f"各月满意率：{told}")
