"""What a file says about itself: title, number, date, issuer, genre, and what is plainly wrong with it."""

from dataclasses import replace

from govdoc.matching.flags import own_flags
from govdoc.matching.genre import find_genre
from govdoc.matching.header import find_date, find_doc_number, find_issuer, find_title, lines_of
from govdoc.matching.shortfalls import own_shortfalls
from govdoc.model import Evidence
from govdoc.text.widths import narrow


def understand(evidence: Evidence) -> Evidence:
    """The evidence with title, number, date, issuer and genre read from its text, and the flags it shows alone.

    Nothing is taken from the file name. Flags it carries already are kept.
    """
    lines = lines_of(narrow(evidence.text))
    title = find_title(lines)
    number, issuer = find_doc_number(lines), find_issuer(lines, title)
    printed = _Printed(evidence.text)
    seen = replace(
        evidence,
        title=printed(title),
        doc_number=printed(number),
        date=find_date(lines, title),
        issuer=printed(issuer),
        genre=find_genre(title, "\n".join(lines[:3])),
        flags=tuple(dict.fromkeys((*evidence.flags, *own_flags(evidence)))),
    )
    return replace(seen, flags=(*seen.flags, *(flag for flag in own_shortfalls(seen) if flag not in seen.flags)))


class _Printed:
    """Gives a narrowed stretch of a text back as it was printed: “（试行）”, not “(试行)”."""

    def __init__(self, text: str) -> None:
        self.raw = "".join(text[:4000].split() + text[4000:][-2000:].split())
        self.narrow = narrow(self.raw)

    def __call__(self, stretch: str) -> str:
        wanted = "".join(stretch.split())
        at = self.narrow.find(wanted)
        if at < 0 or wanted == stretch == self.raw[at : at + len(wanted)] or " " in stretch:
            return stretch
        return self.raw[at : at + len(wanted)]
