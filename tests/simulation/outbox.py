"""The outbox as the database tells of it: its rows, and which strand has which delivery in hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

from bot.request import Letter, Request, read_asked
from tests.simulation.chartmogul import content_of
from tests.simulation.events import Changed, Event, Row, Stored
from tests.simulation.processes import Process
from tests.simulation.scheduler import Scheduler, Strand
from tests.simulation.virtual import EPOCH


@dataclass(frozen=True)
class Hold:
    """A delivery, or a change, in a strand's hands, since its last note."""

    delivery: str
    token: int
    lease_until: float
    noted_at: float


class Outbox:
    """Hears every change of a delivery while it is made.

    Args:
        hear: takes the events.
        trace: writes down who did what.
    """

    def __init__(
        self, scheduler: Scheduler, hear: Callable[[Event], None], trace: Callable[[str, str], None]
    ) -> None:
        self._scheduler = scheduler
        self._hear = hear
        self._trace = trace
        self._holds: WeakKeyDictionary[Strand, Hold] = WeakKeyDictionary()
        self._begun_anew: set[tuple[str, int]] = set()
        """Refused deliveries that were sent again, with the token of whoever was to tell of the refusal."""
        self._asked: dict[str, Request | Letter] = {}
        self.rows: dict[str, Row] = {}

    def stored(self, row: Row) -> None:
        """A delivery is new."""
        self.rows[row.id] = row
        self._trace(self._scheduler.strand.owner.name, f"stores {short(row.id)}")
        self._hear(Stored(row))

    def changed(self, before: Row, after: Row) -> None:
        """A delivery was changed."""
        strand, now = self._scheduler.strand, EPOCH + self._scheduler.now
        if not after.request:
            # Only the bot forgets it.
            after = replace(after, request=self.rows[after.id].request)
        self.rows[after.id] = after
        if after.lease_until != before.lease_until and after.token == before.token:
            self._holds[strand] = Hold(after.id, after.token, after.lease_until, self._scheduler.now)
        if (before.post, after.post) == ("refused", "new"):
            self._begun_anew.add((before.id, before.token))
        self._trace(strand.owner.name, f"notes {short(after.id)}: {_shown(before, after)}")
        self._hear(Changed(before, after, strand, now))

    def in_state(self, *states: str) -> list[str]:
        """The deliveries in these states."""
        return [row.id for row in self.rows.values() if row.state in states]

    def asked(self, delivery: str) -> Request | Letter:
        """What is to be done."""
        if delivery not in self._asked:
            self._asked[delivery] = read_asked(self.rows[delivery].request)
        return self._asked[delivery]

    def requests(self) -> dict[str, Request]:
        """The deliveries that are to create a task."""
        asked = {delivery: self.asked(delivery) for delivery in self.rows}
        return {delivery: one for delivery, one in asked.items() if isinstance(one, Request)}

    def letters(self) -> dict[str, Letter]:
        """Those that are to tell somebody something."""
        asked = {delivery: self.asked(delivery) for delivery in self.rows}
        return {delivery: one for delivery, one in asked.items() if isinstance(one, Letter)}

    def wanted(self) -> Counter[str]:
        """How many tasks there should be, by what they say."""
        return Counter(
            content_of_request(request)
            for delivery, request in self.requests().items()
            if self.rows[delivery].post != "refused"
        )

    def in_hand(self) -> str:
        """The delivery that the strand works on; empty where it does not, or has not noted anything yet."""
        hold = self._hold()
        return hold.delivery if hold else ""

    def is_late(self) -> bool:
        """Whether the strand has lost it without standing still, and should not act any more."""
        return self._is_lost() and not self._stood_still()

    def is_late_to_tell(self) -> bool:
        """The same of a message: one about a refusal may be on its way when its person goes on."""
        return self.is_late() and not self._is_told_by_form() and not self._is_begun_anew()

    def is_excused(self) -> bool:
        """Whether the strand has lost it by standing still, and cannot know."""
        return self._is_lost() and self._stood_still()

    def _is_lost(self) -> bool:
        """Whether its lease has run out, or somebody else has claimed it."""
        hold = self._hold()
        if hold is None:
            return False
        return is_lost(hold, self.rows[hold.delivery].token, self._scheduler.now)

    def _stood_still(self) -> bool:
        """Whether the strand's process stood still since it noted something."""
        hold = self._hold()
        return hold is not None and stood_still(hold, self._scheduler.strand)

    def _is_told_by_form(self) -> bool:
        """Whether a form that came back late has told of the refusal that the strand is just telling of."""
        row = self.rows[self.in_hand()]
        return (row.state, row.post, row.notice) == ("failed", "refused", "posted")

    def _is_begun_anew(self) -> bool:
        """Whether its person has sent it again since the strand held it refused."""
        hold = self._hold()
        return hold is not None and (hold.delivery, hold.token) in self._begun_anew

    def _hold(self) -> Hold | None:
        return self._holds.get(self._scheduler.strand)


def is_lost(hold: Hold, token: int, now: float) -> bool:
    """Whether a lease has run out, or somebody else has claimed the row, which has this token by now."""
    return token > hold.token or hold.lease_until < EPOCH + now


def stood_still(hold: Hold, strand: Strand) -> bool:
    """Whether the strand's process stood still since it noted something."""
    return isinstance(strand.owner, Process) and strand.owner.disturbed_at >= hold.noted_at


def short(delivery: str) -> str:
    """Enough of its id for people: letters say in theirs what they are."""
    return delivery if "-" in delivery else delivery[:6]


def content_of_request(request: Request) -> str:
    """What its task says."""
    return content_of(request.task.customer_uuid, request.task.task_details, request.task.assignee)


def _shown(before: Row, after: Row) -> str:
    parts = [
        f"{name} {getattr(before, name)} → {getattr(after, name)}"
        for name in ("token", "state", "post", "notice", "task_uuid")
        if getattr(before, name) != getattr(after, name)
    ]
    return ", ".join(parts) or "lease"
