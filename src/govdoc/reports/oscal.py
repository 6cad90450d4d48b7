"""A round as OSCAL (assessment-results and plan-of-action-and-milestones, JSON), so that other systems can take over.

What OSCAL calls a control is an indicator, a finding is a cell, an observation what was handed in for it; a unit is a
party. Identifiers are derived from what they name, so that they stay the same from run to run.
"""

import datetime as dt
import json
import re
import uuid
from typing import Any
from urllib.parse import quote

from govdoc.model import Gap
from govdoc.reports.overview import Overview, problem_text, request_text
from govdoc.reports.wording import clean, file_label, indicator_label, indicator_name, notice_name, status_word

VERSION = "1.1.3"
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:govdoc:oscal")
_NS = "urn:govdoc:oscal"
_BEIJING = dt.timezone(dt.timedelta(hours=8))
# 查验方式 as OSCAL's methods; what is not listed is an examination of documents.
_METHODS = {"随机访谈": "INTERVIEW", "随机抽考": "TEST"}


def assessment_results(overview: Overview) -> bytes:
    """Every cell as a finding, satisfied or not, with what was handed in for it as an observation."""
    notices = [
        {
            "uuid": _uuid("notice", notice.key),
            "title": _line(notice.title or notice.key),
            "description": _line(notice_name(notice)),
        }
        for notice in overview.notices
    ]
    result: dict[str, Any] = {
        "uuid": _uuid("result", overview.round_label),
        "title": _line(f"{overview.round_label}审核结果"),
        "description": _line(overview.title),
        "start": _moment(overview),
        "reviewed-controls": {"control-selections": [_selection(overview)]},
    }
    observations = [_observation(overview, gap) for gap in overview.gaps if _paths(gap)]
    if observations:
        result["observations"] = observations
    if overview.gaps:
        result["findings"] = [_finding(overview, gap) for gap in overview.gaps]
    body: dict[str, Any] = {
        "uuid": _uuid("assessment-results", overview.round_label),
        "metadata": _metadata(overview, "佐证材料审核结果"),
        "import-ap": {"href": f"#{notices[0]['uuid']}" if notices else "#"},
        "results": [result],
    }
    if notices:
        body["back-matter"] = {"resources": notices}
    return _json({"assessment-results": body})


def action_plan(overview: Overview) -> bytes | None:
    """Every open cell as an item with what is asked of the unit and by when; None where nothing is open."""
    open_gaps = [gap for gap in overview.gaps if gap.status != "met"]
    if not open_gaps:
        return None
    observations = [_observation(overview, gap) for gap in open_gaps if _paths(gap)]
    body: dict[str, Any] = {
        "uuid": _uuid("poam", overview.round_label),
        "metadata": _metadata(overview, "佐证材料整改计划"),
        "system-id": {"identifier-type": "urn:govdoc:campaign", "id": _line(overview.title)},
    }
    if observations:
        body["observations"] = observations
    body["risks"] = [_risk(overview, gap) for gap in open_gaps]
    body["poam-items"] = [_item(overview, gap) for gap in open_gaps]
    return _json({"plan-of-action-and-milestones": body})


def _metadata(overview: Overview, title: str) -> dict[str, Any]:
    office = {"uuid": _uuid("office", overview.office), "type": "organization", "name": _line(overview.office)}
    parties = [{"uuid": _unit(name), "type": "organization", "name": _line(name)} for name in overview.gaps_of]
    return {
        "title": _line(f"{overview.round_label}{title}"),
        "last-modified": _moment(overview),
        "version": _line(overview.round_label),
        "oscal-version": VERSION,
        "roles": [{"id": "assessor", "title": "审核单位"}],
        "parties": [office, *(party for party in parties if party["uuid"] != office["uuid"])],
        "responsible-parties": [{"role-id": "assessor", "party-uuids": [office["uuid"]]}],
    }


def _selection(overview: Overview) -> dict[str, Any]:
    owed = dict.fromkeys(_control(gap) for gap in overview.gaps)
    return {"include-controls": [{"control-id": name} for name in owed]} if owed else {"include-all": {}}


def _finding(overview: Overview, gap: Gap) -> dict[str, Any]:
    state: dict[str, Any] = {"state": "satisfied" if gap.status == "met" else "not-satisfied"}
    finding: dict[str, Any] = {
        "uuid": _uuid("finding", *_key(gap)),
        "title": _title(overview, gap),
        "description": _line(problem_text(gap) or status_word(gap.status)),
        "props": _props(gap),
        "target": {"type": "objective-id", "target-id": _control(gap), "status": state},
    }
    if _paths(gap):
        finding["related-observations"] = [{"observation-uuid": _uuid("observation", *_key(gap))}]
    return finding


def _observation(overview: Overview, gap: Gap) -> dict[str, Any]:
    evidence = [
        {"href": quote(clean(path)), "description": _line(file_label(path, overview.file_at.get(path)))}
        for path in _paths(gap)
    ]
    return {
        "uuid": _uuid("observation", *_key(gap)),
        "title": _title(overview, gap),
        "description": "报送的佐证材料",
        "methods": [_METHODS.get(gap.method or "", "EXAMINE")],
        "subjects": [{"subject-uuid": _unit(gap.unit), "type": "party"}],
        "relevant-evidence": evidence,
        "collected": _moment(overview),
    }


def _risk(overview: Overview, gap: Gap) -> dict[str, Any]:
    risk: dict[str, Any] = {
        "uuid": _uuid("risk", *_key(gap)),
        "title": _title(overview, gap),
        "description": _line(problem_text(gap)),
        "statement": _line(request_text(gap)),
        "status": "open",
    }
    if overview.due:
        due = overview.due
        risk["deadline"] = dt.datetime(due.year, due.month, due.day, 23, 59, 59, tzinfo=_BEIJING).isoformat()
    return risk


def _item(overview: Overview, gap: Gap) -> dict[str, Any]:
    item: dict[str, Any] = {
        "uuid": _uuid("item", *_key(gap)),
        "title": _title(overview, gap),
        "description": _line(request_text(gap)),
        "props": _props(gap),
        "related-risks": [{"risk-uuid": _uuid("risk", *_key(gap))}],
    }
    if _paths(gap):
        item["related-observations"] = [{"observation-uuid": _uuid("observation", *_key(gap))}]
    return item


def _props(gap: Gap) -> list[dict[str, str]]:
    """The cell in govdoc's own words."""
    told = (
        ("status", gap.status),
        ("unit", gap.unit),
        ("notice", gap.notice),
        ("indicator", gap.indicator),
        ("method", gap.method or ""),
    )
    return [{"name": name, "ns": _NS, "value": _line(value)} for name, value in told if value.strip()]


def _key(gap: Gap) -> tuple[str, ...]:
    return gap.unit, gap.notice, gap.indicator, gap.method or ""


def _uuid(*key: str) -> str:
    """A version-5 UUID of what it names."""
    return str(uuid.uuid5(_SPACE, "\x1f".join(key)))


def _unit(name: str) -> str:
    return _uuid("unit", name)


def _control(gap: Gap) -> str:
    """The indicator as an OSCAL token: letters, digits, dots, dashes."""
    return "i-" + re.sub(r"[^\w.-]+", "-", f"{gap.notice}-{gap.indicator}").strip("-")


def _paths(gap: Gap) -> tuple[str, ...]:
    return tuple(dict.fromkeys(path for item in gap.items for path in item.evidence))


def _title(overview: Overview, gap: Gap) -> str:
    column = overview.column_by_key.get((gap.notice, gap.indicator))
    label = f"{indicator_label(column.indicator)} {indicator_name(column.indicator)}" if column else gap.indicator
    return _line("｜".join(part for part in (gap.unit, label, gap.method or "") if part))


def _line(text: str) -> str:
    """OSCAL takes no empty text, and no line breaks in titles and values."""
    return " ".join(clean(text).split()) or "—"


def _moment(overview: Overview) -> str:
    date = overview.date
    return dt.datetime(date.year, date.month, date.day, tzinfo=_BEIJING).isoformat()


def _json(body: dict[str, Any]) -> bytes:
    return (json.dumps(body, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
