"""Saved web pages (mht) and e-mails (eml): both are MIME."""

import email
import posixpath
from collections.abc import Iterator
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parsedate_to_datetime

from govdoc.model.document import Document
from govdoc.readers.build import Draft, build, clean
from govdoc.readers.decoding import decode
from govdoc.readers.html import page_of
from govdoc.readers.html_walk import Page
from govdoc.readers.package import damaged
from govdoc.readers.peek import Peek

_ADDRESSED = (("发件人", "From"), ("收件人", "To"), ("抄送", "Cc"))
_DEEPEST = 20


def read_mht(peek: Peek) -> Document:
    """The page of a web archive, which Word and Excel save, too. Raises `ReadError` where it holds none."""
    texts = [_text(part) for part in _parts(_parsed(peek.data)) if part.get_content_type() == "text/html"]
    # A workbook saved so is a frame around one page a sheet.
    pages = [text for text in texts if "<frameset" not in text.lower()]
    if not pages:
        raise damaged()
    page = page_of("\n".join(pages))
    return build(page.drafts, peek.media_type, "mht", furniture=page.furniture, links=page.links)


def read_eml(peek: Peek) -> Document:
    """An e-mail: its subject as heading, addresses, date and the names of its attachments as lines, then its text."""
    message = _parsed(peek.data)
    names = "、".join(name for name, _ in attachments(peek.data))
    head = [(label, _header(message, name)) for label, name in _ADDRESSED]
    head += [("日期", _date(message)), ("附件", names)]
    page = _body(message)
    subject = Draft(_header(message, "Subject"), "heading")
    drafts = [subject, *(Draft(f"{label}：{text}") for label, text in head if text), *page.drafts]
    return build(drafts, peek.media_type, "eml", furniture=page.furniture, links=page.links)


def attachments(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The name and content of each file attached to an e-mail; a forwarded e-mail is one, named .eml."""
    for at, part in enumerate(_parts(_parsed(data)), 1):
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload(0) if part.is_multipart() else None
            if isinstance(inner, Message):
                yield _file_name(part) or f"{clean(_header(inner, 'Subject')) or at}.eml", inner.as_bytes()
        elif _is_attached(part):
            yield _file_name(part) or f"附件{at}", _payload(part)


def _parsed(data: bytes) -> Message:
    # No header and no coded part may hold a zero byte, and the library stumbles over one.
    return email.message_from_bytes(data.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\r\n\t "))


def _parts(message: Message, depth: int = 0) -> Iterator[Message]:
    """The parts that hold something, in order; a forwarded e-mail is one part."""
    inner = message.get_payload() if message.is_multipart() else None
    if (message.get_content_type() == "message/rfc822" and depth) or not isinstance(inner, list):
        yield message
        return
    for part in inner if depth < _DEEPEST else ():
        if isinstance(part, Message):
            yield from _parts(part, depth + 1)


def _is_attached(part: Message) -> bool:
    """Whether a part is a file of its own, not the text and not a picture inside it."""
    shown = part.get_content_disposition() != "attachment"
    if shown and part.get_content_maintype() in ("text", "image") and (part["Content-ID"] or not _file_name(part)):
        return False
    return not shown or bool(_file_name(part))


def _body(message: Message) -> Page:
    """The text: as a page where that holds a table or there is nothing else, plain otherwise."""
    parts = [part for part in _parts(message) if not _is_attached(part)]
    plain = "\n".join(_text(part) for part in parts if part.get_content_type() == "text/plain")
    rich = "\n".join(_text(part) for part in parts if part.get_content_type() == "text/html")
    if rich and (not plain.strip() or "<table" in rich.lower()):
        return page_of(rich)
    return Page(drafts=[Draft(line) for line in plain.splitlines()])


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _text(part: Message) -> str:
    """A part's text in the encoding it states where that holds, else in the one its bytes suggest."""
    data = _payload(part)
    stated = part.get_content_charset() or ""
    try:
        return data.decode("gb18030" if stated.startswith("gb") else stated or "ascii")
    except (ValueError, LookupError):
        return decode(data)[0]


def _header(message: Message, name: str) -> str:
    """A header as text, whichever way its characters are encoded."""
    return _unfolded(message.get(name) or "")


def _unfolded(value: object) -> str:
    try:
        pieces = decode_header(value)  # type: ignore[arg-type]  # str or Header
    except MessageError:
        pieces = [(str(value), None)]
    parts = []
    for raw, stated in pieces:
        if isinstance(raw, str):
            raw = raw.encode("utf-8", "surrogateescape")
        try:
            charset = (stated or "utf-8").lower()
            parts.append(raw.decode("gb18030" if charset.startswith("gb") else charset))
        except (ValueError, LookupError):
            parts.append(decode(raw)[0])
    return clean("".join(parts)).replace("\n", " ")


def _file_name(part: Message) -> str:
    """The stated name of a part's file, without folders."""
    return posixpath.basename(_unfolded(part.get_filename() or "").replace("\\", "/"))


def _date(message: Message) -> str:
    """The date of sending as in “2021-04-09 08:30”, "" where it says none."""
    try:
        return parsedate_to_datetime(message.get("Date") or "").strftime("%Y-%m-%d %H:%M")
    except (ValueError, TypeError, IndexError, AttributeError):
        return ""
