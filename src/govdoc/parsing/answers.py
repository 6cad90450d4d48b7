"""The answers a line offers: behind boxes or before them, or short words set apart by blanks."""

import re
from collections.abc import Iterator

from govdoc.parsing.stems import BOX

_EMPTY_BRACKET = re.compile(r"(?:^|(?<=[\s\w]))\(\s*\)\s*(?=[\u4e00-\u9fa5A-Z])")
_GRADE = re.compile(r"[^,.;?!:。，；？：]{1,10}")


def boxed_answers(flat: str, start: int, end: int) -> tuple[int, tuple[tuple[int, int], ...]]:
    """Where the words of a stem end, and the answers marked by boxes or empty brackets behind it.

    >>> for s in ("您的性别: □男 □女", "性别: 男□ 女□", "( )肉类 ( )蔬菜", "无框"):
    ...     stop, answers = boxed_answers(s, 0, len(s))
    ...     print(s[:stop].strip(), [s[a:b] for a, b in answers])
    您的性别: ['男', '女']
    性别: ['男', '女']
     ['肉类', '蔬菜']
    无框 []
    """
    text = flat[start:end]
    boxes = list(BOX.finditer(text))
    if not boxes:
        boxes = list(_EMPTY_BRACKET.finditer(text))
        if not boxes or (len(boxes) < 2 and boxes[0].start() > 0):
            return end, ()
        return start + boxes[0].start(), tuple(_between(flat, start, end, boxes))
    before = text[: boxes[0].start()]
    cut = max((found.end() for found in re.finditer(r"[:?？*]\s*|\)\s*", before)), default=0)
    ends_boxed = text.rstrip(" |。;；,，").endswith(boxes[-1][0]) and boxes[0].start() > 0
    if ends_boxed and not cut and len(boxes) == 1 and len(before.strip()) > 16:
        return end, ()
    if not ends_boxed and not (cut and before[cut:].strip() and before[-1:].strip()):
        return start + boxes[0].start(), tuple(_between(flat, start, end, boxes))
    # Boxes stand behind the answers: the first answer follows the stem's colon or question mark.
    edges = [cut, *(box.end() for box in boxes)]
    stops = [*(box.start() for box in boxes), len(text)]
    answers = [_peeled(flat, start + left, start + right) for left, right in zip(edges, stops, strict=True)]
    return start + cut, tuple(pair for pair in answers if pair[0] < pair[1])


def _between(flat: str, start: int, end: int, boxes: list[re.Match[str]]) -> Iterator[tuple[int, int]]:
    for at, box in enumerate(boxes):
        stop = start + boxes[at + 1].start() if at + 1 < len(boxes) else end
        left, right = _peeled(flat, start + box.end(), stop)
        if left < right:
            yield left, right


def _peeled(flat: str, start: int, end: int) -> tuple[int, int]:
    while start < end and flat[start] in " \t;；,，、。|":
        start += 1
    while end > start and flat[end - 1] in " \t;；,，、。|":
        end -= 1
    return start, end


def answers_behind(flat: str, start: int, end: int) -> tuple[int, tuple[tuple[int, int], ...]]:
    """Short words set apart by blanks behind the stem's question mark or colon."""
    cut = max((found.end() for found in re.finditer(r"[?？:：)]\s*", flat[start:end])), default=0)
    pairs = grades(flat, start + cut, end) if cut else ()
    return (start + cut, pairs) if len(pairs) > 1 else (end, ())


def grades(flat: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Words set apart by blanks, each an answer; a phrase without such a shape is one answer."""
    pairs = [(start + found.start(), start + found.end()) for found in re.finditer(r"\S+", flat[start:end])]
    if len(pairs) > 1 and all(_GRADE.fullmatch(flat[left:right]) for left, right in pairs):
        return tuple(pairs)
    return (trim(flat, start, end),)


def strip(flat: str, start: int, end: int) -> tuple[int, int]:
    """Blanks and bars around the words left out."""
    while start < end and flat[start] in " \t|":
        start += 1
    while end > start and flat[end - 1] in " \t|":
        end -= 1
    return start, end


def trim(flat: str, start: int, end: int) -> tuple[int, int]:
    """Blanks, boxes and stops around the words left out."""
    while start < end and (flat[start] in " \t|" or BOX.match(flat, start, end)):
        start += 1
    while end > start and (flat[end - 1] in " \t|;；。,，、" or BOX.match(flat, end - 1, end)):
        end -= 1
    return start, end
