"""Evidence (佐证材料): one file handed in, read or not."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Status = Literal["read", "partial", "empty", "encrypted", "damaged", "unsupported", "too_large", "timed_out", "skipped"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One file of the ledger.

    `path` is relative to the scanned folder with “/” between parts (archive members “a.zip!/b.docx”).
    `unit` is the roster's name, None where the folder could not be resolved. `failure` says in Chinese
    why there is no text and what to do; it is empty exactly when `status` is "read".
    `title`, `doc_number`, `date`, `issuer` and `genre` are read from the text, never from the file name. `created_on`,
    `modified_on`, `author` and `organisation` are the file's own properties, which nobody need have meant; `signed` is
    whether it carries a digital signature, `seals` what its seals say, "" for one that cannot be read.
    `page_starts` are the places in `text` where each page begins, none where the format knows no pages.
    """

    path: str
    sha256: str
    size: int
    media_type: str
    status: Status
    unit: str | None = None
    failure: str = ""
    title: str = ""
    doc_number: str = ""
    date: dt.date | None = None
    issuer: str = ""
    genre: str = ""
    text: str = ""
    pages: int | None = None
    links: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    created_on: dt.date | None = None
    modified_on: dt.date | None = None
    author: str = ""
    organisation: str = ""
    signed: bool = False
    seals: tuple[str, ...] = ()
    page_starts: tuple[int, ...] = ()
