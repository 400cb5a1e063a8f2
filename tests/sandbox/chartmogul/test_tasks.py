"""Tasks are created, retrieved, changed and deleted as documented and recorded."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.sandbox.chartmogul import ChartMogulStandIn
from tests.sandbox.chartmogul.caller import KEY, Api


def test_a_created_task_is_answered_as_recorded_from_the_live_api(api: Api) -> None:
    answer = api.call("POST", "/tasks", json=api.new_task(task_details="Zwölf Änderungen", unknown="field"))
    assert answer.status_code == 201
    task = answer.json()
    created = task.pop("created_at")
    assert datetime.fromisoformat(created).tzinfo is not None
    assert len(task.pop("task_uuid")) == 36
    assert task == {
        "customer_uuid": api.customer,
        "task_details": "Zwölf Änderungen",
        "assignee": "Anna@ourcompany.test",
        "due_date": "2030-04-30T00:00:00.000Z",
        "completed_at": None,
        "updated_at": created,
        "associated_object": "customer",
        "associated_object_uuid": api.customer,
    }
    assert api.account.tasks == [answer.json()]


def test_days_are_plain_where_that_is_asked_for() -> None:
    with ChartMogulStandIn(KEY, plain_dates=True) as account:
        task = Api(account).create(completed_at="2020-02-03T10:00:00Z")
    assert (task["due_date"], task["completed_at"]) == ("2030-04-30", "2020-02-03")


def test_the_same_request_twice_makes_two_tasks(api: Api) -> None:
    assert api.create()["task_uuid"] != api.create()["task_uuid"]
    assert len(api.account.tasks) == 2


def test_two_accounts_never_give_the_same_uuid_to_their_tasks(api: Api) -> None:
    with ChartMogulStandIn(KEY) as other:
        assert Api(other).create()["task_uuid"] != api.create()["task_uuid"]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2030-04-30", "2030-04-30"),
        ("2030-04-30T00:00:00.000Z", "2030-04-30"),
        ("2030-04-30T00:00:00", "2030-04-30"),
        ("2030-04-30T23:00:00-05:00", "2030-05-01"),
        ("2001-01-01", "2001-01-01"),
    ],
)
def test_due_dates_are_days_in_utc(api: Api, written: str, day: str) -> None:
    assert api.create(due_date=written)["due_date"] == f"{day}T00:00:00.000Z"


LATER = (datetime.now(UTC) + timedelta(days=1)).isoformat()
REFUSED: list[tuple[dict[str, Any], int, str]] = [
    ({"customer_uuid": None}, 400, "customer_uuid"),
    ({"customer_uuid": "cus_nobody"}, 422, "customer_uuid"),
    ({"customer_uuid": 7}, 400, "customer_uuid"),
    ({"task_details": None}, 400, "task_details"),
    ({"task_details": " \n"}, 400, "task_details"),
    ({"task_details": ["a"]}, 400, "task_details"),
    ({"task_details": "x" * 256}, 422, "task_details"),
    ({"assignee": None}, 400, "assignee"),
    ({"assignee": "stranger@elsewhere.test"}, 422, "assignee"),
    ({"due_date": None}, 400, "due_date"),
    ({"due_date": ""}, 400, "due_date"),
    ({"due_date": "30/04/2030"}, 400, "due_date"),
    ({"due_date": "2030-02-30"}, 400, "due_date"),
    ({"due_date": "0001-01-01T00:00:00+23:00"}, 400, "due_date"),
    ({"due_date": 20300430}, 400, "due_date"),
    ({"completed_at": ""}, 400, "completed_at"),
    ({"completed_at": "yesterday"}, 400, "completed_at"),
    ({"completed_at": LATER}, 422, "completed_at"),
]


@pytest.mark.parametrize(("changes", "status", "param"), REFUSED)
def test_a_task_that_breaks_a_rule_is_refused(
    api: Api, changes: dict[str, Any], status: int, param: str
) -> None:
    answer = api.call("POST", "/tasks", json=api.new_task(**changes))
    assert (answer.status_code, answer.json()["param"]) == (status, param)
    assert answer.json()["code"] == status
    assert api.account.tasks == []


def test_255_characters_are_not_too_many_however_many_bytes_they_take(api: Api) -> None:
    assert api.create(task_details="ü" * 255)["task_details"] == "ü" * 255


def test_a_task_may_belong_to_a_contact(api: Api) -> None:
    contact = api.account.add_contact(api.customer, "kim@acme.test")["uuid"]
    identifier = {"associated_object": "contact", "method": "uuid", "value": contact}
    task = api.create(customer_uuid=None, associated_object_identifier=identifier)
    assert (task["customer_uuid"], task["associated_object"]) == (None, "contact")
    assert [entry["task_uuid"] for entry in api.get("/tasks", contact_uuid=contact).json()["entries"]] == [
        task["task_uuid"]
    ]
    nobody = {**identifier, "value": "con_nobody"}
    refused = api.call(
        "POST", "/tasks", json=api.new_task(customer_uuid=None, associated_object_identifier=nobody)
    )
    assert refused.status_code == 422


def test_a_task_is_retrieved_changed_and_deleted(api: Api) -> None:
    task = api.create()
    path = f"/tasks/{task['task_uuid']}"
    done = api.call(
        "PATCH", path, json={"completed_at": "2024-05-06T07:08:09.123Z", "assignee": "BEN@ourcompany.test"}
    )
    assert done.status_code == 200
    assert done.json() == task | {
        "completed_at": "2024-05-06T07:08:09.123Z",
        "assignee": "ben@ourcompany.test",
        "updated_at": done.json()["updated_at"],
    }
    assert done.json()["updated_at"] > task["updated_at"]
    assert api.get(path).json() == done.json()
    assert api.call("PATCH", path, json={"completed_at": None}).json()["completed_at"] is None
    deleted = api.call("DELETE", path)
    assert (deleted.status_code, deleted.json()) == (200, {})
    for method in ("GET", "PATCH", "DELETE"):
        assert api.call(method, path, json={"task_details": "x"}).status_code == 404


@pytest.mark.parametrize("body", [b"", b"{}"])
def test_a_change_of_nothing_is_not_modified(api: Api, body: bytes) -> None:
    task = api.create()
    answer = api.call("PATCH", f"/tasks/{task['task_uuid']}", data=body)
    assert (answer.status_code, answer.content) == (304, b"")
    assert api.get("/ping").status_code == 200


REFUSED_CHANGES: list[tuple[dict[str, Any], int, str]] = [
    ({"task_details": ""}, 400, "task_details"),
    ({"task_details": None}, 400, "task_details"),
    ({"task_details": "x" * 256}, 422, "task_details"),
    ({"assignee": None}, 400, "assignee"),
    ({"due_date": None}, 400, "due_date"),
    ({"due_date": "2030-02-30"}, 400, "due_date"),
    ({"completed_at": ""}, 400, "completed_at"),
    ({"completed_at": LATER}, 422, "completed_at"),
]


@pytest.mark.parametrize(("changes", "status", "param"), REFUSED_CHANGES)
def test_a_change_that_breaks_a_rule_is_refused(
    api: Api, changes: dict[str, Any], status: int, param: str
) -> None:
    task = api.create(completed_at="2024-05-06")
    answer = api.call("PATCH", f"/tasks/{task['task_uuid']}", json={"task_details": "New", **changes})
    assert (answer.status_code, answer.json()["param"]) == (status, param)
    assert api.account.tasks == [task]


def test_a_refused_change_changes_nothing(api: Api) -> None:
    task = api.create()
    changes = {"task_details": "New", "assignee": "stranger@elsewhere.test"}
    assert api.call("PATCH", f"/tasks/{task['task_uuid']}", json=changes).status_code == 422
    assert api.account.tasks == [task]
