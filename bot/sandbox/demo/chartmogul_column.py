"""What the demo page shows of ChartMogul, and the ways in which it can be broken there."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any, Literal

import requests

from bot.sandbox.chartmogul import ChartMogulStandIn, FaultKind

Json = dict[str, Any]

TASKS = "/tasks"
CALLS_SHOWN = 20
STATE_SECONDS = 2.0


class UnknownTrouble(LookupError):
    """There is no trouble of that name."""


@dataclass(frozen=True)
class Trouble:
    """One thing to go wrong until it is repaired."""

    name: str
    label: str
    explanation: str
    kind: FaultKind | Literal["down"]
    method: str = "*"
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
        "It creates the task, but the connection breaks.",
        "drop_after_commit",
        method="POST",
    ),
)


class Column:
    """ChartMogul as the page shows it: tasks with their customers' names, the last calls, the trouble.

    Tasks and calls are read directly, so that they show while ChartMogul is down.
    """

    def __init__(self, chartmogul: ChartMogulStandIn) -> None:
        self._chartmogul = chartmogul
        self._lock = threading.Lock()
        self._trouble: Trouble | None = None
        self._names: dict[str, str] = {}

    def state(self) -> Json:
        """Tasks, oldest first, each with its `customer_name`; the latest calls; what is wrong."""
        tasks = self._chartmogul.tasks
        self._learn_names({task["customer_uuid"] for task in tasks})
        calls = self._chartmogul.requests
        first = max(len(calls) - CALLS_SHOWN, 0)
        return {
            "tasks": [{**task, "customer_name": self._names.get(task["customer_uuid"])} for task in tasks],
            "calls": [
                {"number": number, "method": call.method, "path": call.path, "status": call.status}
                for number, call in enumerate(calls[first:], first)
            ],
            "trouble": self.trouble(),
        }

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
                self._chartmogul.fault(
                    trouble.method,
                    TASKS,
                    kind=trouble.kind,
                    times=None,
                    seconds=trouble.seconds,
                    status=trouble.status,
                    retry_after=trouble.retry_after,
                )

    def repair(self) -> None:
        """Let everything work again."""
        with self._lock:
            self._mend()

    def _learn_names(self, customers: set[str]) -> None:
        """Asks for names once, and again later where ChartMogul is down."""
        if customers <= self._names.keys():
            return
        try:
            known = requests.get(f"{self._chartmogul.root}/_sandbox/state", timeout=STATE_SECONDS).json()
        except requests.RequestException:
            return
        for task in known["tasks"]:
            if task["customer_name"]:
                self._names[task["customer_uuid"]] = task["customer_name"]

    def _mend(self) -> None:
        self._chartmogul.clear_faults()
        if self._trouble and self._trouble.kind == "down":
            self._chartmogul.up()
        self._trouble = None
