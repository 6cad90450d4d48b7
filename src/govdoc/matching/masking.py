"""A file as copies are looked for: its letters, without the names, dates and numbers a copyist changes."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from govdoc.matching.header import DOC_NUMBER
from govdoc.matching.names import any_of, names_of
from govdoc.matching.words import plain
from govdoc.model import Evidence, Notice, Unit
from govdoc.text.widths import narrow

_DATE = re.compile(
    r"(?:19|20)\d{2}\s*[年./-]\s*(?:\d{1,2}\s*[月./-]\s*(?:\d{1,2}\s*日?)?)?(?:度)?|\d{1,2}\s*月\s*\d{1,2}\s*日"
    r"|[〇零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日"
)
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
# Numbers that count things off or tell the hour state nothing.
_SERIAL = re.compile(r"^[ \t]*[(（]?\d{1,3}[)）]?(?=[\t、.．])|第\s?\d+|\d{1,2}[:：时]\d{2}", re.MULTILINE)
_LETTERS = re.compile(r"[^\u4e00-\u9fffa-z0-9]+")
_PIECE = re.compile(r"[^。；;！？!?\n\t]+")
_READ = 12_000  # characters; a copy shows in its first pages
_SENTENCE = 10  # letters from which a sentence is somebody's own


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file: its place in the order, its letters, those that are its own, and the figures it states.

    `own` is without unit names, dates, document numbers and the sentences of the notice; `figures` are the numbers
    in it but for ordinals and hours, which two papers filled in from one pattern do not share. `foreign`: another
    office than its unit signs it.
    """

    order: int
    evidence: Evidence
    letters: str
    own: str
    figures: Counter[str]
    foreign: bool


@dataclass(frozen=True, slots=True)
class Mask:
    """Takes out of texts what says nothing about who wrote them."""

    units: re.Pattern[str] | None
    given: frozenset[str]
    _names: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, evidences: Iterable[Evidence], notices: Iterable[Notice], roster: Iterable[Unit]) -> "Mask":
        """A mask for files of these units under these notices."""
        known = {unit.name: unit for unit in roster}
        known |= {e.unit: Unit(e.unit) for e in evidences if e.unit and e.unit not in known}
        texts = (
            text
            for notice in notices
            for each in notice.indicators
            for text in (each.heading, each.text, *(task.text for task in each.tasks))
        )
        given = {piece for text in texts for piece in map(_flat, _PIECE.findall(text)) if len(piece) >= _SENTENCE}
        names = {name: names_of(unit) for name, unit in known.items()}
        return cls(any_of(name for each in names.values() for name in each), frozenset(given), names)

    def sheet(self, order: int, evidence: Evidence) -> Sheet:
        """A file as it is compared."""
        text = narrow(evidence.text)
        bare = _DATE.sub("", DOC_NUMBER.pattern.sub("", text[:_READ]))
        own = "".join(piece for piece in map(_flat, _PIECE.findall(bare)) if piece not in self.given)
        if self.units:
            own = self.units.sub("", own)
        issuer = plain(evidence.issuer)
        names = self._names.get(evidence.unit or "", ())
        foreign = bool(issuer) and not any(name in issuer or issuer in name for name in names)
        figures = Counter(_FIGURE.findall(_SERIAL.sub("", bare)))
        return Sheet(order, evidence, _flat(text), own, figures, foreign)


def _flat(text: str) -> str:
    return _LETTERS.sub("", plain(text))
