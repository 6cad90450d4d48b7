"""What the path of a file hints at: indicator codes, methods, words. Content must bear it out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from govdoc.matching.words import plain
from govdoc.rules.load import load
from govdoc.text.numerals import number
from govdoc.text.widths import narrow

_HAN_NUMBER = "[一二三四五六七八九十百]{1,5}"
_EXTRA = re.compile(r"(加分|减分|扣分)项?(?:指标)?\s*(\d{1,2}|[一二三四五六七八九十])?")
# “第12项指标”, “62项”, “指标12”, “第十二项”, “第1、7项”
_SPOKEN = re.compile(
    rf"第\s*((?:\d{{1,3}}|{_HAN_NUMBER})(?:\s*[、,，和及]\s*(?:\d{{1,3}}|{_HAN_NUMBER}))*)\s*(?:项|条|号指标|个指标)"
    r"|(?<!\d)(\d{1,3}(?:\s*[、,，和及]\s*\d{1,3})*)\s*(?:项指标|号指标|项(?!目))"
    r"|指标\s*(\d{1,3}(?:\s*[、,，和及]\s*\d{1,3})*)(?!\d)"
)
# “53”, “57-3 送审”, “7.权责清单”, “45 综合”, “81行政调解”, “31-44 重大决策”; a date or a measure is no number
_LEADING = re.compile(
    r"^[(（【\[]?(\d{1,3})(?:\s*(?P<range>[-—－~至])\s*(\d{1,3}))?(?!\d)"
    r"(?!\s*[年月日号时点分个份件人期次届名卷册页版万元%])(?![.．\-]\d+\s*[日月年)])(?![.．]\d{1,2}[.．])(?![.．][1-3]\d(?!\d))"
)
_SUFFIX = re.compile(r"\.(?=[0-9]?[A-Za-z])[A-Za-z0-9]{1,5}$")


@dataclass(frozen=True, slots=True)
class PathHints:
    """What a path says. `codes` maps an indicator code to the strength of the hint (0–1) and the words that gave it."""

    codes: dict[str, tuple[float, str]]
    method: str | None
    words: str


def read_path(path: str, known: Iterable[str], methods: Iterable[str | None]) -> PathHints:
    """Read the hints of a path. `known` are the codes that exist; the first part (the unit's folder) is left out.

    A folder's number outweighs the number a file name begins with: inside a numbered folder
    file names often merely count. Several codes share the strength.

    >>> read_path("水利局/第12项指标/3.总结.docx", {"3", "12"}, ()).codes["12"]
    (1.0, '第12项指标')
    >>> read_path("水利局/20200611日报.docx", {"20", "11"}, ()).codes
    {}
    >>> read_path("水利局/(二)3 宣传/总结.docx", {"（二）3", "（二）1", "3"}, ()).codes
    {'（二）3': (1.0, '(二)3 宣传')}
    """
    *folders, name = (narrow(part) for part in path.split("/"))
    parts = [*folders, _SUFFIX.sub("", name)]
    parts = [part for part in (parts[1:] if len(parts) > 1 else parts) if part]
    existing = set(known)
    codes: dict[str, tuple[float, str]] = {}
    weight = 1.0
    for depth, part in enumerate(reversed(parts)):
        found = _printed(part, existing) or [code for code in _codes(part) if code in existing]
        if not found:
            continue
        is_file = depth == 0
        folder_has = is_file and any(_in(existing, outer) for outer in parts[:-1])
        share = weight * (0.4 if folder_has else 1.0) / len(found) ** 0.5
        for code in found:
            if share > codes.get(code, (0.0, ""))[0]:
                codes[code] = (round(share, 3), part)
        if not folder_has:
            weight *= 0.5
    named = next((m for part in reversed(parts) for m in methods if m and m in part), None)
    return PathHints(codes, named, _words(parts, methods))


def called(code: str) -> str:
    """An indicator's code as a sentence says it.

    >>> called("12"), called("加分1"), called("（二）3")
    ('第12项', '加分1', '（二）3')
    """
    return f"第{code}项" if code.isdigit() else code


def _in(existing: set[str], part: str) -> bool:
    return bool(_printed(part, existing)) or any(code in existing for code in _codes(part))


def _printed(part: str, existing: set[str]) -> list[str]:
    """The code a part begins with as the notice prints it, as in “（二）3 宣传” for a measure; the longest."""
    bare = part.replace(" ", "")
    fitting = [code for code in existing if not code.isdigit() and bare.startswith(narrow(code))]
    whole = [code for code in fitting if not bare[len(code) : len(code) + 1].isdigit()]
    return [max(whole, key=len)] if whole else []


def _codes(part: str) -> list[str]:
    """The codes a part of a path spells, in order."""
    extra = [f"{kind}{number(n) or 1}" for kind, n in _EXTRA.findall(part)]
    if extra:
        return list(dict.fromkeys(extra))
    spoken = [n for groups in _SPOKEN.findall(part) for n in re.split(r"\s*[、,，和及]\s*", "".join(groups)) if n]
    if spoken:
        return list(dict.fromkeys(str(number(n)) for n in spoken if number(n)))
    leading = _LEADING.match(part.strip())
    if not leading:
        return []
    first, last = int(leading[1]), int(leading[3] or 0)
    # “31-44” spans indicators; “57-3” is the third paper of 57.
    if leading["range"] and first < last <= first + 20:
        return [str(n) for n in range(first, last + 1)]
    return [str(first)]


def _words(parts: list[str], methods: Iterable[str | None]) -> str:
    """What the names say, without numbers, method names and empty words."""
    text = plain(" ".join(parts)) if parts else ""
    for name in (*filter(None, methods), *_empty()):
        text = text.replace(name, "，")
    return re.sub(r"[\da-z.()（）\[\]【】]+", "，", text).strip("，")


def _empty() -> list[str]:
    return sorted((plain(word) for word in load("boilerplate")["path"]), key=len, reverse=True)
