"""One gap row for every cell: cells and requirements against matches."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from govdoc.gaps.asking import Ask, asked
from govdoc.gaps.decided import reviewed
from govdoc.gaps.faults import Handed, fault_of, is_public
from govdoc.gaps.forms import has_form
from govdoc.gaps.inspected import is_survey, notes, with_survey
from govdoc.gaps.judge import Verdict, cell_status, judge
from govdoc.gaps.templates import Templates, shipped
from govdoc.gaps.wording import Sentence, paragraph, sentence
from govdoc.model import Cell, Decision, Evidence, Gap, GapItem, Inspected, Match, Notice

# Below this a match is as likely wrong as right, and the unit is not asked about it; the list of files keeps it.
_LEAST = 0.5
# Rows of the wording that are no reason codes of their own.
_CODES = {
    "not_online": "weak",
    "unplaced": "weak",
    "announced": "weak",
    "hollow": "weak",
    "same_person": "weak",
    "short": "below_threshold",
    "no_paper": "url_only",
    "visited": "url_only",
    "unproven": "url_only",
    "ledger": "weak",
    "low_rank": "below_threshold",
    "reviewed_after": "late",
    "on_site": "weak",
    "unsupported": "unreadable",
    "unsigned": "needs_statement",
    "months_missing": "years_missing",
}


def find_gaps(
    notices: Sequence[Notice],
    cells: Iterable[Cell],
    evidence: Iterable[Evidence],
    matches: Iterable[Match],
    decisions: Sequence[Decision] = (),
    templates: Templates | None = None,
    inspected: Mapping[tuple[str, str, str], Inspected] | None = None,
    surveyed: Mapping[tuple[str, str], str] | None = None,
) -> tuple[Gap, ...]:
    """One row per cell, in the order of the cells; cells of indicators that no notice has are left out.

    A file counts for the unit whose folder it lay in. Good is a file without fault whose match is decided
    "auto"; every item met by good files is met, some is partial, anything a person may still accept is verify.
    `decisions` is the log of reviewers' decisions; those on files must be in the matches already (see `decided`).
    `templates` are an office's own sentences, the shipped ones where none are given. `inspected` is what looking
    closer at files found, by path, notice and indicator; `surveyed` what surveys came short of, by unit
    and notice.
    """
    evidence, templates = tuple(evidence), templates or shipped()
    known = {
        (notice.key, indicator.code, method): (notice, indicator)
        for notice in notices
        for indicator in notice.indicators
        for method in (dict.fromkeys(task.method for task in indicator.tasks) or {None: None})
    }
    handed = _handed(evidence, matches, inspected or {})
    asks: dict[tuple[str, str, str | None], Ask] = {}
    nothing: dict[tuple[str, str, str | None], Gap] = {}
    rows = []
    for cell in cells:
        key = (cell.notice, cell.indicator, cell.method)
        if key not in known:
            continue
        if key not in asks:
            asks[key] = asked(*known[key], cell.method)
        files = handed.get((cell.unit, *key))
        if files is None:  # most cells: judged once for all units
            if key not in nothing:
                nothing[key] = _gap(cell, asks[key], (), templates)
            row = replace(nothing[key], unit=cell.unit)
        else:
            row = _gap(cell, asks[key], files, templates)
        short = (surveyed or {}).get((cell.unit, cell.notice))
        rows.append(with_survey(row, short, templates) if short and is_survey(asks[key].requirements) else row)
    return reviewed(rows, decisions, evidence, templates) if decisions else tuple(rows)


def _handed(
    evidence: Iterable[Evidence], matches: Iterable[Match], inspected: Mapping[tuple[str, str, str], Inspected]
) -> dict[tuple[str, str, str, str | None], list[Handed]]:
    by_path = {one.path: one for one in evidence}
    faults = {path: fault_of(one, by_path) for path, one in by_path.items()}
    found: dict[tuple[str, str, str, str | None], list[Handed]] = {}
    for match in sorted(matches, key=lambda match: -match.score):
        one = by_path.get(match.evidence)
        if one is None or one.unit is None or match.decision == "none":
            continue
        looked = inspected.get((one.path, match.notice, match.indicator), Inspected())
        handed = Handed(one, match, "" if match.reviewer else faults[one.path], looked)
        if match.decision == "review" and match.score < _LEAST and not _told_anyway(handed):
            continue
        found.setdefault((one.unit, match.notice, match.indicator, match.method), []).append(handed)
    return found


def _told_anyway(handed: Handed) -> bool:
    """Whether a weak match is told all the same: the unit filed the paper under the indicator, or it has no text."""
    filed = any(reason.feature == "path_number" and reason.value > 0 for reason in handed.match.reasons)
    return filed or handed.fault in ("unreadable", "unsupported")


def _gap(cell: Cell, ask: Ask, files: Sequence[Handed], templates: Templates) -> Gap:
    verdicts, served = _verdicts(ask, files)
    status = cell_status([verdict.status for verdict in verdicts], served=served)
    told = _sentences(ask, verdicts, templates)
    alone = [_sentence(ask, verdict, [at], templates) for at, verdict in enumerate(verdicts)]
    items = tuple(
        GapItem(
            requirement.id,
            requirement.text,
            verdict.status,
            tuple(dict.fromkeys(handed.evidence.path for handed in verdict.files)),
            "" if verdict.status == "met" else paragraph([own.text]),
        )
        for requirement, verdict, own in zip(ask.requirements, verdicts, alone, strict=True)
    )
    # A measure does not say by which method it is looked at; addresses alone say so.
    by_address = cell.method is None and any(handed.fault == "url_only" for handed in files)
    seen = notes(files, templates, web=by_address or any(one.web for one in ask.asks))
    codes = (_code(ask, at, verdict) for at, verdict in enumerate(verdicts))
    return Gap(
        cell.unit,
        cell.notice,
        cell.indicator,
        cell.method,
        status,
        items,
        tuple(dict.fromkeys(filter(None, codes))),
        paragraph(
            [one.text for one in (*told, *seen)] if told else [templates["met"].text, *(one.text for one in seen)]
        ),
        paragraph([one.suggestion for one in (*told, *seen)]),
    )


def _verdicts(ask: Ask, files: Sequence[Handed]) -> tuple[list[Verdict], bool]:
    """A verdict per item, and whether a good file serves the cell without saying which item."""
    texts = {requirement.id: requirement.text for requirement in ask.requirements}
    ids = tuple(texts)
    alone = len(ask.requirements) == 1
    placed: dict[str, list[Handed]] = {one: [] for one in ids}
    misplaced: dict[str, list[Handed]] = {one: [] for one in ids}
    unplaced: list[Handed] = []
    for handed in files:
        named = texts.keys() & set(handed.match.requirements)
        sure = alone or handed.taken or len(named) == 1
        fitting = ids if alone else tuple(one for one in named if sure or has_form(handed.evidence, texts[one]))
        for one in fitting:
            placed[one].append(handed)
        for one in named.difference(fitting) if fitting else ():
            misplaced[one].append(handed)
        if not fitting:
            unplaced.append(handed)
    verdicts = []
    for at, requirement in enumerate(ask.requirements):
        own = list(files) if ask.general[at] else placed[requirement.id]
        verdict = _judge(ask, at, own)
        doubtful = [*misplaced[requirement.id], *unplaced]
        if verdict.status == "missing" and doubtful and not verdict.wording:
            verdict = _judge(ask, at, doubtful)
            if verdict.status in ("met", "partial"):
                verdict = Verdict("verify", "unplaced", verdict.files)
        verdicts.append(verdict)
    web_only = any(one.web for one in ask.asks)
    served = any(one.good and (one.taken or not web_only or is_public(one.evidence)) for one in unplaced)
    return verdicts, served


def _judge(ask: Ask, at: int, files: Sequence[Handed]) -> Verdict:
    return judge(ask.requirements[at], files, ask.asks[at], ask.notice.issued_on)


def _sentences(ask: Ask, verdicts: Sequence[Verdict], templates: Templates) -> list[Sentence]:
    """One sentence for items that stand alike."""
    groups: dict[tuple[object, ...], list[int]] = {}
    for at, verdict in enumerate(verdicts):
        if verdict.status != "met":
            files = tuple(handed.evidence.path for handed in verdict.files)
            key = (
                verdict.wording,
                files,
                verdict.years,
                verdict.months,
                verdict.figure,
                "" if verdict.wording else templates[f"missing.{ask.rows[at]}"].text,
            )
            groups.setdefault(key, []).append(at)
    return [_sentence(ask, verdicts[members[0]], members, templates) for members in groups.values()]


def _sentence(ask: Ask, verdict: Verdict, members: Sequence[int], templates: Templates) -> Sentence:
    subjects = list(dict.fromkeys(ask.subjects[at] for at in members))
    rows = list(dict.fromkeys(ask.rows[at] for at in members))
    return sentence(verdict, [ask.requirements[at] for at in members], subjects, rows, templates)


def _code(ask: Ask, at: int, verdict: Verdict) -> str:
    if verdict.status == "met":
        return ""
    if verdict.wording:
        return _CODES.get(verdict.wording, verdict.wording)
    return "needs_statement" if ask.rows[at] == "negative" else "missing"
