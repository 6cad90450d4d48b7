"""Short names for the rows that reviewers work on, the same from round to round and on every sheet."""

import hashlib

from govdoc.model import Place


def row_id(unit: str, place: Place | None, sha256: str = "") -> str:
    """The name of a cell, or of a content under a cell (None: under none).

    >>> row_id("云汐县司法局", Place("云政〔2023〕1号", "12", "材料查证"))
    '039D2CCBF4'
    """
    cell = (place.notice, place.indicator, place.method or "") if place else ()
    key = "\x1f".join((unit, *cell, *((sha256,) if sha256 else ())))
    return hashlib.sha256(key.encode()).hexdigest()[:10].upper()
