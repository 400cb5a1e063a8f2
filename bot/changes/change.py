"""One thing that somebody wants changed of a task, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Kind(StrEnum):
    """What is to be done."""

    COMPLETE = "complete"
    REOPEN = "reopen"
    SNOOZE = "snooze"
    TAKE = "take"
    EDIT = "edit"
    DELETE = "delete"


class Fields(BaseModel):
    """Some fields of a task; what is None is not spoken of."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    details: str | None = None
    assignee: str | None = None
    """Their e-mail in ChartMogul, or its `assignee_mark` in what was seen."""
    due_date: date | None = None
    is_open: bool | None = None


class Change(BaseModel):
    """What somebody asked for, and all that is needed to do it and to answer them."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    kind: Kind
    task_uuid: str
    by: str
    """Slack user id."""
    at: datetime
    """When they did, by the host's clock."""
    wanted: Fields = Fields()
    seen: Fields = Fields()
    """The task as they saw it: what has changed since is not overwritten."""
    assignee_user: str = ""
    """Slack user id of the assignee that is wanted."""
    response_url: str = ""
    """Where to answer them alone, within half an hour."""
    thread_ts: str = ""
    """The thread in which they look; empty: none."""
    reference: str = ""
    """By which the log tells its story: see `bot.reference`."""


class State(StrEnum):
    """How far a change has come."""

    WAITING = "waiting"
    REFUSED = "refused"
    """It will not be done, and the person does not know yet."""
    ENDED = "ended"
    """It was done, or the person knows why not."""


class Outcome(BaseModel):
    """What came of a change; empty while that is not known."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    is_done: bool = False
    reason: str = ""
    """Why not, in words for the person."""
    field: str = ""
    """ChartMogul's name of the field at fault, where there is one."""
    reference: str = ""
    conflict: Fields | None = None
    """What others have changed meanwhile, as it is now."""


@dataclass(frozen=True)
class ChangeRow:
    """One row of `changes`. Times are epoch seconds by the database's clock."""

    id: int
    task_uuid: str
    change: Change
    state: State
    outcome: Outcome
    attempts: int
    settles_at: float
    """Until then an earlier request of this change may still take effect."""
    form_until: float
    """Until then a form may show that it was refused."""
    token: int
    created_at: float
