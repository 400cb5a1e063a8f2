"""What an older bot had in its database when it was stopped, in every state that there is.

Rows have the columns of the newest revision; `insert` leaves out what a revision did not know. What is JSON
in them is as it was first written: fields that came later are not in it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

DUE = (date.today() + timedelta(days=30)).isoformat()  # noqa: DTZ011 - far enough from every zone's today

Row = dict[str, Any]


@dataclass(frozen=True)
class Around:
    """Whom and what the rows are about."""

    team: str
    anna: str
    channel: str
    acme: str
    """UUID of the customer."""
    tasks: dict[str, str] = field(default_factory=dict)
    """UUIDs of tasks that are in ChartMogul, by their details."""
    card_ts: str = ""
    """Where the card of `OLD_CARD` stands."""


WAITS = "waits since before"
HELD_LONG_AGO = "was held by a process that died"
HELD_STILL = "is held by a process that dies"
CREATED = "is created and nobody knows"
TOLD_WITHOUT_ANSWER = "is told of without an answer"
REFUSED = "is refused and nobody knows"
REFUSED_AND_TOLD = "is refused and known to be"
DONE = "is done"
UNTOLD = "could not be told"
UNSURE = "is for a person to look at"
OLD_CARD = "has a card"
TO_COMPLETE = "is to be completed"
NOTED = "wants a note"

IN_CHARTMOGUL = (HELD_STILL, CREATED, TOLD_WITHOUT_ANSWER, DONE, UNTOLD, OLD_CARD, TO_COMPLETE, NOTED)
"""Tasks that ChartMogul had taken by then."""

FINISHED = (WAITS, HELD_LONG_AGO, HELD_STILL, CREATED, TOLD_WITHOUT_ANSWER)
"""What is to be one task with one card in the end."""


def deliveries(around: Around, revision: str) -> Iterator[Row]:
    """The outbox, in every state that it knew at this revision."""
    now = time.time()
    given_up = {"state": "done" if revision < "0010" else "untold"}
    created = {"post": "created"}
    told = {"notice": "posted", "channel": around.channel, "ts": "1700000000.000100"}
    refused = {"post": "refused", "reason": "ChartMogul said no.", "reference": "cm-000001"}
    sent = {"post": "sent", "sent_at": now - 60, "sendings": 1, "unclear": 1}
    for since, details, changes in (
        ("0002", WAITS, {}),
        ("0002", HELD_LONG_AGO, {**sent, "settles_at": now - 20, "lease_until": now - 10, "token": 4}),
        ("0002", HELD_STILL, {**sent, "settles_at": now + 1, "lease_until": now + 0.5, "token": 1}),
        ("0002", CREATED, {**created, "attempts": 3}),
        ("0002", TOLD_WITHOUT_ANSWER, {**created, "notice": "sent", "settles_at": now - 20}),
        ("0002", REFUSED, {**refused, "form_until": now - 50}),
        ("0002", REFUSED_AND_TOLD, {**refused, "state": "failed", "notice": "posted"}),
        ("0002", DONE, {**created, **told, "state": "done"}),
        ("0002", UNTOLD, {**created, **given_up, "route": 2}),
        ("0006", UNSURE, {**sent, "post": "unsure", "state": "unsure", "notice": "posted"}),
        ("0013", NOTED, {**created, **told, "state": "done"}),
    ):
        if revision >= since:
            task_uuid = around.tasks[details] if changes.get("post") == "created" else None
            yield {**_fresh(around, details, now), "task_uuid": task_uuid, **changes}


def _fresh(around: Around, details: str, now: float) -> Row:
    numbers = dict.fromkeys(
        ("route", "attempts", "settles_at", "sent_at", "sendings", "unclear", "lease_until", "token"), 0
    )
    words = ("reason", "field", "reference", "problem", "uncertain", "channel", "ts", "source")
    return {
        **numbers,
        **dict.fromkeys(words, ""),
        "id": details.replace(" ", "-"),
        "request": json.dumps(request(around, details)),
        "state": "waiting",
        "post": "new",
        "notice": "new",
        "next_try_at": now - 60,
        "form_until": now - 57,
        "looked": False,
        "telling_at": 0,
        "created_at": now - 60,
        "updated_at": now - 60,
    }


def request(around: Around, details: str) -> Row:
    """What somebody asked for."""
    asked = {
        "task": {
            "customer_uuid": around.acme,
            "task_details": details,
            "assignee": "anna@ourcompany.test",
            "due_date": DUE,
            "completed_at": None,
        },
        "customer_name": "Acme",
        "assignee": around.anna,
        "asked_by": around.anna,
        "origin": {"team_id": around.team, "channel_id": around.channel, "channel_name": "acme"},
        "announce": "channel",
    }
    if details == NOTED:
        asked["keep"] = {"scope": "text", "draft": "draft", "author_email": ""}
    return asked


def waiting(around: Around, details: str) -> Row:
    """A delivery that somebody asked for just now."""
    return {**_fresh(around, details, time.time()), "form_until": 0}
