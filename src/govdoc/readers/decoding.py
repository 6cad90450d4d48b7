"""Bytes to text: the few encodings that offices use, told apart by content."""

import re

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SAMPLE = 65536
_USUAL = re.compile(r"[\t-~\u2010-\u2026\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_CONTROLS = [chr(code) for code in range(32) if code not in (9, 10, 11, 12, 13, 26, 27)]


def decode(data: bytes) -> tuple[str, str]:
    """The text and the encoding it was read in.

    UTF-8 is told by being valid, UTF-16 without a mark by its zero bytes; the rest is GB18030. A file with
    a few broken bytes is read in whichever of UTF-8 and GB18030 breaks at fewer places.

    >>> decode("网址".encode("gb18030"))
    ('网址', 'gb18030')
    >>> decode("网址 a".encode("utf-16-le"))
    ('网址 a', 'utf-16-le')
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, "replace").lstrip("\ufeff"), encoding
    if wide := _wide(data):
        return data.decode(wide, "replace"), wide
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    texts = [(data.decode(encoding, "replace"), encoding) for encoding in ("utf-8", "gb18030")]
    return min(texts, key=lambda pair: pair[0].count("\ufffd"))


def looks_like_text(data: bytes) -> bool:
    """Whether the bytes are text: hardly a control character, and valid in the encoding they seem to be in."""
    if not data:
        return False
    text, _ = decode(data[:_SAMPLE])
    if sum(map(text.count, _CONTROLS)) > len(text) * 0.01:
        return False
    odd = sum(1 for char in text if char == "\ufffd" or "\ue000" <= char <= "\uf8ff")
    return odd <= max(1, len(text) * 0.02)


def _wide(data: bytes) -> str:
    """UTF-16 without a byte order mark, told by the zero byte that each ASCII character, line break or space has."""
    sample = data[:4096]
    if len(data) % 2 or len(sample) < 2:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > even * 4 and _plausible(sample, "utf-16-le"):
        return "utf-16-le"
    if even > odd * 4 and _plausible(sample, "utf-16-be"):
        return "utf-16-be"
    return ""


def _plausible(sample: bytes, encoding: str) -> bool:
    text = sample.decode(encoding, "replace")
    return len(_USUAL.findall(text)) > len(text) * 0.9
