"""Old presentations (ppt, pps, dps): the text of slides in order, titles as headings, notes at the end."""

import io
import struct
from collections.abc import Iterator

from govdoc.errors import ReadError
from govdoc.model.document import Document
from govdoc.readers.build import Draft, build
from govdoc.readers.package import damaged
from govdoc.readers.peek import Peek
from govdoc.readers.ppt_records import Record, children, inside, is_locked, persisted, record_at

_SLIDE, _LIST, _ENTRY = 0x03EE, 0x0FF0, 0x03F3
_HEADER, _CHARS, _BYTES, _REFERENCE = 0x0F9F, 0x0FA0, 0x0FA8, 0x0F9E
_SLIDES, _NOTES = 0, 2  # lists
_TITLES, _NOTE_TEXT, _OTHER = (0, 6), 2, 4  # kinds of text
_STAND_INS = frozenset({"", "*"})  # what fields such as the page number leave in the text

Text = tuple[int, str]


def read_ppt(peek: Peek) -> Document:
    """An old presentation; a slide is a page. Raises `ReadError` "encrypted", "empty" or "damaged"."""
    stream, current_user = _streams(peek.data)
    if is_locked(current_user):
        raise ReadError("encrypted", "演示文稿设有打开密码", "请取消密码后重新报送")
    places, document = persisted(stream, current_user)
    slides = list(_slides(stream, places, document, _SLIDES)) if document else _scanned(stream)
    if document is None and not slides:
        raise damaged()
    drafts = [draft for page, texts in enumerate(slides, 1) for draft in _drafts(texts, page)]
    for texts in _slides(stream, places, document, _NOTES) if document else ():
        drafts += [Draft(text) for kind, text in texts if kind == _NOTE_TEXT]
    return build(drafts, peek.media_type, "ppt", pages=len(slides) or None)


def _streams(data: bytes) -> tuple[bytes, bytes]:
    """The stream of records, and the small one that says where its last save is."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            stream = file.openstream("PowerPoint Document").read()
            user = file.openstream("Current User").read() if file.exists("Current User") else b""
    except MemoryError:
        raise
    # A broken file may end in any error of its parsing.
    except Exception as error:
        raise damaged() from error
    return stream, user


def _slides(stream: bytes, places: dict[int, int], document: Record, wanted: int) -> Iterator[list[Text]]:
    """The texts of each slide (or page of notes), in order: those of its outline stand where it refers to them."""
    lists = (record for record in children(stream, document) if (record.kind, record.instance) == (_LIST, wanted))
    for entries in lists:
        for number, outline in _outlines(stream, entries):
            slide = record_at(stream, places.get(number, -1), len(stream))
            yield list(_texts(stream, slide, outline)) if slide is not None and slide.container else outline


def _outlines(stream: bytes, entries: Record) -> list[tuple[int, list[Text]]]:
    """The object number of each slide of a list, with the texts of its outline."""
    found: list[tuple[int, list[Text]]] = []
    kind = _OTHER
    for record in children(stream, entries):
        if record.kind == _ENTRY and record.end - record.start >= 4:
            found.append((struct.unpack_from("<I", stream, record.start)[0], []))
        elif record.kind == _HEADER:
            kind = _kind(stream, record)
            if found:
                found[-1][1].append((kind, ""))
        elif record.kind in (_CHARS, _BYTES) and found and found[-1][1]:
            found[-1][1][-1] = kind, _text(stream, record)
    return found


def _texts(stream: bytes, slide: Record, outline: list[Text]) -> Iterator[Text]:
    kind = _OTHER
    for record in inside(stream, slide):
        if record.kind == _HEADER:
            kind = _kind(stream, record)
        elif record.kind in (_CHARS, _BYTES):
            yield kind, _text(stream, record)
        elif record.kind == _REFERENCE and record.end - record.start >= 4:
            at = struct.unpack_from("<I", stream, record.start)[0]
            yield outline[at] if at < len(outline) else (_OTHER, "")


def _scanned(stream: bytes) -> list[list[Text]]:
    """The slides of a file whose own list of them is lost, in the order of the stream."""
    whole = Record(0, 0, 0, len(stream), container=True)
    slides = [record for record in children(stream, whole) if record.kind == _SLIDE and record.container]
    lists = (entry for record in children(stream, whole) for entry in children(stream, record) if entry.kind == _LIST)
    outlines = [
        outline for entries in lists if entries.instance == _SLIDES for _, outline in _outlines(stream, entries)
    ]
    texts = [list(_texts(stream, slide, [])) for slide in slides]
    return [*outlines, *(found for found in texts if found)]


def _drafts(texts: list[Text], page: int) -> Iterator[Draft]:
    titles_first = sorted(texts, key=lambda found: found[0] not in _TITLES)
    for kind, text in titles_first:
        for line in text.replace("\x0b", "\r").split("\r"):
            if line.strip() not in _STAND_INS:
                yield Draft(line, "heading" if kind in _TITLES else "paragraph", page=page)


def _kind(stream: bytes, record: Record) -> int:
    return int.from_bytes(stream[record.start : min(record.start + 4, record.end)], "little")


def _text(stream: bytes, record: Record) -> str:
    raw = stream[record.start : record.end]
    return raw.decode("utf-16-le", "replace") if record.kind == _CHARS else raw.decode("latin-1")
