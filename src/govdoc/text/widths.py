"""Full-width and half-width forms, folded one character to one character so that offsets hold.

NFKC would change lengths (⑩ to 10, ㎡ to m2), so only one-to-one pairs are folded.
"""

_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: " ",  # ideographic space
    0x00A0: " ",  # no-break space
    0x2002: " ",
    0x2003: " ",
    0x2009: " ",
    0x202F: " ",
    0xFE5D: "〔",
    0xFE5E: "〕",
}


def narrow(text: str) -> str:
    """Fold full-width letters, digits, punctuation and odd spaces to their plain forms, same length.

    >>> narrow("于６月３０日（周日）前")
    '于6月30日(周日)前'
    """
    return text.translate(_NARROW)


_DIGITS = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)}


def narrow_digits(text: str) -> str:
    """Fold full-width digits alone, so that one 文号 is not written two ways.

    >>> narrow_digits("云法办〔２０２３〕１号（试行）")
    '云法办〔2023〕1号（试行）'
    """
    return text.translate(_DIGITS)
