"""The head and foot of a notice, by the names of GB/T 9704-2012 7.2 to 7.4.

发文字号, 标题, 主送机关, 发文机关署名, 成文日期, 抄送机关, 印发机关和印发日期.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from govdoc.model.span import Fact, Span
from govdoc.parsing.issuers import Office, find_offices, is_offices
from govdoc.parsing.lines import Line, Source
from govdoc.parsing.page_record import recorded_date, recorded_offices
from govdoc.parsing.parts import DOC_NUMBER, Part, head_end, is_recipients, number_text
from govdoc.parsing.titles import RECORDED, squeeze
from govdoc.parsing.unit_names import name_spans
from govdoc.rules.load import load
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


_ACTING = re.compile(r"\([^()]{0,20}(?:代章|盖章|公章|印章|章)\)")
_TITLE_VERB = re.compile(r"关于|印发|转发|批转|公布")


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
    if part.title is None and part.plan is not None:  # a cover letter without a title goes by what it issues
        first, last = source.lines[part.plan.first], source.lines[part.plan.last]
        title = part.plan.text
        reader.note("title", title, Span(first.start, last.end), "title:plan")
    if part.title and part.title.last >= part.title.first:
        first, last = source.lines[part.title.first], source.lines[part.title.last]
        reader.note("title", title, Span(first.start, last.end), "title:关于" if "关于" in title else "title:plan")
        title = re.sub(rf"^{DOC_NUMBER.pattern}|[(（]{DOC_NUMBER.pattern}[)）]$", "", title) or title
    return Header(
        number,
        issuers,
        title,
        (part.title.genre if part.title else "") or reader.closing_genre(),
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
        self._head_end = head_end(self.lines, self.after_title, part.end)
        self._address: int | None = next(
            (at for at in range(self.after_title, self._head_end) if is_recipients(self.lines[at])), None
        )

    def note(self, field: str, value: str, span: Span, rule: str) -> None:
        self.facts.append(Fact(field, value, span, rule))

    def doc_number(self) -> str | None:
        """The 文号 on a line of its own, glued to the title, behind a 文号 label or in a bracket, near the title."""
        limit = self._address if self._address is not None else self._head_end
        for line in self.lines[self.part.first : limit]:
            found = DOC_NUMBER.search(line.text) or _DECREE.search(line.text)
            if found is None or (line.cell and len(line.text) > 60):
                continue
            squeezed = squeeze(_SIGNED_BY.sub("", line.text)).strip("()")
            alone = squeezed == squeeze(found[0]) or _NUMBER_LABEL.search(line.text[: found.start()])
            headed = found.start() == 0 and "关于" in line.text[found.end() :]
            behind_title = line.text[: found.start()].endswith("(") and line.text[found.end() :] == ")"
            enacted = found.re is _DECREE and line.text.startswith("(")
            if alone or headed or behind_title or enacted:
                span = Span(line.start + found.start(), line.start + found.end())
                value = number_text(span.of(self.source.text))
                self.note("doc_number", value, span, "doc-number")
                return value
        return None

    def recipients(self) -> tuple[str, ...]:
        """The units addressed, on lines of their own or before the first sentence of the text."""
        if self._address is not None:
            first = self._address
            while first > self.after_title and re.search(r"[、,]$", self.lines[first - 1].text):
                first -= 1
            line = self.lines[self._address]
            start, end = self.lines[first].start, line.start + len(line.text.rstrip(": "))
        else:
            line = self.lines[min(self._head_end, self.part.end - 1)]
            found = _RUN_ON_ADDRESS.match(line.text)
            if line.label or line.cell or found is None:
                return ()
            start, end = line.start, line.start + found.end("names")
        names = []
        for left, right in name_spans(self.source.flat, start, end, "、,;，", split_and=False):
            value = re.sub(r"\s", "", self.source.text[left:right])
            names.append(value)
            self.note("recipients", value, Span(left, right), "recipients")
        return tuple(names)

    def cc(self) -> tuple[str, ...]:
        names = []
        lines = self.lines[self.after_title : self.part.end]
        for at, line in enumerate(lines):
            found = re.match(r"\s*抄\s*[送报]\s*:\s*", line.text)
            if not found:
                continue
            last = at
            while re.search(r"[、,]$", lines[last].text) and last + 1 < len(lines):
                last += 1
            for left, right in name_spans(
                self.source.flat, line.start + found.end(), lines[last].end, "、,;，。", split_and=False
            ):
                value = re.sub(r"\s", "", self.source.text[left:right])
                names.append(value)
                self.note("cc", value, Span(left, right), "cc")
        return tuple(names)

    def printed(self) -> tuple[str | None, date | None]:
        """The line “某某办公室  2021年4月9日印发”, the last of its kind; the office may stand on the line above."""
        for at in range(self.part.end - 1, self.part.first - 1, -1):
            line = self.lines[at]
            if not re.search(r"印\s*发\s*$", line.text) or len(line.text) > 80:
                continue
            mention = next(find_dates(line.text), None)
            if mention is None:
                continue
            by, where = line.text[: mention.span.start].rstrip(), line
            if not by and at > self.after_title and is_offices(self.lines[at - 1].text):
                where = self.lines[at - 1]
                by = where.text
            if by:
                self.note("printed_by", squeeze(by), Span(where.start, where.start + len(by)), "printed")
            span = Span(line.start + mention.span.start, line.start + mention.span.end)
            if mention.value:
                self.note("printed_on", mention.value.isoformat(), span, "printed")
            return (squeeze(by) or None), mention.value
        return None, None

    def issued(self) -> tuple[date | None, int | None]:
        """The 成文日期: the first line after the address that is only a date (with its office), else one above it."""
        begin = (self._address + 1) if self._address is not None else self.after_title
        own = [at for at in range(begin, self.part.end) if self._dated(self.lines[at])]
        if not own:
            own = [at for at in range(self.part.first, begin) if self._dated(self.lines[at])]
        for at in own:
            line = self.lines[at]
            mention = self._dated(line)
            if mention is None:
                continue
            span = Span(line.start + mention.span.start, line.start + mention.span.end)
            if mention.value is None:
                self.impossible.append(span)
                continue
            self.note("issued_on", mention.value.isoformat(), span, "issued")
            return mention.value, at
        return self._recorded(), None

    def _recorded(self) -> date | None:
        """The date of a web page's record, where the foot has none."""
        recorded = recorded_date(self.source.flat, self._record)
        if recorded is None:
            return None
        value, span = recorded
        self.note("issued_on", value.isoformat(), span, "issued:record")
        return value

    @property
    def _record(self) -> Sequence[Line]:
        """The lines where a web page's record may stand."""
        return self.lines[self.part.first : min(self.part.end, self.after_title + 6)]

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
        # An office before the date stands apart from it; in a sentence the words touch.
        apart = line.text[: mention.span.start].endswith(" ")
        return mention if not after and (not before or (apart and is_offices(before))) else None

    def issuers(self, issued_line: int | None) -> tuple[str, ...]:
        """Who signs: the title's own first part, else the lines above the date, else the lines above the title."""
        # A letterhead above a title that names its issuers again names each twice.
        titled = list({office[0]: office for office in self._in_title()}.values())
        signed = self._signatures(issued_line)
        # “县政府办公室关于…” over “云汐县政府办公室”: the signature has the whole name.
        fuller = len(titled) == len(signed) and all(s[0].endswith(t[0]) for s, t in zip(signed, titled, strict=True))
        fuller = fuller or (len(signed) > 1 and any(_AND_OTHERS.search(name) for name, _, _ in titled))
        if titled and not fuller:
            return self._noted(titled, "issuer:title")
        if signed:
            return self._noted(signed, "issuer:signature")
        found = self._letterhead() or self._enacted() or self._signed_without_date()
        return found or self._noted(recorded_offices(self.source.flat, self._record), "issuer:record")

    def _in_title(self) -> list[Office]:
        """The offices the title begins with: “甲局 乙局关于…”, “甲办公室乙办公室印发《…》的通知”."""
        title = self.part.title
        if title is None or title.last < title.first:
            return []
        begin = self.lines[title.first].start
        text = self.source.flat[begin : self.lines[title.last].end]
        verb = _TITLE_VERB.search(re.sub(r"关\s+于", lambda m: "关于" + " " * (len(m[0]) - 2), text))
        if verb is None:
            return []
        head = text[: verb.start()]
        for pattern in (RECORDED, DOC_NUMBER):
            head = pattern.sub(lambda m: " " * len(m[0]), head)
        if verb[0] == "关于" and "《" in head:
            return []
        return _moved(find_offices(head), begin)

    def _noted(self, found: Sequence[Office], rule: str) -> tuple[str, ...]:
        for name, left, right in found:
            self.note("issuers", name, Span(left, right), rule)
        return tuple(name for name, _, _ in found)

    def _signatures(self, issued_line: int | None) -> list[Office]:
        """The offices above the date, joint ones on lines of their own or apart by blanks."""
        if issued_line is None:
            return []
        line = self.lines[issued_line]
        mention = self._dated(line)
        own = line.text[: mention.span.start] if mention else ""
        names = self._offices(line, own) if squeeze(own) else []
        at = issued_line - 1
        while at >= self.after_title and len(names) < 20:
            found = self._offices(self.lines[at], self.lines[at].text)
            if not found and squeeze(_ACTING.sub("", self.lines[at].text)):
                break
            names = found + names
            at -= 1
        return names

    def _signed_without_date(self) -> tuple[str, ...]:
        """The last line of a notice that has no date, where it is an office."""
        for at in range(self.part.end - 1, self.after_title, -1):
            line = self.lines[at]
            if re.match(r"\(?附\s*件|\(?此件|抄\s*[送报]|\(", line.text):
                continue
            return self._noted(self._offices(line, line.text), "issuer:signature")
        return ()

    def _offices(self, line: Line, text: str) -> list[Office]:
        """The offices on a signature line, by offsets into the source."""
        text = _ACTING.sub(lambda m: " " * len(m[0]), text)
        if line.label or line.cell or re.search(r"[。,;:]", text) or len(squeeze(text)) > 60:
            return []
        return _moved(find_offices(text), line.start)

    def _letterhead(self) -> tuple[str, ...]:
        """Offices above the title, one a line (joint issue), or “某某局文件”."""
        title = self.part.title
        names: list[str] = []
        last = title.first + title.issuer_lines if title else self.part.first
        for at, line in enumerate(self.lines[self.part.first : last], self.part.first):
            text = re.sub(r"文\s*件\s*$", "", line.text)
            recorded = at > self.part.first and self.lines[at - 1].text.endswith(":")  # a value of a web page's record
            if len(squeeze(text)) <= 40 and not recorded:
                names += self._noted(_moved(find_offices(text), line.start), "issuer:letterhead")
        return tuple(names)

    def _enacted(self) -> tuple[str, ...]:
        """“（2024年12月24日云汐市人民政府令第314号公布）”."""
        for line in self.lines[self.after_title : min(self.part.end, self.after_title + 3)]:
            found = _DECREE.search(line.text)
            if found and line.text.startswith("(") and is_offices(found["by"]):
                return self._noted(_moved([(found["by"], *found.span("by"))], line.start), "issuer:decree")
        return ()

    def closing_genre(self) -> str:
        """The kind of document its own words tell where no title does: 特此通知, 此复, 请予支持."""
        text = re.sub(
            r"\s", "", self.source.flat[self.lines[self.part.first].start : self.lines[self.part.end - 1].end]
        )
        for genre, pattern in _closings():
            if pattern.search(text):
                return genre
        return ""

    def body(self) -> int:
        """The index of the first line after title and address."""
        return self._address + 1 if self._address is not None else self.after_title


def _moved(offices: Sequence[Office], by: int) -> list[Office]:
    return [(name, by + left, by + right) for name, left, right in offices]


_RUN_ON_ADDRESS = re.compile(
    r"(?P<names>各[^。;:《》]{2,200}?):\s*(?=[《为经现按根近]|今年|[省市县区]委|[省市县区]政府|20\d\d年)"
)
_AND_OTHERS = re.compile(r"等[\d一二三四五六七八九十]{1,3}个?(?:部门|单位)$")
_SIGNED_BY = re.compile(r"\s*签\s?发\s?人\s*:.*$")
_NUMBER_LABEL = re.compile(r"(?:发文字号|发文号|文\s*号|文件编号)\s*:?\s*$")
_DECREE = re.compile(
    r"(?:(?<=\d日)|(?<![\u4e00-\u9fa5]))(?P<by>(?!日)[\u4e00-\u9fa5]{2,16}?)令\s?(?:第\s?)?\d{1,4}\s?号"
)


@cache
def _closings() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["genre"], re.compile("|".join(row["words"]))) for row in load("entities")["closing"])


def key_of(header: Header, part: Part, source: Source) -> str:
    """A notice's key: its 文号, else its title, else the first words of the text."""
    first: Sequence[Line] = source.lines[part.first : part.end]
    return header.doc_number or header.title or (first[0].text[:30] if first else "")
