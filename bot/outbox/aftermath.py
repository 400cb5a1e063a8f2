"""What follows once a message stands: its place is remembered, and an assignee whom it did not reach is told.

All of it may be done twice and is then as if done once: a process may end in between.
"""

from __future__ import annotations

from collections.abc import Callable

import structlog

from bot.outbox.announce import why_here
from bot.outbox.deliveries import Deliveries
from bot.outbox.delivery import Delivery, Post
from bot.request import Announce, Letter, Request
from bot.slack.errors import SlackError
from bot.slack.web_api import Slack
from bot.store.database import Database
from bot.tasks.drawing import CardDrawer
from bot.tasks.known_task import KnownTask, asked_for
from bot.tasks.places import CardPlaces
from bot.tasks.tasks import Tasks
from bot.views import card
from bot.views.mrkdwn import person

log = structlog.get_logger(__name__)

MEMBERS_ASKED = 1000
"""Members of a channel among whom an assignee is looked for; beyond, they get a direct message as well."""


class Aftermath:
    """Hears of every message that was posted (see `bot.outbox.telling.Told`).

    Args:
        may_be_told: whether somebody is a colleague who wants direct messages.

    Every method raises `DatabaseUnavailable` where the store is away.
    """

    def __init__(
        self,
        *,
        database: Database,
        deliveries: Deliveries,
        tasks: Tasks,
        places: CardPlaces,
        drawer: CardDrawer,
        slack: Slack,
        may_be_told: Callable[[str], bool],
    ) -> None:
        self._database = database
        self._deliveries = deliveries
        self._tasks = tasks
        self._places = places
        self._drawer = drawer
        self._slack = slack
        self._may_be_told = may_be_told

    def hear(self, delivery: Delivery, asked: Request | Letter) -> None:
        """A message stands where the row says."""
        if isinstance(asked, Letter):
            task = self._tasks.get(asked.task_uuid) if asked.task_uuid else None
            if task and delivery.ts:
                self._places.add(
                    delivery.channel,
                    delivery.ts,
                    task.uuid,
                    shown=asked.version,
                    intro=asked.intro,
                    holds_for=self._drawer.draw(task).holds_for,
                )
        elif delivery.post is Post.CREATED:
            self._created(delivery, asked)

    def give(self, task: KnownTask, to: str, *, by: str, occasion: str) -> None:
        """Tell somebody of a task that was given to them, by its card, unless they want no messages.

        Args:
            by: Slack user id of who gave it to them.
            occasion: the same for what must be told once.
        """
        if not self._may_be_told(to):
            return
        # It stays true, whoever has the task later.
        intro = f"{person(by)} gave you this task."
        drawn = self._drawer.draw(task, intro=intro, is_new=True)
        letter = Letter(
            to=to,
            message=drawn.message,
            mark=card.block_id(task.uuid),
            task_uuid=task.uuid,
            version=drawn.version,
            intro=intro,
        )
        self._deliveries.add_letter(occasion, letter.model_dump_json())

    def _created(self, delivery: Delivery, request: Request) -> None:
        task = asked_for(request, delivery.task_uuid or "", seen_at=delivery.telling_at)
        is_there = delivery.channel == request.origin.channel_id
        is_meant_there = request.announce is Announce.CHANNEL and request.origin.channel_id
        intro = why_here(request.origin.channel_id, delivery) if is_meant_there and not is_there else ""
        is_beside = is_there and bool(request.origin.thread_ts)
        holds_for = self._drawer.draw(task).holds_for
        with self._database.writing() as connection:
            self._tasks.put(connection, task)
            if delivery.ts:
                self._places.put(
                    connection,
                    delivery.channel,
                    delivery.ts,
                    task.uuid,
                    shown=1,
                    is_beside=is_beside,
                    intro=intro,
                    holds_for=holds_for,
                )
        is_own = request.assignee == request.asked_by
        if not is_own and not (is_there and self._reads(delivery.channel, request.assignee)):
            self.give(task, request.assignee, by=request.asked_by, occasion=f"assigned-{task.uuid}")

    def _reads(self, channel: str, user: str) -> bool:
        """Whether somebody is in a channel, where a mention notifies them."""
        try:
            return user in self._slack.members(channel, limit=MEMBERS_ASKED, timeout=5.0)
        except SlackError as error:
            log.info("assignee.not_looked_for", code=error.code)
            return False
