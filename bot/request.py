"""What somebody asked for with the form."""

from __future__ import annotations

from enum import StrEnum
from hashlib import sha256

from pydantic import BaseModel, ConfigDict

from bot.slack.conversation import Audience, Origin
from bot.task import NewTask


class Announce(StrEnum):
    """Where the summary goes."""

    CHANNEL = "channel"
    ME = "me"


class Request(BaseModel):
    """The task, and all that the answer needs: stored before Slack is answered."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    task: NewTask
    customer_name: str
    customer_url: str = ""
    assignee: str
    """Slack user id."""
    told: str = ""
    """The assignee's e-mail as it was written for this task; empty where the usual one serves."""
    asked_by: str
    """Slack user id."""
    origin: Origin
    announce: Announce
    audience: Audience = Audience.COLLEAGUES
    """Who reads the channel, as the form said when the person chose where the summary goes."""

    def delivery_id(self, view_id: str) -> str:
        """The same for the same form with the same content, so that a double click is one task."""
        content = self.model_dump_json(include={"task", "assignee", "asked_by", "announce"})
        return sha256(f"{view_id}\n{content}".encode()).hexdigest()[:32]
