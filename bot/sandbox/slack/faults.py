"""Faults on demand: refusals, slowness, dropped connections and rubbish, for the calls a test chooses."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

Json = dict[str, Any]
FaultKind = Literal[
    "error", "drop_before", "drop_after_commit", "delay_after_commit", "malformed", "incomplete"
]


@dataclass
class PlannedFault:
    """What happens to the next calls of one method.

    `error`: answered with `error`, `status`, `retry_after`; with none of them, only late by `delay` seconds.
    `drop_before`: the connection is cut and nothing happened. `drop_after_commit`: cut after it happened.
    `delay_after_commit`: it happened, and the answer is `delay` seconds late.
    `malformed`: it happened, and the answer is no JSON. `incomplete`: it happened, and the answer is only
    `{"ok": true}`.
    """

    method: str
    kind: FaultKind = "error"
    error: str | None = None
    status: int | None = None
    retry_after: float | None = None
    delay: float = 0.0
    times: int | None = 1
    when: Callable[[Json], bool] | None = None

    @property
    def refuses(self) -> bool:
        """Whether the call is answered without having happened."""
        answers = (self.error, self.status, self.retry_after)
        return self.kind == "error" and any(answer is not None for answer in answers)


class PlannedFaults:
    """The faults that are waiting for their call. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._planned: list[PlannedFault] = []

    def add(self, fault: PlannedFault) -> None:
        """Plan a fault after those planned before."""
        with self._lock:
            self._planned.append(fault)

    def clear(self) -> None:
        """Forget them all."""
        with self._lock:
            self._planned.clear()

    def take(self, method: str, arguments: Json) -> PlannedFault | None:
        """The fault for this call, used up by one."""
        with self._lock:
            for fault in self._planned:
                if fault.method == method and (fault.when is None or fault.when(arguments)):
                    if fault.times is not None:
                        fault.times -= 1
                        if fault.times <= 0:
                            self._planned.remove(fault)
                    return fault
        return None
