"""Events of the workspace, sent to an app that subscribed to them.

https://docs.slack.dev/apis/events-api
"""

from __future__ import annotations

import secrets
from typing import Any

from bot.sandbox.slack.declaration import AppDeclaration
from bot.sandbox.slack.dispatch import Delivery, Dispatcher
from bot.sandbox.slack.ids import BOT_USER_ID
from bot.sandbox.slack.payloads import event_envelope
from bot.sandbox.slack.workspace import Workspace


class Events:
    """Sends events; without a declaration the app subscribed to all of them."""

    def __init__(
        self, workspace: Workspace, dispatcher: Dispatcher, declaration: AppDeclaration | None
    ) -> None:
        self._workspace = workspace
        self._dispatcher = dispatcher
        self._declaration = declaration

    def send(
        self,
        event_type: str,
        *,
        event_id: str = "",
        retries: int = 0,
        retry_reason: str = "http_timeout",
        **fields: Any,
    ) -> list[Delivery]:
        """Send an event, and `retries` repetitions of it with the same id; one delivery for each.

        An app that did not subscribe is sent nothing: one delivery with the error `not_subscribed`.
        """
        event = {"type": event_type, "event_ts": self._workspace.new_ts(), **fields}
        name = event_id or f"Ev{secrets.token_hex(5).upper()}"
        envelope = event_envelope(name, event, BOT_USER_ID, at=self._workspace.now())
        if self._declaration and event_type not in self._declaration.events:
            return [Delivery(envelope, error="not_subscribed")]
        return [self._dispatcher.event(envelope, retry=n, reason=retry_reason) for n in range(retries + 1)]
