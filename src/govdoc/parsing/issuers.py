"""Offices printed side by side: in a letterhead, before 关于 in a title, in a signature."""

import re

from govdoc.parsing.organs import organ_pattern
from govdoc.text.sentences import split_outside_brackets

Office = tuple[str, int, int]  # a name and its offsets


def is_offices(text: str) -> bool:
    """Is the text, blanks closed up, nothing but the name of one office or of several?"""
    return bool(find_offices(text))


def find_offices(text: str) -> list[Office]:
    """The offices of a text that holds nothing else, with their offsets; empty where it holds anything else.

    Joint ones stand apart by blanks or 、, or begin with the same place. A letter-spaced one stands by itself.

    >>> [name for name, _, _ in find_offices("云 汐 县 教 育 局")]
    ['云汐县教育局']
    >>> [name for name, _, _ in find_offices("中共云汐县委办公室云汐县人民政府办公室 云汐县教育局、云汐县公安局")]
    ['中共云汐县委办公室', '云汐县人民政府办公室', '云汐县教育局', '云汐县公安局']
    >>> find_offices("加强领导")
    []
    """
    found: list[Office] = []
    for left, right in _pieces(text):
        name = re.sub(r"\s", "", text[left:right])
        if not organ_pattern().fullmatch(name):
            return []
        if " " in text[left:right].strip():
            found.append((name, left, right))
            continue
        begin = left
        for cut in (*_seams(name), len(name)):
            found.append((text[begin : left + cut], begin, left + cut))
            begin = left + cut
    return found


def _pieces(text: str) -> list[tuple[int, int]]:
    """Stretches that stand apart: by 、, by a wide gap, by one blank between whole names."""
    pieces: list[tuple[int, int]] = []
    for left, right in split_outside_brackets(text, "、"):
        for run in re.finditer(r"\S+(?:[^\S\n]\S+)*", text[left:right]):
            start, end = left + run.start(), left + run.end()
            words = [(start + word.start(), start + word.end()) for word in re.finditer(r"\S+", run[0])]
            whole = all(b - a > 3 and organ_pattern().fullmatch(text[a:b]) for a, b in words)
            pieces += words if whole else [(start, end)]
    joined = text.strip()
    if len(pieces) > 1 and all(end - start == 1 for start, end in pieces):  # letter-spaced by wide gaps
        start = text.index(joined)
        return [(start, start + len(joined))]
    return pieces


def _seams(name: str) -> list[int]:
    """Where offices of one place are glued: the place's name begins again behind a whole organ."""
    place = name.removeprefix("中共")
    for length in range(min(6, len(place) // 2), 1, -1):
        head = place[:length]
        seams = [
            at
            for found in re.finditer(rf"(?:中共)?{re.escape(head)}", name)
            if (at := found.start()) > 4 and organ_pattern().fullmatch(name[:at])
        ]
        if seams:
            return seams
    return []
