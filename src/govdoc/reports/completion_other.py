"""The other work in a completion report: surveys, recurring reports, ledgers, web addresses."""

from collections.abc import Iterator

from govdoc.reports.completion_lists import ADDRESSES, LEDGERS, PERIODIC, SURVEYS
from govdoc.reports.completion_parts import Block, Report, listed, numbered
from govdoc.reports.figures import Piece, Worked
from govdoc.reports.periodic_sheet import WORDS
from govdoc.reports.survey_summary import covered, share
from govdoc.reports.wording import words
from govdoc.surveys import DEFINITION


def other(report: Report) -> Iterator[Block]:
    """A paragraph on each kind of other work there is."""
    say = words()["completion"]["other"]
    kinds = (("survey", _surveys), ("periodic", _periodic), ("ledgers", _ledgers), ("addresses", _addresses))
    yield from numbered((say[key], pieces) for key, tell in kinds if (pieces := tell(report)))


def _surveys(report: Report) -> tuple[Piece, ...]:
    pieces: tuple[Piece, ...] = ()
    for survey in report.more.surveys if SURVEYS in report.lists else ():
        satisfied = Worked(share(survey.whole.satisfied, survey.asked.satisfied), DEFINITION)
        part = covered(survey.units, survey.asked)
        pieces += report.say(
            "other",
            "survey_text",
            title=survey.title,
            responses=report.lists.count(SURVEYS, {"问卷": survey.title}, "有效答卷"),
            satisfied=satisfied,
            covered=report.say("other", "covered", coverage=Worked(part, "有效答卷数÷服务对象数")) if part else "",
        )
    return pieces


def _periodic(report: Report) -> tuple[Piece, ...]:
    pieces: tuple[Piece, ...] = ()
    for what in dict.fromkeys(one.what for one in report.overview.periodic if one.state != "waiting"):
        due = report.lists.count(PERIODIC, {"报送内容": what})
        states = [
            (word, figure, "期次")
            for state, word in WORDS.items()
            if (figure := report.lists.count(PERIODIC, {"报送内容": what, "情况": word})).value
        ]
        name = what.strip("《》“”")
        pieces += report.say("other", "periodic_text", what=name, due=due, states=listed(states, "，"))
    return pieces


def _ledgers(report: Report) -> tuple[Piece, ...]:
    if LEDGERS not in report.lists:
        return ()
    faults = report.lists.count(LEDGERS, None, "问题处数")
    return report.say("other", "ledgers_text", files=report.lists.count(LEDGERS), faults=faults)


def _addresses(report: Report) -> tuple[Piece, ...]:
    if ADDRESSES not in report.lists:
        return ()
    count = report.lists.count
    states = [
        (word, figure, "处")
        for word in words()["visited"].values()
        if (figure := count(ADDRESSES, {"核查结果": word})).value
    ]
    return report.say("other", "addresses_text", all=count(ADDRESSES), states=listed(states, "，"))
