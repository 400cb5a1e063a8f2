"""Customers, and the contacts and notes that belong to them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.chartmogul.caller import Api, pages


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
