"""The fixed Chinese words of the reports, and the short forms of long names."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from govdoc.model import Change, Evidence, GapItem, Indicator, Notice, Unit
from govdoc.rules.load import load

_CLAUSE_ENDS = ("，：,;", "、 ")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NUMERALS = "一二三四五六七八九十百"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def words() -> dict[str, Any]:
    """The tables of rules/report.toml."""
    return load("report")


def status_word(status: str) -> str:
    """A status as an office user reads it.

    >>> status_word("verify")
    '待核实'
    """
    return str(words()["status"][status]["word"])


def clean(text: str) -> str:
    r"""The text without characters that XML cannot hold; line breaks and tabs stay.

    >>> clean("清单\x0b附件")
    '清单附件'
    """
    return _UNPRINTABLE.sub("", text)


def day(date: dt.date | None) -> str:
    """A date as offices write it, empty for none.

    >>> day(dt.date(2021, 6, 8))
    '2021年6月8日'
    """
    return f"{date.year}年{date.month}月{date.day}日" if date else ""


def rate(part: int, whole: int) -> str:
    """A share in per cent with one decimal, “—” of nothing.

    >>> rate(1, 3), rate(0, 0)
    ('33.3%', '—')
    """
    return f"{part / whole:.1%}" if whole else "—"


def excerpt(text: str, limit: int = 40) -> str:
    """The first sentence; one longer than `limit` characters ends at a clause, with “…”.

    >>> excerpt("向社会公布清单。实行动态管理。")
    '向社会公布清单'
    >>> excerpt("对确需提交的证明材料逐项列单，单子以外一律不收", 16)
    '对确需提交的证明材料逐项列单…'
    """
    sentence = re.split(r"[。；\n]", text.strip(), maxsplit=1)[0].strip()
    if len(sentence) <= limit:
        return sentence
    for marks in _CLAUSE_ENDS:
        cut = max(sentence.rfind(mark, limit // 3, limit) for mark in marks)
        if cut > 0:
            return sentence[:cut].rstrip() + "…"
    return sentence[:limit].rstrip() + "…"


def indicator_label(indicator: Indicator) -> str:
    """How an indicator is called.

    >>> [indicator_label(Indicator(code, code, kind, (), "", "")) for code, kind in
    ...  (("12", "indicator"), ("加分1", "bonus"), ("3", "measure"), ("十一", "measure"), ("（一）2", "measure"))]
    ['第12项指标', '加分1', '第3项措施', '第十一项措施', '（一）2']
    """
    numbered_alone = indicator.code.isdigit() or not indicator.code.strip(_NUMERALS)
    return f"第{indicator.code}项{_noun(indicator)}" if numbered_alone else indicator.code


def noun(indicators: Iterable[Indicator]) -> str:
    """What the indicators are called together: 措施 where all are measures, else 指标."""
    nouns = {_noun(indicator) for indicator in indicators}
    return nouns.pop() if len(nouns) == 1 else "指标"


def _noun(indicator: Indicator) -> str:
    return "措施" if indicator.kind == "measure" else "指标"


def indicator_name(indicator: Indicator, limit: int = 40) -> str:
    """What an indicator is about: its heading, or the beginning of its text."""
    return excerpt(indicator.heading or indicator.text, limit)


def notice_name(notice: Notice) -> str:
    """The shortest name that tells one notice from another: its 发文字号, else its title."""
    return notice.doc_number or excerpt(notice.title, 30) or notice.key


def numbered(position: int) -> str:
    """A list mark for an item, counted from 0.

    >>> numbered(0), numbered(20)
    ('①', '(21)')
    """
    return _CIRCLED[position] if position < len(_CIRCLED) else f"({position + 1})"


def campaign(title: str) -> str:
    """The plan behind a notice that only passes it on (关于印发《…》的通知), else the title itself.

    >>> campaign("云汐县人民政府关于印发《云汐县创建工作方案》的通知")
    '云汐县创建工作方案'
    """
    passed_on = re.search(r"(?:印发|转发)《(.+)》的通知$", title.strip())
    return passed_on[1] if passed_on else title


def quoted(title: str) -> str:
    """A title in 《》, titles inside it in 〈〉.

    >>> quoted("关于印发《工作方案》的通知")
    '《关于印发〈工作方案〉的通知》'
    """
    inner = re.sub(r"^《([^《》]*)》$", r"\1", title.strip())
    return "《" + inner.replace("《", "〈").replace("》", "〉") + "》"


def base_name(path: str) -> str:
    """The file's own name, of an archive member too.

    >>> base_name("县公安局/12.zip!/清单.docx")
    '清单.docx'
    """
    return re.split(r"[/\\]", path)[-1]


def file_label(path: str, evidence: Evidence | None) -> str:
    """How a list names a file: title and number as read from it, else the file's own name."""
    if evidence is None or not evidence.title:
        return base_name(path)
    number = f"（{evidence.doc_number}）" if evidence.doc_number else ""
    return quoted(evidence.title) + number


def called(unit: Unit, office: str) -> str:
    """What the office calls the unit in a letter.

    >>> called(Unit("云汐县公安局", ("县公安局", "公安局")), "云汐县创建办公室")
    '县公安局'
    >>> called(Unit("云汐县石门镇人民政府", ("石门镇",)), "云汐县创建办公室")
    '石门镇人民政府'
    """
    for alias in unit.aliases:
        if alias[:1] in "县市区州" and len(alias) > 2:
            return alias
    seat = re.match(r"(?:中共)?(\w{1,6}?[县市区州])", office)
    if seat and unit.name.startswith(seat[1]) and len(unit.name) > len(seat[1]) + 2:
        rest = unit.name[len(seat[1]) :]
        return rest if re.match(r"\w{1,6}?(乡|镇|街道)", rest) else seat[1][-1] + rest
    return unit.name


def itself(office: str) -> str:
    """What the office calls itself.

    >>> itself("云汐县法治政府建设领导小组办公室")
    '我办'
    """
    rows = words()["self"]
    return next((str(row["word"]) for row in rows if office.endswith(row["ends"])), "我单位")


def flag_row(flag: str) -> dict[str, str]:
    """Word, problem and advice of a flag; the file it names (after “:”) fills {other}. An unknown one stays."""
    code, _, other = flag.partition(":")
    row = next((row for row in words()["flag"] if row["code"] == code), None)
    if row is None:
        return {"code": code, "word": flag, "problem": flag, "advice": ""}
    return {**row, "problem": row["problem"].format(other=f"“{other}”" if other else "其他单位材料")}


def flag_words(flags: Iterable[str]) -> str:
    """The flags of one file in a few words each.

    >>> flag_words(["template", "duplicate:县教体局/a.docx"])
    '空表、重复（县教体局/a.docx）'
    """
    parts = []
    for flag in flags:
        _, _, other = flag.partition(":")
        parts.append(flag_row(flag)["word"] + (f"（{other}）" if other and flag_row(flag)["word"] != flag else ""))
    return "、".join(parts)


def trimmed(text: str) -> str:
    """An item's text without the stop that parted it from the next."""
    return text.strip().rstrip("；;。")


def item_lines(items: tuple[GapItem, ...], limit: int | None = None) -> tuple[str, ...]:
    """The required items, numbered where there are several, with their standing where it differs.

    With a `limit` each is cut to so many characters.
    """
    texts = [excerpt(item.text, limit) if limit else trimmed(item.text) for item in items]
    if len(items) == 1:
        return tuple(texts)
    mixed = len({item.status for item in items}) > 1
    return tuple(
        numbered(at) + texts[at] + (f"（{status_word(item.status)}）" if mixed else "") for at, item in enumerate(items)
    )


def since(changes: Iterable[Change], before: str) -> str:
    """What became of the round before, in a sentence; `before` is what that round is called.

    >>> since([Change("fixed", "某局"), Change("withdrawn", "某局", file="a.docx")], "第一批")
    '与第一批相比，已解决1项，仍未解决0项，新增0项，撤回文件1份。'
    """
    counts = Counter(change.kind for change in changes)
    told = (
        f"{row['word']}{counts[row['kind']]}{'份' if row['file'] else '项'}"
        for row in words()["change"]
        if counts[row["kind"]] or row["always"]
    )
    return str(words()["letter"]["since"]).format(before=before or "上一批次", told="，".join(told))
