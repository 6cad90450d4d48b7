"""A notice before it is taken in: what was read, and what it would replace."""

from collections.abc import Sequence
from dataclasses import dataclass

from govdoc.model import Indicator
from govdoc.pipeline.intake import Incoming, Preview, wording
from govdoc.reports.wording import notice_name
from govdoc.web.pages.marked import Piece
from govdoc.web.pages.rewording import rewording

_KINDS = {"indicator": "指标", "bonus": "加分项", "penalty": "减分项", "measure": "措施"}
_NAMED = 12


@dataclass(frozen=True, slots=True)
class NoticeCard:
    """One notice of the file: facts by name, and what changes against the version kept; `reworded` by indicator."""

    title: str
    facts: tuple[tuple[str, str], ...]
    state: str
    changes: tuple[tuple[str, str], ...]
    reworded: tuple[tuple[str, tuple[Piece, ...]], ...]


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """All that a file would bring; `idle` where none of it asks anything."""

    key: str
    file: str
    cards: tuple[NoticeCard, ...]
    doubts: tuple[str, ...]
    known: bool
    replaces: bool
    idle: bool


def preview_page(key: str, file: str, preview: Preview) -> PreviewPage:
    """A previewed file."""
    return PreviewPage(
        key,
        file,
        tuple(map(_card, preview.notices)),
        tuple(one.message for one in preview.parsed.warnings),
        preview.known,
        any(one.before for one in preview.notices),
        not any(one.indicators or one.deadlines or one.questionnaires for one in preview.parsed.notices),
    )


def _card(one: Incoming) -> NoticeCard:
    notice = one.notice
    counted = {kind: sum(each.kind == kind for each in notice.indicators) for kind in _KINDS}
    units = dict.fromkeys(named.name for each in notice.indicators for named in each.responsible)
    facts = (
        ("发文字号", notice.doc_number or "没有读到"),
        ("发文机关", "、".join(notice.issuers)),
        ("成文日期", f"{notice.issued_on:%Y-%m-%d}" if notice.issued_on else ""),
        ("要求", "，".join(f"{_KINDS[kind]} {number} 项" for kind, number in counted.items() if number) or "没有指标"),
        ("任务", f"{sum(len(each.tasks) for each in notice.indicators)} 条" if notice.indicators else ""),
        ("责任单位", f"{len(units)} 个名称：{_some(list(units))}" if units else ""),
        ("问卷", f"{len(notice.questionnaires)} 份" if notice.questionnaires else ""),
    )
    changes = (
        ("新增", _codes(one.added)),
        ("删去", _codes(one.dropped)),
        ("改动", _codes([after for _, after in one.reworded])),
    )
    state = "将新收入" if one.before is None else "将替换已收入的同一通知"
    return NoticeCard(
        notice.title or notice_name(notice),
        tuple((name, value) for name, value in facts if value),
        state,
        tuple((name, value) for name, value in changes if value),
        tuple((_called(after), rewording(wording(was), wording(after))) for was, after in one.reworded[:_NAMED]),
    )


def _codes(indicators: Sequence[Indicator]) -> str:
    return f"{len(indicators)} 项：{_some(list(map(_called, indicators)))}" if indicators else ""


def _called(one: Indicator) -> str:
    return one.label or one.code


def _some(names: Sequence[str]) -> str:
    return "、".join(names[:_NAMED]) + (" 等" if len(names) > _NAMED else "")
