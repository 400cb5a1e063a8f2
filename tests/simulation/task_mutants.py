"""Mistakes that the bot could have with tasks that live on: see `tests.simulation.mutants`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, update

from bot.app import Application
from bot.cards.card_surface import CardSurface
from bot.changes.change import Change, ChangeRow, Fields, Outcome, State
from bot.changes.changer import Changer
from bot.changes.changes import Changes
from bot.changes.changing import Changing
from bot.outbox.deliveries import Deliveries
from bot.store.schema import changes
from bot.tasks.drawing import Drawn
from bot.tasks.places import CardPlace, CardPlaces
from tests.simulation.options import Kind

GIVING = ("assigned-", "given-")
"""How the ids of letters begin that tell somebody of a task of theirs."""


class Unstored(Changer):
    """A click is acknowledged, and nothing is stored of it."""

    def ask(self, key: str, change: Change, *, from_form: bool = False) -> ChangeRow:
        if from_form:
            return super().ask(key, change, from_form=from_form)
        return ChangeRow(0, change.task_uuid, change, State.WAITING, Outcome(), 0, 0.0, 0.0, 0, 0.0)


class DoneBeforehand(Changes):
    """A change counts as done as soon as somebody works on it, and a crash loses it."""

    def sending(self, row: ChangeRow, *, lease: float, settles_in: float) -> ChangeRow:
        sent = super().sending(row, lease=lease, settles_in=settles_in)
        with self._database.writing() as connection:
            connection.execute(update(changes).where(changes.c.id == row.id).values(state=State.ENDED))
        return sent


class Unsettled(Changes):
    """That a request may still take effect is not noted."""

    def sending(self, row: ChangeRow, *, lease: float, settles_in: float) -> ChangeRow:
        return super().sending(row, lease=lease, settles_in=0.0)

    def put_off(self, row: ChangeRow, seconds: float, outcome: Outcome, *, settles_at: float) -> None:
        super().put_off(row, seconds, outcome, settles_at=0.0)

    def end(
        self, connection: Connection, row: ChangeRow, state: State, outcome: Outcome, *, settles_at: float
    ) -> ChangeRow:
        return super().end(connection, row, state, outcome, settles_at=0.0)


class Doubled(Changing):
    """What ChartMogul has answered is asked for once more."""

    def _end(self, row: ChangeRow, *args: Any, **options: Any) -> None:
        super()._end(row, *args, **options)
        wanted = row.change.wanted
        if wanted.due_date is not None and wanted.details is None:
            self._chartmogul.update_task(row.task_uuid, {"due_date": wanted.due_date})


class Blind(Changing):
    """Nobody looks what others have changed."""

    def _change(self, row: ChangeRow, *args: Any) -> None:
        super()._change(replace(row, change=row.change.model_copy(update={"seen": Fields()})), *args)


class Unleased(CardPlaces):
    """A card that is being drawn may be drawn by another at once."""

    def claim(self, *, lease: float, longest: float) -> CardPlace | None:
        return super().claim(lease=0.001, longest=longest)


class Hasty(CardSurface):
    """A drawing of which nobody knows whether it stands counts as one that does."""

    def _put(self, place: CardPlace, drawn: Drawn) -> None:
        try:
            super()._put(place, drawn)
        except Exception:
            self._places.shown(place, drawn.version, rest=0.0, turns_at=0.0)


def unsettled(application: Application) -> None:
    """A card of which nobody knows whether it changed is soon changed again, whatever is still on its way."""
    cards = application.rooms.live.cards
    cards._pace = replace(cards._pace, message_settles=0.0)


class Chatty(CardSurface):
    """What has changed is told by a new message."""

    def _put(self, place: CardPlace, drawn: Drawn) -> None:
        self._slack.post(place.channel, drawn.message)


class Silent(Deliveries):
    """Nobody hears of a task that they were given."""

    def add_letter(self, delivery_id: str, letter: str) -> None:
        if not delivery_id.startswith(GIVING):
            super().add_letter(delivery_id, letter)


class Repeating(Deliveries):
    """The occasion of a letter is not known again."""

    def add_letter(self, delivery_id: str, letter: str) -> None:
        super().add_letter(delivery_id, letter)
        if delivery_id.startswith(GIVING):
            super().add_letter(f"{delivery_id}-again", letter)


def _changes(kind: type[Changes]) -> Callable[[Application], None]:
    def put(application: Application) -> None:
        application.rooms.live.changes.__class__ = kind

    return put


def _changing(kind: type[Changing]) -> Callable[[Application], None]:
    def put(application: Application) -> None:
        application.rooms.live.changer._changing.__class__ = kind

    return put


def _cards(kind: type[CardSurface]) -> Callable[[Application], None]:
    def put(application: Application) -> None:
        application.rooms.live.cards._surface.__class__ = kind

    return put


def _deliveries(kind: type[Deliveries]) -> Callable[[Application], None]:
    def put(application: Application) -> None:
        application.rooms.deliveries.__class__ = kind

    return put


def _unstored(application: Application) -> None:
    application.rooms.live.changer.__class__ = Unstored


def _unleased(application: Application) -> None:
    application.rooms.live.places.__class__ = Unleased


BUSY = {"people": 3, "forms": 2, "clicks": 15, "hands": 0, "homes": 0, "lists": 0}
"""Much is clicked on."""

TIMED_OUT = {**BUSY, "faults": {Kind.TIMED_OUT: 0.7}}
"""So it is, and what is sent takes effect late."""

UPDATED_LATE = {**BUSY, "faults": {Kind.SLACK_TIMED_OUT: 0.7}}
"""So it is, and the cards change late."""

TASK_MISTAKES: dict[str, tuple[Callable[[Application], None], str, int, Mapping[str, Any]]] = {
    "a click without a trace": (_unstored, "NoLostClick", 20, {}),
    "a change done beforehand": (_changes(DoneBeforehand), "NoLostClick", 40, {}),
    "changes that do not settle": (_changes(Unsettled), "InOrder", 40, TIMED_OUT),
    "a change made twice": (_changing(Doubled), "NothingTwice", 20, {}),
    "a blind edit": (_changing(Blind), "NothingOverwritten", 60, {}),
    "cards without a lease": (_unleased, "CardsTellTheTruth", 60, UPDATED_LATE),
    "a card drawn in vain": (_cards(Hasty), "CardsTellTheTruth", 40, {}),
    "a message for each change": (_cards(Chatty), "NoSecondMessage", 20, {}),
    "an assignee untold": (_deliveries(Silent), "AssigneeTold", 40, {**BUSY, "faults": {}}),
    "an assignee told twice": (_deliveries(Repeating), "AssigneeTold", 40, {**BUSY, "faults": {}}),
}
"""What is put into a built process, which checker finds it in how many seeds at most, and where."""
