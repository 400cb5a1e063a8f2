"""What must hold of cards and of who is told, each property an object that hears all that happens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from tests.simulation.card_reading import card_in
from tests.simulation.end import End
from tests.simulation.events import Event, Posted
from tests.simulation.options import Kind
from tests.simulation.slack import CLOSED, ELSEWHERE


class CardsTellTheTruth:
    """At rest, every card that the bot can change shows the task as it is, and nothing under way."""

    def hear(self, event: Event, now: float) -> Iterable[str]:
        return ()

    def end(self, end: End) -> Iterator[str]:
        # One that Slack has refused is tried again some minutes later.
        followed = {(card.channel, card.ts) for card in end.cards if not card.attempts}
        left = {(card.channel, card.ts) for card in end.cards if card.attempts}
        tasks = {task.uuid: task for task in end.tasks}
        for message in end.messages:
            is_left = message.is_left_alone or (message.channel, message.ts) in left
            is_known = message.is_acknowledged and not is_left
            if message.is_deleted or not (is_known or (message.channel, message.ts) in followed):
                continue
            card = card_in(message)
            if card is None or card.task_uuid not in tasks:
                continue
            task = tasks[card.task_uuid]
            # One that is completed is not read again, if the date could not be read when it was.
            is_due_known = task.is_open or Kind.LIST_ODD not in end.options.faults
            for difference in card.differences(task, is_due_known=is_due_known):
                yield f"the card {message.ts} of {card.task_uuid[:8]}: {difference}"


class NoSecondMessage:
    """A change of a task is no message: its cards are edited where they stand."""

    def hear(self, event: Event, now: float) -> Iterator[str]:
        if isinstance(event, Posted) and event.task_uuid and not event.delivery:
            yield f"a message for a change of {event.task_uuid[:8]}: {event.text[:40]}"

    def end(self, end: End) -> Iterable[str]:
        return ()


class AssigneeTold:
    """Whoever is given a task by somebody else is told once, unless its card in their channel tells them."""

    def hear(self, event: Event, now: float) -> Iterable[str]:
        return ()

    def end(self, end: End) -> Iterator[str]:
        told = Counter(
            (letter.task_uuid, letter.to) for letter in end.outbox.letters().values() if letter.task_uuid
        )
        least, most = self._by_requests(end)
        for number in end.changes.rows:
            change = end.changes.change(number)
            if change.assignee_user and change.assignee_user != change.by:
                given = (change.task_uuid, change.assignee_user)
                most[given] += 1
                least[given] += end.changes.outcome(number).is_done
        for given in sorted({*told, *least}):
            if not least[given] <= told[given] <= most[given]:
                yield f"told {told[given]} times, not {least[given]} to {most[given]}: {given}"

    def _by_requests(self, end: End) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
        least, most = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
        for delivery, request in end.outbox.requests().items():
            row = end.outbox.rows[delivery]
            if row.post != "created" or row.state != "done" or request.assignee == request.asked_by:
                continue
            given = (row.task_uuid or "", request.assignee)
            is_there = row.channel == request.origin.channel_id != ""
            # Who is in a channel without the bot, it does not learn.
            is_readable = is_there and not (end.options.closed and row.channel == CLOSED)
            reads = is_readable and request.assignee not in ELSEWHERE.get(row.channel, ())
            least[given] += not reads
            most[given] += not reads or Kind.ASKING in end.options.faults
        return least, most
