"""RTF documents: paragraphs, list numbers, tables and notes as Word, WPS and LibreOffice write them."""

import re
from dataclasses import dataclass, field, replace

from govdoc.errors import ReadError
from govdoc.model.document import Document
from govdoc.model.span import Remark
from govdoc.readers.build import Draft, build, clean
from govdoc.readers.docx_styles import is_heading_name
from govdoc.readers.package import damaged
from govdoc.readers.pdf_quality import is_garbled
from govdoc.readers.peek import Peek
from govdoc.readers.rtf_tables import Frame, RtfTable
from govdoc.readers.rtf_tokens import Token, tokens
from govdoc.readers.rtf_words import ASIDE, ENDS, KEPT, SKIPPED, TEXT, decoded

_MOST_GROUPS = 10_000
_LISTS = {"fonttbl": "fonts", "stylesheet": "styles"}
_RUNS_ON = re.compile(r"[0-9A-Za-z\u4e00-\u9fff]$")
_PRIVATE = re.compile("[\ue000-\uf8ff·•]")
_ADDRESS = re.compile(r'HYPERLINK\s+"(https?://[^"]+)"')


def read_rtf(peek: Peek) -> Document:
    """An RTF document; footnotes stand at the end, running heads and feet in `furniture`."""
    walk = _Walk()
    for token in tokens(peek.data.decode("latin-1")):
        walk.take(token)
    cut = bool(walk.outer)
    walk.finish()
    if walk.pictures and not any(clean(draft.text) for draft in walk.drafts):
        raise ReadError("unsupported", "文档里只有图片，没有文字", "请报送带文字的 Word 或 PDF 文件，或由人工查看")
    remarks = [Remark("tracked", "文档带有修订痕迹，已按接受全部修订后的文字读取")] if walk.changed else []
    if cut:
        if not any(clean(draft.text) for draft in walk.drafts):
            raise damaged()
        remarks.append(Remark("cut", "文件不完整，末尾可能有缺失，请对照原件核对"))
    document = build(
        [*walk.drafts, *map(Draft, walk.notes)],
        peek.media_type,
        "rtf",
        furniture=walk.furniture,
        links=_ADDRESS.findall(walk.code),
        warnings=remarks,
    )
    if is_garbled(document.text):
        raise ReadError("unsupported", "RTF 文档读出的文字是乱码", "请用 WPS 或 Word 另存为 .docx 后重新报送")
    return document


@dataclass(frozen=True, slots=True)
class _State:
    """What a group inherits from the one around it."""

    place: str = "body"
    skipped: bool = False
    hidden: bool = False
    font: int = -1
    fallback: int = 1  # characters that stand for a \\u one


@dataclass(slots=True)
class _Walk:
    """A walk over the tokens: text gathers in `parts` until a paragraph or cell ends."""

    drafts: list[Draft] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)
    code: str = ""
    pictures: int = 0
    changed: bool = False
    state: _State = _State()
    outer: list[_State] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    label: str = ""
    aside: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
    raw: bytearray = field(default_factory=bytearray)
    passing: int = 0
    ignorable: bool = False
    in_table: bool = False
    level: int = 9
    style: int = 0
    levels: dict[int, int] = field(default_factory=dict)
    frame: Frame = field(default_factory=Frame)
    merges: bool = False
    cells: list[str] = field(default_factory=list)
    table: RtfTable = field(default_factory=RtfTable)
    tables: int = 0
    charsets: dict[int, int] = field(default_factory=dict)
    page: int = 1252
    default_font: int = 0

    def take(self, token: Token) -> None:
        """Go one token on."""
        if token.kind in ("text", "byte"):
            self._bytes(bytes([int(token.text, 16)]) if token.kind == "byte" else token.text.encode("latin-1"))
            return
        self.passing = 0
        self._decode()
        if token.kind == "open":
            if len(self.outer) < _MOST_GROUPS:
                self.outer.append(self.state)
        elif token.kind == "close":
            self._close()
        elif token.text == "*":
            self.ignorable = True
        else:
            self._word(token.text, token.number)
            self.ignorable = False

    def finish(self) -> None:
        """End what is still open."""
        self._decode()
        self.state, self.in_table = _State(), False
        self._end_paragraph()
        self._end_table()

    def _bytes(self, data: bytes) -> None:
        passed = min(self.passing, len(data))
        self.passing -= passed
        if not self.state.skipped:
            self.raw += data[passed:]

    def _decode(self) -> None:
        if self.raw:
            charset = self.charsets.get(self.state.font if self.state.font >= 0 else self.default_font, 0)
            text, self.raw = decoded(bytes(self.raw), charset, self.page), bytearray()
            self._put(text)

    def _put(self, text: str) -> None:
        if self.state.skipped or self.state.hidden or self.state.place == "fonts":
            return
        if self.state.place == "styles":
            if is_heading_name(text.strip("; ")):
                self.levels[self.style] = 0
            return
        if self.state.place == "body":
            self.parts.append(text)
        elif self.state.place == "label":
            self.label += text
        elif self.state.place == "code":
            self.code += text
        else:
            self.aside.append(text)

    def _close(self) -> None:
        if not self.outer:
            return
        place = self.state.place
        self.state = self.outer.pop()
        if self.state.place == place:
            return
        asides = {"furniture": self.furniture, "note": self.notes, "box": self.boxes}
        if place in asides:
            asides[place].append(_whole("".join(self.aside)))
            self.aside.clear()

    def _word(self, word: str, number: int | None) -> None:
        if word in SKIPPED or (self.ignorable and word not in ASIDE and word not in KEPT):
            self.pictures += word == "pict"
            self.state = replace(self.state, skipped=True)
        elif word in ASIDE:
            # A box in a running head, such as one around the page number, is part of that.
            if self.state.place not in ("furniture", "note"):
                self.state = replace(self.state, place=ASIDE[word], hidden=False)
        elif word in _LISTS:
            self.state = replace(self.state, place=_LISTS[word])
        elif word == "u":
            self._put(chr((number or 0) % 0x10000))
            self.passing = self.state.fallback
        elif not self.state.skipped:
            self._format(word, number)

    def _format(self, word: str, number: int | None) -> None:
        on = number != 0
        if word in TEXT:
            self._put(TEXT[word])
        elif word in ENDS:
            self._end_paragraph() if self.state.place == "body" else self._put("\n")
        elif word == "f":
            self.state = replace(self.state, font=number or 0)
        elif word == "fcharset" and self.state.place == "fonts":
            self.charsets[self.state.font] = number or 0
        elif word == "uc":
            self.state = replace(self.state, fallback=min(max(number or 0, 0), 8))
        elif word in ("v", "deleted"):
            self.state = replace(self.state, hidden=on)
            self.changed = self.changed or word == "deleted"
        elif word == "plain":
            self.state = replace(self.state, hidden=False, font=-1)
        elif word in ("ansicpg", "deff", "revised"):
            self._note(word, number or 0)
        elif word in ("pard", "s", "outlinelevel"):
            self._style(word, number or 0)
        elif self.state.place == "body":
            self._table_word(word, number or 0)
        elif word in ("cell", "row"):
            self._put("  " if word == "cell" else "\n")

    def _note(self, word: str, number: int) -> None:
        if word == "ansicpg":
            self.page = number
        elif word == "deff":
            self.default_font = number
        else:
            self.changed = True

    def _style(self, word: str, number: int) -> None:
        """Whether the paragraph is a heading, by its own outline level or that of its style."""
        if word == "pard":
            self.in_table, self.level = False, 9
        elif self.state.place != "styles":
            self.level = self.levels.get(number, 9) if word == "s" else number
        elif word == "s":
            self.style = number
        elif word == "outlinelevel":
            self.levels[self.style] = number

    def _table_word(self, word: str, number: int) -> None:
        if word == "intbl":
            self.in_table = True
        elif word == "trowd":
            self.frame, self.merges = Frame(), False
        elif word == "trleft":
            self.frame.left = number
        elif word in ("clvmrg", "clmrg"):
            self.merges = True
        elif word == "cellx":
            if self.merges:
                self.frame.merged.add(len(self.frame.rights))
            self.frame.rights.append(number)
            self.merges = False
        elif word == "cell":
            # Rows are often numbered by a list whose items are otherwise empty.
            label = _bare_label(self.label)
            self.cells.append("\n".join([self._taken() or label, *self._taken_boxes()]))
        elif word == "row":
            self._end_row()
        elif word == "nesttableprops":
            self._put("\n")
            self.state = replace(self.state, skipped=True)

    def _taken(self) -> str:
        """The text gathered so far, with the number of its list in front."""
        label, text = self._taken_label(), _whole("".join(self.parts)).lstrip()
        self.parts.clear()
        return label + (" " if _RUNS_ON.search(label) else "") + text if label and text.strip() else text

    def _taken_label(self) -> str:
        label, self.label = _bare_label(self.label), ""
        return label

    def _taken_boxes(self) -> list[str]:
        boxes, self.boxes = self.boxes, []
        return boxes

    def _end_paragraph(self) -> None:
        if self.in_table:
            self.parts.append("\n")
            return
        self._end_table()
        label = _bare_label(self.label)
        text = self._taken()
        self.drafts.append(Draft(text, "heading" if self.level < 9 else "paragraph", label if text else ""))
        self.drafts += map(Draft, self._taken_boxes())

    def _end_row(self) -> None:
        if self.cells:
            self.table.rows.append((self.frame, self.cells))
        self.cells = []

    def _end_table(self) -> None:
        self._end_row()
        if self.table.rows:
            self.drafts += self.table.drafts(self.tables)
            self.tables += 1
        self.table = RtfTable()


def _whole(text: str) -> str:
    """Text with characters beyond 16 bits put together of their halves."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")


def _bare_label(text: str) -> str:
    """A list number as printed; a bullet is none."""
    return _PRIVATE.sub("", clean(text))
