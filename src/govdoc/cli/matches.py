"""govdoc matches: what each file serves, and why."""

from govdoc.cli.scan import STATUS
from govdoc.cli.screen import (
    Format,
    FormatOption,
    UnitOption,
    WorkspaceOption,
    bring_up_to_date,
    show_json,
    show_table,
    workspace,
)

_DECISION = {"auto": "自动", "review": "待审", "none": "不采用"}
_FLAG = {
    "url_only": "只有网址",
    "template": "空表或样本",
    "outdated": "时间过早",
    "wrong_unit": "疑为其他单位材料",
    "duplicate": "相同于",
    "near_duplicate": "雷同于",
    "unreadable": "无法辨认",
    "encrypted": "有密码",
    "partial": "未读全",
    "draft": "未定稿",
    "same_person": "办案人自行回访",
    "years_missing": "年份不全",
    "below_threshold": "比例未达标",
    "late": "迟报",
}


def matches(unit: UnitOption = None, form: FormatOption = Format.table, where: WorkspaceOption = None) -> None:
    """列出每个文件匹配到的指标和理由；读不了的文件也在内。"""
    from govdoc.model import MatchEntry
    from govdoc.pipeline.matching import listing
    from govdoc.pipeline.roster import unit_named

    with workspace(where) as db:
        bring_up_to_date(db)
        entries = listing(db)
        if unit is not None:
            name = unit_named(db, unit).name
            entries = tuple(entry for entry in entries if entry.unit == name)
    if form is Format.json:
        show_json(tuple[MatchEntry, ...], entries)
        return
    rows = []
    for entry in entries:
        best = entry.matches[0] if entry.matches else None
        why = "；".join(reason.text for reason in best.reasons[:3]) if best else entry.failure
        rows.append(
            (
                entry.path,
                entry.unit,
                STATUS[entry.status],
                best and best.indicator,
                best and best.method,
                f"{best.score:.2f}" if best else None,
                best and _DECISION[best.decision],
                "；".join(map(_flag, entry.flags)),
                why,
            )
        )
    show_table(("文件", "单位", "情况", "指标", "查验方式", "把握", "处理", "标记", "理由"), rows)


def _flag(flag: str) -> str:
    code, _, path = flag.partition(":")
    return _FLAG.get(code, code) + path
