"""Chinese and Arabic numerals as integers."""

import re

# Zero is written many ways; the letters O and the circles are common slips in dates.
_WRITTEN = ("〇零○◯OoＯ0", "一壹1", "二贰两2", "三叁3", "四肆4", "五伍5", "六陆6", "七柒7", "八捌8", "九玖9")
_DIGITS = {char: value for value, group in enumerate(_WRITTEN) for char in group}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_ALL_DIGITS = re.compile("[" + "".join(_DIGITS) + "]+")

HAN = "〇零○◯一二三四五六七八九十百两"


def number(text: str) -> int | None:
    """The integer a numeral stands for, or None where it is no numeral.

    >>> [number(s) for s in ("12", "一百二十", "二〇二一", "十", "廿", "二十八", "")]
    [12, 120, 2021, 10, None, 28, None]
    """
    if not text:
        return None
    if _ALL_DIGITS.fullmatch(text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = digit = 0
    for char in text:
        if char in _TENS:
            total += (digit or (1 if total == 0 else 0)) * _TENS[char]
            digit = 0
        elif char in _DIGITS:
            digit = _DIGITS[char]
        else:
            return None
    return total + digit
