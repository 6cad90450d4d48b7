"""A file of evidence as the matcher sees it: computed once, compared with every target."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from govdoc.matching.names import any_of
from govdoc.matching.words import Spotted, chars, concepts, pairs, plain, words
from govdoc.model import Evidence

_HEAD = 2600  # characters; what a paper is about stands in its first pages
_TAIL = 400


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the evidence (title, body, path) as words, pairs and concepts."""

    plain: str
    words: Counter[str]
    pairs: Counter[str]
    chars: Counter[str]
    concepts: Mapping[str, Spotted]


@dataclass(frozen=True, slots=True)
class View:
    """Title, body (without the title) and the words of the path."""

    title: Part
    body: Part
    path: Part


def view(evidence: Evidence, path_words: str, names: Iterable[str] = ()) -> View:
    """Look at a file. `path_words` is what its path says once numbers and empty words are taken out.

    `names` are those of its unit: an office of that name is no sign of what its papers are about.
    """
    body = evidence.text
    for known in filter(None, (evidence.title, evidence.doc_number)):
        body = body.replace(known, "\n", 1)
    if len(body) > _HEAD + _TAIL:
        body = f"{body[:_HEAD]}\n{body[-_TAIL:]}"
    own = any_of(names)
    return View(_part(evidence.title, own), _part(body, own), _part(path_words))


def _part(text: str, own: re.Pattern[str] | None = None) -> Part:
    flat = plain(text)
    flat = own.sub("，", flat) if own else flat
    return Part(flat, words(flat), pairs(flat), chars(flat), concepts(flat))
