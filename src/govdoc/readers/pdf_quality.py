"""Is the text layer of a PDF real text?"""

import re
from functools import cache, lru_cache

_ODD = re.compile(r"[\ufffd\ue000-\uf8ff\u0370-\u058f\u0600-\u1cff\u2c00-\u2dff\ua000-\uabff\ufb00-\ufdff]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_SIGN = re.compile(r"\S")
# Without a map, codes show as ASCII signs and accented letters; blanks and leaders (____, ....) are not counted.
_SYMBOL = re.compile(r"[!\"#$%&'()*+,/:;<=>?@\[\\\]^`{|}~\xa1-\xff]")
_ENOUGH = 40
_COMMON_ROWS = range(0xB0, 0xD8)  # the 3755 common characters of GB 2312


@lru_cache(maxsize=32)  # several ask of the same pages in turn
def is_garbled(text: str) -> bool:
    """Whether a font without a proper character map made rubbish of the text.

    >>> is_garbled("县直各单位要高度重视法治政府建设工作。" * 5), is_garbled("\ue012\ue0a4\ue111" * 20)
    (False, True)
    """
    signs = len(_SIGN.findall(text))
    if signs < _ENOUGH:
        return False
    odd = len(_ODD.findall(text))
    if odd > signs * 0.2 or len(_SYMBOL.findall(text)) > signs * 0.3:
        return True
    han = _HAN.findall(text)
    if len(han) >= _ENOUGH:
        return sum(map(_common().__contains__, han)) < len(han) * 0.75
    return False


def uncommon_share(text: str) -> float:
    """The share of Han characters beyond the 3755 common ones, 0 where there are too few to tell.

    >>> uncommon_share("县直各单位要高度重视法治政府建设工作。" * 3)
    0.0
    """
    han = _HAN.findall(text)
    return 1 - sum(map(_common().__contains__, han)) / len(han) if len(han) >= _ENOUGH else 0.0


@cache
def _common() -> frozenset[str]:
    rows = (bytes((row, column)) for row in _COMMON_ROWS for column in range(0xA1, 0xFF))
    return frozenset(char for code in rows if (char := code.decode("gb2312", "ignore")))
