"""A Slack message as it arrives in shortcut payloads and from `conversations.replies`."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bot.slack.json_reading import Count, Objects, OptionalText, Text, child, of


class Message(BaseModel):
    """A message (https://docs.slack.dev/reference/events/message); defaults for what may be missing.

    A field of an unexpected type counts as missing: an odd payload must not keep anybody from making a task.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    text: Text = ""
    """Slack's mrkdwn; beside blocks or attachments, what stands in the notification."""
    user: OptionalText = None
    """The author's id; missing for bots."""
    bot_id: OptionalText = None
    username: OptionalText = None
    """The name that a bot posted under."""
    team: OptionalText = None
    subtype: OptionalText = None
    ts: Text = ""
    thread_ts: OptionalText = None
    """The `ts` of the thread's first message; missing outside threads."""
    blocks: Objects = Field(default_factory=list)
    attachments: Objects = Field(default_factory=list)
    files: Objects = Field(default_factory=list)
    reply_count: Count = 0
    edited: Annotated[bool, BeforeValidator(bool)] = False

    @classmethod
    def from_payload(cls, payload: object) -> Message:
        """Read any JSON value; what is no message gives an empty one. Never raises."""
        if not isinstance(payload, dict):
            return cls()
        if of(payload, "subtype") == "message_changed" and isinstance(payload.get("message"), dict):
            payload = {**payload["message"], "edited": True}
        name = of(payload, "username") or of(child(payload, "bot_profile"), "name")
        return cls.model_validate({**payload, "username": name})

    @property
    def thread(self) -> str:
        """The `thread_ts` that a reply to this message needs."""
        return self.thread_ts or self.ts

    @property
    def is_of_an_app(self) -> bool:
        """Whether an app wrote it, if in somebody's name."""
        return bool(self.bot_id) or self.subtype == "bot_message"
