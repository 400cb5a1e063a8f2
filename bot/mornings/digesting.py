"""Posts on Monday mornings what is open for a channel's customer."""

from __future__ import annotations

from datetime import tzinfo
from functools import partial

from bot.boards.board import Group, Headed, Listed
from bot.chartmogul import Priority
from bot.mornings.digests import Digest, Digests
from bot.mornings.person_now import PeopleNow
from bot.mornings.schedule import Give
from bot.mornings.slot import MONDAYS, USUAL, Slot, Turn, slot_at
from bot.mornings.writing import SeenTo, Writing
from bot.runtime import Runtime
from bot.tasks.known_task import KnownTask
from bot.tasks.reading import TaskReader
from bot.tasks.tasks import Tasks
from bot.views.morning_words import digest_note, digest_title
from bot.workspace.channels import Channels


class Digesting:
    """Posts them, one after the other.

    Every method raises `DatabaseUnavailable` where the store is away.
    """

    def __init__(
        self,
        *,
        digests: Digests,
        channels: Channels,
        people_now: PeopleNow,
        tasks: Tasks,
        reader: TaskReader,
        writing: Writing,
        runtime: Runtime,
    ) -> None:
        self._digests = digests
        self._channels = channels
        self._people_now = people_now
        self._tasks = tasks
        self._reader = reader
        self._writing = writing
        self._runtime = runtime

    def due(self) -> list[Give]:
        """As `Reminding.due`: a channel's morning is that of whoever switched its digest on."""
        wanted = self._digests.wanted()
        zones = self._people_now.zones(digest.set_by for digest in wanted)
        return [
            partial(self.give, digest)
            for digest in wanted
            if (zone := zones.get(digest.set_by)) is None or self._slot(digest, zone).turn is Turn.DUE
        ]

    def give(self, digest: Digest) -> None:
        """Have a digest posted, if it is time for it and something is open.

        Raises:
            SlackError, ChartMogulError: it could not be found out; another time, perhaps.
        """
        owner = self._people_now.anybody(digest.set_by)
        if self._slot(digest, owner.zone).turn is not Turn.DUE:
            return
        link = self._channels.link(digest.channel)
        tasks = self._read(link.customer_uuid) if link else []
        # ChartMogul may have taken its time.
        slot = self._slot(digest, owner.zone)
        if slot.turn is Turn.DUE:
            self._write(digest, slot, tasks, owner.name)

    def _read(self, customer_uuid: str) -> list[KnownTask]:
        known = [task.uuid for task in self._tasks.open_tasks(customer_uuid=customer_uuid)]
        self._reader.read_customer(customer_uuid, uuids=known, priority=Priority.SYNC)
        return self._tasks.open_tasks(customer_uuid=customer_uuid)

    def _write(self, digest: Digest, slot: Slot, tasks: list[KnownTask], owner: str) -> None:
        seen_to: SeenTo = partial(self._digests.seen_to, digest=digest, day=slot.day)
        if not tasks:
            self._writing.nothing(seen_to)
            return
        listed = Listed(
            heading=digest_title(tasks[0].customer_name, tasks[0].customer_url),
            headed=Headed.DIGEST,
            groups=(Group(uuids=tuple(task.uuid for task in tasks)),),
            note=digest_note(owner),
            day=slot.day,
        )
        self._writing.write(
            f"digest-{digest.channel}-{slot.day}",
            listed,
            seen_to,
            to=digest.set_by,
            ends=slot.ends,
            channel=digest.channel,
        )

    def _slot(self, digest: Digest, zone: tzinfo) -> Slot:
        return slot_at(self._runtime.now(), zone, USUAL, digest.posted_on, MONDAYS)
