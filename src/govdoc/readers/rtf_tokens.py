"""RTF as a stream of tokens: groups, control words, text, with bytes decoded by the font they stand in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of RTF: "open" and "close" of a group, a control "word" (with its number), "text" or a coded "byte"."""

    kind: Literal["open", "close", "word", "text", "byte"]
    text: str = ""
    number: int | None = None


def tokens(source: str) -> Iterator[Token]:
    r"""The tokens of an RTF file read as Latin-1; what \bin announces is passed over.

    >>> [token.text for token in tokens(r"{\b1 A\'b9\par}")]
    ['', 'b', 'A', 'b9', 'par', '']
    """
    at = 0
    while match := _TOKEN.match(source, at):
        at = match.end()
        word, number, code, symbol, brace, text = match.groups()
        if word == "bin":
            at += min(max(int(number or 0), 0), len(source))
        elif word:
            yield Token("word", word, None if number is None else int(number))
        elif code:
            yield Token("byte", code)
        elif symbol:
            yield Token("word", symbol)
        elif brace:
            yield Token("open" if brace == "{" else "close")
        elif text:
            yield Token("text", text)
