"""Sentences and bracket-aware splitting, all by offset."""

from collections.abc import Iterator

_OPEN = "（(〔[【《“‘「『"
_CLOSE = "）)〕]】》”’」』"
_STOPS = "。！？!?"


def split_outside_brackets(text: str, separators: str) -> Iterator[tuple[int, int]]:
    """Offsets of the parts between separators that stand outside any bracket or quotation mark.

    An opening bracket that never closes does not swallow the rest.

    >>> s = "各县（市、区）人民政府、市直各单位"
    >>> [s[a:b] for a, b in split_outside_brackets(s, "、")]
    ['各县（市、区）人民政府', '市直各单位']
    """
    closes = _closing(text)
    start = at = 0
    while at < len(text):
        if at in closes:
            at = closes[at]
        elif text[at] in separators:
            yield start, at
            start = at + 1
        at += 1
    yield start, len(text)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of the sentences, stops included; a line break ends one too.

    >>> s = "一是宣传。二是（整改。再查。）提高！"
    >>> [s[a:b] for a, b in sentences(s)]
    ['一是宣传。', '二是（整改。再查。）提高！']
    """
    closes = _closing(text)
    start = at = 0
    while at < len(text):
        if at in closes:
            at = closes[at]
        elif text[at] in _STOPS or text[at] == "\n":
            if text[start : at + 1].strip():
                yield start, at + (text[at] != "\n")
            start = at + 1
        at += 1
    if text[start:].strip():
        yield start, len(text)


def _closing(text: str) -> dict[int, int]:
    """Each opening bracket that closes on the same line → its closing one."""
    pairs: dict[int, int] = {}
    stack: list[tuple[int, str]] = []
    for at, char in enumerate(text):
        if char == "\n":
            stack.clear()
        elif char in _OPEN:
            stack.append((at, char))
        elif char in _CLOSE:
            kind = _CLOSE.index(char)
            while stack:
                opened, mark = stack.pop()
                # Full- and half-width round brackets are mixed in practice.
                if mark == _OPEN[kind] or {mark, _OPEN[kind]} == {"（", "("}:
                    pairs[opened] = at
                    break
    return pairs
