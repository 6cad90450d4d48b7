"""What a file alone shows to be wrong with it: only addresses, an empty form, letters nobody can read."""

import re

from govdoc.model import Evidence
from govdoc.text.widths import narrow

_URL = re.compile(
    r"(?:https?://|www\.)[^\s\u4e00-\u9fff，。；、）)】>》]+"
    r"|(?<![\w.\-])[\w.\-]{1,80}?\.(?:gov|com|org|net)\.cn[^\s\u4e00-\u9fff，。；、）)】]*"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_RUN = re.compile(r"[\u4e00-\u9fff]{5,}")
_SENTENCE = re.compile(r"[^。！？\n]{12,}[。！？]")
_BLANK = re.compile(r"_{2,}|\.{6,}|…{2,}|(?<=[:：])\s{3,}(?=\S)|[(（]\s{2,}[)）]")
_UNDATED = re.compile(
    r"(?<!\d)年\s+月(?:\s+日)?|〔\s*(?:20)?\s*〕\s*第?\s*号|〔20\s+〕|(?<![\d一二三四五六七八九十])第\s{2,}号"
)
_TICKED = re.compile(r"[☑✓✔■√](?![”\"])")
_STATED = re.compile(r"[,，。;；:：\n\t]")


def own_flags(evidence: Evidence) -> tuple[str, ...]:
    """The flags one file shows by itself, without its neighbours, its unit or a notice."""
    text = narrow(evidence.text)
    if evidence.status == "empty":
        return ("unreadable",)
    if not text.strip():
        return ()
    if garbled(text):
        return ("unreadable",)
    return tuple(name for name, test in (("url_only", url_only), ("template", unfilled)) if test(text))


def url_only(text: str) -> bool:
    r"""A text of web addresses with short labels and nothing to judge by.

    >>> url_only("执法公示：\nhttps://www.example.cn/a/1.html\nhttps://www.example.cn/a/2.html")
    True
    >>> url_only("我局于5月印发实施细则，明确公示的内容、程序和时限，并在网站公开。详见 https://www.example.cn/a")
    False
    """
    addresses = _URL.findall(text)
    if not addresses:
        return False
    rest = _URL.sub("", text)
    if any(len(line) > 90 for line in rest.splitlines()) or ("\t" in rest and len(rest) > 400):
        return False
    if len(_SENTENCE.findall(rest)) > 0:
        return False
    return len(_HAN.findall(rest)) <= 45 + 22 * len(addresses)


def unfilled(text: str) -> bool:
    r"""A form nobody has filled in: blanks where facts belong, rows with nothing beside their labels.

    >>> unfilled("申请人：____，住址____\n事由：________\n签名：____ 年  月  日")
    True
    >>> unfilled("经摸底，共有____名同志愿意担任。拟承担会商、审查和代理三项工作，待同意后制定办法。2021年6月2日")
    False
    """
    rows = _rows(text)
    boxes = text.count("□")
    if boxes >= 6 and not _TICKED.search(text) and _UNDATED.search(text):
        return True
    blanks = len(_BLANK.findall(text)) + 2 * len(_UNDATED.findall(text))
    if len(rows) == 1 and len(rows[0]) >= 4 and blanks >= 2:
        return True
    if len(rows) >= 3:
        empty = _empty_share(rows)
        return empty >= 0.75 or (empty >= 0.4 and blanks >= 2)
    statements = sum(1 for piece in _STATED.split(text) if len(_HAN.findall(piece)) >= 2)
    return blanks >= 4 and blanks >= 0.3 * statements


def _rows(text: str) -> list[list[str]]:
    """The rows of the tables. A row of which only its number is left has no tab any more."""
    rows: list[list[str]] = []
    for line in text.splitlines():
        if "\t" in line or (rows and len(line) <= 6 and not re.search(r"[。:：，,]", line)):
            rows.append(line.split("\t"))
    return rows


def _empty_share(rows: list[list[str]]) -> float:
    """The share of cells left empty under the header, the label columns (full in every row) left out."""
    width = max(len(row) for row in rows)
    header = next((at for at, row in enumerate(rows) if sum(map(bool, map(str.strip, row))) >= 0.7 * width), 0)
    body = [[*row, *[""] * (width - len(row))] for row in rows[header + 1 :]]
    if len(body) < 2:
        return 0.0
    body = [row for row in body if any(map(str.strip, row))] or body
    filled = [sum(bool(row[at].strip()) for row in body) / len(body) for at in range(width)]
    # The first column counts or names the rows; a full column after an otherwise empty one is a label too.
    cells = [share for at, share in enumerate(filled) if at > 0]
    return 1 - sum(cells) / len(cells) if cells else 0.0


def garbled(text: str) -> bool:
    """Letters that do not make words: a page read from a bad picture, or a broken font.

    Ordinary Chinese is written almost wholly in the 3755 characters of the first level of GB 2312.

    >>> garbled("锓昃玫府关亍戒竝工怍顉导小绀旳逋知，备村氏委员佥，鎮直备卓位，力加強対工柞旳纽织颌导")
    True
    >>> garbled("各村民委员会、镇直各单位：为加强对工作的组织领导，经研究决定成立领导小组。")
    False
    """
    # Names are full of rare characters; they stand alone, sentences do not.
    han = "".join(_RUN.findall(text[:6000]))
    strange = sum(text.count(mark) for mark in "■□�▇█◆") + sum("\ue000" <= c <= "\uf8ff" for c in text[:6000])
    if strange > 0.15 * max(1, len(text[:6000].strip())) and strange > 10:
        return True
    if len(han) < 20:
        return False
    common = sum(1 for char in han if _common(char))
    return common < 0.86 * len(han)


def _common(char: str) -> bool:
    try:
        code = char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return 0xB0 <= code[0] <= 0xD7
