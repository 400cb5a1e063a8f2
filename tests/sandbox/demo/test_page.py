"""The demo page's own server: what it gives, what it keeps out, and the ways to break ChartMogul."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from flask.testing import FlaskClient

from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.demo.page import create_page
from bot.sandbox.slack import SlackStandIn

API_KEY = "key"
SHORT = 1.0


@pytest.fixture
def slack() -> SlackStandIn:
    return SlackStandIn()


@pytest.fixture
def chartmogul() -> Iterator[ChartMogulStandIn]:
    with ChartMogulStandIn(API_KEY) as started:
        started.add_user("anna@ourcompany.test")
        yield started


@pytest.fixture
def client(slack: SlackStandIn, chartmogul: ChartMogulStandIn) -> FlaskClient:
    return create_page(slack, chartmogul).test_client()


def create_task(chartmogul: ChartMogulStandIn) -> requests.Response:
    customer = chartmogul.add_customer("Hooli")
    task = {
        "customer_uuid": customer["uuid"],
        "task_details": "Call",
        "assignee": "anna@ourcompany.test",
        "due_date": "2030-01-31",
    }
    return requests.post(f"{chartmogul.url}/tasks", json=task, auth=(API_KEY, ""), timeout=SHORT)


def state(client: FlaskClient) -> Any:
    return client.get("/chartmogul/state").json


def break_with(client: FlaskClient, name: str) -> None:
    assert client.post("/chartmogul/faults", json={"name": name}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/app.js", "/style/base.css"])
def test_everything_may_load_from_the_page_itself_only(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_everything_that_the_page_names_is_served(client: FlaskClient) -> None:
    named = re.findall(r'(?:href|src)="([\w/.]+)"', client.get("/").text)
    assert {"app.js", "style/base.css"} <= set(named)
    assert [name for name in named if client.get(f"/{name}").status_code != 200] == []


@pytest.mark.parametrize(
    "path",
    [
        "/page.py",
        "/../page.py",
        "/..%2Fpage.py",
        "/style/..%2F..%2Fpage.py",
        "/page",
        "/style",
        "/none.js",
    ],
)
def test_nothing_but_the_page_is_served(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_another_site_can_neither_post_nor_come_by_a_name_of_its_own(
    client: FlaskClient, slack: SlackStandIn
) -> None:
    me = slack.add_person("anna")
    posted = client.post("/human/close", json={"as": me}, headers={"Origin": "http://elsewhere.test"})
    assert posted.status_code == 403
    assert client.get("/opening", headers={"Host": "elsewhere.test"}).status_code == 400
    own = client.post("/chartmogul/faults", json={"name": "slow"}, headers={"Origin": "http://localhost"})
    assert own.status_code == 200


def test_it_opens_as_somebody_who_can_use_the_app(client: FlaskClient, slack: SlackStandIn) -> None:
    slack.add_person("robot", is_bot=True)
    slack.add_person("gone", deleted=True)
    slack.add_person("pat", is_stranger=True)
    anna = slack.add_person("anna")
    opening = client.get("/opening").json
    assert opening is not None
    assert opening["me"] == anna


def test_it_opens_where_it_is_told(slack: SlackStandIn, chartmogul: ChartMogulStandIn) -> None:
    slack.add_person("anna")
    ben, channel = slack.add_person("ben"), slack.add_channel("general")
    page = create_page(slack, chartmogul, me=ben, channel=channel, team="Ours")
    opening = {"me": ben, "channel": channel, "team": "Ours", "clock": None}
    assert page.test_client().get("/opening").json == opening


def test_tasks_come_with_their_customers_names_and_the_calls(
    client: FlaskClient, chartmogul: ChartMogulStandIn
) -> None:
    assert create_task(chartmogul).status_code == 201
    shown = state(client)
    assert [(t["customer_name"], t["task_details"]) for t in shown["tasks"]] == [("Hooli", "Call")]
    assert [(c["method"], c["path"], c["status"]) for c in shown["calls"]] == [("POST", "/tasks", 201)]
    assert shown["trouble"] is None


def test_the_same_call_is_counted_and_does_not_drive_out_the_others(
    client: FlaskClient, chartmogul: ChartMogulStandIn
) -> None:
    uuids = [create_task(chartmogul).json()["task_uuid"] for _ in range(2)]
    for path in ["/tasks"] * 25 + [f"/tasks/{uuid}" for uuid in uuids]:
        requests.get(chartmogul.url + path, auth=(API_KEY, ""), timeout=SHORT)
    create_task(chartmogul)
    calls = [(call["method"], call["path"], call["times"]) for call in state(client)["calls"]]
    assert calls == [("POST", "/tasks", 3), ("GET", "/tasks/…", 2), ("GET", "/tasks", 25)]


def test_a_task_is_changed_and_deleted_as_a_user_of_chartmogul_does(
    client: FlaskClient, chartmogul: ChartMogulStandIn
) -> None:
    path = f"/chartmogul/tasks/{create_task(chartmogul).json()['task_uuid']}"
    break_with(client, "down")
    changes = {"task_details": "Call them", "due_date": "2030-02-01", "completed": True}
    assert client.patch(path, json=changes).status_code == 200
    (task,) = state(client)["tasks"]
    assert (task["task_details"], task["due_date"][:10]) == ("Call them", "2030-02-01")
    assert task["completed_at"]
    assert client.patch(path, json={"completed": False}).status_code == 200
    assert state(client)["tasks"][0]["completed_at"] is None
    assert client.delete(path).status_code == 200
    assert state(client)["tasks"] == []
    assert client.patch(path, json=changes).status_code == client.delete(path).status_code == 404


@pytest.mark.parametrize("changes", [{"task_details": ""}, {"assignee": "nobody@ourcompany.test"}])
def test_what_chartmogul_refuses_is_told_and_changes_nothing(
    client: FlaskClient, chartmogul: ChartMogulStandIn, changes: dict[str, str]
) -> None:
    task = create_task(chartmogul).json()
    refused = client.patch(f"/chartmogul/tasks/{task['task_uuid']}", json={**changes, "completed": True})
    assert refused.status_code in {400, 422}
    assert next(iter(changes)) in refused.text
    assert chartmogul.tasks == [task]


@pytest.mark.parametrize(("name", "status"), [("busy", 429), ("error", 500)])
def test_troubles_last_until_they_are_repaired(
    client: FlaskClient, chartmogul: ChartMogulStandIn, name: str, status: int
) -> None:
    break_with(client, name)
    assert [create_task(chartmogul).status_code for _ in range(2)] == [status, status]
    assert state(client)["trouble"]["name"] == name
    client.delete("/chartmogul/faults")
    assert state(client)["trouble"] is None
    assert create_task(chartmogul).status_code == 201
    assert len(chartmogul.tasks) == 1


def test_while_it_is_down_the_page_still_shows_what_it_holds(
    client: FlaskClient, chartmogul: ChartMogulStandIn
) -> None:
    create_task(chartmogul)
    before = state(client)["tasks"]
    break_with(client, "down")
    with pytest.raises(requests.ConnectionError):
        create_task(chartmogul)
    assert state(client)["tasks"] == before
    client.delete("/chartmogul/faults")
    assert create_task(chartmogul).status_code == 201


def test_dropped_answers_leave_the_task(client: FlaskClient, chartmogul: ChartMogulStandIn) -> None:
    break_with(client, "drop")
    with pytest.raises(requests.ConnectionError):
        create_task(chartmogul)
    assert [task["task_details"] for task in state(client)["tasks"]] == ["Call"]


def test_another_trouble_takes_the_place_of_the_first(
    client: FlaskClient, chartmogul: ChartMogulStandIn
) -> None:
    break_with(client, "down")
    break_with(client, "error")
    assert create_task(chartmogul).status_code == 500


def test_every_trouble_offered_can_be_chosen_and_no_other(client: FlaskClient) -> None:
    offered = client.get("/chartmogul/faults").json
    assert offered is not None
    assert offered["troubles"]
    for trouble in offered["troubles"]:
        break_with(client, trouble["name"])
        assert state(client)["trouble"] == trouble
    assert client.post("/chartmogul/faults", json={"name": "earthquake"}).status_code == 404
    assert client.post("/chartmogul/faults", data="[1]", content_type="application/json").status_code == 404
