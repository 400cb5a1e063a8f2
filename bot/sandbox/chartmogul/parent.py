"""Whom a new task or note belongs to: a customer, or a contact."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.sandbox.chartmogul.account import Account
from bot.sandbox.chartmogul.refusal import Refusal
from bot.sandbox.chartmogul.request_data import required_text


def parent_of(account: Account, content: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """The customer's UUID or the contact's, whichever the request names; the other is None.

    Raises:
        Refusal: 400 when neither is named, 422 when there is none with that UUID.
    """
    identifier = content.get("associated_object_identifier")
    if content.get("customer_uuid") is None and isinstance(identifier, dict):
        return _identified(account, identifier)
    uuid = required_text(content, "customer_uuid")
    if account.customers.get(uuid) is None:
        raise Refusal(422, "customer_uuid does not belong to a customer", "customer_uuid", code="not_found")
    return uuid, None


def _identified(account: Account, identifier: Mapping[str, Any]) -> tuple[str | None, str | None]:
    kind, uuid = identifier.get("associated_object"), identifier.get("value")
    if identifier.get("method") == "uuid" and isinstance(uuid, str):
        if kind == "contact" and account.contacts.get(uuid) is not None:
            return None, uuid
        if kind == "customer" and account.customers.get(uuid) is not None:
            return uuid, None
    message = "associated_object_identifier does not name a customer or a contact"
    raise Refusal(422, message, "associated_object_identifier", code="not_found")
