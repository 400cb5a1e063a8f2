"""The customers API: https://dev.chartmogul.com/reference/customers"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Response, request

from bot.sandbox.chartmogul.account import DATA_SOURCE, Account, CustomerRow
from bot.sandbox.chartmogul.pages import page_answer
from bot.sandbox.chartmogul.refusal import Refusal, json_answer
from bot.sandbox.chartmogul.request_data import body, flag, optional_text, required_text

_SYSTEM = "Import API"
_TEXTS = ("name", "company", "email", "website_url")


def customers_api(account: Account) -> Blueprint:
    """The routes under `/customers`."""
    api = Blueprint("customers", __name__)

    @api.get("/customers")
    def list_all() -> Response:
        keep = _filter()
        with account.lock:
            return page_answer(account.customers, keep, account.customer_json)

    @api.get("/customers/search")
    def search() -> Response:
        email = request.args.get("email", "")
        if not email:
            raise Refusal(400, "email is missing", "email", code="blank")
        with account.lock:
            numbers = _numbers_of(account, email, with_contacts=flag("with_associated_emails") is True)
            if not numbers:
                message = f'Can\'t find any customers with email: "{email}"'
                raise Refusal(404, message, "email", code="not_found")
            return page_answer(account.customers, lambda row: row.number in numbers, account.customer_json)

    @api.post("/customers")
    def create() -> Response:
        content = body()
        if required_text(content, "data_source_uuid") != DATA_SOURCE:
            raise Refusal(422, "data_source_uuid does not belong to a data source", "data_source_uuid")
        external_id, status = required_text(content, "external_id"), "New Lead"
        with account.lock:
            row = account.customers.put(
                lambda number: CustomerRow(number, None, external_id=external_id, status=status)
            )
            try:
                _change(account, row, content)
            except Refusal:
                account.customers.remove(row)
                raise
            return json_answer(account.customer_json(row), 201)

    @api.get("/customers/<uuid>")
    def retrieve(uuid: str) -> Response:
        with account.lock:
            return json_answer(account.customer_json(customer(account, uuid)))

    @api.patch("/customers/<uuid>")
    def update(uuid: str) -> Response:
        with account.lock:
            row = customer(account, uuid)
            _change(account, row, body())
            return json_answer(account.customer_json(row))

    @api.delete("/customers/<uuid>")
    def delete(uuid: str) -> Response:
        with account.lock:
            account.remove_customer(customer(account, uuid))
            return Response(status=204)

    return api


def customer(account: Account, uuid: str) -> CustomerRow:
    """The customer in a path.

    Raises:
        Refusal: 404 when there is none.
    """
    row = account.customers.get(uuid)
    if row is None:
        raise Refusal(404, "Customer not found", "customer_uuid", code="not_found")
    return row


def _change(account: Account, row: CustomerRow, content: Mapping[str, Any]) -> None:
    texts = {name: optional_text(content, name) for name in _TEXTS if name in content}
    owner = optional_text(content, "owner")
    if owner is not None and account.user(owner) is None:
        raise Refusal(422, "owner is not a user of this account", "owner", code="not_found")
    for name, text in texts.items():
        setattr(row, name, text)
    if "owner" in content:
        row.owner = None if owner is None else account.user(owner)


def _filter() -> Callable[[CustomerRow], bool]:
    external_id, status = request.args.get("external_id"), request.args.get("status")
    source, system = request.args.get("data_source_uuid"), request.args.get("system")
    if source not in (None, DATA_SOURCE) or system not in (None, _SYSTEM):
        return lambda row: False
    if external_id is None and status is None:
        return lambda row: True
    return lambda row: (
        (external_id is None or external_id in (row.external_id, *row.merged_ids))
        and (status is None or row.status == status)
    )


def _numbers_of(account: Account, email: str, *, with_contacts: bool) -> set[int]:
    wanted = email.casefold()
    numbers = {row.number for row in account.customers if row.email and row.email.casefold() == wanted}
    if with_contacts:
        numbers |= {row.customer for row in account.contacts if row.email and row.email.casefold() == wanted}
    return numbers
