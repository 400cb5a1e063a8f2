"""ChartMogul on the demo page: what is shown of it, what its users do there, and how it can be broken."""

from __future__ import annotations

import html
import re
import threading
from collections import Counter
from dataclasses import dataclass
from itertools import islice, product
from typing import Any, Literal

from bot.sandbox.chartmogul import ChartMogulStandIn, FaultKind

Json = dict[str, Any]

PATHS = ("/tasks", "/notes")
"""What goes wrong, where anything does."""

FIELDS = ("task_details", "assignee", "due_date")
UUID = re.compile(r"(?<=/)\w+(-\w+){4}")
BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
TAG = re.compile(r"<[^<>]*>")
CALLS_SHOWN = 5
CALLS_COUNTED = 200
"""As far back as the same call is counted, and as one that was made between many others is still shown."""


class UnknownTrouble(LookupError):
    """There is no trouble of that name."""


@dataclass(frozen=True)
class Trouble:
    """One thing to go wrong until it is repaired."""

    name: str
    label: str
    explanation: str
    kind: FaultKind | Literal["down"]
    methods: tuple[str, ...] = ("*",)
    seconds: float = 0
    status: int = 500
    retry_after: str | None = None

    def shown(self) -> Json:
        """What the page needs of it."""
        return {"name": self.name, "label": self.label, "explanation": self.explanation}


TROUBLES = (
    Trouble("slow", "Slow", "Every answer takes 5 seconds.", "delay", seconds=5),
    Trouble("down", "Down", "Every connection is refused.", "down"),
    Trouble(
        "busy",
        "Busy (429)",
        "It says: too many requests.",
        "status",
        status=429,
        retry_after="2",
    ),
    Trouble("error", "Error (500)", "It answers with an error and does nothing.", "status"),
    Trouble(
        "drop",
        "Drops answers",
        "It does what it is asked, but the connection breaks.",
        "drop_after_commit",
        methods=("POST", "PATCH", "DELETE"),
    ),
)


class Column:
    """ChartMogul as the page shows it: tasks and notes of customers, the last calls, the trouble.

    Tasks are read and changed directly, as in ChartMogul's own app: also while its API is down.
    """

    def __init__(self, chartmogul: ChartMogulStandIn) -> None:
        self._chartmogul = chartmogul
        self._lock = threading.Lock()
        self._trouble: Trouble | None = None

    def state(self) -> Json:
        """Tasks and notes, oldest first, each with its `customer_name`, and a note as it is `read_as`; users;
        the latest calls, newest first, and how many `times` each was made; what is wrong.
        """
        name = self._chartmogul.customer_name
        calls = Counter(
            (call.method, UUID.sub("…", call.path), call.status)
            for call in reversed(self._chartmogul.latest_requests(CALLS_COUNTED))
        )
        return {
            "tasks": [
                {**task, "customer_name": name(task["customer_uuid"])} for task in self._chartmogul.tasks
            ],
            "notes": [
                {
                    **note,
                    "customer_name": name(note["customer_uuid"]),
                    "read_as": _read_as(note["text"]),
                }
                for note in self._chartmogul.notes
            ],
            "users": self._chartmogul.users,
            "calls": [
                {"method": method, "path": path, "status": status, "times": times}
                for (method, path, status), times in islice(calls.items(), CALLS_SHOWN)
            ],
            "trouble": self.trouble(),
        }

    def change(self, uuid: str, changes: Json) -> None:
        """Change a task as a user of ChartMogul does; `completed` true or false completes or reopens it.

        Raises:
            KeyError: there is none with that UUID.
            Refusal: ChartMogul does not take it so; nothing has changed.
        """
        fields = {name: changes[name] for name in FIELDS if name in changes}
        if fields:
            self._chartmogul.change_task(uuid, **fields)
        if changes.get("completed") is True:
            self._chartmogul.complete_task(uuid)
        if changes.get("completed") is False:
            self._chartmogul.reopen_task(uuid)

    def delete(self, uuid: str) -> None:
        """Delete a task as a user of ChartMogul does.

        Raises:
            KeyError: there is none with that UUID.
        """
        self._chartmogul.delete_task(uuid)

    def troubles(self) -> list[Json]:
        """All that can be chosen."""
        return [trouble.shown() for trouble in TROUBLES]

    def trouble(self) -> Json | None:
        """What is wrong now; None when all is well."""
        return self._trouble.shown() if self._trouble else None

    def break_with(self, name: str) -> None:
        """Let it go wrong in this way, and no longer in another.

        Raises:
            UnknownTrouble: there is none of that name.
        """
        trouble = next((trouble for trouble in TROUBLES if trouble.name == name), None)
        if trouble is None:
            raise UnknownTrouble(f"there is no trouble called {name!r}")
        with self._lock:
            self._mend()
            self._trouble = trouble
            if trouble.kind == "down":
                self._chartmogul.down()
            else:
                self._disturb(trouble, trouble.kind)

    def repair(self) -> None:
        """Let everything work again."""
        with self._lock:
            self._mend()

    def _disturb(self, trouble: Trouble, kind: FaultKind) -> None:
        for method, path in product(trouble.methods, PATHS):
            self._chartmogul.fault(
                method,
                path,
                kind=kind,
                times=None,
                seconds=trouble.seconds,
                status=trouble.status,
                retry_after=trouble.retry_after,
            )

    def _mend(self) -> None:
        self._chartmogul.clear_faults()
        if self._trouble and self._trouble.kind == "down":
            self._chartmogul.up()
        self._trouble = None


def _read_as(text: str | None) -> str:
    """A note's HTML as people read it, as plain text."""
    return html.unescape(TAG.sub("", BREAK.sub("\n", text or "")))
