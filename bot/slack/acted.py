"""Who does what, whatever Slack sends: as much of a request as the gate before the listeners needs."""

from __future__ import annotations

from enum import Enum
from typing import Any

from bot.slack.click import Container
from bot.slack.payloads import Json, Payload


class Kind(Enum):
    """What somebody does, which says how Slack takes the answer."""

    COMMAND = "command"
    SHORTCUT = "shortcut"
    MESSAGE_SHORTCUT = "message_action"
    CLICK = "block_actions"
    TYPING = "block_suggestion"
    SUBMISSION = "view_submission"
    EVENT = "event_callback"


class _Actor(Payload):
    id: str | None = None


class _ActorOfEvent(Payload):
    user: str | Json | None = None


class _Block(Payload):
    type: str | None = None
    block_id: str | None = None


class _Shown(Payload):
    type: str | None = None
    blocks: list[_Block] | None = None


class _Clicked(Payload):
    action_id: str | None = None


class Acted(Payload):
    """Any request from Slack, as far as it tells who acts and how they can be answered."""

    type: str | None = None
    command: str | None = None
    text: str | None = None
    user_id: str | None = None
    user: _Actor | None = None
    event: _ActorOfEvent | None = None
    trigger_id: str | None = None
    response_url: str | None = None
    team_id: Any = None
    team: Any = None
    view: _Shown | None = None
    actions: list[_Clicked] | None = None
    container: Container | None = None

    @property
    def actor(self) -> str:
        """The Slack user id of who acts; empty where nobody does."""
        if self.event:
            return self.event.user if isinstance(self.event.user, str) else ""
        return (self.user.id if self.user else self.user_id) or ""

    @property
    def workspace(self) -> str:
        """The id of the workspace that they are of; empty where that is not said."""
        told = self.team.get("id") if isinstance(self.team, dict) else self.team_id
        return told if isinstance(told, str) else ""

    @property
    def kind(self) -> Kind | None:
        """None for what needs no answer, such as a view that was closed."""
        if self.command:
            return Kind.COMMAND
        return next((kind for kind in Kind if kind.value == self.type), None)

    @property
    def thread_ts(self) -> str:
        """The thread in which it happened, for an answer beside it."""
        return self.container.beside if self.container else ""

    @property
    def in_home(self) -> bool:
        """Whether it happened in the App Home."""
        return self.view is not None and self.view.type == "home"

    @property
    def inputs(self) -> list[str]:
        """The ids of a form's inputs, at which errors can be shown."""
        blocks = (self.view.blocks if self.view else None) or []
        return [block.block_id for block in blocks if block.type == "input" and block.block_id]
