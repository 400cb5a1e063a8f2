"""A board: where it stands, and what it is to show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from bot.boards.nearness import Near


class Group(BaseModel):
    """Some of a list's tasks."""

    model_config = ConfigDict(frozen=True)

    title: str = ""
    """In mrkdwn, of a list that stands as it was stored; in others it is worked out."""
    uuids: tuple[str, ...]


class Headed(StrEnum):
    """Which words a list has above it and between its tasks, and what is counted in them."""

    AS_STORED = ""
    """Those of the version that stored it."""
    LIST = "list"
    FLAT_LIST = "flat list"
    """No words in between: it was asked for one day, or for what is overdue."""
    REMINDER = "reminder"
    DIGEST = "digest"


class Days(BaseModel):
    """Days between which tasks are due."""

    model_config = ConfigDict(frozen=True)

    first: date | None
    """None: however long ago."""
    last: date


class Listed(BaseModel):
    """Tasks that were chosen once: they stay on the board, whatever becomes of them."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["list"] = "list"
    heading: str
    """In mrkdwn; how many tasks there are is said when it is drawn, by `headed`."""
    headed: Headed = Headed.AS_STORED
    groups: tuple[Group, ...]
    assignees: tuple[str, ...] = ()
    """The e-mails of whose open tasks are counted; empty: anybody's."""
    due: tuple[Days, ...] = ()
    """When tasks are due that are counted; empty: whenever."""
    unlisted: dict[Near, int] = {}
    """How many more there were when the tasks were chosen."""
    note: str = ""
    """A line below, in mrkdwn."""
    page: int = 0
    day: date | None = None
    """The day as of which is said how near the due dates are; None: on which it is read."""
    mentions: bool = False
    """Whether assignees are named by mentions: where a message is posted, those notify them."""


class Section(StrEnum):
    """A part of the App Home. Its value keeps ids apart where one task stands in two of them."""

    MINE = "mine"
    ASKED = "asked"
    CUSTOMER = "customer"


class AtHome(BaseModel):
    """One person's App Home."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["home"] = "home"
    pages: dict[Section, int] = {}
    customer_uuid: str = ""
    """Whose tasks are shown by customer; empty until one is chosen."""
    opened_at: float = 0.0
    """When it was last opened, by the database's clock: what was done before is not shown any more."""
    read_at: float = 0.0
    """When ChartMogul last showed all of it, epoch seconds by the database's clock; 0: never."""
    reading_until: float = 0.0
    """Until then ChartMogul is being asked; 0: it is not."""
    is_away: bool = False
    """Whether ChartMogul did not answer the last time."""


What = Listed | AtHome

_WHAT: TypeAdapter[Listed | AtHome] = TypeAdapter(Annotated[What, Field(discriminator="kind")])


def read_what(stored: str) -> Listed | AtHome:
    """What a row says."""
    return _WHAT.validate_json(stored)


class Kind(StrEnum):
    """How a board is put where it stands."""

    HOME = "home"
    """`views.publish`."""
    EPHEMERAL = "ephemeral"
    """A response URL: one person alone sees it."""
    MESSAGE = "message"
    """`chat.update`."""


@dataclass(frozen=True)
class Board:
    """One row of `boards`. Times are epoch seconds by the database's clock."""

    place: str
    """Names it; in an ephemeral list the ids of its blocks begin with it."""
    kind: Kind
    person: str
    """Slack user id of whom it is for; empty for a digest."""
    channel: str
    ts: str
    what: What
    response_url: str
    uses: int
    """How often the response URL may still be used."""
    until: float
    """When it stops to follow its tasks."""
    wanted: int
    """Rises with everything that is to be drawn beside its tasks."""
    content: str
    """A fingerprint of what is shown; empty where that is not known."""
    attempts: int
    next_try_at: float
    token: int


@dataclass(frozen=True)
class DrawnBoard:
    """A board to put where it stands."""

    content: dict[str, object]
    """A view of the App Home, or `text` and `blocks` of a message."""
    versions: dict[str, int]
    """Of the tasks that it shows."""
    holds_for: float = 0.0
    """Seconds after which its words are no longer right by themselves; 0: they stay right."""
    is_settled: bool = True
    """Whether nothing is under way in it."""
