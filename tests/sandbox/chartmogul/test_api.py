"""Keys, bodies, refusals and connections, as ChartMogul's API has them for every path."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from bot.sandbox.chartmogul import ErrorShape
from tests.sandbox.chartmogul.caller import KEY, Api


@pytest.mark.parametrize("auth", [None, ("wrong", ""), ("", KEY), (KEY, "a password")])
def test_without_the_key_nothing_is_told(api: Api, auth: tuple[str, str] | None) -> None:
    for path in ("/ping", "/tasks", "/nothing-here"):
        answer = requests.get(api.account.url + path, auth=auth, timeout=10)
        assert answer.status_code == 401
        assert answer.json() == {"code": 401, "message": "No valid API key provided", "param": None}
    assert not any(request.authenticated for request in api.account.requests)


def test_ping_and_account(api: Api) -> None:
    assert api.get("/ping").json() == {"data": "pong!"}
    assert {"name", "currency", "time_zone"} <= set(api.get("/account").json())


def test_unknown_paths_and_methods_are_answered_in_json(api: Api) -> None:
    assert api.get("/nothing-here").json()["code"] == 404
    wrong = api.call("PUT", "/tasks", json={})
    assert wrong.status_code == 405
    assert wrong.json()["code"] == 405
    assert "POST" in wrong.headers["Allow"]


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'"text"', b'{"a": NaN}', b"\xff", b'"\\ud800"'])
def test_a_body_that_is_no_json_object_is_a_bad_request(api: Api, body: bytes) -> None:
    answer = api.call("POST", "/tasks", data=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert api.account.tasks == []


MESSAGE = "assignee is not a user of this account"


@pytest.mark.parametrize(
    ("shape", "body"),
    [
        ("param", {"code": 422, "message": MESSAGE, "param": "assignee"}),
        ("error", {"error": MESSAGE}),
        ("errors", {"errors": {"assignee": MESSAGE}}),
        (
            "details",
            {
                "assignee": [MESSAGE],
                "error_details": [{"param": "assignee", "code": "not_found", "message": MESSAGE}],
            },
        ),
    ],
)
def test_refusals_take_every_shape_known(api: Api, shape: ErrorShape, body: dict[str, Any]) -> None:
    api.account.error_shape = shape
    answer = api.call("POST", "/tasks", json=api.new_task(assignee="stranger@elsewhere.test"))
    assert (answer.status_code, answer.json()) == (422, body)


@pytest.mark.parametrize(("shape", "text"), [("text", MESSAGE), ("empty", "")])
def test_refusals_may_be_no_json(api: Api, shape: ErrorShape, text: str) -> None:
    api.account.error_shape = shape
    answer = api.call("POST", "/tasks", json=api.new_task(assignee="stranger@elsewhere.test"))
    assert (answer.status_code, answer.text) == (422, text)


def test_requests_are_recorded_before_they_are_answered(api: Api) -> None:
    api.get("/tasks", assignee="anna@ourcompany.test")
    api.call("POST", "/tasks", json={"a": 1})
    listed, posted = api.account.requests
    assert (listed.method, listed.path, listed.query) == (
        "GET",
        "/tasks",
        {"assignee": "anna@ourcompany.test"},
    )
    assert (posted.method, posted.json, posted.status, posted.authenticated) == ("POST", {"a": 1}, 400, True)
    assert posted.ended_at is not None
    assert listed.started_at < posted.started_at <= posted.ended_at


def test_a_connection_is_kept_for_the_next_request(api: Api) -> None:
    with requests.get(f"{api.account.url}/ping", auth=(KEY, ""), timeout=10, stream=True) as answer:
        assert answer.headers.get("Connection", "").lower() != "close"
        assert answer.raw.version == 11
