"""What users do with tasks in ChartMogul's own app shows in its API, and keeps its rules."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.chartmogul import FaultKind, Refusal
from tests.sandbox.chartmogul.caller import Api
from tests.sandbox.chartmogul.test_faults import hang_up, until


def test_a_task_is_added_changed_completed_reopened_and_deleted(api: Api) -> None:
    task = api.account.add_task(api.customer, "Call", assignee="anna@ourcompany.test", due_date="2030-04-30")
    uuid = task["task_uuid"]
    assert api.get(f"/tasks/{uuid}").json() == task

    api.account.change_task(uuid, task_details="Call them", assignee="ben@ourcompany.test")
    api.account.change_task(uuid, due_date="2030-05-02")
    shown = api.get(f"/tasks/{uuid}").json()
    assert (shown["task_details"], shown["assignee"]) == ("Call them", "ben@ourcompany.test")
    assert (shown["due_date"], shown["completed_at"]) == ("2030-05-02T00:00:00.000Z", None)
    assert shown["updated_at"] >= task["updated_at"]

    completed = api.account.complete_task(uuid)["completed_at"]
    assert api.account.complete_task(uuid)["completed_at"] == completed
    assert [entry["completed_at"] for entry in api.get("/tasks", completed="true").json()["entries"]] == [
        completed
    ]
    assert api.account.reopen_task(uuid)["completed_at"] is None
    api.account.delete_task(uuid)
    assert api.get(f"/tasks/{uuid}").status_code == 404
    with pytest.raises(KeyError):
        api.account.complete_task(uuid)


@pytest.mark.parametrize(
    "changes", [{"task_details": " "}, {"assignee": "stranger@elsewhere.test"}, {"due_date": "soon"}]
)
def test_the_rules_hold_by_hand_too(api: Api, changes: dict[str, Any]) -> None:
    task = api.create()
    with pytest.raises(Refusal):
        api.account.change_task(task["task_uuid"], **{"task_details": "New", **changes})
    good = {"task_details": "Call", "assignee": "anna@ourcompany.test", "due_date": "2030-04-30"}
    with pytest.raises(Refusal):
        api.account.add_task(api.customer, **{**good, **changes})
    assert api.account.tasks == [task]


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
@pytest.mark.parametrize(
    ("kind", "committed"),
    [
        ("delay", False),
        ("drop_before", False),
        ("status", False),
        ("drop_after_commit", True),
        ("delay_after_commit", True),
        ("late_commit", True),
        ("status_after_commit", True),
        ("drop_then_commit", True),
    ],
)
def test_what_becomes_of_a_change_whose_answer_never_came(
    api: Api, method: str, kind: FaultKind, committed: bool
) -> None:
    task = api.create()
    path = f"/tasks/{task['task_uuid']}"
    api.account.fault(method, path, kind=kind, seconds=0.2)
    hang_up(api.account, method, path, {"completed_at": "2024-05-06"})
    until(lambda: api.account.requests[-1].ended_at is not None)
    if committed:
        until(lambda: api.account.tasks != [task])
    assert (api.account.tasks != [task]) is committed
