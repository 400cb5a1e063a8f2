"""Trigger ids: leave to open one view for one person, for three seconds."""

from __future__ import annotations

import re
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from bot.sandbox.slack.errors import ApiError

LIFE = 3.0
"""Seconds that a trigger_id serves (https://docs.slack.dev/interactivity/handling-user-interaction)."""

_SHAPE = re.compile(r"\d+\.\d+\.\w+")


@dataclass
class Trigger:
    """Who did something, and where, so that a view may open in answer."""

    user: str
    channel: str | None
    view_id: str | None
    made_at: float
    exchanged: bool = False


class Triggers:
    """Gives out trigger ids and takes each of them once. Thread-safe."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._numbers = count(1)
        self._triggers: dict[str, Trigger] = {}

    def issue(self, user: str, *, channel: str | None = None, view_id: str | None = None) -> str:
        """A new trigger_id for what `user` just did."""
        trigger_id = f"{next(self._numbers)}.{1000000}.{secrets.token_hex(16)}"
        with self._lock:
            self._triggers[trigger_id] = Trigger(user, channel, view_id, self._clock())
        return trigger_id

    def exchange(self, trigger_id: str) -> Trigger:
        """Spend a trigger_id.

        Raises:
            ApiError: `invalid_arguments`, `invalid_trigger_id`, `exchanged_trigger_id`,
                `expired_trigger_id`.
        """
        if not _SHAPE.fullmatch(trigger_id):
            messages = ["[ERROR] invalid `trigger_id` [json-pointer:/trigger_id]"]
            raise ApiError("invalid_arguments", response_metadata={"messages": messages})
        with self._lock:
            trigger = self._triggers.get(trigger_id)
            if trigger is None:
                raise ApiError("invalid_trigger_id")
            if trigger.exchanged:
                raise ApiError("exchanged_trigger_id")
            if self._clock() - trigger.made_at > LIFE:
                raise ApiError("expired_trigger_id")
            trigger.exchanged = True
            return trigger
