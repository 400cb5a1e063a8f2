"""The stand-in's own routes, for other processes and the demo page: faults and the state of things."""

from __future__ import annotations

from collections import Counter
from typing import Any

from flask import Blueprint, Response, request
from pydantic import ValidationError

from bot.sandbox.chartmogul.account import Account
from bot.sandbox.chartmogul.faults import Fault, Faults
from bot.sandbox.chartmogul.refusal import json_answer
from bot.sandbox.chartmogul.traffic import Traffic

CONTROL = "/_sandbox"


def control_routes(account: Account, faults: Faults, traffic: Traffic) -> Blueprint:
    """`POST` and `DELETE /_sandbox/faults`, `GET /_sandbox/state`. They need no key and are not recorded."""
    api = Blueprint("sandbox", __name__, url_prefix=CONTROL)

    @api.post("/faults")
    def add_fault() -> Response:
        try:
            faults.add(Fault.model_validate_json(request.get_data()))
        except ValidationError as error:
            return json_answer({"errors": error.errors(include_url=False, include_input=False)}, 400)
        return json_answer({"ok": True}, 201)

    @api.delete("/faults")
    def clear_faults() -> Response:
        faults.clear()
        return json_answer({"ok": True})

    @api.get("/state")
    def state() -> Response:
        return json_answer(_state(account, faults, traffic))

    return api


def _state(account: Account, faults: Faults, traffic: Traffic) -> dict[str, Any]:
    requests = traffic.requests()
    with account.lock:
        return {
            "customers": len(account.customers),
            "contacts": len(account.contacts),
            "users": sorted(account.users.values()),
            "tasks": [_with_customer(account, account.task_json(row)) for row in account.tasks],
            "notes": [account.note_json(row) for row in account.notes],
            "requests": {
                "count": len(requests),
                "by_status": Counter(str(request.status) for request in requests),
                "recent": [
                    {"method": request.method, "path": request.path, "status": request.status}
                    for request in requests[-50:]
                ],
            },
            "peak_in_flight": traffic.peak_in_flight,
            "peak_per_second": traffic.peak_per_second,
            "faults": [fault.model_dump(mode="json", exclude={"body"}) for fault in faults.waiting()],
        }


def _with_customer(account: Account, task: dict[str, Any]) -> dict[str, Any]:
    row = account.customers.get(task["customer_uuid"])
    return {**task, "customer_name": row.name if row else None}
