"""The clock of a SQLite database, on a machine whose own clock is set back and forth."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select, text

from bot.slack.conversation import Channel
from bot.slack.person import Person
from bot.store.clock import PACE, Machine
from bot.store.database import Database
from bot.store.leases import Leases
from bot.workspace.channels import Channels
from bot.workspace.people import People
from tests.store.clock import StoppedClock
from tests.store.trouble import locked

NOON = 1_764_000_000.0
HOUR = 3600.0
DAY = 24 * HOUR


@dataclass(frozen=True)
class Host(Machine):
    """A machine whose clocks the test moves."""

    clocks: dict[str, float]
    start: str = "first start"

    @property
    def boot(self) -> str:
        return self.start

    def wall(self) -> float:
        return self.clocks["wall"]

    def uptime(self) -> float:
        return self.clocks["uptime"]

    def pass_time(self, seconds: float) -> None:
        self.clocks["wall"] += seconds
        self.clocks["uptime"] += seconds

    def put(self, seconds: float) -> None:
        """Set the host's clock forward, or back."""
        self.clocks["wall"] += seconds


@pytest.fixture
def host() -> Host:
    return Host({"wall": NOON, "uptime": 5000.0})


@pytest.fixture
def url(tmp_path: Path, migrated_sqlite: Path) -> str:
    path = tmp_path / "cm-task.sqlite3"
    path.write_bytes(migrated_sqlite.read_bytes())
    return f"sqlite:///{path}"


class BusyHost(Host):
    """One on which time goes on whenever somebody asks for it."""

    def uptime(self) -> float:
        self.pass_time(1.0)
        return super().uptime()


def process(url: str, host: Machine) -> Database:
    """What a process has once it has started."""
    database = Database.open(url, machine=host)
    database.migrate()
    return database


JUMPS = [-10 * 365 * DAY, -HOUR, -60.0, -1.0, 1.0, 60.0, HOUR, 10 * 365 * DAY]


def test_it_starts_with_the_wall_clock_and_goes_on_with_time(url: str, host: Host) -> None:
    database = process(url, host)
    assert database.clock() == NOON
    host.pass_time(90)
    assert database.clock() == NOON + 90


@pytest.mark.parametrize("jump", JUMPS)
def test_a_jump_while_the_process_lives_changes_nothing(url: str, host: Host, jump: float) -> None:
    database = process(url, host)
    host.put(jump)
    assert database.clock() == NOON
    host.pass_time(30)
    assert database.clock() == NOON + 30


@pytest.mark.parametrize("jump", [-HOUR, -60.0, 60.0, HOUR])
def test_a_process_that_starts_after_a_jump_agrees_with_those_before(
    url: str, host: Host, jump: float
) -> None:
    first = process(url, host)
    host.pass_time(10)
    host.put(jump)
    second = process(url, host)
    assert first.clock() == second.clock() == NOON + 10
    host.pass_time(60)
    assert first.clock() == second.clock() == pytest.approx(NOON + 70, abs=PACE * 61)


@pytest.mark.parametrize("jump", [-HOUR, -60.0, 60.0, HOUR])
def test_after_a_restart_it_is_led_to_the_wall_clock_and_never_goes_back(
    url: str, host: Host, jump: float
) -> None:
    process(url, host)
    host.put(jump)
    database = process(url, host)
    last = database.clock()
    for _ in range(60):
        host.pass_time(HOUR)
        now = database.clock()
        assert HOUR * (1 - PACE) <= now - last <= HOUR * (1 + PACE)
        last = now
        process(url, host).close()
    assert database.clock() == pytest.approx(host.wall(), abs=1.0)


@pytest.mark.parametrize("jump", [-10 * 365 * DAY, 10 * 365 * DAY])
def test_a_clock_that_had_never_been_set_counts_from_the_next_start_on(
    url: str, host: Host, jump: float
) -> None:
    process(url, host)
    host.put(jump)
    assert process(url, host).clock() == host.wall()


@pytest.mark.parametrize("uptime", [3.0, 5000.0, 9_000_000.0])
def test_a_reboot_starts_with_the_wall_clock_anew(url: str, host: Host, uptime: float) -> None:
    process(url, host)
    rebooted = Host({"wall": NOON + HOUR, "uptime": uptime}, start="second start")
    assert process(url, rebooted).clock() == NOON + HOUR
    rebooted.pass_time(10)
    assert process(url, rebooted).clock() == NOON + HOUR + 10


def test_a_process_starts_also_while_somebody_else_keeps_the_file_locked(url: str, host: Host) -> None:
    process(url, host).close()
    host.pass_time(90)

    with locked(url):
        database = process(url, host)

        assert database.clock() == NOON + 90


def test_a_system_that_does_not_tell_its_starts_apart_counts_from_each_start_of_a_process(
    url: str, host: Host
) -> None:
    nameless = Host(host.clocks, start="")
    first = process(url, nameless)
    nameless.put(HOUR)
    assert first.clock() == NOON
    assert process(url, nameless).clock() == first.clock() == NOON + HOUR


def test_a_statement_that_is_kept_tells_the_time_of_each_execution(url: str, host: Host) -> None:
    database = process(url, host)
    moment = select(database.moment())
    for passed in (0.0, 30.0, 60.0):
        with database.reading() as connection:
            assert connection.scalar(moment) == NOON + passed
        assert database.clock() == NOON + passed
        host.pass_time(30)


def test_a_statement_knows_of_one_moment_only(url: str, host: Host) -> None:
    database = process(url, BusyHost(host.clocks))
    now = database.moment()
    for _ in range(2):
        with database.reading() as connection:
            first, again, later = connection.execute(select(now, now, now + 5)).one()
        assert (again, later) == (first, first + 5)


def test_two_machines_each_have_a_clock_of_their_own(url: str, host: Host, tmp_path: Path) -> None:
    other = Host({"wall": NOON - DAY, "uptime": 7.0})
    here, there = process(url, host), process(f"sqlite:///{tmp_path}/other.sqlite3", other)
    for passed in (0.0, 30.0):
        assert (here.clock(), there.clock()) == (NOON + passed, NOON - DAY)
        host.pass_time(30)


def test_two_starts_of_a_machine_each_have_a_clock_of_their_own(url: str, host: Host) -> None:
    before = process(url, host)
    host.put(HOUR)
    after = Database.open(url, machine=Host(host.clocks, start="second start"))
    for passed in (0.0, 30.0):
        # What the second one finds is of another start: it goes by its wall clock.
        assert (before.clock(), after.clock()) == (NOON + passed, NOON + HOUR + passed)
        host.pass_time(30)


def test_a_clock_that_was_not_set_is_the_wall_clock(url: str, host: Host) -> None:
    database = Database.open(url, machine=Host(host.clocks, start="another start"))
    assert database.clock() == NOON


def test_the_machine_says_which_start_it_is_and_counts_up() -> None:
    machine = Machine()
    assert machine.boot == Machine().boot
    assert 0 < machine.uptime() <= machine.uptime()


def test_a_lease_holds_through_a_jump_for_all_processes(url: str, host: Host) -> None:
    held = Leases(process(url, host)).acquire("sync", seconds=60)
    assert held
    for jump in (HOUR, -2 * HOUR):
        host.put(jump)
        later = Leases(process(url, host))
        assert later.acquire("sync", seconds=60) is None
        assert later.renew(held, seconds=60)
    host.pass_time(62)
    assert Leases(process(url, host)).acquire("sync", seconds=60) is not None


def test_a_lease_of_a_machine_whose_clock_was_ahead_does_not_block(url: str, host: Host) -> None:
    assert Leases(process(url, host)).acquire("sync", seconds=60)
    rebooted = Host({"wall": NOON - HOUR, "uptime": 5.0}, start="second start")
    assert Leases(process(url, rebooted)).acquire("sync", seconds=60) is not None


def test_what_slack_said_is_asked_again_after_the_clock_was_put_back(clock: StoppedClock) -> None:
    people, channels = People(clock), Channels(clock)
    people.remember(Person(id="U1", name="Ana"))
    channels.remember(Channel(id="C1", name="acme"))
    assert people.get("U1", max_age=60)
    clock.seconds -= 3600
    # Of another process, which has none of it at hand.
    people, channels = People(clock), Channels(clock)
    assert people.get("U1", max_age=60) is None
    assert channels.get("C1", max_age=60) is None
    assert people.get("U1", max_age=None)
    assert channels.get("C1", max_age=None)


def test_nothing_but_sqlite_keeps_a_clock(database: Database) -> None:
    database.migrate()
    with database.reading() as connection:
        rows = connection.execute(text("SELECT count(*) FROM clock")).scalar_one()
    assert rows == (1 if database.dialect == "sqlite" else 0)
