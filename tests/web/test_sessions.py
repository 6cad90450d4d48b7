"""How long a session lasts: no longer than its account stands as it was, whoever changed it."""

import pytest
from fastapi import FastAPI

from govdoc.pipeline.accounts import add_account, drop_account, set_password
from govdoc.web.login import Attempts

from .conftest import JUSTICE, PASSWORD, logged_in


@pytest.mark.parametrize("change", ["removed", "password", "role"])
def test_a_change_by_another_program_ends_a_session_at_once(shared: FastAPI, change: str) -> None:
    one, other = logged_in(shared, "审核甲"), logged_in(shared, "审核乙")
    assert one.get("/review").status_code == 200
    with shared.state.bench.db() as db:  # as `govdoc accounts` does
        if change == "password":
            set_password(db, "审核甲", PASSWORD + "!")
        else:
            drop_account(db, "审核甲")
        if change == "role":
            add_account(db, "审核甲", "unit", PASSWORD, JUSTICE)
    assert one.get("/review").headers["location"] == "/login"
    assert one.client.post("/review/undo", headers={"x-csrf": "any"}).status_code == 403
    assert other.get("/review").status_code == 200


def test_the_end_of_a_session_is_told_to_a_script_in_words(shared: FastAPI) -> None:
    one = logged_in(shared, "审核甲")
    head = {"x-csrf": one.token()}
    shared.state.bench.sessions.log_out(one.client.cookies["govdoc-8765"])
    answer = one.client.get("/review/row", params={"id": "X"}, headers=head, follow_redirects=False)
    assert answer.status_code == 403
    assert "重新登录" in answer.text


def test_a_page_goes_on_after_another_log_in(shared: FastAPI) -> None:
    one = logged_in(shared, "审核甲")
    token = one.token()
    shared.state.bench.sessions.log_out(one.client.cookies["govdoc-8765"])
    one.client.cookies = logged_in(shared, "审核甲").client.cookies
    assert one.post("/review/undo", token=token).status_code == 400  # let through: there is nothing to undo
    assert one.post("/review/undo", token=logged_in(shared, "审核乙").token()).status_code == 403


def test_a_stranger_who_guesses_does_not_lock_a_person_out() -> None:
    tries = Attempts()
    assert [tries.begin("王某", "10.0.0.66") for _ in range(5)] == [0] * 5
    assert tries.begin("王某", "10.0.0.66") > 0
    assert tries.begin("王某", "10.0.0.7") == 0
    many = [tries.begin("王某", f"10.0.1.{at}") for at in range(60)]
    assert sum(left > 0 for left in many) == 16  # 50 tries of one name at most, from wherever
