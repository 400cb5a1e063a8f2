"""PostgreSQL is restarted under a bot at work: every form is one task, and nobody restarts the bot."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest
import requests

from bot.sandbox.slack.errors import ClientRefused
from tests.postgresql import postgresql_database, running_postgresql
from tests.scenarios.deployed import Bot, Office
from tests.scenarios.running import eventually
from tests.store.restarting import Mode, Server

MODES: tuple[Mode, ...] = ("fast", "immediate", "immediate")

FORMS = len(MODES) + 2
"""Of each person."""


@pytest.mark.long(15)
def test_it_is_restarted_again_and_again_while_people_submit(tmp_path: Path) -> None:
    with running_postgresql() as engine, postgresql_database(engine, "") as url, ExitStack() as stack:
        server, office = Server(engine), Office(stack, url, tmp_path)
        bot = office.start()
        desks = [office.add_person_with_channel(name) for name in ("anna", "ben", "chloe")]
        under_way = threading.Semaphore(0)

        def work(person: str, channel: str) -> None:
            for number in range(FORMS):
                press_until_it_closes(office, person, channel, f"Send quote {number}")
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
        assert requests.get(f"{bot.url}/readyz", timeout=10).status_code == 200
        assert mistakes(bot) == []


def press_until_it_closes(office: Office, person: str, channel: str, words: str) -> None:
    """What somebody does who is told to try again; what they typed is still in the form then."""
    driver = office.slack.person(person)

    def is_open() -> bool:
        try:
            office.fill(person, channel, words)
        except ClientRefused:
            return False
        return True

    eventually(is_open, seconds=60)
    while not (result := driver.submit()).closed:
        assert driver.view is not None, result
        assert words in str(driver.view.state)


def mistakes(bot: Bot) -> list[str]:
    """What the log has of the bot's own mistakes."""
    lines = map(json.loads, bot.log.read_text().splitlines())
    return [line["event"] for line in lines if "exception" in line]


def test_one_that_waits_for_all_to_leave_is_worked_with_until_then(tmp_path: Path) -> None:
    with running_postgresql() as engine, postgresql_database(engine, "") as url, ExitStack() as stack:
        server, office = Server(engine), Office(stack, url, tmp_path)
        bot = office.start()
        anna, channel = office.add_person_with_channel("anna")
        server.begin_to_end()

        press_until_it_closes(office, anna, channel, "Send the quote")

        eventually(lambda: bot.done() == 1)
        server.restart("fast")
        eventually(lambda: requests.get(f"{bot.url}/readyz", timeout=10).status_code == 200, seconds=60)
        assert office.submit(anna, channel, "Call Kim").closed
        eventually(lambda: bot.done() == 2)
        assert len(office.chartmogul.tasks) == office.cards(channel) == 2
        assert mistakes(bot) == []
