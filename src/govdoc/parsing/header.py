"""The head and foot of a notice, by the names of GB/T 9704-2012 7.2 to 7.4.

发文字号, 标题, 主送机关, 发文机关署名, 成文日期, 抄送机关, 印发机关和印发日期.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from govdoc.model.span import Fact, Span
from govdoc.parsing.lines import Line, Source
from govdoc.parsing.parts import DOC_NUMBER, Part, is_recipients, number_text
from govdoc.parsing.titles import squeeze
from govdoc.parsing.unit_names import name_spans
from govdoc.text.dates import DateMention, find_dates


@dataclass(frozen=True, slots=True)
class Header:
    """What the head and foot say. `body` is the line where the text proper begins."""

    doc_number: str | None
    issuers: tuple[str, ...]
    title: str
    genre: str
    recipients: tuple[str, ...]
    issued_on: date | None
    printed_on: date | None
    printed_by: str | None
    cc: tuple[str, ...]
    facts: tuple[Fact, ...]
    body: int
    impossible: tuple[Span, ...]


_ORGAN = re.compile(
    r"[\u4e00-\u9fa5（）()、·]*(?:政府|委员会|办公室|办公厅|局|厅|部|院|委|会|处|中心|公司|大学|学院|学校|医院|银行|分行|指挥部|领导小组|联席会议|党组|党委|总队|支队|大队|站|所|署|团|室|社|办)"
)
_ACTING = re.compile(r"\(代章\)|\(章\)|\(盖章\)|\(公章\)|\(印章\)")


def read_header(source: Source, part: Part) -> Header:
    """The header facts of one part of the source."""
    reader = _Reader(source, part)
    number = reader.doc_number()
    recipients = reader.recipients()
    cc = reader.cc()
    printed_by, printed_on = reader.printed()
    issued_on, issued_line = reader.issued()
    issuers = reader.issuers(issued_line)
    title = part.title.text if part.title else ""
    if part.title and part.title.last >= part.title.first:
        first, last = source.lines[part.title.first], source.lines[part.title.last]
        reader.note("title", title, Span(first.start, last.end), "title:关于" if "关于" in title else "title:plan")
        title = re.sub(rf"^{DOC_NUMBER.pattern}", "", title) or title
    return Header(
        number,
        issuers,
        title,
        part.title.genre if part.title else "",
        recipients,
        issued_on,
        printed_on,
        printed_by,
        cc,
        tuple(sorted(reader.facts, key=lambda fact: fact.span)),
        reader.body(),
        tuple(reader.impossible),
    )


class _Reader:
    """Walks the lines of one part and notes every fact with its span."""

    def __init__(self, source: Source, part: Part) -> None:
        self.source, self.part = source, part
        self.lines = source.lines
        self.facts: list[Fact] = []
        self.impossible: list[Span] = []
        title = part.title
        self.after_title = (title.last + 1) if title and title.last >= title.first else part.first
        self._address: int | None = next(
            (
                at
                for at in range(self.after_title, min(part.end, self.after_title + 8))
                if is_recipients(self.lines[at])
            ),
            None,
        )

    def note(self, field: str, value: str, span: Span, rule: str) -> None:
        self.facts.append(Fact(field, value, span, rule))

    def doc_number(self) -> str | None:
        """The 文号 on a line of its own, glued to the title, or behind a 文号 label, near the title."""
        limit = self._address if self._address is not None else min(self.part.end, self.after_title + 4)
        for line in self.lines[self.part.first : limit]:
            found = DOC_NUMBER.search(line.text)
            if found is None:
                continue
            alone = DOC_NUMBER.fullmatch(squeeze(line.text)) or re.search(r"^(?:发文字号|文\s*号)\s*:", line.text)
            headed = found.start() == 0 and "关于" in line.text[found.end() :]
            if alone or headed:
                span = Span(line.start + found.start(), line.start + found.end())
                value = number_text(span.of(self.source.text))
                self.note("doc_number", value, span, "doc-number")
                return value
        return None

    def recipients(self) -> tuple[str, ...]:
        if self._address is None:
            return ()
        line = self.lines[self._address]
        end = line.start + len(line.text.rstrip(": "))
        names = []
        for left, right in name_spans(self.source.flat, line.start, end, "、,;，", split_and=False):
            value = re.sub(r"\s", "", self.source.text[left:right])
            names.append(value)
            self.note("recipients", value, Span(left, right), "recipients")
        return tuple(names)

    def cc(self) -> tuple[str, ...]:
        names = []
        for line in self.lines[self.after_title : self.part.end]:
            found = re.match(r"\s*抄\s*送\s*:\s*", line.text)
            if found:
                for left, right in name_spans(
                    self.source.flat, line.start + found.end(), line.end, "、,;，", split_and=False
                ):
                    value = re.sub(r"\s", "", self.source.text[left:right])
                    names.append(value)
                    self.note("cc", value, Span(left, right), "cc")
        return tuple(names)

    def printed(self) -> tuple[str | None, date | None]:
        """The line “某某办公室  2021年4月9日印发”, the last of its kind."""
        for line in reversed(self.lines[self.part.first : self.part.end]):
            if not re.search(r"印\s*发\s*$", line.text) or len(line.text) > 80:
                continue
            mention = next(find_dates(line.text), None)
            if mention is None:
                continue
            by = line.text[: mention.span.start].strip() or None
            if by:
                self.note("printed_by", squeeze(by), Span(line.start, line.start + len(by)), "printed")
            span = Span(line.start + mention.span.start, line.start + mention.span.end)
            if mention.value:
                self.note("printed_on", mention.value.isoformat(), span, "printed")
            return (squeeze(by) if by else None), mention.value
        return None, None

    def issued(self) -> tuple[date | None, int | None]:
        """The 成文日期: the first line after the address that is only a date (with its office)."""
        begin = (self._address + 1) if self._address is not None else self.after_title
        own = [at for at in range(begin, self.part.end) if self._dated(self.lines[at])]
        if not own:
            own = [at for at in range(self.part.first, begin) if self._dated(self.lines[at])]
        for at in own:
            mention = self._dated(self.lines[at])
            if mention is None:
                continue
            line = self.lines[at]
            span = Span(line.start + mention.span.start, line.start + mention.span.end)
            if mention.value is None:
                self.impossible.append(span)
                continue
            self.note("issued_on", mention.value.isoformat(), span, "issued")
            return mention.value, at
        return None, None

    @staticmethod
    def _dated(line: Line) -> DateMention | None:
        """The date of a line that holds a date and at most the name of an office."""
        if line.cell or len(line.text) > 60:
            return None
        mention = next((m for m in find_dates(line.text) if m.precision == "day"), None)
        if mention is None:
            return None
        before = squeeze(line.text[: mention.span.start]).lstrip("(")
        after = line.text[mention.span.end :].strip().lstrip(")")
        # An office before the date stands well apart from it; in a sentence the words touch.
        apart = bool(re.search(r"\s{2,}$", line.text[: mention.span.start]))
        return mention if not after and (not before or (apart and _ORGAN.fullmatch(before))) else None

    def issuers(self, issued_line: int | None) -> tuple[str, ...]:
        """Who signs: the title's own first part, else the lines above the date, else the lines above the title."""
        title = self.part.title
        if title and "关于" in title.text:
            office = DOC_NUMBER.sub("", title.text[: title.text.index("关于")])
            if office and _ORGAN.fullmatch(office):
                line = self.lines[title.first]
                self.note("issuers", office, Span(line.start, line.end), "issuer:title")
                return (office,)
        signed = self._signatures(issued_line)
        if signed:
            return signed
        return self._letterhead(title.first + title.issuer_lines if title else self.part.first)

    def _signatures(self, issued_line: int | None) -> tuple[str, ...]:
        if issued_line is None:
            return ()
        names: list[tuple[str, Span]] = []
        same_line = self.lines[issued_line]
        at = issued_line - 1
        mention = self._dated(same_line)
        if mention and squeeze(same_line.text[: mention.span.start]):
            names = self._offices(same_line, same_line.text[: mention.span.start])
        while at > self.after_title - 1 and len(names) < 20:
            found = self._offices(self.lines[at], self.lines[at].text)
            if not found:
                break
            names = found + names
            at -= 1
        for value, span in names:
            self.note("issuers", value, span, "issuer:signature")
        return tuple(value for value, _ in names)

    def _offices(self, line: Line, text: str) -> list[tuple[str, Span]]:
        """The offices on a signature line; joint ones stand apart by blanks, one may be letter-spaced."""
        text = _ACTING.sub(lambda m: " " * len(m[0]), text)
        if line.label or line.cell or re.search(r"[。,;:]", text) or len(squeeze(text)) > 60:
            return []
        if _ORGAN.fullmatch(squeeze(text)) and not re.search(r"[\u4e00-\u9fa5]{3,}\s{2,}[\u4e00-\u9fa5]{3,}", text):
            return [(squeeze(text), Span(line.start, line.start + len(text.rstrip())))]
        found = []
        for piece in re.finditer(r"\S+(?:\s\S+)*", text):
            if not _ORGAN.fullmatch(squeeze(piece[0])):
                return []
            found.append((squeeze(piece[0]), Span(line.start + piece.start(), line.start + piece.end())))
        return found

    def _letterhead(self, until: int) -> tuple[str, ...]:
        """Offices above the title, one a line (joint issue), or “某某局文件”."""
        names = []
        for line in self.lines[self.part.first : until]:
            text = re.sub(r"文件$", "", squeeze(line.text))
            if len(text) <= 40 and _ORGAN.fullmatch(text):
                names.append(text)
                self.note("issuers", text, Span(line.start, line.end), "issuer:letterhead")
        return tuple(names)

    def body(self) -> int:
        """The index of the first line after title and address."""
        return self._address + 1 if self._address is not None else self.after_title


def key_of(header: Header, part: Part, source: Source) -> str:
    """A notice's key: its 文号, else its title, else the first words of the text."""
    first: Sequence[Line] = source.lines[part.first : part.end]
    return header.doc_number or header.title or (first[0].text[:30] if first else "")
