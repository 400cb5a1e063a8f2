"""What the outbox takes: a task that somebody asked for with the form, or a message."""

from __future__ import annotations

from enum import StrEnum
from hashlib import sha256
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Tag, TypeAdapter

from bot.slack.conversation import Audience, Origin
from bot.task import NewTask


class Announce(StrEnum):
    """Where the summary goes."""

    CHANNEL = "channel"
    ME = "me"


class Scope(StrEnum):
    """What is kept as a note."""

    THREAD = "thread"
    """The whole conversation, as it is when it is kept."""
    MESSAGE = "message"
    """The one message that the form was opened on."""
    TEXT = "text"
    """What the form began with, which is longer than a task's details."""


class Draft(BaseModel):
    """What a form began with and cannot hold: the message that it was opened on, or what was typed."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    id: str
    person: str
    """Slack user id of whom the form was opened for, and nobody else may use it."""
    text: str
    """In Slack's mrkdwn."""
    is_typed: bool = False
    """Whether it was typed for the bot, rather than said in Slack."""
    author: str = ""
    """Slack user id; empty for what an app said."""
    author_name: str = ""
    """What an app called itself."""
    ts: str = ""


class Keep(BaseModel):
    """The note that is wanted on the customer beside the task."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    scope: Scope
    draft: str = ""
    """The id of what the form began with; empty: there is nothing of the kind."""
    author_email: str = ""
    """The asker's in ChartMogul; empty where it is not known."""


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
    keep: Keep | None = None
    """The note that is wanted as well; None: none is."""

    def delivery_id(self, view_id: str) -> str:
        """The same for the same form with the same content, so that a double click is one task."""
        content = self.model_dump_json(include={"task", "assignee", "asked_by", "announce"})
        return sha256(f"{view_id}\n{content}".encode()).hexdigest()[:32]


class Letter(BaseModel):
    """A message to a person or channel for which nothing has to be created, drawn already."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    kind: Literal["letter"] = "letter"
    to: str
    """Slack user id."""
    channel: str = ""
    """Where it is posted rather than to them, if colleagues alone read it; where not, they hear of that."""
    message: dict[str, Any]
    mark: str
    """The id of one of its blocks, or what its metadata holds, by which it is recognised."""
    response_url: str = ""
    """Where to show it to them alone, rather than in a direct message; `""`: there is no such place."""
    thread_ts: str = ""
    """The thread in which to show it there; empty: none."""
    until: float = 0.0
    """After this it comes too late, epoch seconds by the database's clock; 0: it never does."""
    task_uuid: str = ""
    """The task, where the message is a card, which then follows it."""
    version: int = 0
    """Of the task that the card shows."""
    intro: str = ""
    """The line before the card."""
    board: str = ""
    """What it shows, where that is several tasks that it follows: `bot.boards.board.Listed` as JSON."""
    versions: dict[str, int] = {}
    """Of those tasks, as it shows them."""


def _kind(asked: Any) -> str:
    is_letter = isinstance(asked, Letter) or (isinstance(asked, dict) and asked.get("kind") == "letter")
    return "letter" if is_letter else "task"


Asked = Annotated[Annotated[Request, Tag("task")] | Annotated[Letter, Tag("letter")], Discriminator(_kind)]

_ASKED: TypeAdapter[Request | Letter] = TypeAdapter(Asked)


def read_asked(stored: str) -> Request | Letter:
    """What the outbox has stored."""
    return _ASKED.validate_json(stored)
