"""Weights of the matcher learnt from reviewers' decisions: looked at first, kept when confirmed, taken back at will."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govdoc.errors import GovdocError
from govdoc.model import Evidence
from govdoc.pipeline.against import Against
from govdoc.store import queries
from govdoc.store.learning import judgements, learned, put_learned, undo_learned

if TYPE_CHECKING:
    from sqlite_utils import Database

    from govdoc.matching import Example, Lesson


@dataclass(frozen=True, slots=True)
class Moved:
    """A file whose best indicator would be another: by the weights that hold, and by the new ones."""

    path: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Learning:
    """What learning would change. `weights` holds, by feature, the default, what holds now, and what was learnt."""

    judged: int
    lesson: "Lesson"
    weights: Mapping[str, tuple[float, float, float]]
    moved: tuple[Moved, ...]


def preview_learning(db: "Database") -> Learning:
    """What the decisions made so far teach, and which files would get another first indicator.

    Raises GovdocError where too few files were accepted.
    """
    from govdoc.matching import FEATURES, LEAST, learn

    examples = tuple(_examples(db))
    accepted = sum(bool(example.accepted) for example in examples)
    if accepted < LEAST:
        raise GovdocError(
            f"认可过的材料只有 {accepted} 份，还不能学习",
            f"至少审核认可 {LEAST} 份，最好来自三个以上单位，再运行 govdoc learn",
        )
    lesson = learn(examples)
    now = learned(db)
    weights = {row.name: (row.weight, now.get(row.name, row.weight), lesson.weights[row.name]) for row in FEATURES}
    moved = tuple(_moved(db, lesson.weights)) if lesson.better else ()
    return Learning(len(examples), lesson, weights, moved)


def keep_learning(db: "Database", learning: Learning) -> None:
    """Keep what was previewed; the next match uses it."""
    if not learning.lesson.better:
        raise GovdocError("学到的权重不比现有的好，未采用", "继续审核，积累更多意见后再试")
    put_learned(db, learning.lesson.weights)


def undo_learning(db: "Database") -> None:
    """Bring back the weights before. Raises GovdocError where nothing was learnt."""
    if not undo_learned(db):
        raise GovdocError("没有可撤销的学习结果", "运行过 govdoc learn 并采用之后才能撤销")


def _examples(db: "Database") -> Iterator["Example"]:
    """Every file judged that is still there, once."""
    from govdoc.matching import Example

    against = Against.of(db, {})
    targets = against.targets()
    said: dict[tuple[str, str], dict[int, bool]] = {}
    for judgement in judgements(db):
        row = targets.find_row(judgement.notice, judgement.indicator)
        if row is not None:
            said.setdefault((judgement.sha256, judgement.unit), {})[row] = judgement.accepted
    for file in _there(db):
        about = said.pop((file.sha256, file.unit or ""), None)
        if about:
            points, damped = against.points(queries.with_text(db, file.path), targets)
            accepted = frozenset(row for row, yes in about.items() if yes)
            yield Example(
                file.unit or "", points.astype(float), damped.astype(float), accepted, frozenset(about) - accepted
            )


def _there(db: "Database") -> Iterator[Evidence]:
    return (file for file in queries.ledger(db, text=False) if file.status in ("read", "partial"))


def _moved(db: "Database", weights: Mapping[str, float]) -> Iterator[Moved]:
    against, kept = Against.of(db, weights), queries.matches(db)
    targets = against.targets()
    meaning = against.meaning(db, targets)
    for file in _there(db):
        before = kept.get(file.path, ())[:1]
        after = against.match(queries.with_text(db, file.path), targets, meaning)[:1]
        names = [match.indicator for match in (*before, *after)]
        if len(names) == 2 and names[0] != names[1]:
            yield Moved(file.path, *names)
