"""What goes wrong, how often, and within which bounds.

Scaled down as `bot.py` is: an uncertain request takes effect at most 0.5 s after its answer, one that timed
out at most 1 s after that, and a list lags by 0.8 s at most. Two and four seconds are what the bot waits.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from typing import Any

from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import SlackStandIn

TIMED_OUT = 2.0
"""Seconds after which the bot's calls have timed out."""

ODD_FIELDS: tuple[dict[str, Any], ...] = (
    {"created_at": "2026-11-23 10:00:00 UTC"},
    {"created_at": None},
    {"completed_at": ""},
    {"assignee": {"email": "anna@ourcompany.test"}},
    {"due_date": "next Friday"},
    {"customer_uuid": None},
    {"task_details": None},
)
"""Optional fields of a created task, as nobody expects them."""

ODD_LISTS: tuple[dict[str, Any], ...] = (
    {"created_at": ""},
    {"completed_at": 0, "assignee": None},
    {"task_uuid": None},
    {"has_more": True},
    {"has_more": True, "cursor": None},
    {"has_more": "yes"},
    {"entries": None},
)
"""Lists of tasks with entries that cannot be read, or no end."""

GATEWAY = {"status": 404, "body": "<html><h1>404 Not Found</h1></html>", "content_type": "text/html"}

CREATING: tuple[dict[str, Any], ...] = (
    {"kind": "status", "status": 429, "retry_after": "1"},
    *({"kind": "status", "status": status} for status in (500, 502, 503, 504)),
    *({"kind": "status_after_commit", "status": status} for status in (500, 502, 503, 504)),
    *({"kind": "status_then_commit", "status": status, "seconds": 0.5} for status in (502, 503, 504)),
    {"kind": "drop_before"},
    {"kind": "drop_after_commit"},
    {"kind": "drop_then_commit", "seconds": 0.5},
    {"kind": "delay", "seconds": TIMED_OUT},
    {"kind": "delay_after_commit", "seconds": TIMED_OUT},
    {"kind": "late_commit", "seconds": TIMED_OUT + 0.5},
    {"kind": "malformed"},
    {"kind": "empty"},
    {"kind": "status", **GATEWAY},
    *({"kind": "altered", "body": odd} for odd in ODD_FIELDS),
)

LISTING: tuple[dict[str, Any], ...] = (
    {"kind": "status", "status": 429, "retry_after": "1"},
    *({"kind": "status", "status": status} for status in (500, 502, 503)),
    {"kind": "drop_before"},
    {"kind": "delay", "seconds": TIMED_OUT},
    {"kind": "malformed"},
    {"kind": "empty"},
    {"kind": "status", **GATEWAY},
    *({"kind": "altered", "body": odd} for odd in ODD_LISTS),
)

TELLING: tuple[dict[str, Any], ...] = (
    *(
        {"error": word}
        for word in (
            "ratelimited",
            "service_unavailable",
            "request_timeout",
            "team_added_to_org",
            "internal_error",
            "fatal_error",
            "not_in_channel",
            "is_archived",
            "restricted_action",
            "invalid_auth",
            "something_new",
        )
    ),
    {"status": 429, "retry_after": 1, "error": "ratelimited"},
    *({"status": status} for status in (500, 502, 503)),
    {"kind": "drop_before"},
    {"kind": "drop_after_commit"},
    {"kind": "delay_after_commit", "delay": TIMED_OUT},
    {"kind": "malformed"},
)

ASKING: tuple[dict[str, Any], ...] = (
    {"error": "internal_error"},
    {"status": 429, "retry_after": 1, "error": "ratelimited"},
    {"status": 503},
    {"kind": "drop_before"},
)

ANSWERING = (
    *(fault for fault in TELLING if "error" not in fault),
    {"status": 404, "error": "used_url"},
)
"""For response URLs."""

SLACK_METHODS = {
    "chat.postMessage": TELLING,
    "conversations.history": ASKING,
    "conversations.open": ASKING,
    "conversations.info": ASKING,
    "users.info": ASKING,
    "views.open": ASKING[:1],
    "response_url": ANSWERING,
}


@dataclass(frozen=True)
class SlackFault:
    """One thing that goes wrong in Slack."""

    method: str
    fault: dict[str, Any]


@dataclass(frozen=True)
class ChartMogulFault:
    """One thing that goes wrong in ChartMogul."""

    method: str
    fault: dict[str, Any]


Fault = SlackFault | ChartMogulFault


def any_fault(dice: random.Random) -> Fault:
    """Something; most of it where it hurts most."""
    match dice.choices(("creating", "listing", "telling", "slack"), (5, 2, 4, 2))[0]:
        case "creating":
            return ChartMogulFault("POST", dice.choice(CREATING))
        case "listing":
            return ChartMogulFault("GET", dice.choice(LISTING))
        case "telling":
            return SlackFault("chat.postMessage", dice.choice(TELLING))
        case _:
            method = dice.choice(sorted(SLACK_METHODS))
            return SlackFault(method, dice.choice(SLACK_METHODS[method]))


class Saboteur:
    """Lets faults strike, one call each, and counts those that did."""

    def __init__(self, slack: SlackStandIn, chartmogul: ChartMogulStandIn) -> None:
        self._slack = slack
        self._chartmogul = chartmogul
        self._planned: Counter[str] = Counter()
        self._struck: Counter[str] = Counter()

    def let(self, fault: Fault) -> None:
        """Let this happen to the next call that it fits."""
        name = _name(fault)
        if isinstance(fault, ChartMogulFault):
            self._planned[name] += 1
            self._chartmogul.fault(fault.method, "/tasks", **fault.fault)
            return

        def strikes(arguments: dict[str, Any]) -> bool:
            self._struck[name] += 1
            return True

        self._slack.fail(fault.method, when=strikes, **fault.fault)

    def stop(self) -> Counter[str]:
        """Let everything work again; returns how often each fault has struck."""
        waiting = Counter(
            _name(ChartMogulFault(fault.method, fault.model_dump(exclude_none=True)))
            for fault in self._chartmogul.waiting_faults()
        )
        self._chartmogul.clear_faults()
        self._slack.clear_faults()
        return self._struck + self._planned - waiting


def _name(fault: Fault) -> str:
    said = fault.fault
    kind = str(said.get("kind", ""))
    shown = said.get("error") or (said.get("status") if kind in _WITH_STATUS else None)
    if kind == "altered":
        shown = ", ".join(said["body"])
    if said.get("content_type"):
        shown = f"{shown} as HTML"
    return " ".join(str(part) for part in (fault.method, kind, shown) if part)


_WITH_STATUS = {"", "status", "status_after_commit", "status_then_commit"}
