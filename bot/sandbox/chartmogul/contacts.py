"""The contacts API: https://dev.chartmogul.com/reference/contacts"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, request

from bot.sandbox.chartmogul.account import Account, ContactRow, CustomerRow
from bot.sandbox.chartmogul.customers import customer
from bot.sandbox.chartmogul.pages import page_answer
from bot.sandbox.chartmogul.refusal import Refusal, json_answer
from bot.sandbox.chartmogul.request_data import body, optional_text, required_text


def contacts_api(account: Account) -> Blueprint:
    """The routes under `/contacts` and `/customers/{uuid}/contacts`."""
    api = Blueprint("contacts", __name__)

    @api.get("/contacts")
    def list_all() -> Response:
        return _page(account, request.args.get("customer_uuid"))

    @api.get("/customers/<uuid>/contacts")
    def list_of_customer(uuid: str) -> Response:
        with account.lock:
            customer(account, uuid)
            return _page(account, uuid)

    @api.post("/contacts")
    def create() -> Response:
        content = body()
        with account.lock:
            owner = account.customers.get(required_text(content, "customer_uuid"))
            if owner is None:
                message = "customer_uuid does not belong to a customer"
                raise Refusal(422, message, "customer_uuid", code="not_found")
            return _create(account, owner, content)

    @api.post("/customers/<uuid>/contacts")
    def create_of_customer(uuid: str) -> Response:
        content = body()
        with account.lock:
            return _create(account, customer(account, uuid), content)

    @api.get("/contacts/<uuid>")
    def retrieve(uuid: str) -> Response:
        with account.lock:
            return json_answer(account.contact_json(_contact(account, uuid)))

    @api.delete("/contacts/<uuid>")
    def delete(uuid: str) -> Response:
        with account.lock:
            account.contacts.remove(_contact(account, uuid))
            return json_answer({})

    return api


def _contact(account: Account, uuid: str) -> ContactRow:
    row = account.contacts.get(uuid)
    if row is None:
        raise Refusal(404, "Contact not found", "contact_uuid", code="not_found")
    return row


def _create(account: Account, owner: CustomerRow, content: Mapping[str, Any]) -> Response:
    email = optional_text(content, "email")
    first_name, last_name = optional_text(content, "first_name"), optional_text(content, "last_name")
    row = account.contacts.put(lambda number: ContactRow(number, owner.number, email, first_name, last_name))
    return json_answer(account.contact_json(row), 201)


def _page(account: Account, customer_uuid: str | None) -> Response:
    email = request.args.get("email", "").casefold()
    with account.lock:
        owner = None if customer_uuid is None else account.customers.get(customer_uuid)

        def keep(row: ContactRow) -> bool:
            return (customer_uuid is None or (owner is not None and row.customer == owner.number)) and (
                not email or (row.email or "").casefold() == email
            )

        return page_answer(account.contacts, keep, account.contact_json)
