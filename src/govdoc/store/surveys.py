"""Questionnaires put right, responses, and how many each unit serves."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from pydantic import TypeAdapter
from sqlite_utils import Database

from govdoc.model import Notice, Questionnaire, Response


def corrected(db: Database) -> dict[str, Questionnaire]:
    """The questionnaires a person has put right, by key."""
    return {row["key"]: _adapter().validate_json(row["json"]) for row in db.query("select * from questionnaire")}


def put_in(notice: Notice, whole: Mapping[str, Questionnaire]) -> Notice:
    """The notice with the questionnaires that a person has put right as a whole, by key."""
    held = tuple(whole.get(key_of(notice, at), one) for at, one in enumerate(notice.questionnaires, 1))
    return notice if held == notice.questionnaires else replace(notice, questionnaires=held)


def key_of(notice: Notice, number: int) -> str:
    """The key of a notice's questionnaire by its number from 1."""
    return f"{notice.key}#{number}"


def put_corrected(db: Database, key: str, questionnaire: Questionnaire) -> None:
    """Keep a questionnaire as put right."""
    with db.atomic():
        body = _adapter().dump_json(questionnaire).decode("utf-8")
        db.table("questionnaire").insert({"key": key, "json": body}, replace=True)


def drop_corrected(db: Database, key: str) -> None:
    """Let a questionnaire be as the notice has it."""
    with db.atomic():
        db.execute("delete from questionnaire where key = ?", [key])


def responses(db: Database, key: str) -> tuple[Response, ...]:
    """The responses to a questionnaire in the order they came in."""
    found = db.query("select * from response where questionnaire = ? order by rowid", [key])
    return tuple(
        Response(row["id"], row["unit"], row["month"], _answers(row["answers"]), row["source"]) for row in found
    )


def put_responses(db: Database, key: str, file: str, found: Iterable[Response]) -> None:
    """Keep a file's responses in place of what the same file gave before."""
    with db.atomic():
        db.execute("delete from response where questionnaire = ? and source like ? escape '!'", [key, _within(file)])
        db.table("response").insert_all(
            [
                {
                    "questionnaire": key,
                    "id": one.id,
                    "unit": one.unit,
                    "month": one.month,
                    "source": one.source,
                    "position": at,
                    "answers": json.dumps(one.answers, ensure_ascii=False),
                }
                for at, one in enumerate(found)
            ]
        )


def taken(db: Database, key: str) -> dict[str, int]:
    """How many responses to a questionnaire each file gave, by the file's name."""
    found = db.query("select source from response where questionnaire = ? order by rowid", [key])
    return dict(Counter(row["source"].rpartition(" 第")[0] for row in found))


def served(db: Database) -> dict[str, int]:
    """How many each unit serves, where that was told."""
    return {row["unit"]: row["count"] for row in db.query("select * from served")}


def put_served(db: Database, counts: Mapping[str, int]) -> None:
    """Keep how many units serve."""
    with db.atomic():
        rows = [{"unit": unit, "count": count} for unit, count in counts.items()]
        db.table("served").insert_all(rows, replace=True)


def _within(file: str) -> str:
    return file.replace("!", "!!").replace("%", "!%").replace("_", "!_") + " 第%行"


def _answers(body: str) -> dict[str, tuple[str, ...]]:
    return {key: tuple(values) for key, values in json.loads(body).items()}


@cache
def _adapter() -> TypeAdapter[Questionnaire]:
    return TypeAdapter(Questionnaire)
