"""What is said of an indicator's guide, and of a change to it, in words."""

from govdoc.model import Guide

FIELDS = {
    "chapter": "类别",
    "name": "名称",
    "notes": "要点说明",
    "terms": "关键词",
    "evidence": "典型材料",
    "excluded": "不算的材料",
    "others": "易混词",
    "example": "示例",
}


def change(before: Guide, after: Guide) -> tuple[str, str]:
    """What becomes of a guide, and how where it is changed.

    >>> change(Guide(terms=("台账",)), Guide(terms=("台账", "登记簿"), notes="逐月登记"))
    ('改动', '要点说明补充；关键词＋登记簿')
    """
    if after == Guide():
        return "清空", ""
    if before == Guide():
        return "新增", ""
    differing = (field for field in FIELDS if getattr(before, field) != getattr(after, field))
    return "改动", "；".join(_difference(field, before, after) for field in differing)


def _difference(field: str, before: Guide, after: Guide) -> str:
    """What differs in one field, in a few words."""
    old, new = getattr(before, field), getattr(after, field)
    if isinstance(old, str):
        return f"{FIELDS[field]}{'改写' if old and new else '补充' if new else '删去'}"
    signs = (("＋", [part for part in new if part not in old]), ("－", [part for part in old if part not in new]))
    told = "，".join(f"{sign}{'、'.join(parts[:3])}{'等' if len(parts) > 3 else ''}" for sign, parts in signs if parts)
    return f"{FIELDS[field]}{told or '次序'}"
