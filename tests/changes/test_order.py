"""The changes of one task are done one after the other, in the order in which they were stored."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Event

import pytest
from sqlalchemy import Connection, text

from bot.changes.change import Change, Fields, Kind, Outcome, State
from bot.changes.changes import Changes
from bot.chartmogul.task import Task
from bot.store.database import Database
from bot.tasks.tasks import Tasks
from tests.scenarios.running import eventually
from tests.store.clock import StoppedClock

LEASE, LONGEST = 30.0, 60.0
CLICKS = 40


def changes_of(database: Database) -> Changes:
    """The changes, and a task that is known."""
    tasks = Tasks(database)
    tasks.learn([Task(task_uuid="t1", assignee="anna@ourcompany.test")], as_of=tasks.now())
    return Changes(database, tasks)


def completion(task: str = "t1") -> Change:
    """Somebody completes the task."""
    return Change(
        kind=Kind.COMPLETE, task_uuid=task, by="U1", at=datetime.now(UTC), wanted=Fields(is_open=False)
    )


def test_of_many_clicks_at_once_one_is_due_and_the_first_comes_first(database: Database) -> None:
    changes = changes_of(database)
    done: list[int] = []
    with ThreadPoolExecutor(8) as people, ThreadPoolExecutor(2) as workers:
        clicks = [people.submit(changes.add, f"click {number}", completion()) for number in range(CLICKS)]
        while len(done) < CLICKS:
            claimed = workers.map(lambda _: changes.claim(lease=LEASE, longest=LONGEST), range(2))
            in_hand = [row for row in claimed if row]
            assert len(in_hand) <= 1
            for row in in_hand:
                with database.writing() as connection:
                    changes.end(connection, row, State.ENDED, Outcome(is_done=True), settles_at=0.0)
                done.append(row.id)

    assert done == sorted(click.result().id for click in clicks)


class Pausing(Tasks):
    """Lets the first transaction rest before its end."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.rests, self.goes_on = Event(), Event()

    def touch(self, connection: Connection, uuid: str, *, shown_in: float = 0.0) -> None:
        if not self.rests.is_set():
            self.rests.set()
            assert self.goes_on.wait(30)
        super().touch(connection, uuid, shown_in=shown_in)


@pytest.mark.parametrize("is_known", [True, False])
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_who_comes_second_waits_for_the_end_of_the_first(database: Database, is_known: bool) -> None:
    if is_known:
        changes_of(database)
    tasks = Pausing(database)
    changes = Changes(database, tasks)
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )

    def waits() -> bool:
        with database.reading() as connection:
            return bool(connection.execute(waiting).scalar_one())

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(changes.add, "first", completion())
        assert tasks.rests.wait(30)
        second = pool.submit(changes.add, "second", completion())
        try:
            eventually(lambda: second.done() or waits())
            assert changes.claim(lease=LEASE, longest=LONGEST) is None
        finally:
            tasks.goes_on.set()
        assert first.result().id < second.result().id


def test_the_same_click_is_one(database: Database) -> None:
    changes = changes_of(database)

    with ThreadPoolExecutor(4) as pool:
        stored = list(pool.map(lambda _: changes.add("click", completion()), range(8)))

    assert len({row.id for row in stored}) == 1


def test_none_while_a_request_of_the_one_before_may_still_take_effect(clock: StoppedClock) -> None:
    changes = changes_of(clock)
    first = changes.add("first", completion())
    changes.add("second", completion())
    row = changes.claim(lease=LEASE, longest=LONGEST)
    assert row
    assert row.id == first.id
    with clock.writing() as connection:
        now = clock.now(connection)
        changes.end(connection, row, State.ENDED, Outcome(is_done=True), settles_at=now + 40)

    assert changes.claim(lease=LEASE, longest=LONGEST) is None
    clock.seconds += 41
    assert changes.claim(lease=LEASE, longest=LONGEST) is not None


def test_another_task_waits_for_nobody(database: Database) -> None:
    changes = changes_of(database)
    changes.add("first", completion())
    changes.add("other", completion("t2"))

    claimed = [changes.claim(lease=LEASE, longest=LONGEST) for _ in range(3)]

    assert [row.task_uuid if row else None for row in claimed] == ["t1", "t2", None]
