"""The way to one task in ChartMogul: it is shown, changed and deleted; all may fail."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from weakref import WeakKeyDictionary

import requests

from tests.simulation import network
from tests.simulation.chartmogul import Json, Refused, Task
from tests.simulation.chartmogul_answers import REFUSALS, Answers
from tests.simulation.events import Effect
from tests.simulation.options import Kind
from tests.simulation.scheduler import Strand

ODD: tuple[Json, ...] = ({"created_at": None}, {"due_date": "next Friday"}, {"customer_uuid": None})
"""Fields of a task as nobody expects them, which do not say of it what is not so."""


class ChangesLine(Answers):
    """Carries requests about one task there and answers back."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._refused: dict[str, Refused] = {}
        """What ChartMogul does not take, it never takes."""
        self._taken: set[str] = set()
        self._seen: WeakKeyDictionary[Strand, Task | None] = WeakKeyDictionary()

    def _on_task(
        self, request: requests.PreparedRequest, uuid: str, kind: Kind | None, seconds: float
    ) -> requests.Response:
        if request.method == "GET":
            return self._show(request, uuid, kind, seconds)
        body: Json | None = json.loads(request.body or "{}") if request.method == "PATCH" else None
        return self._alter(request, uuid, body, kind, seconds)

    def _show(
        self, request: requests.PreparedRequest, uuid: str, kind: Kind | None, seconds: float
    ) -> requests.Response:
        if kind is Kind.LIST:
            return self._trouble(request, seconds)
        if kind is Kind.LIST_SLOW:
            self._scheduler.pause(self._dice.uniform(0.5, 0.8) * seconds)
        try:
            task = self._account.task(uuid)
        except Refused:
            self._sees(None)
            raise
        self._sees(task)
        odd = self._dice.choice(ODD) if kind is Kind.LIST_ODD else {}
        if "due_date" in odd:
            # A day that cannot be read is not seen.
            self._seen[self._scheduler.strand] = replace(task, due="")
        shown = {**self._account.json(task), **odd}
        self._scheduler.pause(self._dice.uniform(0.01, 0.3))
        return self._answer(request, 200, shown)

    def _sees(self, task: Task | None) -> None:
        strand = self._scheduler.strand
        self._seen[strand] = task
        self._world.changes.sees(strand, task)

    def _alter(
        self,
        request: requests.PreparedRequest,
        uuid: str,
        body: Json | None,
        kind: Kind | None,
        seconds: float,
    ) -> requests.Response:
        """Change the task, or delete it, where there is no body."""
        if kind in {Kind.BUSY, Kind.GATEWAY}:
            return self._turned_away(request, kind)
        self._check(uuid, body, refuses=kind is Kind.REFUSED)
        act = self._act(uuid, body)
        match kind:
            case Kind.SERVER_ERROR:
                self._perhaps_late(act, self._faults.late_effect())
                return self._answer(request, self._dice.choice((500, 502, 503, 504)), {})
            case Kind.DROPPED:
                self._perhaps_late(act, self._faults.late_effect())
                raise network.broken_off()
            case Kind.TIMED_OUT:
                self._perhaps_late(act, self._faults.very_late_effect())
                self._scheduler.pause(seconds)
                raise network.not_answered()
        task = act()
        self._sees(None if task.is_gone else task)
        self._scheduler.pause(self._dice.uniform(0.05, 1.0))
        if body is None:
            return self._answer(request, *self._dice.choice(((200, b"{}"), (204, b""))))
        if kind is Kind.UNREADABLE:
            return self._answer(request, 200, self._dice.choice((b'{"task_uuid": "t', b"<html>")))
        odd = self._dice.choice(ODD) if kind is Kind.ODD_TASK else {}
        return self._answer(request, 200, {**self._account.json(task), **odd})

    def _check(self, uuid: str, body: Json | None, *, refuses: bool) -> None:
        self._account.task(uuid) if body is None else self._account.check_change(uuid, body)
        said = {**(body or {}), **({"completed_at": "then"} if (body or {}).get("completed_at") else {})}
        what = f"{uuid} {json.dumps(said, sort_keys=True) if body is not None else 'delete'}"
        if what in self._refused:
            raise self._refused[what]
        if refuses and what not in self._taken:
            self._refused[what] = self._dice.choice(REFUSALS)
            raise self._refused[what]
        self._taken.add(what)

    def _act(self, uuid: str, body: Json | None) -> Callable[[], Task]:
        """What takes effect now or later; nothing, where the task is gone by then."""
        strand = self._scheduler.strand
        changes, seen, asked_at = self._world.changes, self._seen.get(strand), self._scheduler.now
        change, is_excused = changes.in_hand(), changes.is_excused()

        def act() -> Task:
            before = self._account.task(uuid)
            after = self._account.delete(uuid) if body is None else self._account.change(uuid, body)
            self._world.trace("ChartMogul", f"{uuid[:8]} by change {change}: {body or 'deleted'}")
            self._world.hear(Effect(change, before, after, seen, asked_at, is_excused))
            return after

        return act

    def _perhaps_late(self, act: Callable[[], object], late: float | None) -> None:
        def late_act() -> None:
            try:
                act()
            except Refused:
                self._world.trace("ChartMogul", "has it no more")

        if late is not None:
            self._scheduler.after(late, late_act)
