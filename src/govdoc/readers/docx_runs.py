"""The text inside a Word paragraph: final wording, what is shown only, boxes and notes set aside."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from govdoc.readers.docx_styles import Styles
from govdoc.readers.docx_xml import W, child, number, switched_on, value
from govdoc.readers.package import Link

if TYPE_CHECKING:
    from lxml.etree import _Element

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_VML = "{urn:schemas-microsoft-com:vml}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"

# Deleted and moved-away text, properties, field codes and the reading aids over ruby text.
_SKIPPED = frozenset(
    W + name
    for name in (
        "del",
        "moveFrom",
        "rPr",
        "pPr",
        "sdtPr",
        "sdtEndPr",
        "delText",
        "delInstrText",
        "rt",
        "tblPr",
        "trPr",
        "tcPr",
    )
)
_TAKEN_AWAY = (W + "del", W + "moveFrom")
_RUN, _TEXTS = W + "r", (W + "t", _MATH_TEXT)
_FIXED = {
    W + "tab": "  ",
    W + "ptab": "  ",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}
_SYMBOLS = {
    0xF0A8: "□", 0xF06F: "□", 0xF071: "□", 0xF072: "□", 0xF0A3: "□", 0xF02A: "□",
    0xF0FE: "☑", 0xF052: "☑", 0xF0FD: "☒", 0xF054: "☒", 0xF0FC: "✓", 0xF050: "✓",
}  # fmt: skip
_ADDRESS_FIELD = re.compile(r'HYPERLINK\s+"(https?://[^"]+)"')


@dataclass(slots=True)
class Inline:
    """What reading the runs of a document gathers on the way, beside the text itself.

    `absent` names elements that the part does not hold anywhere, so that nobody need look for them.
    """

    styles: Styles
    links: dict[str, Link]
    absent: frozenset[str] = frozenset()
    addresses: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list["_Element"] = field(default_factory=list)
    diagrams: list[str] = field(default_factory=list)
    pictures: int = 0
    comments: int = 0
    changed: bool = False
    fields: list[str] = field(default_factory=list)
    code: str = ""

    def paragraph_text(self, paragraph: "_Element", style: str) -> str:
        """A paragraph's text; its text boxes and notes are left in `boxes`, `diagrams` and `notes`."""
        # A field left open must not swallow the paragraphs after it.
        self.fields.clear()
        parts: list[str] = []
        self._walk(paragraph, parts, self.styles.inherited(style).hidden)
        return "".join(parts)

    def _walk(self, element: "_Element", parts: list[str], hidden: bool) -> None:
        for item in element:
            tag = item.tag
            if tag == _RUN:
                self._walk(item, parts, self._run_hidden(item, hidden))
            elif tag in _TEXTS:
                if not hidden and "code" not in self.fields:
                    parts.append(item.text or "")
            elif tag in _SKIPPED:
                self.changed = self.changed or tag in _TAKEN_AWAY
            elif tag in _FIXED:
                if not hidden:
                    parts.append(_FIXED[tag])
            elif tag == _MC + "AlternateContent":
                self._alternate(item, parts, hidden)
            elif tag == W + "txbxContent":
                self.boxes.append(item)
            else:
                self._special(item, str(tag), parts, hidden)

    def _alternate(self, item: "_Element", parts: list[str], hidden: bool) -> None:
        """Choice and Fallback hold the same content twice: take one."""
        chosen = item.find(_MC + "Choice")
        if chosen is None:
            chosen = item.find(_MC + "Fallback")
        if chosen is not None:
            self._walk(chosen, parts, hidden)

    def _special(self, item: "_Element", tag: str, parts: list[str], hidden: bool) -> None:
        if tag == W + "fldChar":
            self._field_mark(item, parts)
        elif tag == W + "instrText":
            self.code += item.text or ""
        elif tag == W + "sym":
            parts.append("" if hidden else _symbol(item))
        elif tag in (W + "footnoteReference", W + "endnoteReference"):
            self.notes.append((tag.removeprefix(W).removesuffix("Reference"), item.get(W + "id", "")))
        elif tag == W + "commentReference":
            self.comments += 1
        elif tag == _DIAGRAM:
            self.diagrams.append(item.get(_R + "dm", ""))
        elif tag == W + "sdt" and _is_prompt(item):
            pass
        else:
            self._note_aside(item, tag, parts)
            self._walk(item, parts, hidden)

    def _note_aside(self, item: "_Element", tag: str, parts: list[str]) -> None:
        """Note link targets, pictures and tracked changes, and show WordArt."""
        if tag == W + "hyperlink":
            link = self.links.get(item.get(_R + "id", ""))
            if link is not None and link.external:
                self._address(link.target)
        elif tag in (_BLIP, _VML + "imagedata"):
            self.pictures += 1
        elif tag in (W + "ins", W + "moveTo"):
            self.changed = True
        elif tag == _VML + "textpath":
            parts.append(item.get("string", ""))

    def _run_hidden(self, run: "_Element", hidden: bool) -> bool:
        if "vanish" in self.absent and "rStyle" in self.absent:
            return hidden
        properties = child(run, "rPr")
        if properties is None:
            return hidden
        own = switched_on(properties, "vanish")
        if own is not None:
            return own
        style = value(child(properties, "rStyle"))
        return hidden or (bool(style) and self.styles.inherited(style).hidden)

    def _field_mark(self, item: "_Element", parts: list[str]) -> None:
        mark = item.get(W + "fldCharType")
        if mark == "begin":
            self.fields.append("code")
            box = next(item.iter(W + "checkBox"), None)
            if box is not None:
                on = switched_on(box, "checked")
                parts.append("☑" if (switched_on(box, "default") if on is None else on) else "□")
        elif self.fields and mark == "separate":
            self.fields[-1] = "result"
        elif self.fields and mark == "end":
            self.fields.pop()
        if mark in ("separate", "end"):
            for match in _ADDRESS_FIELD.finditer(self.code):
                self._address(match[1])
            self.code = ""

    def _address(self, target: str) -> None:
        if target.lower().startswith(("http://", "https://")):
            self.addresses.append(target)


def _symbol(item: "_Element") -> str:
    try:
        code = int(item.get(W + "char", ""), 16)
    except ValueError:
        return ""
    if 0xF000 <= code <= 0xF0FF:
        return _SYMBOLS.get(code, "")
    return chr(code) if 0x20 <= code < 0xD800 else ""


def _is_prompt(item: "_Element") -> bool:
    """Whether a content control shows only its prompt (“单击此处输入文字”)."""
    return switched_on(child(item, "sdtPr"), "showingPlcHdr") is True


def span_of(properties: "_Element | None") -> int:
    """How many grid columns a cell with these properties takes."""
    return max(1, number(value(child(properties, "gridSpan")), 1))
