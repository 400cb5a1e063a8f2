"""Tasks that there are already, for a form that is about to make one more."""

from __future__ import annotations

from collections.abc import Sequence

from bot.outbox.deliveries import Deliveries
from bot.outbox.delivery import Delivery, Post, State
from bot.request import Request, read_asked
from bot.resolve.alike import likeness
from bot.slack.conversation import Origin
from bot.tasks.customer_tasks import OpenTask
from bot.tasks.known_task import KnownTask
from bot.tasks.places import CardPlaces
from bot.tasks.tasks import Tasks
from bot.views.already import LINES, Already, AlreadyThere, Fate
from bot.workspace.people import People


class KnownAlready:
    """Finds them. Raises `DatabaseUnavailable` where the store is away."""

    def __init__(self, deliveries: Deliveries, tasks: Tasks, places: CardPlaces, people: People) -> None:
        self._deliveries = deliveries
        self._tasks = tasks
        self._places = places
        self._people = people

    def find(self, origin: Origin, details: str, open_tasks: Sequence[OpenTask]) -> AlreadyThere:
        """Those from the message that the form was opened on, and those that say nearly the same.

        Args:
            details: what is to be done, as the form has it.
            open_tasks: of the customer that is chosen.
        """
        made = self._from_message(origin)
        named = {task.task_uuid for task in made}
        alike = [(likeness(details, task.details), task) for task in open_tasks if task.uuid not in named]
        likest = sorted((pair for pair in alike if pair[0]), key=lambda pair: -pair[0])
        return AlreadyThere(
            from_message=tuple(made),
            alike=tuple(self._alike(task, origin, is_shown=n < LINES) for n, (_, task) in enumerate(likest)),
        )

    def _from_message(self, origin: Origin) -> list[Already]:
        made = self._deliveries.made_from(origin.source) if origin.source else []
        known = self._tasks.get_all(row.task_uuid for row in made if row.task_uuid)
        return [
            self._made(row, known.get(row.task_uuid or ""), origin, is_shown=n < LINES)
            for n, row in enumerate(made)
        ]

    def _made(self, row: Delivery, task: KnownTask | None, origin: Origin, *, is_shown: bool) -> Already:
        if row.is_forgotten:
            return self._forgotten(row, task)
        asked = read_asked(row.request)
        if not isinstance(asked, Request):
            # Only requests come from a message that somebody used the shortcut on.
            return Already(details="")
        if task is None:
            return Already(
                details=asked.task.task_details,
                fate=_fate(row),
                due_date=asked.task.due_date,
                assignee=asked.assignee,
                asked_by=asked.asked_by,
                task_uuid=row.task_uuid or "",
            )
        card_url = self._card_url(task.uuid, origin, asked.origin.thread_ts) if is_shown else ""
        return self._known(task, card_url=card_url)

    def _known(self, task: KnownTask, *, card_url: str) -> Already:
        return Already(
            details=task.details,
            fate=Fate.GONE if task.is_gone else Fate.DONE if task.completed_at else Fate.OPEN,
            due_date=task.due_date,
            assignee=task.assignee_user or self._people.user_of(task.assignee),
            assignee_email=task.assignee,
            asked_by=task.asked_by,
            card_url=card_url,
            task_uuid=task.uuid,
        )

    def _forgotten(self, row: Delivery, task: KnownTask | None) -> Already:
        """What there is still to say of a task that was asked for long ago."""
        if task is None:
            # Of open ones more is known.
            fate = Fate.DONE if row.post is Post.CREATED else _fate(row)
            return Already(details="", fate=fate, task_uuid=row.task_uuid or "")
        return self._known(task, card_url="")

    def _alike(self, task: OpenTask, origin: Origin, *, is_shown: bool) -> Already:
        return Already(
            details=task.details,
            due_date=task.due_date,
            assignee=task.assignee_user or self._people.user_of(task.assignee),
            assignee_email=task.assignee,
            asked_by=task.asked_by,
            card_url=self._card_url(task.uuid, origin) if is_shown else "",
            task_uuid=task.uuid,
        )

    def _card_url(self, task_uuid: str, origin: Origin, thread_ts: str = "") -> str:
        """Where a card of the task stands for more than one person, best in the same conversation."""
        here, seen = origin.channel_id, self._places.of_task(task_uuid)
        places = [place for place in seen if not place.is_ephemeral and not _is_alone(place.channel, here)]
        if not places:
            return ""
        best = min(places, key=lambda place: (place.channel != here, place.ts))
        stands = Origin(
            team_domain=origin.team_domain,
            channel_id=best.channel,
            thread_ts=thread_ts if best.is_beside else "",
            message_ts=best.ts,
        )
        return stands.message_url


def _is_alone(channel_id: str, here: str) -> bool:
    """Whether it is one person's conversation with the bot, or with another one, elsewhere."""
    return channel_id.startswith("D") and channel_id != here


def _fate(row: Delivery) -> Fate:
    """What has become of a request of which no task is known."""
    match row.post:
        case Post.CREATED:
            return Fate.OPEN
        case Post.UNSURE:
            return Fate.THERE if row.state is State.DONE else Fate.UNSURE
        case _:
            return Fate.ON_ITS_WAY
