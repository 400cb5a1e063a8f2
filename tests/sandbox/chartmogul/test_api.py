"""The ChartMogul stand-in keeps to the API as documented and recorded: seen through plain HTTP."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests

from bot.sandbox.chartmogul import ChartMogulStandIn, ErrorShape

KEY = "cm_key_of_the_test"


class Api:
    """A caller with a key, and the account it talks to."""

    def __init__(self, account: ChartMogulStandIn) -> None:
        self.account = account
        self.session = requests.Session()
        self.session.auth = (KEY, "")
        account.add_user("Anna@ourcompany.test")
        account.add_user("ben@ourcompany.test")
        self.customer: str = account.add_customer("Acme & Söhne", email="hello@acme.test")["uuid"]

    def call(self, method: str, path: str, **options: Any) -> requests.Response:
        return self.session.request(method, self.account.url + path, timeout=10, **options)

    def get(self, path: str, **query: Any) -> requests.Response:
        return self.call("GET", path, params=query)

    def new_task(self, **changes: Any) -> dict[str, Any]:
        """The body of a good task, with changes; a change to None leaves the field out."""
        body = {
            "customer_uuid": self.customer,
            "task_details": "Send the quote",
            "assignee": "anna@ourcompany.test",
            "due_date": "2030-04-30",
        } | changes
        return {name: value for name, value in body.items() if value is not None}

    def create(self, **changes: Any) -> dict[str, Any]:
        answer = self.call("POST", "/tasks", json=self.new_task(**changes))
        assert answer.status_code == 201, answer.text
        return dict(answer.json())


@pytest.fixture
def api() -> Iterator[Api]:
    with ChartMogulStandIn(KEY, strict_limits=False) as account:
        yield Api(account)


def pages(api: Api, path: str, **query: Any) -> list[list[dict[str, Any]]]:
    """All pages of a list, as a client that heeds `has_more` sees them."""
    found, cursor = [], None
    while True:
        page = api.get(path, cursor=cursor, **query).json()
        assert set(page) == {"entries", "cursor", "has_more"}
        found.append(page["entries"])
        cursor = page["cursor"]
        if not page["has_more"]:
            return found


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
        ({"cursor": "not one of mine"}, "cursor"),
        ({"cursor": base64.b64encode(b"yesterday&3").decode()}, "cursor"),
        ({"completed": "True"}, "completed"),
        ({"due_date_on_or_after": "soon"}, "due_date_on_or_after"),
    ],
)
def test_a_list_request_that_makes_no_sense_is_refused(api: Api, query: dict[str, str], param: str) -> None:
    answer = api.get("/tasks", **query)
    assert (answer.status_code, answer.json()["param"]) == (400, param)


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


def test_a_refused_change_changes_nothing(api: Api) -> None:
    task = api.create()
    changes = {"task_details": "New", "assignee": "stranger@elsewhere.test"}
    assert api.call("PATCH", f"/tasks/{task['task_uuid']}", json=changes).status_code == 422
    assert api.account.tasks == [task]


def test_customers_are_answered_with_the_keys_of_the_live_api(api: Api) -> None:
    given = api.account.add_customer(
        "Ångström Ltd",
        company="Å",
        email="a@b.test",
        owner="ben@ourcompany.test",
        external_id="x-1",
        status="New Lead",
        website_url="https://b.test",
        uuid="cus_0f0f0f0f-0000-4000-8000-000000000000",
    )
    answer = api.get(f"/customers/{given['uuid']}").json()
    assert answer == given
    assert isinstance(answer["id"], int)
    assert answer["chartmogul-url"] == f"https://app.chartmogul.com/#/customers/{answer['id']}-Ångström_Ltd"
    assert {"customer-since", "currency-sign", "billing-system-type", "attributes", "address"} <= set(answer)
    assert (answer["owner"], answer["external_ids"]) == ("ben@ourcompany.test", ["x-1"])
    with pytest.raises(ValueError, match="taken"):
        api.account.add_customer("Twin", uuid=given["uuid"])


def test_customers_are_listed_200_to_a_page_and_filtered(api: Api) -> None:
    api.account.add_customers(
        {
            "name": f"Customer {number}",
            "external_id": str(number),
            "status": "Cancelled" if number % 2 else "Active",
        }
        for number in range(450)
    )
    found = pages(api, "/customers")
    assert [len(page) for page in found] == [200, 200, 51]
    assert len({customer["uuid"] for page in found for customer in page}) == 451
    assert sum(len(page) for page in pages(api, "/customers", status="Cancelled", per_page=100)) == 225
    assert [entry["name"] for entry in api.get("/customers", external_id="7").json()["entries"]] == [
        "Customer 7"
    ]
    assert api.get("/customers", data_source_uuid="ds_other").json()["entries"] == []


def test_customers_are_searched_by_their_exact_email(api: Api) -> None:
    api.account.add_contact(api.customer, "Kim@acme.test", "Kim", "Lee")
    own = api.get("/customers/search", email="HELLO@acme.test").json()
    assert [customer["uuid"] for customer in own["entries"]] == [api.customer]
    nobody = api.get("/customers/search", email="kim@acme.test")
    assert nobody.status_code == 404
    assert nobody.json() == {
        "code": 404,
        "message": 'Can\'t find any customers with email: "kim@acme.test"',
        "param": "email",
    }
    by_contact = api.get("/customers/search", email="kim@acme.test", with_associated_emails="true").json()
    assert [customer["uuid"] for customer in by_contact["entries"]] == [api.customer]
    assert api.get("/customers/search").status_code == 400


def test_a_customer_takes_what_belongs_to_it_along(api: Api) -> None:
    other = api.account.add_customer("Other")["uuid"]
    api.account.add_contact(api.customer, "kim@acme.test")
    api.create()
    kept = api.create(customer_uuid=other)
    assert api.call("DELETE", f"/customers/{api.customer}").status_code == 204
    assert api.get(f"/customers/{api.customer}").status_code == 404
    assert api.account.tasks == [kept]
    assert api.get("/contacts").json()["entries"] == []
    with pytest.raises(KeyError):
        api.account.remove_customer(api.customer)


def test_contacts_are_listed_by_customer_and_email(api: Api) -> None:
    other = api.account.add_customer("Other", external_id="o")["uuid"]
    kim = api.account.add_contact(api.customer, "kim@acme.test", "Kim", "Lee")
    lou = api.account.add_contact(other, "lou@other.test")
    assert api.get("/contacts").json()["entries"] == [kim, lou]
    assert api.get("/contacts", customer_uuid=other).json()["entries"] == [lou]
    assert api.get("/contacts", email="KIM@acme.test").json()["entries"] == [kim]
    assert api.get(f"/contacts/{lou['uuid']}").json() == lou
    assert (lou["customer_uuid"], lou["customer_external_id"]) == (other, "o")
    refused = api.call("POST", "/contacts", json={"customer_uuid": "cus_nobody", "email": "a@b.test"})
    assert refused.status_code == 422


@pytest.mark.parametrize("path", ["/notes", "/customer_notes"])
def test_notes_are_created_listed_and_retrieved(api: Api, path: str) -> None:
    note = {
        "customer_uuid": api.customer,
        "type": "note",
        "text": "a<br>b",
        "author_email": "ANNA@ourcompany.test",
    }
    created = api.call("POST", path, json=note)
    assert created.status_code == 201
    assert created.json()["uuid"].startswith("note_")
    assert created.json()["author"] == "Anna (Anna@ourcompany.test)"
    assert created.json()["call_duration"] == 0
    assert (
        api.get(path, customer_uuid=api.customer).json()["entries"] == api.account.notes == [created.json()]
    )
    assert api.get(path, customer_uuid="cus_nobody").json()["entries"] == []
    assert api.get(f"{path}/{created.json()['uuid']}").json() == created.json()


@pytest.mark.parametrize(
    ("changes", "status", "param"),
    [
        ({"customer_uuid": "cus_nobody"}, 422, "customer_uuid"),
        ({"type": "letter"}, 422, "type"),
        ({"text": ""}, 400, "text"),
        ({"author_email": "stranger@elsewhere.test"}, 422, "author_email"),
        ({"call_duration": -1}, 400, "call_duration"),
    ],
)
def test_a_note_that_breaks_a_rule_is_refused(
    api: Api, changes: dict[str, Any], status: int, param: str
) -> None:
    note = {"customer_uuid": api.customer, "type": "note", "text": "a"} | changes
    answer = api.call("POST", "/notes", json=note)
    assert (answer.status_code, answer.json()["param"]) == (status, param)
    assert api.account.notes == []


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
