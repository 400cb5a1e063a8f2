"""What people have before them in Slack, and the requests that Slack makes of what they do with it.

https://docs.slack.dev/reference/interaction-payloads
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from bot.sandbox.slack.view_state import Values, state_for
from tests.simulation.app_homes import AppHome
from tests.simulation.slack import CHANNELS, TEAM, Message, Slack, View
from tests.simulation.threads import SAID, THREAD

Json = dict[str, Any]


def command(slack: Slack, user: str, trigger: str, channel: str, text: str) -> bytes:
    """`/cm-task`."""
    fields = {
        "command": "/cm-task",
        "text": text,
        "user_id": user,
        "team_id": TEAM,
        "team_domain": "ourcompany",
        "channel_id": channel,
        "channel_name": CHANNELS[channel],
        "trigger_id": trigger,
        "response_url": slack.response_url(user, channel),
    }
    return urlencode(fields).encode()


def message_shortcut(
    slack: Slack, user: str, trigger: str, channel: str, text: str, *, in_thread: bool
) -> bytes:
    """The shortcut on a message that somebody from outside wrote, alone or with replies."""
    message: Json = {"type": "message", "ts": "1899999999.000099", "text": text, "bot_id": "B1"}
    if in_thread:
        message |= {"ts": THREAD, "thread_ts": THREAD, "reply_count": len(SAID)}
    return _payload(
        "message_action",
        user,
        callback_id="create_task_from_message",
        channel={"id": channel, "name": CHANNELS[channel]},
        message=message,
        trigger_id=trigger,
        response_url=slack.response_url(user, channel),
    )


def global_shortcut(user: str, trigger: str) -> bytes:
    """The shortcut from anywhere."""
    return _payload("shortcut", user, callback_id="create_task", trigger_id=trigger)


class Screen:
    """One open form, as its person fills it in."""

    def __init__(self, view: View, *, conversation: str) -> None:
        self.view = view
        self._conversation = conversation
        self._filled: Values = {}

    def fill(self, field: str, kind: str, **value: Any) -> None:
        """Put something into an input."""
        self._filled[field] = {field: {"type": kind, **value}}

    def choose_customer(self, uuid: str, name: str) -> None:
        """From the list."""
        option = {"text": {"type": "plain_text", "text": name}, "value": uuid}
        self.fill("customer", "external_select", selected_option=option)

    def assign(self, user: str) -> None:
        """To a colleague."""
        self.fill("assignee", "users_select", selected_user=user)

    def write(self, details: str) -> None:
        """What is to be done."""
        self.fill("details", "plain_text_input", value=details)

    def choose_day(self, day: str) -> None:
        """When it is due."""
        self.fill("due_date", "datepicker", selected_date=day)

    def choose_place(self, place: int) -> None:
        """Have the summary in the channel (0) or in a direct message (1)."""
        block = next(block for block in self.view.content["blocks"] if block.get("block_id") == "announce")
        if block["element"]["type"] == "radio_buttons":
            self.fill("announce", "radio_buttons", selected_option=block["element"]["options"][place])

    @property
    def offers_note(self) -> bool:
        """Whether it has the box."""
        return any(block.get("block_id") == "save_note" for block in self.view.content["blocks"])

    @property
    def keeps_note(self) -> bool:
        """Whether the box is there, and ticked."""
        values = state_for(self.view.content["blocks"], conversation=self._conversation)
        state = {**values, **self._filled}.get("save_note", {}).get("save_note", {})
        return self.offers_note and bool(state.get("selected_options"))

    def tick(self, *, on: bool) -> None:
        """Have the conversation kept as a note, or not."""
        block = next(block for block in self.view.content["blocks"] if block.get("block_id") == "save_note")
        self.fill("save_note", "checkboxes", selected_options=block["element"]["options"] if on else [])

    def submission(self, slack: Slack) -> bytes:
        """The button was pressed."""
        user = self.view.user
        asks_where = self.view.content["callback_id"] == "create_task" and "announce" not in self._filled
        answering = [self._response_url(slack)] if asks_where else []
        return _payload("view_submission", user, view=self._shown(), response_urls=answering)

    def chosen(self, slack: Slack, field: str) -> bytes:
        """An input that tells at once has changed."""
        action = {"action_id": field, "block_id": field, "type": self._filled[field][field]["type"]}
        trigger = slack.trigger(self.view.user)
        return _payload(
            "block_actions", self.view.user, view=self._shown(), actions=[action], trigger_id=trigger
        )

    def _shown(self) -> Json:
        content = self.view.content
        values = state_for(content["blocks"], conversation=self._conversation)
        filled = {block: value for block, value in self._filled.items() if block in values}
        return {
            **content,
            "id": self.view.id,
            "hash": self.view.hash,
            "state": {"values": {**values, **filled}},
        }

    def _response_url(self, slack: Slack) -> Json:
        url = slack.response_url(self.view.user, self._conversation)
        return {"block_id": "announce", "channel_id": self._conversation, "response_url": url}


def home_opened(user: str, home: AppHome | None, *, at: str) -> bytes:
    """Somebody has opened the App Home (https://docs.slack.dev/reference/events/app_home_opened)."""
    event: Json = {
        "type": "app_home_opened",
        "user": user,
        "channel": f"D{user[1:]}",
        "tab": "home",
        "event_ts": at,
    }
    if home:
        event["view"] = _view_of(home)
    whole = {"type": "event_callback", "team_id": TEAM, "event_id": f"Ev{at}", "event": event}
    return json.dumps(whole).encode()


def click_at_home(home: AppHome, trigger: str, button: Mapping[str, Any], *, block_id: str, at: str) -> bytes:
    """As `click`, in somebody's App Home."""
    return _payload(
        "block_actions",
        home.user,
        container={"type": "view", "view_id": home.id},
        view=_view_of(home),
        actions=[_action(button, block_id, at)],
        trigger_id=trigger,
    )


def click(
    slack: Slack,
    user: str,
    trigger: str,
    message: Message,
    button: Mapping[str, Any],
    *,
    block_id: str = "buttons",
    response_url: str = "",
    at: str = "",
) -> bytes:
    """A button of a message was pressed, or an option chosen in a menu (`selected_option`)."""
    return _payload(
        "block_actions",
        user,
        channel={"id": message.channel},
        container={
            "type": "message",
            "message_ts": message.ts,
            "channel_id": message.channel,
            "is_ephemeral": bool(message.only_for),
        },
        message={"ts": message.ts, "text": message.content.get("text", "")},
        actions=[_action(button, block_id, at or slack.moment())],
        response_url=response_url or slack.response_url(user, message.channel, replaces=message),
        trigger_id=trigger,
    )


def buttons(message: Message) -> dict[str, Json]:
    """The buttons of a message, by action."""
    return {
        element["action_id"]: element
        for block in message.content.get("blocks") or []
        if block["type"] == "actions"
        for element in block["elements"]
    }


def _action(button: Mapping[str, Any], block_id: str, at: str) -> Json:
    names = ("action_id", "value", "type", "selected_option")
    return {
        "block_id": block_id,
        "action_ts": at,
        **{key: button[key] for key in names if key in button},
    }


def _view_of(home: AppHome) -> Json:
    return {"id": home.id, "team_id": TEAM, "hash": home.hash, "state": {"values": {}}, **home.content}


def _payload(kind: str, user: str, **fields: Any) -> bytes:
    whole = {
        "type": kind,
        "user": {"id": user, "team_id": TEAM},
        "team": {"id": TEAM, "domain": "ourcompany"},
        **fields,
    }
    return urlencode({"payload": json.dumps(whole)}).encode()
