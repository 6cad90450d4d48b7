"""Who may do what: every address tried by every role."""

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute

from govdoc.web.access import NEEDED, OPEN
from govdoc.web.sessions import RANK

from .conftest import JUSTICE, POLICE, logged_in

ROLES = {"unit": "司法局", "viewer": "查看员", "reviewer": "审核甲", "admin": "管理员"}
WORD = {
    "unit": JUSTICE,
    "name": JUSTICE,
    "indicator": "1",
    "notice": "青法创办〔2024〕3号",
    "path": "1 司法局/1/听证会.txt",
}


def test_every_route_has_its_line(app: FastAPI) -> None:
    routes = {(method, route.path) for route in _routes(app) for method in route.methods or ()}
    assert routes == set(NEEDED) | OPEN


def _routes(app: FastAPI) -> list[APIRoute]:
    from importlib import import_module

    from govdoc.web.app import PAGES

    return [route for name in PAGES for route in import_module(f"govdoc.web.routes.{name}").router.routes]


@pytest.mark.parametrize("role", ROLES)
def test_no_role_goes_beyond_its_line(shared: FastAPI, role: str) -> None:
    one = logged_in(shared, ROLES[role])
    token = one.token()
    for (method, path), needed in NEEDED.items():
        if path == "/logout":
            continue
        answer = one.get(path, **WORD) if method == "GET" else one.post(path, token=token)
        refused = answer.status_code == 403
        assert refused == (RANK[role] < RANK[needed]), (method, path, answer.status_code)


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/unit", {"name": POLICE}),
        ("/unit/list.docx", {"name": POLICE}),
        ("/cell", {"unit": POLICE, "indicator": "3"}),
        ("/file", {"path": "县公安局/台账.txt"}),
        ("/file/picture", {"path": "县公安局/台账.txt"}),
        ("/file", {"path": "说明.txt"}),
    ],
)
def test_a_unit_sees_only_its_own(shared: FastAPI, path: str, asked: dict[str, str]) -> None:
    assert logged_in(shared, "司法局").get(path, **asked).status_code == 404


def test_a_units_lists_hold_only_its_own(shared: FastAPI) -> None:
    one = logged_in(shared, "司法局")
    assert one.get("/").headers["location"].startswith("/unit?")
    assert "听证会" in one.get("/unit", name=JUSTICE).text
    for path, asked in (("/files", {}), ("/files", {"asked": "矛盾纠纷"}), ("/deadlines", {}), ("/deadlines.ics", {})):
        answer = one.get(path, **asked)
        assert answer.status_code == 200
        assert "公安局" not in answer.text
        assert "台账.txt" not in answer.text


def test_rights_end_with_the_account(shared: FastAPI) -> None:
    admin, viewer = logged_in(shared, "管理员"), logged_in(shared, "查看员")
    assert viewer.get("/matrix").status_code == 200
    assert admin.post("/accounts/remove", name="查看员").status_code == 303
    assert viewer.get("/matrix").headers["location"] == "/login"
    assert admin.post("/accounts/remove", name="管理员").status_code == 400
    assert "删除账号" in admin.get("/audit").text


def test_what_a_unit_has_done_is_done_whatever_others_owe(shared: FastAPI) -> None:
    one, reviewer = logged_in(shared, "司法局"), logged_in(shared, "审核甲")
    red = '<b class="tag red">红</b>'
    assert red in one.get("/deadlines").text
    about = {"unit": JUSTICE, "notice": "青法创办〔2024〕3号", "status": "met", "seen": "99"}
    for indicator in ("1", "2"):
        assert reviewer.post("/cell/status", **about, indicator=indicator).status_code == 303
    page = one.get("/deadlines").text
    assert "已完成" in page
    assert red not in page
    assert red in reviewer.get("/deadlines").text
