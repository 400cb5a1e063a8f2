"""What happens in a world that somebody may want to judge."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tests.simulation.chartmogul import Task
from tests.simulation.scheduler import Strand
from tests.simulation.slack import Message


class Told(StrEnum):
    """What the screen says after the form's button was pressed."""

    CREATED = "created"
    SAVED = "saved"
    ERROR = "error"
    NOTHING = "no answer"


@dataclass(frozen=True)
class Row:
    """A delivery, as far as it is watched."""

    id: str
    token: int
    lease_until: float
    state: str
    post: str
    notice: str
    task_uuid: str | None
    request: str
    channel: str


@dataclass(frozen=True)
class Stored:
    """A request was accepted."""

    row: Row


@dataclass(frozen=True)
class Changed:
    """A row was changed; `at` is by the database's clock."""

    before: Row
    after: Row
    strand: Strand
    at: float


@dataclass(frozen=True)
class Created:
    """ChartMogul has a new task."""

    content: str


@dataclass(frozen=True)
class ChangeRow:
    """A change that somebody asked for, as far as it is watched."""

    id: int
    key: str
    """Names the click or the form from which it comes."""
    token: int
    lease_until: float
    state: str
    task_uuid: str
    what: str
    outcome: str


@dataclass(frozen=True)
class NoteRow:
    """A note that is wanted, as far as it is watched."""

    id: str
    """The same as of its delivery."""
    token: int
    lease_until: float
    state: str


@dataclass(frozen=True)
class ChangeStored:
    """A click was accepted."""

    row: ChangeRow


@dataclass(frozen=True)
class ChangeMoved:
    """The row of a change was changed; `at` is by the database's clock."""

    before: ChangeRow
    after: ChangeRow
    strand: Strand
    at: float
    seen: Task | None
    """The task as ChartMogul last showed it to the strand; None where it has it no more."""


@dataclass(frozen=True)
class Effect:
    """ChartMogul has changed or deleted a task for a change."""

    change: int
    before: Task
    after: Task
    seen: Task | None
    """The task as it was shown to whoever asked for this, before they did."""
    asked_at: float
    """By the world's time."""
    is_excused: bool
    """Whether whoever asked stood still before, and cannot know."""


@dataclass(frozen=True)
class Clicked:
    """Somebody has clicked on a card, or on a row."""

    key: str
    """What the key of a change that comes of it begins with."""
    url: str
    """The response URL of the click; empty in the App Home, where there is none."""
    message: Message | None
    """In which it was; None: in the App Home."""
    is_answered: bool
    """Whether Slack was told that the app has it."""
    is_spoken_to: bool
    """Whether the app has tried to say or show something to its person."""
    stores: bool
    """Whether it asks for a change, and not for a form."""


@dataclass(frozen=True)
class Asked:
    """A request has reached ChartMogul."""

    delivery: str
    """For which, or for which change; empty where it is for none."""
    changes: bool
    """Whether it creates, changes or deletes something."""
    is_late: bool
    """Whether its worker has let the lease on the delivery run out, without standing still."""
    is_excused: bool
    """Whether its worker stood still since it noted something, and cannot know what others were told."""


@dataclass(frozen=True)
class Busy:
    """ChartMogul has said 429 to a delivery or a change, and for how long to leave it alone."""

    delivery: str
    seconds: float


@dataclass(frozen=True)
class Answered:
    """ChartMogul is done with a request, as far as it counts for its limits."""


@dataclass(frozen=True)
class Posted:
    """A message stands in Slack."""

    delivery: str
    """Of whom it tells; empty where it answers something else."""
    text: str
    task_uuid: str
    """The task whose card it is; empty for everything else."""
    is_late: bool
    """Whether its worker has let the lease on the delivery run out, without standing still."""
    is_excused: bool
    """Whether its worker lost the lease by standing still after it had noted that it would post this."""
    channel: str = ""
    """Empty for what goes through a response URL."""


@dataclass(frozen=True)
class Acknowledged:
    """A request of Slack's was answered, or not in time."""

    what: str
    seconds: float
    in_time: bool
    undisturbed: bool
    """Whether its process lived and moved on all the while."""


@dataclass(frozen=True)
class Probed:
    """A form of the healthy world was answered."""

    told: Told


@dataclass(frozen=True)
class Broke:
    """The bot has met a mistake of its own, and written it down."""

    what: str


Event = (
    Stored
    | Changed
    | ChangeStored
    | ChangeMoved
    | Effect
    | Clicked
    | Created
    | Asked
    | Busy
    | Answered
    | Posted
    | Acknowledged
    | Probed
    | Broke
)
