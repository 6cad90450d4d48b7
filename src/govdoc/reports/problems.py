"""The files of a unit that will not do as they are, and what to do about each."""

import re
from collections.abc import Container
from dataclasses import dataclass

from govdoc.model import Evidence
from govdoc.reports.overview import Overview
from govdoc.reports.wording import flag_row, words

# Which flag speaks for a ledger status; the rest of the statuses are no fault of the file.
_FLAG_OF_STATUS = {
    "empty": "unreadable",
    "damaged": "unreadable",
    "encrypted": "encrypted",
    "partial": "partial",
    "unsupported": "unsupported",
    "too_large": "unsupported",
    "timed_out": "unsupported",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One file with all that is wrong with it, filed under its gravest flag."""

    evidence: Evidence
    code: str
    word: str
    problem: str
    advice: str


def problems(overview: Overview, unit: str) -> tuple[Problem, ...]:
    """The unit's problem files, gravest kind first, by path within a kind.

    A copy of another unit's file is called so without naming whose. A file that was read, bears no flag and serves no
    indicator is among them, unless nothing was matched at all.
    """
    rank = {row["code"]: at for at, row in enumerate(words()["flag"])}
    files = overview.files_of.get(unit, ())
    own = {file.path for file in files}
    found = [problem for file in files if (problem := _problem(overview, file, own))]
    return tuple(sorted(found, key=lambda problem: (rank.get(problem.code, len(rank)), problem.evidence.path)))


def _problem(overview: Overview, file: Evidence, own: Container[str]) -> Problem | None:
    flags = [_for_unit(flag, own) for flag in file.flags]
    of_status = _FLAG_OF_STATUS.get(file.status)
    # A reader's failure may have been flagged already under its own or the more general word.
    if of_status and not {of_status, "unreadable"} & set(flags):
        flags.append(of_status)
    if not flags and file.status == "read" and overview.matches and not _serves(overview, file):
        flags.append("unmatched")
    if not flags:
        return None
    order = [row["code"] for row in words()["flag"]]
    flags.sort(key=lambda flag: order.index(code) if (code := flag.partition(":")[0]) in order else len(order))
    rows = [flag_row(flag) for flag in flags]
    advice = rows[0]["advice"]
    told = [row["problem"] for row in rows]
    if file.failure:
        # A reader's failure says more than the flag, and often what to do about it: “…（请…）”.
        failure, remedy = _parted(file.failure)
        told = [failure if row["code"] in _FLAG_OF_STATUS.values() else row["problem"] for row in rows]
        if rows[0]["code"] in _FLAG_OF_STATUS.values():
            advice = remedy or advice
    return Problem(file, rows[0]["code"], rows[0]["word"], "；".join(dict.fromkeys(told)), advice)


def _for_unit(flag: str, own: Container[str]) -> str:
    """The flag without the name of another unit's file, which is no business of the unit that reads the list."""
    code, _, other = flag.partition(":")
    return flag if other in own else code


def _parted(failure: str) -> tuple[str, str]:
    """The failure and the remedy in brackets at its end."""
    whole = failure.rstrip("。")
    found = re.fullmatch(r"(.+?)（(请(?:[^（）]|（[^（）]*）)*)）", whole)
    return (found[1], found[2]) if found else (whole, "")


def _serves(overview: Overview, file: Evidence) -> bool:
    return any(match.decision != "none" for match in overview.matches_of.get(file.path, ()))
