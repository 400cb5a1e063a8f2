"""One task that somebody asked for, on its way into ChartMogul and to the person's notice."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Post(StrEnum):
    """How far the task has come in ChartMogul."""

    NEW = "new"
    SENT = "sent"
    """A request was or is about to be made, and its outcome is not known."""
    CREATED = "created"
    REFUSED = "refused"
    UNSURE = "unsure"
    """Nobody can say whether the task is there: nothing more is sent until a person has looked."""


class Notice(StrEnum):
    """How far telling the person has come: the card, or the message that the task was refused."""

    NEW = "new"
    SENT = "sent"
    """A message was or is about to be posted, and its outcome is not known."""
    POSTED = "posted"


class State(StrEnum):
    """Whether anything is left to do."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"
    UNSURE = "unsure"
    """The person was asked to look in ChartMogul, and has not said yet what is there."""
    UNTOLD = "untold"
    """For more than a day no place in Slack took the message: it is for an operator to retry."""


FORGOTTEN = ""
"""What stands in the place of a request that has ended long ago: see `bot.retention`."""


@dataclass(frozen=True)
class Delivery:
    """One row of the outbox. Times are epoch seconds by the database's clock."""

    id: str
    request: str
    state: State
    post: Post
    notice: Notice
    route: int
    attempts: int
    next_try_at: float
    form_until: float
    settles_at: float
    sent_at: float
    """When the task was first sent."""
    sendings: int
    """How often it was sent without a yes or no."""
    unclear: int
    """How often of these not even an error came back."""
    looked: bool
    """Whether a person has looked in ChartMogul, and says that the task is not there."""
    token: int
    task_uuid: str | None
    reason: str
    """Why ChartMogul did not take the task yet, or refused it, in words for the person."""
    field: str
    """The form's field at fault, where ChartMogul named one."""
    reference: str
    """By which the log tells its story: see `bot.reference`."""
    problem: str
    """Why the places did not take the message, in turn: Slack's words."""
    uncertain: frozenset[str]
    """The places where the message may stand, though it is not known to."""
    telling_at: float
    """When telling the person began; 0 before."""
    channel: str
    ts: str
    created_at: float
    updated_at: float

    @property
    def is_forgotten(self) -> bool:
        """Whether what people wrote is not on record any more."""
        return self.request == FORGOTTEN


class TaskTaken(Exception):
    """Another delivery has already accounted for this ChartMogul task."""
