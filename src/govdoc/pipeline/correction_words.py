"""Corrections in words, for screens and logs."""

from collections.abc import Mapping, Sequence

from govdoc.corrections.parts import PARTS, part_at
from govdoc.model import Correction, CorrectionState, Notice, Step

# The words of choices, as offices say them.
CHOICES = {
    "indicator": "指标",
    "bonus": "加分项",
    "penalty": "减分项",
    "measure": "措施",
    "lead": "牵头",
    "responsible": "责任",
    "support": "配合",
    "implied": "统一责任",
    "material": "一般材料",
    "statement": "情况说明",
    "ledger": "台账清单",
    "archive": "案卷档案",
    "online": "网上公开",
    "survey": "问卷访谈",
    "site": "现场查看",
    "exam": "考试抽考",
    "single": "单选",
    "multiple": "多选",
    "open": "问答",
    "scale": "评分",
}
STATES: Mapping[CorrectionState, str] = {
    "holds": "有效",
    "met": "原文已如此",
    "astray": "没有落到位，请看一眼",
    "undone": "已撤销",
}
_LONG = 40


def place_in_words(path: Sequence[Step]) -> str:
    """What a path leads to, without the item's own name where the list alone is meant."""
    part, said = PARTS[Notice], []
    for step in path:
        part = PARTS[part.lists[step.field]]
        named = step.name or step.text
        if step.field == "indicators" and named:
            said.append(f"第{named}项" if named.isdecimal() else named)
        else:
            said.append(f"{part.word}“{_short(named)}”" if named else part.word)
    return " ".join(said) or part.word


def correction_in_words(one: Correction) -> str:
    """What was put right, and how."""
    part, where = part_at(one.path), place_in_words(one.path)
    if one.kind == "undo":
        return f"撤销第 {one.undoes} 号更正（{where}）"
    if one.kind == "delete":
        return f"删除{where}"
    if one.kind == "split":
        return f"{where}拆为" + "、".join(f"“{_short(words[part.splits])}”" for words in one.after)
    if one.kind == "merge":
        other = one.other.name or one.other.text if one.other else ""
        return f"{where}与“{_short(other)}”合并为“{_short(one.after[0][part.splits])}”"
    told = "；".join(
        f"{part.fields[name].word}{_from(one.before.get(name, ''))}“{_short(_said(said))}”"
        for name, said in one.after[0].items()
        if name in part.fields
    )
    return f"{'增加' if one.kind == 'add' else ''}{where}：{told}"


def _from(before: str) -> str:
    return f"由“{_short(_said(before))}”改为" if before else ""


def _said(value: str) -> str:
    return CHOICES.get(value, value or "（空）")


def _short(text: str) -> str:
    return text if len(text) <= _LONG else text[: _LONG - 1] + "…"
