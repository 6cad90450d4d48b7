"""What a file says about itself: title, number, date, issuer, genre, and what is plainly wrong with it."""

from dataclasses import replace

from govdoc.matching.flags import own_flags
from govdoc.matching.genre import find_genre
from govdoc.matching.header import find_date, find_doc_number, find_issuer, find_title, lines_of
from govdoc.model import Evidence
from govdoc.text.widths import narrow


def understand(evidence: Evidence) -> Evidence:
    """The evidence with title, number, date, issuer and genre read from its text, and the flags it shows alone.

    Nothing is taken from the file name. Flags it carries already are kept.
    """
    lines = lines_of(narrow(evidence.text))
    title = find_title(lines)
    flags = tuple(dict.fromkeys((*evidence.flags, *own_flags(evidence))))
    return replace(
        evidence,
        title=title,
        doc_number=find_doc_number(lines),
        date=find_date(lines, title),
        issuer=find_issuer(lines, title),
        genre=find_genre(title, "\n".join(lines[:3])),
        flags=flags,
    )
