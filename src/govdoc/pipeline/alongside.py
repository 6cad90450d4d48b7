"""What a completion report tells besides how the cells stand: earlier rounds, surveys, ledgers, web addresses."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from govdoc.model import Evidence
from govdoc.pipeline.addresses import entries
from govdoc.pipeline.surveys import all_surveys, asked, tallies
from govdoc.store import rounds as round_store
from govdoc.store.ledgers import ledgers
from govdoc.store.visits import any_visit

if TYPE_CHECKING:
    from sqlite_utils import Database

    from govdoc.reports import Alongside


def alongside(db: "Database", files: Iterable[Evidence]) -> "Alongside":
    """All of it that the workspace holds; a survey without answers, and a ledger changed since, tell nothing.

    `files` are those there now.
    """
    from govdoc.reports import Alongside, Standing, Survey
    from govdoc.reports.survey_summary import Line

    rounds = (
        Standing(one.label, one.closed_at.date(), round_store.round_cells(db, one.number))
        for one in round_store.rounds(db)
        if one.closed_at
    )
    surveys = []
    for survey in all_surveys(db):
        whole, units = tallies(db, survey)
        if whole.responses:
            lines = tuple(Line(one.tally, one.served, one.coverage) for one in units)
            surveys.append(Survey(survey.questionnaire.title, whole, lines, asked(db, survey)))
    contents = {file.path: file.sha256 for file in files}
    return Alongside(
        tuple(rounds),
        tuple(surveys),
        tuple((one.path, len(one.faults)) for one in ledgers(db) if contents.get(one.path) == one.sha256),
        entries(db) if any_visit(db) else (),
    )
