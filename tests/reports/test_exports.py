import csv
import dataclasses
import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pytest

from govdoc.model import Evidence
from govdoc.reports import Overview
from govdoc.reports.csv_lists import csv_lists
from govdoc.reports.oscal import action_plan, assessment_results


def results(overview: Overview) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(assessment_results(overview))["assessment-results"]
    return found


def plan(overview: Overview) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(action_plan(overview) or b"")["plan-of-action-and-milestones"]
    return found


def uuids(value: object) -> list[str]:
    if isinstance(value, dict):
        own = [str(value["uuid"])] if "uuid" in value else []
        return own + [one for part in value.values() for one in uuids(part)]
    return [one for part in value for one in uuids(part)] if isinstance(value, list) else []


def references(value: object) -> set[str]:
    if isinstance(value, dict):
        own = {text for name, text in value.items() if name.endswith("-uuid")}
        return own.union(*(references(part) for part in value.values()))
    return set().union(*(references(part) for part in value)) if isinstance(value, list) else set()


def test_every_cell_is_a_finding(county: Overview) -> None:
    (result,) = results(county)["results"]
    states = [finding["target"]["status"]["state"] for finding in result["findings"]]
    assert (len(states), states.count("satisfied")) == (28, 6)
    controls = {one["control-id"] for one in result["reviewed-controls"]["control-selections"][0]["include-controls"]}
    assert {finding["target"]["target-id"] for finding in result["findings"]} == controls
    assert len(controls) == 6
    interview = [one for one in result["observations"] if one["methods"] != ["EXAMINE"]]
    assert interview == []


def test_every_open_cell_is_an_item_with_its_day(county: Overview) -> None:
    body = plan(county)
    assert len(body["poam-items"]) == len(body["risks"]) == 22
    assert {risk["deadline"] for risk in body["risks"]} == {"2021-06-28T23:59:59+08:00"}
    assert "deadline" not in plan(dataclasses.replace(county, due=None))["risks"][0]
    assert action_plan(dataclasses.replace(county, gaps=county.gaps_of["云汐县石门镇人民政府"])) is None


def test_identifiers_are_unique_stable_and_lead_somewhere(county: Overview) -> None:
    later = dataclasses.replace(county, date=dt.date(2022, 1, 1), gaps=county.gaps[::-1])
    for make in (results, plan):
        body = make(county)
        known = uuids(body)
        assert len(known) == len(set(known))
        assert references(body) <= set(known)
        assert sorted(uuids(make(later))) == sorted(known)


@pytest.mark.parametrize("bare", [False, True])
def test_files_validate_against_the_published_model(county: Overview, tmp_path: Path, bare: bool) -> None:
    from trestle.oscal.assessment_results import AssessmentResults
    from trestle.oscal.poam import PlanOfActionAndMilestones

    if bare:
        odd = tuple(
            dataclasses.replace(gap, indicator=" 三（一）\n2 ", text="", suggestion="") for gap in county.gaps[:1]
        )
        county = dataclasses.replace(county, gaps=odd, evidence=(), matches=(), notices=(), office="", title="")
    (tmp_path / "ar.json").write_bytes(assessment_results(county))
    (tmp_path / "poam.json").write_bytes(action_plan(county) or b"")
    ar = AssessmentResults.oscal_read(tmp_path / "ar.json")
    poam = PlanOfActionAndMilestones.oscal_read(tmp_path / "poam.json")
    assert len(ar.results[0].findings) == len(county.gaps)
    assert len(poam.poam_items) == sum(gap.status != "met" for gap in county.gaps)


def read(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_lists_as_csv(county: Overview) -> None:
    files = {name: read(data) for name, data in csv_lists(county).items()}
    assert {name: len(rows) for name, rows in files.items()} == {
        "缺项清单.csv": 1 + 28,
        "文件清单.csv": 1 + len(county.evidence),
        "单位汇总.csv": 1 + 3,
    }
    assert files["单位汇总.csv"][1][:9] == ["云汐县公安局", "部门单位", "1", "12", "1", "2", "2", "7", "0.0833"]
    assert all(len(row) == len(rows[0]) for rows in files.values() for row in rows)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", " =", "\n="])
def test_formulas_stay_text_in_csv(county: Overview, sign: str) -> None:
    evil = f"{sign}cmd|' /C calc'!A0"
    file = Evidence(evil, "0" * 64, 1, "x", "read", title=evil)
    rows = read(csv_lists(dataclasses.replace(county, evidence=(file,)))["文件清单.csv"])
    assert rows[1][0] == rows[1][2] == f"'{evil}"
