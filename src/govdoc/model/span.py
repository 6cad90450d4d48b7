"""Where a fact stands in the text, and what a careful reader pencils in the margin."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of `Document.text`: characters `start` (inclusive) to `end` (exclusive).

    >>> Span(2, 4).of("云法办〔2021〕")
    '办〔'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """Quote the stretch from its text."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Fact:
    """One value of a notice, with the place it was read from and the rule that read it."""

    field: str
    value: str
    span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something doubtful: a stable `code`, a Chinese `message` and the place it is about."""

    code: str
    message: str
    span: Span | None = None
