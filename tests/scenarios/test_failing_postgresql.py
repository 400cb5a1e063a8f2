"""PostgreSQL fails under a bot at work: every form is one task all the same, and nobody restarts the bot."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, nullcontext
from pathlib import Path

import pytest
import requests
from sqlalchemy import Engine

from bot.sandbox.slack.errors import ClientRefused
from bot.sandbox.slack.submission import SubmitResult
from tests.postgresql import postgresql_database, postgresql_in, running_postgresql, url_of
from tests.scenarios.deployed import Bot, Office
from tests.scenarios.running import eventually
from tests.store.restarting import Mode, Server
from tests.store.small_disk import fill, make_room, small_disk

MODES: tuple[Mode, ...] = ("fast", "immediate", "immediate")

LONG = "and so on " * 24
"""Nearly as much as a task's details can be."""

FORMS = len(MODES) + 2
"""Of each person."""


@pytest.fixture(scope="module")
def own_server() -> Iterator[Engine]:
    """A server that may be restarted: it is nobody else's."""
    with running_postgresql() as engine:
        yield engine


@pytest.mark.long(15)
def test_it_is_restarted_again_and_again_while_people_submit(own_server: Engine, tmp_path: Path) -> None:
    with postgresql_database(own_server, "") as url, ExitStack() as stack:
        server, office = Server(own_server), Office(stack, url, tmp_path)
        bot = office.start()
        desks = [office.add_person_with_channel(name) for name in ("anna", "ben", "chloe")]
        under_way = threading.Semaphore(0)

        def work(person: str, channel: str) -> None:
            for number in range(FORMS):
                press_until_it_is_taken(office, person, channel, f"Send quote {number}")
                under_way.release()

        with ThreadPoolExecutor(len(desks)) as pool:
            working = [pool.submit(work, *desk) for desk in desks]
            for mode in MODES:
                for _ in desks:
                    assert under_way.acquire(timeout=60)
                server.restart(mode)
            for each in working:
                each.result()

        eventually(lambda: bot.done() == len(desks) * FORMS, seconds=60)
        assert len(office.chartmogul.tasks) == len(desks) * FORMS
        assert [office.cards(channel) for _, channel in desks] == [FORMS] * len(desks)
        assert readiness(bot) == "ok"
        assert mistakes(bot) == []


def press_until_it_is_taken(office: Office, person: str, channel: str, words: str) -> None:
    """What somebody does who is told to try again; what they typed is still in the form then."""
    driver = office.slack.person(person)

    def is_open() -> bool:
        if driver.view:
            # It says that what was asked for before is saved.
            driver.close()
        try:
            office.fill(person, channel, words)
        except ClientRefused:
            return False
        return True

    eventually(is_open, seconds=60)
    while (result := driver.submit()).errors or result.failure:
        assert driver.view is not None, result
        assert words in str(driver.view.state)


def mistakes(bot: Bot) -> list[str]:
    """What the log has of the bot's own mistakes."""
    lines = map(json.loads, bot.log.read_text().splitlines())
    return [line["event"] for line in lines if "exception" in line]


def test_one_that_waits_for_all_to_leave_is_worked_with_until_then(
    own_server: Engine, tmp_path: Path
) -> None:
    with postgresql_database(own_server, "") as url, ExitStack() as stack:
        server, office = Server(own_server), Office(stack, url, tmp_path)
        bot = office.start()
        anna, channel = office.add_person_with_channel("anna")
        server.begin_to_end()

        press_until_it_is_taken(office, anna, channel, "Send the quote")

        eventually(lambda: bot.done() == 1)
        server.restart("fast")
        eventually(lambda: readiness(bot) == "ok", seconds=60)
        assert office.submit(anna, channel, "Call Kim").closed
        eventually(lambda: bot.done() == 2)
        assert len(office.chartmogul.tasks) == office.cards(channel) == 2
        assert mistakes(bot) == []


def test_its_disk_is_full(tmp_path: Path) -> None:
    with ExitStack() as stack:
        disk = stack.enter_context(small_disk(tmp_path, megabytes=160))
        engine = stack.enter_context(postgresql_in(disk / "data", alone=nullcontext))
        office = Office(stack, url_of(engine, "postgres"), tmp_path)
        bot = office.start()
        anna, channel = office.add_person_with_channel("anna")
        assert office.submit(anna, channel, "Send the quote").closed
        fill(disk)
        eventually(lambda: "the disk of the database is full" in readiness(bot))

        accepted = 1
        # What it has room for on pages that are there already is stored, and done as far as it goes.
        while not (result := submitted(office, anna, channel, f"Quote {accepted} {LONG}")).errors:
            accepted += 1
        assert "Your input is still here" in result.errors["details"]
        make_room(disk)

        eventually(lambda: readiness(bot) == "ok")
        assert office.slack.person(anna).submit().closed
        eventually(lambda: bot.done() == accepted + 1)
        assert len(office.chartmogul.tasks) == office.cards(channel) == accepted + 1
        assert mistakes(bot) == []


def readiness(bot: Bot) -> str:
    return requests.get(f"{bot.url}/readyz", timeout=10).text


def submitted(office: Office, person: str, channel: str, words: str) -> SubmitResult:
    office.fill(person, channel, words)
    return office.slack.person(person).submit()
