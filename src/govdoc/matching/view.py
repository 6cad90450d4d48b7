"""A file of evidence as the matcher sees it: computed once, compared with every target."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from govdoc.matching.words import Spotted, concepts, pairs, plain, words
from govdoc.model import Evidence

_HEAD = 2600  # characters; what a paper is about stands in its first pages
_TAIL = 400


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the evidence (title, body, path) as words, pairs and concepts."""

    plain: str
    words: Counter[str]
    pairs: Counter[str]
    concepts: Mapping[str, Spotted]


@dataclass(frozen=True, slots=True)
class View:
    """Title, body (without the title) and the words of the path."""

    title: Part
    body: Part
    path: Part


def view(evidence: Evidence, path_words: str) -> View:
    """Look at a file. `path_words` is what its path says once numbers and empty words are taken out."""
    body = evidence.text
    for known in filter(None, (evidence.title, evidence.doc_number)):
        body = body.replace(known, "\n", 1)
    if len(body) > _HEAD + _TAIL:
        body = f"{body[:_HEAD]}\n{body[-_TAIL:]}"
    return View(_part(evidence.title), _part(body), _part(path_words))


def _part(text: str) -> Part:
    flat = plain(text)
    return Part(flat, words(flat), pairs(flat), concepts(flat))
