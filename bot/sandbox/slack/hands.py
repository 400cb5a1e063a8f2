"""What every step of a person goes through on its way to the app."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.sandbox.slack import payloads
from bot.sandbox.slack.dispatch import Delivery, Dispatcher
from bot.sandbox.slack.errors import ClientRefused
from bot.sandbox.slack.events import Events
from bot.sandbox.slack.methods import World
from bot.sandbox.slack.objects import Channel, Message, Person
from bot.sandbox.slack.response_urls import ResponseUrls


@dataclass(frozen=True)
class Stage:
    """What people's steps are taken on."""

    world: World
    response_urls: ResponseUrls
    dispatcher: Dispatcher
    events: Events
    base_url: str


class Hands:
    """One person, and how what they do is sent to the app.

    Raises:
        LookupError: there is no such person.
    """

    def __init__(self, stage: Stage, user_id: str) -> None:
        if user_id not in stage.world.workspace.people:
            raise LookupError(f"there is no {user_id}")
        self._stage = stage
        self._world = stage.world
        self._workspace = stage.world.workspace
        self.id = user_id

    @property
    def who(self) -> Person:
        """The person."""
        return self._workspace.people[self.id]

    def _interact(self, kind: str, **fields: Any) -> Delivery:
        self._must_be_active()
        declaration = self._world.declaration
        if declaration and not declaration.interactivity:
            raise ClientRefused("the app has interactivity turned off")
        payload = payloads.interaction(self._workspace, self.who, kind, **fields)
        return self._stage.dispatcher.interaction(payload)

    def _must_be_active(self) -> None:
        if self.who.deleted:
            raise ClientRefused(f"{self.who.name} is deactivated")

    def _place(self, channel: str) -> Channel:
        """A conversation that the person may read.

        Raises:
            ClientRefused: they may not.
            LookupError: there is none.
        """
        place = self._workspace.channels[channel]
        if not place.is_open_to(self.who):
            raise ClientRefused(f"{self.who.name} does not see #{place.name}")
        return place

    def _message(self, channel: str, ts: str) -> Message:
        """A message that the person sees.

        Raises:
            ClientRefused: there is none.
        """
        self._place(channel)
        message = self._workspace.find_message(channel, ts)
        if message is None or message.ephemeral_to not in {None, self.id}:
            raise ClientRefused(f"there is no message {ts} in {channel}")
        return message

    def _trigger(self, *, channel: str | None, view_id: str | None = None) -> str:
        return self._world.triggers.issue(self.id, channel=channel, view_id=view_id)

    def _response_url(self, channel: str, message: Message | None = None) -> str:
        return f"{self._stage.base_url}/response/{self._stage.response_urls.issue(channel, self.id, message)}"
