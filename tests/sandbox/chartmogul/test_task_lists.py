"""Lists of tasks: pages, cursors and filters."""

from __future__ import annotations

import base64

import pytest

from tests.sandbox.chartmogul.caller import Api, pages


def test_tasks_are_listed_newest_first_in_pages(api: Api) -> None:
    names = [str(number) for number in range(5)]
    for name in names:
        api.create(task_details=name)
    found = pages(api, "/tasks", per_page=2)
    assert [len(page) for page in found] == [2, 2, 1]
    assert [task["task_details"] for page in found for task in page] == names[::-1]


def test_a_cursor_comes_with_the_last_page_too_and_stays_good(api: Api) -> None:
    first, second = api.create(), api.create()
    page = api.get("/tasks", per_page=1).json()
    api.create()
    api.call("DELETE", f"/tasks/{second['task_uuid']}")
    rest = api.get("/tasks", per_page=1, cursor=page["cursor"]).json()
    assert [task["task_uuid"] for task in rest["entries"]] == [first["task_uuid"]]
    assert rest["cursor"] is not None
    assert rest["has_more"] is False


def test_filters_that_are_not_sent_with_the_cursor_are_forgotten(api: Api) -> None:
    other = api.account.add_customer("Other")["uuid"]
    for customer in (api.customer, other, api.customer):
        api.create(customer_uuid=customer)
    cursor = api.get("/tasks", customer_uuid=api.customer, per_page=1).json()["cursor"]
    with_filter = api.get("/tasks", customer_uuid=api.customer, cursor=cursor).json()["entries"]
    without = api.get("/tasks", cursor=cursor).json()["entries"]
    assert [task["customer_uuid"] for task in with_filter] == [api.customer]
    assert [task["customer_uuid"] for task in without] == [other, api.customer]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["c", "b", "a"]),
        ({"assignee": "ANNA@ourcompany.test"}, ["c", "a"]),
        ({"assignee": "stranger@elsewhere.test"}, []),
        ({"due_date_on_or_after": "2030-01-02"}, ["c", "b"]),
        ({"due_date_on_or_before": "2030-01-02"}, ["b", "a"]),
        ({"due_date_on_or_after": "2030-01-02", "due_date_on_or_before": "2030-01-02"}, ["b"]),
        ({"completed": "true"}, ["b"]),
        ({"completed": "false"}, ["c", "a"]),
        ({"customer_uuid": "cus_nobody"}, []),
    ],
)
def test_tasks_are_filtered(api: Api, query: dict[str, str], found: list[str]) -> None:
    api.create(task_details="a", due_date="2030-01-01")
    api.create(
        task_details="b", due_date="2030-01-02", assignee="ben@ourcompany.test", completed_at="2024-01-01"
    )
    api.create(task_details="c", due_date="2030-01-03")
    assert [task["task_details"] for task in api.get("/tasks", **query).json()["entries"]] == found


@pytest.mark.parametrize(
    ("query", "param"),
    [
        ({"per_page": "0"}, "per_page"),
        ({"per_page": "201"}, "per_page"),
        ({"per_page": "many"}, "per_page"),
        ({"page": "1"}, "page"),
        ({"cursor": "not one of mine"}, "cursor"),
        ({"cursor": base64.b64encode(b"yesterday&3").decode()}, "cursor"),
        ({"completed": "True"}, "completed"),
        ({"due_date_on_or_after": "soon"}, "due_date_on_or_after"),
    ],
)
def test_a_list_request_that_makes_no_sense_is_refused(api: Api, query: dict[str, str], param: str) -> None:
    answer = api.get("/tasks", **query)
    assert (answer.status_code, answer.json()["param"]) == (400, param)
