"""Customers and contacts of which ChartMogul writes a field otherwise than its documentation says."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chartmogul.customer import Contact, Customer
from tests.chartmogul.test_odd_fields import ANYTHING, CUSTOMER

CUSTOMER_FIELDS = [field.alias or name for name, field in Customer.model_fields.items()]


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(CUSTOMER_FIELDS, ANYTHING)))
def test_whatever_the_fields_are_a_uuid_makes_a_customer(fields: dict[str, Any]) -> None:
    customer = Customer.model_validate({**fields, "uuid": CUSTOMER})

    assert customer.uuid == CUSTOMER
    assert customer.id is None or 0 <= customer.id < 2**63
    assert customer.url == "" or customer.url.startswith("http")


@pytest.mark.parametrize(
    ("fields", "read"),
    [
        ({"external_id": 1234}, {"external_id": "1234"}),
        ({"external_id": 1234.0}, {"external_id": "1234"}),
        ({"external_id": None}, {"external_id": ""}),
        ({"external_id": ["a", "b"]}, {"external_id": "a"}),
        ({"owner": {"email": "kim@ours.example", "uuid": "usr_1"}}, {"owner": "kim@ours.example"}),
        ({"owner": {"name": "Kim"}}, {"owner": ""}),
        ({"owner": False}, {"owner": ""}),
        ({"status": {"name": "Active", "since": "2016-01-01"}}, {"status": "Active"}),
        ({"status": 3}, {"status": "3"}),
        ({"status": {"colour": "green"}}, {"status": ""}),
        ({"id": "114167450"}, {"id": 114167450}),
        ({"id": 114167450.0}, {"id": 114167450}),
        ({"id": 10**20}, {"id": None}),
        ({"id": -3}, {"id": None}),
        ({"id": "cus_1"}, {"id": None}),
        ({"email": ["jo@acme.example", "li@acme.example"]}, {"email": "jo@acme.example"}),
        ({"email": []}, {"email": ""}),
        ({"name": 3}, {"name": "3"}),
        ({"name": None}, {"name": ""}),
        ({"name": {"first": "Jo"}}, {"name": ""}),
        ({"company": {"name": "Acme Inc."}}, {"company": "Acme Inc."}),
        ({"website_url": {"url": "https://acme.example"}}, {"website_url": ""}),
        ({"chartmogul-url": "n/a"}, {"url": ""}),
        ({"chartmogul-url": "javascript:alert(1)"}, {"url": ""}),
        ({"chartmogul-url": 5}, {"url": ""}),
        (
            {"chartmogul-url": "https://app.chartmogul.com/#customers/1-Ac"},
            {"url": "https://app.chartmogul.com/#customers/1-Ac"},
        ),
        ({"attributes": [], "address": "Berlin", "customer-since": 1}, {}),
        ({"mrr": 65853}, {"mrr": 65853}),
        ({"mrr": 3000.0}, {"mrr": 3000}),
        ({"mrr": "3000"}, {"mrr": 3000}),
        ({"mrr": 0}, {"mrr": 0}),
        ({"mrr": None, "arr": None}, {}),
        ({"mrr": ""}, {}),
        ({"mrr": 10908.61}, {}),
        ({"mrr": "1,200.00"}, {}),
        ({"mrr": -3000}, {}),
        ({"mrr": True}, {}),
        ({"mrr": 10**19}, {}),
        ({"mrr": [], "currency": []}, {}),
        ({"currency": "EUR", "currency-sign": "€"}, {"currency": "EUR"}),
        ({"currency": None, "currency-sign": None}, {}),
        ({"currency": {"code": "EUR"}}, {}),
        ({"customer-since": None}, {}),
        ({"customer-since": ""}, {}),
        ({"customer-since": "2016-01-01T12:00:00+00:00"}, {"since": date(2016, 1, 1)}),
        ({"customer-since": "2015-06-09T13:16:00-04:00"}, {"since": date(2015, 6, 9)}),
        ({"customer-since": "2024-12-31T23:30:00-08:00"}, {"since": date(2024, 12, 31)}),
        ({"customer-since": "2025-01-01T00:00:00.000Z"}, {"since": date(2025, 1, 1)}),
        ({"customer-since": "2025-01-01 00:00:00 UTC"}, {"since": date(2025, 1, 1)}),
        ({"customer-since": "2025-01-01"}, {"since": date(2025, 1, 1)}),
        ({"customer-since": "0001-01-01T00:00:00Z"}, {}),
        ({"customer-since": "1970-01-01T00:00:00Z"}, {}),
        ({"customer-since": "last year"}, {}),
    ],
)
def test_a_customer_with_an_odd_field_is_a_customer(fields: dict[str, Any], read: dict[str, Any]) -> None:
    plain: dict[str, Any] = {
        "uuid": CUSTOMER,
        "id": 7,
        "external_id": "crm-7",
        "name": "Acme",
        "company": "Acme Inc.",
        "email": "hi@acme.example",
        "status": "Active",
        "owner": "anna@example.com",
        "website_url": "acme.example",
        "chartmogul-url": "https://app.chartmogul.com/#/customers/7-Acme",
    }

    assert Customer.model_validate({**plain, **fields}) == Customer.model_validate(plain).model_copy(
        update=read
    )


def test_a_contact_with_odd_fields_is_a_contact() -> None:
    odd = {
        "uuid": "con_1",
        "customer_uuid": 3,
        "first_name": {},
        "last_name": 4,
        "email": [{"email": "a@b.c"}],
    }

    assert Contact.model_validate(odd) == Contact(
        uuid="con_1", customer_uuid="3", first_name="", last_name="4", email="a@b.c"
    )
