"""What must hold in every world, each property an object that hears all that happens."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator

from bot.request import Letter
from tests.simulation.card_checkers import AssigneeTold, CardsTellTheTruth, NoSecondMessage
from tests.simulation.change_checkers import InOrder, NoLostClick, NothingOverwritten, NothingTwice
from tests.simulation.digest_checkers import OneDigest
from tests.simulation.end import Checker, End
from tests.simulation.events import (
    Acknowledged,
    Answered,
    Asked,
    Broke,
    Busy,
    Changed,
    ChangeMoved,
    Created,
    Event,
    Posted,
    Probed,
    Stored,
    Told,
)
from tests.simulation.home_checkers import HomesTellTheTruth
from tests.simulation.morning_checkers import OneReminder
from tests.simulation.note_checkers import OneNote
from tests.simulation.outbox import short
from tests.simulation.row_checkers import RowsTellTheTruth
from tests.simulation.scheduler import Owner
from tests.simulation.to_bot import SLACK_WAITS
from tests.simulation.virtual import EPOCH


class OneTask:
    """ChartMogul has one task for each accepted request, and none for one that it refused."""

    def __init__(self) -> None:
        self._tasks: Counter[str] = Counter()

    def hear(self, event: Event, now: float) -> Iterable[str]:
        if isinstance(event, Created):
            self._tasks[event.content] += 1
        return ()

    def end(self, end: End) -> Iterator[str]:
        wanted = end.outbox.wanted()
        for content in sorted({*wanted, *self._tasks}):
            if self._tasks[content] != wanted[content]:
                yield f"{self._tasks[content]} tasks for {wanted[content]} requests: {content}"


class OneCard:
    """Each delivery is told of once; a second message says something else: why it is there as well."""

    def __init__(self) -> None:
        self._posts: dict[str, str] = {}
        self._said: dict[str, Counter[str]] = {}

    def hear(self, event: Event, now: float) -> Iterator[str]:
        match event:
            case Stored(row):
                self._posts[row.id], self._said[row.id] = row.post, Counter()
            case Changed(_, row):
                if row.post != self._posts[row.id] and row.post in {"sent", "new"}:
                    # It begins anew: what it comes to is told anew.
                    self._said[row.id].clear()
                self._posts[row.id] = row.post
            case Posted(delivery, text, is_excused=False) if delivery:
                said = self._said[delivery]
                said[text] += 1
                if said[text] > 1:
                    yield f"told {said[text]} times: {short(delivery)}"

    def end(self, end: End) -> Iterable[str]:
        return ()


class NobodyUntold:
    """Each person hears what became of what they asked for, and what the screen promised holds."""

    def __init__(self) -> None:
        self._told: set[tuple[str, str]] = set()
        self._posts: dict[str, str] = {}

    def hear(self, event: Event, now: float) -> Iterable[str]:
        match event:
            case Stored(row) | Changed(_, row):
                self._posts[row.id] = row.post
            case Posted(delivery) if delivery:
                self._told.add((delivery, self._posts[delivery]))
        return ()

    def end(self, end: End) -> Iterator[str]:
        forms = {
            delivery: form
            for form in end.forms
            for delivery, request in end.outbox.requests().items()
            if request.delivery_id(form.view_id) == delivery
        }
        for row in end.outbox.rows.values():
            form, asked = forms.get(row.id), end.outbox.asked(row.id)
            if isinstance(asked, Letter) and 0.0 < asked.until < EPOCH + end.now:
                # It would come too late.
                continue
            if (row.id, row.post) in self._told:
                continue
            if row.post == "refused" and form and {Told.ERROR, Told.NOTHING} & set(form.told):
                continue
            yield f"nobody was told: {row.post} {short(row.id)}"
        kept = {id(form) for form in forms.values()}
        for form in end.forms:
            if {Told.CREATED, Told.SAVED} & set(form.told) and id(form) not in kept:
                yield f"the screen promised, and nothing was stored: {form.view_id}"


class InTime:
    """Slack has its answer within three seconds, unless the process died or stood still."""

    def hear(self, event: Event, now: float) -> Iterator[str]:
        if isinstance(event, Acknowledged) and event.undisturbed and not event.in_time:
            yield f"no answer in {SLACK_WAITS:g} s: {event.what}"

    def end(self, end: End) -> Iterable[str]:
        return ()


class UnderLease:
    """Whoever works on a delivery holds its lease, and nobody else writes what a worker writes."""

    def __init__(self) -> None:
        self._tokens: dict[tuple[Owner, str], int] = {}

    def hear(self, event: Event, now: float) -> Iterator[str]:
        match event:
            case Changed(before, after, strand) if after.token > before.token:
                if after.lease_until > event.at:
                    self._tokens[strand.owner, after.id] = after.token
            case Changed(before, after, strand) if after.lease_until != before.lease_until:
                if self._tokens.get((strand.owner, after.id)) != after.token:
                    yield f"written without its lease: {short(after.id)} by {strand.owner.name}"
            case ChangeMoved(before, after, strand) if after.token > before.token:
                if after.lease_until > event.at:
                    self._tokens[strand.owner, f"change {after.id}"] = after.token
            case ChangeMoved(before, after, strand) if after.lease_until != before.lease_until:
                if self._tokens.get((strand.owner, f"change {after.id}")) != after.token:
                    yield f"written without its lease: change {after.id} by {strand.owner.name}"
            case Asked(delivery, is_late=True):
                yield f"asked ChartMogul after the lease had ended: {short(delivery)}"
            case Posted(delivery, is_late=True):
                yield f"posted after the lease had ended: {short(delivery)}"

    def end(self, end: End) -> Iterable[str]:
        return ()


class TokensRise:
    """A delivery's fencing token never falls, and every claim raises it."""

    def hear(self, event: Event, now: float) -> Iterator[str]:
        if not isinstance(event, Changed | ChangeMoved):
            return
        before, after = event.before, event.after
        if after.token < before.token:
            yield f"the token fell from {before.token} to {after.token}: {short(str(after.id))}"
        is_claim = event.strand.name.endswith(" dispatcher")
        claimed = before.lease_until <= event.at < after.lease_until and is_claim
        if claimed and after.token == before.token:
            yield f"claimed with the same token: {short(str(after.id))}"

    def end(self, end: End) -> Iterable[str]:
        return ()


class WithinLimits:
    """ChartMogul's limits are kept: so many requests a second, 20 at once, and silence where it asks for it.

    Args:
        slots: requests in a second.
    """

    def __init__(self, slots: int) -> None:
        self._slots = slots
        self._lately: deque[float] = deque()
        self._in_flight = 0
        self._not_before: dict[str, float] = {}

    def hear(self, event: Event, now: float) -> Iterator[str]:
        match event:
            case Asked(delivery, changes, is_excused=is_excused):
                self._lately.append(now)
                self._in_flight += 1
                while self._lately[0] <= now - 1.0:
                    self._lately.popleft()
                if len(self._lately) > self._slots:
                    yield f"{len(self._lately)} requests in a second, of {self._slots}"
                if self._in_flight > 20:
                    yield f"{self._in_flight} requests at once"
                if changes and not is_excused and now < (not_before := self._not_before.get(delivery, 0.0)):
                    yield f"asked again {not_before - now:.1f} s too early: {short(delivery)}"
            case Busy(delivery, seconds):
                self._not_before[delivery] = now + seconds
            case Answered():
                self._in_flight -= 1

    def end(self, end: End) -> Iterable[str]:
        return ()


class NothingBreaks:
    """No listener and no worker meets an error that nobody has thought of."""

    def hear(self, event: Event, now: float) -> Iterator[str]:
        if isinstance(event, Broke):
            yield event.what

    def end(self, end: End) -> Iterable[str]:
        return ()


class ComesToRest:
    """Once everything works again, all is settled soon, and a form hears at once what came of it."""

    def hear(self, event: Event, now: float) -> Iterator[str]:
        if isinstance(event, Probed) and event.told is not Told.CREATED:
            yield f"in the healthy world a form was told: {event.told}"

    def end(self, end: End) -> Iterator[str]:
        for row in end.outbox.rows.values():
            if row.state in {"waiting", "unsure", "untold"}:
                yield f"not settled: {row.state} {row.post} {row.notice} {short(row.id)}"


def checkers(slots: int) -> list[Checker]:
    """All of them."""
    return [
        OneTask(),
        OneCard(),
        NobodyUntold(),
        InTime(),
        UnderLease(),
        TokensRise(),
        WithinLimits(slots),
        NothingBreaks(),
        ComesToRest(),
        NoLostClick(),
        InOrder(),
        NothingTwice(),
        NothingOverwritten(),
        CardsTellTheTruth(),
        NoSecondMessage(),
        AssigneeTold(),
        OneReminder(),
        HomesTellTheTruth(),
        RowsTellTheTruth(),
        OneDigest(),
        OneNote(),
    ]
