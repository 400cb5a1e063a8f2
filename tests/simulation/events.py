"""What happens in a world that somebody may want to judge."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tests.simulation.scheduler import Strand


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
class Asked:
    """A request has reached ChartMogul."""

    delivery: str
    """For which; empty where it is for none."""
    creates: bool
    is_late: bool
    """Whether its worker has let the lease on the delivery run out, without standing still."""


@dataclass(frozen=True)
class Busy:
    """ChartMogul has said 429 to the task of a delivery, and for how long to leave it alone."""

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
    is_late: bool
    """Whether its worker has let the lease on the delivery run out, without standing still."""
    is_excused: bool
    """Whether its worker lost the lease by standing still after it had noted that it would post this."""


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


Event = Stored | Changed | Created | Asked | Busy | Answered | Posted | Acknowledged | Probed | Broke
