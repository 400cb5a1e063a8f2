"""A SQLite database that fails under a running bot: what is said of it, to whom, and that nothing is lost."""

from __future__ import annotations

import json
import resource
import shutil
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.scenarios.deployed import Bot, Office
from tests.scenarios.running import eventually
from tests.store.small_disk import fill, make_room, small_disk
from tests.store.trouble import locked

LARGER_THAN_THE_LOG = 300_000
"""Bytes that every database is larger than."""


class Trouble(ABC):
    """Something that happens to the database, and is over in the end.

    Args:
        bot: the one that has the database open.
        database: its file, which has a folder and, where it is to be full, a disk to itself.
    """

    said: str
    """Words of what is said of it."""

    def __init__(self, bot: Bot, database: Path) -> None:
        self.bot = bot
        self.database = database

    @abstractmethod
    def begin(self) -> None:
        """From now on nothing can be stored."""

    @abstractmethod
    def end(self) -> None:
        """It can again."""


class FullDisk(Trouble):
    said = "the disk of the database is full: make room on it"

    def begin(self) -> None:
        fill(self.database.parent)

    def end(self) -> None:
        make_room(self.database.parent)


class FailingDisk(Trouble):
    """What a user may not write any more fails like what a disk cannot."""

    said = "the disk of the database does not work"

    def begin(self) -> None:
        self._limit(LARGER_THAN_THE_LOG)

    def end(self) -> None:
        self._limit(resource.RLIM_INFINITY)

    def _limit(self, size: int) -> None:
        resource.prlimit(self.bot.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


class Moved(Trouble):
    """A file or folder that the database needs is moved away, and back."""

    said = "while in use: put it back, or restart the bot"

    @property
    def what(self) -> Path:
        return self.database

    def begin(self) -> None:
        self.what.rename(self._elsewhere)

    def end(self) -> None:
        self._elsewhere.rename(self.what)

    @property
    def _elsewhere(self) -> Path:
        return self.what.with_name("elsewhere")


class MovedLog(Moved):
    @property
    def what(self) -> Path:
        return self.database.with_name(f"{self.database.name}-wal")


class MovedIndex(Moved):
    @property
    def what(self) -> Path:
        return self.database.with_name(f"{self.database.name}-shm")


class MovedFolder(Moved):
    @property
    def what(self) -> Path:
        return self.database.parent


class KeptLocked(Trouble):
    said = "the database is busy"

    def begin(self) -> None:
        self._lock: AbstractContextManager[None] = locked(f"sqlite:///{self.database}")
        self._lock.__enter__()

    def end(self) -> None:
        self._lock.__exit__(None, None, None)


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def office_on(folder: Path, stack: ExitStack, template: Path, logs: Path) -> Office:
    """One whose database is in this folder; no bot is started yet."""
    database = folder / "cm-task.sqlite3"
    shutil.copy(template, database)
    return Office(stack, f"sqlite:///{database}", logs)


def said_of_it(bot: Bot) -> list[dict[str, Any]]:
    """What the log says of the database, but at DEBUG."""
    lines = map(json.loads, bot.log.read_text().splitlines())
    return [line for line in lines if "database" in line["event"] and line["level"] != "debug"]


@pytest.mark.parametrize(
    "kind", [FullDisk, FailingDisk, Moved, MovedLog, MovedIndex, MovedFolder, KeptLocked]
)
def test_it_says_what_is_wrong_keeps_what_was_typed_and_goes_on_by_itself(
    kind: type[Trouble], stack: ExitStack, migrated_sqlite: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    if kind is FullDisk:
        folder = stack.enter_context(small_disk(tmp_path, megabytes=8))
    office = office_on(folder, stack, migrated_sqlite, tmp_path)
    bot = office.start()
    anna, channel = office.add_person_with_channel("anna")
    assert office.submit(anna, channel, "Send the quote").closed
    eventually(lambda: bot.done() == 1)
    [card] = [message.ts for message in office.slack.messages(channel) if message.bot_id]
    office.fill(anna, channel, "Call Kim")
    trouble = kind(bot, folder / "cm-task.sqlite3")

    trouble.begin()
    for _ in range(2):
        kept = office.slack.person(anna).submit()
        assert "Your input is still here" in kept.errors["details"]
        answer = requests.get(f"{bot.url}/readyz", timeout=10)
        assert answer.status_code == 503
        assert trouble.said in answer.text
    assert requests.get(f"{bot.url}/healthz", timeout=10).status_code == 200
    office.slack.person(anna).click(channel, card, "complete_task")
    [told] = eventually(lambda: office.slack.ephemerals(channel, anna))
    assert "I cannot reach my database just now, so nothing was saved" in told.text
    trouble.end()

    eventually(lambda: requests.get(f"{bot.url}/readyz", timeout=10).status_code == 200)
    assert office.slack.person(anna).submit().closed
    eventually(lambda: bot.done() == 2)
    assert len(office.chartmogul.tasks) == office.cards(channel) == 2
    assert [task["completed_at"] for task in office.chartmogul.tasks] == [None, None]
    assert office.slack.person(anna).click(channel, card, "complete_task").status == 200
    eventually(lambda: any(task["completed_at"] for task in office.chartmogul.tasks))
    said = [line["problem"] for line in said_of_it(bot) if line["event"] == "database.unavailable"]
    assert len(said) == len(set(said))
    assert [trouble.said in problem for problem in said] == [True] * len(said)


def test_the_log_says_once_that_it_is_back(stack: ExitStack, migrated_sqlite: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    bot = office_on(folder, stack, migrated_sqlite, tmp_path).start()
    trouble = Moved(bot, folder / "cm-task.sqlite3")

    trouble.begin()
    assert requests.get(f"{bot.url}/readyz", timeout=10).status_code == 503
    trouble.end()

    def is_back() -> bool:
        assert requests.get(f"{bot.url}/readyz", timeout=10).status_code == 200
        return "database.back" in {line["event"] for line in said_of_it(bot)}

    eventually(is_back, seconds=60)
    assert [line["event"] for line in said_of_it(bot)] == ["database.unavailable", "database.back"]


@pytest.mark.parametrize("ending", ["-wal", "-shm"])
def test_what_was_accepted_outlasts_a_deleted_log_and_the_restart_that_it_needs(
    ending: str, stack: ExitStack, migrated_sqlite: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    office = office_on(folder, stack, migrated_sqlite, tmp_path)
    bot = office.start()
    anna, channel = office.add_person_with_channel("anna")
    office.chartmogul.down()
    office.submit(anna, channel, "Send the quote")
    (folder / f"cm-task.sqlite3{ending}").unlink()
    answer = requests.get(f"{bot.url}/readyz", timeout=10)
    assert answer.status_code == 503
    assert f"the file {ending} beside the database was moved, deleted or replaced" in answer.text

    bot.terminate()
    assert bot.exit_code() == 0
    office.chartmogul.up()
    bot.start()

    eventually(lambda: bot.done() == 1, seconds=60)
    assert len(office.chartmogul.tasks) == office.cards(channel) == 1


def test_a_log_that_nothing_can_be_written_to_any_more_breaks_nothing(
    stack: ExitStack, migrated_sqlite: Path, tmp_path: Path
) -> None:
    office = office_on(tmp_path, stack, migrated_sqlite, tmp_path)
    bot = office.start()
    bot.kill()
    bot.log = Path("/dev/full")

    bot.start()

    anna, channel = office.add_person_with_channel("anna")
    assert office.submit(anna, channel, "Send the quote").closed
    eventually(lambda: bot.done() == 1)
    assert len(office.chartmogul.tasks) == office.cards(channel) == 1
