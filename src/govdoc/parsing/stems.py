"""What is printed around a question's words: marks of its kind, places for the answer, blanks to fill."""

import re
from typing import Literal

Kind = Literal["single", "multiple", "open", "scale"]

# Marks in brackets, of either script: （单选） 【多选题】 [填空题] （最多选三项） （可多选）
_WORDS = (
    r"[单單多]\s?[选選]|不定[项項]|(?:最多|至多|限|可)(?:可|能)?[选選择擇]|填空|[问問]答|[简簡]答|[开開]放|必[答填]|[选選][答填]"
    r"|矩[阵陣]|[量评評]分?[表题題]|打分[题題]"
)
KIND_MARK = re.compile(
    rf"\*{{0,2}}\s*(?:\((?=[^()]{{0,16}}(?:{_WORDS}))[^()]{{1,24}}\)"
    rf"|[【\[](?:[^【】\[\]]{{0,6}}(?:{_WORDS})[^【】\[\]]{{0,14}})[】\]])"
)
_MULTIPLE = re.compile(
    r"多\s?[选選]|不定[项項]|(?:最多|至多|可以?)(?:可|能)?[选選][择擇]?(?!一|1)|限[选選](?:[二两三四五六2-9])|[选選][择擇]?(?:[二两三四五六2-9])[项項个個]"
)
_SCALE = re.compile(r"\d\s?[-—~至]\s?\d+\s?分|打分|[评評]分(?:[为為]|:)|\d\s?分(?:最|表示|[为為]|代表)|矩[阵陣]")
_OPEN = re.compile(r"填空|[问問]答|[简簡]答|[开開]放")
BOX = re.compile(r"[□☐◯◻▢]|\[\s?\]|(?<![一二三四五六七八九〇○])[○〇](?!年|[一二三四五六七八九〇○]{1,2}年)")
# Brackets left open for an answer, rules to write on, stars of a required question.
_PLACE = re.compile(r"(?:\(\s*\)|\[\s*\]|_{2,}[分人个年元岁%]?|\*+|[:\s]|[□○☐◯◻▢]|\|)+$|\(\s*\)\s*[。.]?\s*$")
BLANK = re.compile(r"_{2,}|\(\s{1,}\)")

ASKS = re.compile(
    r"[?？]|\(\s*\)|_{3,}\s*$|[请請][问問]|您|你|[贵貴](?:公司|单位|單位|企业|企業|校|院|部门|店)|是否|如何|怎[样樣么麼]|哪[些个個种種]|什[么麼]|多少|[简簡]要[说說]明|[\[(【][^\])】]{0,4}(?:[单單多][选選]|填空)"
)
# Surely a question, not a heading that only addresses the reader.
ASKS_PLAINLY = re.compile(
    r"[?？]|\(\s*\)\s*[。.]?\s*$|[吗嗎呢]\s*$|哪[些个個种種]|什[么麼]|是否|如何|有何|多少|[\[(【][^\])】]{0,4}(?:[单單多][选選]|填空)"
)


def kind_of(words: str, options: int) -> Kind:
    """A question's kind, told from its marks and words and from whether it offers answers.

    >>> [kind_of(s, 3) for s in ("您的性别", "您关注哪些(最多选三项)?", "请为服务打分(1-10分)")]
    ['single', 'multiple', 'scale']
    """
    if _MULTIPLE.search(words):
        return "multiple"
    if _SCALE.search(words):
        return "scale"
    return "single" if options and not _OPEN.search(words) else "open"


def bare(flat: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The stretches of a stem that are its words: marks of the kind and places for the answer left out.

    >>> s = "您的职业:*[单选题]"
    >>> [s[a:b] for a, b in bare(s, 0, len(s))]
    ['您的职业']
    """
    kept: list[tuple[int, int]] = []
    at = start
    for mark in KIND_MARK.finditer(flat, start, end):
        kept.append((at, mark.start()))
        at = mark.end()
    kept.append((at, end))
    found: list[tuple[int, int]] = []
    for left, right in kept:
        while left < right and flat[left] in " \t*":
            left += 1
        while right > left and flat[right - 1] in " \t*":
            right -= 1
        if left < right:
            found.append((left, right))
    while found:
        left, right = found.pop()
        place = _PLACE.search(flat, left, right)
        if place:
            right = place.start()
        if left < right:
            found.append((left, right))
            if not place or not _PLACE.search(flat, left, right):
                break
    return tuple(found)
