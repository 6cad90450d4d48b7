"""What reviewers write, as the program means it."""

import re
from functools import cache

from govdoc.model import DecisionKind, GapStatus
from govdoc.rules.load import load

_STATUSES: tuple[GapStatus, ...] = ("met", "partial", "verify", "missing")
_VERDICTS: tuple[DecisionKind, ...] = ("accept", "reject", "move")


def status_said(text: str) -> GapStatus | None:
    """The status a word means, None for a word that means none.

    >>> status_said("已达标"), status_said("met"), status_said("差不多")
    ('met', 'met', None)
    """
    found = _meanings().get(_plain(text), "")
    return next((status for status in _STATUSES if f"status:{status}" in found), None)


def verdict_said(text: str) -> DecisionKind | None:
    """What a word says of a file: accept, reject or move.

    >>> verdict_said("同意"), verdict_said("×"), verdict_said("再看看")
    ('accept', 'reject', None)
    """
    found = _meanings().get(_plain(text), "")
    return next((verdict for verdict in _VERDICTS if f"verdict:{verdict}" in found), None)


def numbers_said(text: str) -> tuple[int, ...] | None:
    """The item numbers in a cell of a sheet, None where it holds anything else.

    >>> numbers_said("1、3"), numbers_said("2.0"), numbers_said(""), numbers_said("全部")
    ((1, 3), (2,), (), None)
    """
    parts = [part for part in re.split(r"[\s、，,;；和]+", text.strip()) if part]
    found = [re.fullmatch(r"第?(\d{1,2})(?:\.0+)?项?", part) for part in parts]
    return tuple(int(one[1]) for one in found if one) if all(found) else None


def _plain(text: str) -> str:
    return re.sub(r"[\s。.，,“”\"]", "", text).lower()


@cache
def _meanings() -> dict[str, str]:
    """Each word with all it may mean, as a status and as a verdict."""
    words: dict[str, str] = {}
    for meaning, said in load("review")["said_as"].items():
        kind = "status" if meaning in _STATUSES else "verdict"
        for word in (*said, *((meaning,) if kind == "status" else ())):
            words[_plain(word)] = words.get(_plain(word), "") + f" {kind}:{meaning}"
    return words
