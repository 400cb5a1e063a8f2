"""What goes wrong on demand, and for which requests."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

FaultKind = Literal[
    "delay",
    "drop_before",
    "drop_after_commit",
    "delay_after_commit",
    "late_commit",
    "status",
    "status_after_commit",
    "drop_then_commit",
    "status_then_commit",
    "malformed",
    "empty",
    "altered",
]
"""`delay`: sleep, then serve; nothing is committed for a client that hung up meanwhile.
`drop_before`: close the connection without an answer, nothing committed.
`drop_after_commit`: commit, then close the connection without an answer.
`delay_after_commit`: commit, sleep, then answer.
`late_commit`: sleep, then commit and answer, even when the client hung up meanwhile.
`status`: answer an error, nothing committed. `status_after_commit`: commit, then answer the error.
`drop_then_commit`, `status_then_commit`: close the connection or answer the error, commit `seconds` later.
`malformed`: commit, then answer broken JSON. `empty`: commit, then answer without a body.
`altered`: commit, then answer with the fields of `body` in place of the record's own. In a list they are
put into every entry, but for the list's own `entries`, `cursor` and `has_more`."""


class Fault(BaseModel):
    """One thing to go wrong.

    `path` is a glob, or the start of a path up to a slash: `/tasks` is also `/tasks/{uuid}`. `method` `*` is
    any. It strikes `times` requests, or all until it is cleared when `times` is None. `seconds` is for the
    kinds that sleep; `status`, `retry_after` (the header's text), `body` and `content_type` are for those
    that answer something else than the API would. `date` is the text of the `Date` header, `""` for none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    method: Annotated[str, Field(pattern=r"^(\*|[A-Z]+)$")]
    path: Annotated[str, Field(pattern=r"^[*/]")]
    kind: FaultKind
    times: int | None = Field(default=1, ge=1)
    seconds: float = Field(default=0, ge=0, le=3600)
    status: int = Field(default=500, ge=200, le=599)
    retry_after: str | None = None
    body: str | bytes | dict[str, Any] | None = None
    content_type: str | None = None
    date: str | None = None

    def strikes(self, method: str, path: str) -> bool:
        """Whether a request with this method and path (below `/v1`) is one for this fault."""
        if self.method not in ("*", method):
            return False
        return path == self.path or path.startswith(f"{self.path}/") or fnmatchcase(path, self.path)


@dataclass
class _Queued:
    fault: Fault
    left: int | None


class Faults:
    """The faults that wait for their requests, in the order in which they were added. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._queue: list[_Queued] = []

    def add(self, fault: Fault | Mapping[str, Any]) -> None:
        """Queues a fault.

        Raises:
            pydantic.ValidationError: it is not one.
        """
        fault = fault if isinstance(fault, Fault) else Fault.model_validate(fault)
        with self._lock:
            self._queue.append(_Queued(fault, fault.times))

    def clear(self) -> None:
        """Forgets all faults. Requests that sleep already sleep on."""
        with self._lock:
            self._queue.clear()

    def waiting(self) -> list[Fault]:
        """The faults that have not struck as often as they may."""
        with self._lock:
            return [queued.fault.model_copy(update={"times": queued.left}) for queued in self._queue]

    def take(self, method: str, path: str) -> Fault | None:
        """The first fault for this request, used up by one."""
        with self._lock:
            for queued in self._queue:
                if queued.fault.strikes(method, path):
                    if queued.left is not None:
                        queued.left -= 1
                        if queued.left == 0:
                            self._queue.remove(queued)
                    return queued.fault
        return None
