"""Whatever clocks, people, instances and services do: one reminder at most for each morning, and in time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from sqlalchemy import update

from bot.app import Application
from bot.mornings.person_now import FRESH
from bot.mornings.slot import ENDS, time_of
from bot.store.schema import people
from bot.views.settings import REMINDER_TIMES
from tests.moved_clock import MovedClock
from tests.scenarios.mornings.morning import PACE, direct, look, look_again, task, wants_reminders
from tests.scenarios.running import World, bot_between

ZONES = ["Europe/Berlin", "America/New_York", "Pacific/Auckland", "Pacific/Honolulu", "Asia/Calcutta"]

EXAMPLES = 6

NUMBERS = count()


class Mornings(RuleBasedStateMachine):
    """Somebody new who is always late with something."""

    def __init__(self, world: World, other: Application, clock: MovedClock) -> None:
        super().__init__()
        self.world, self.other, self.clock = world, other, clock
        email = f"late-{next(NUMBERS)}@ourcompany.test"
        world.chartmogul.add_user(email)
        self.who = world.slack.add_person(email.partition("@")[0], email=email)
        task(world, "Send the quote", date(2026, 11, 2), assignee=email)
        self.zone, self.at = "Europe/Berlin", "09:00"
        wants_reminders(world, self.who, self.at)
        self.now = datetime(2026, 11, 25, 6, tzinfo=UTC)
        self.latest = self.now
        self._set_clock()
        self.seen: list[str] = []

    @rule(minutes=st.integers(10, 20 * 60))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        self._set_clock()

    @rule(minutes=st.integers(-8 * 60, 0))
    def the_clock_is_put_back(self, minutes: int) -> None:
        self.now = max(self.now + timedelta(minutes=minutes), self.latest - timedelta(hours=10))
        self._set_clock()

    @rule(hour=st.integers(6, 11), minute=st.integers(0, 59))
    def it_is_morning(self, hour: int, minute: int) -> None:
        here = self.now.astimezone(ZoneInfo(self.zone))
        day = here.date() + timedelta(days=here.time() > time(hour, minute))
        self.now = datetime.combine(day, time(hour, minute), ZoneInfo(self.zone)).astimezone(UTC)
        self._set_clock()

    @rule(zone=st.sampled_from(ZONES))
    def they_travel(self, zone: str) -> None:
        self.zone = zone
        self.world.slack.set_time_zone(self.who, zone)
        self._an_hour_goes_by()

    @rule(at=st.sampled_from(REMINDER_TIMES))
    def they_choose_another_time(self, at: str) -> None:
        self.at = at
        wants_reminders(self.world, self.who, at)

    @rule(status=st.sampled_from([429, 500, 503]))
    def chartmogul_fails(self, status: int) -> None:
        self.world.chartmogul.fault("GET", "/tasks", kind="status", status=status, times=2)

    @rule(
        fault=st.sampled_from(
            [
                {"method": "users.info", "status": 503},
                {"method": "chat.postMessage", "kind": "drop_after_commit"},
                {"method": "chat.postMessage", "error": "internal_error"},
                {"method": "chat.postMessage", "status": 429},
            ]
        )
    )
    def slack_fails(self, fault: dict[str, Any]) -> None:
        self.world.slack.fail(**fault)

    @rule()
    def one_instance_looks(self) -> None:
        look(self.world)
        self._check()

    @rule()
    def both_instances_look_at_once(self) -> None:
        instances = (self.world.application, self.other)
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda instance: instance.rooms.mornings.schedule.look(), instances))
        look(self.world)
        self._check()

    def teardown(self) -> None:
        """On the Monday after all this, it comes once."""
        self.world.chartmogul.clear_faults()
        self.world.slack.clear_faults()
        self.they_travel("Europe/Berlin")
        self.they_choose_another_time("09:00")
        monday = self.latest.date() + timedelta(days=9 - self.latest.weekday())
        monday += timedelta(days=-monday.weekday() % 7)
        self.now = datetime.combine(monday, time(10), ZoneInfo("Europe/Berlin")).astimezone(UTC)
        self._set_clock()
        before = len(self.seen)
        look_again(self.world)
        self._check()
        assert len(self.seen) == before + 1
        wants_reminders(self.world, self.who, "")

    def _check(self) -> None:
        messages = direct(self.world, self.who)
        marks = [str(message.metadata) for message in messages]
        assert len(set(marks)) == len(marks)
        if len(marks) > len(self.seen):
            here = self.now.astimezone(ZoneInfo(self.zone))
            assert here.weekday() < 5
            assert time_of(self.at) <= here.time() < ENDS
            assert len(marks) == len(self.seen) + 1
        self.seen = marks

    def _set_clock(self) -> None:
        self.latest = max(self.latest, self.now)
        self.clock.set(self.now.strftime("%Y-%m-%d %H:%M"))

    def _an_hour_goes_by(self) -> None:
        """Since Slack was asked where they are."""
        with self.world.application.rooms.database.writing() as connection:
            connection.execute(update(people).values(fetched_at=people.c.fetched_at - FRESH))


@pytest.mark.long(15)
@pytest.mark.filterwarnings("ignore:Do not use the `random` module")
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_one_reminder_at_most_for_each_morning(world: World, clock: MovedClock, database_url: str) -> None:
    with bot_between(world.slack, world.chartmogul, database_url, pace=PACE, runtime=clock) as (other, _):

        class Here(Mornings):
            def __init__(self) -> None:
                super().__init__(world, other, clock)

        run_state_machine_as_test(
            Here,
            settings=settings(
                max_examples=EXAMPLES,
                stateful_step_count=20,
                deadline=None,
                print_blob=True,
                suppress_health_check=list(HealthCheck),
            ),
        )
