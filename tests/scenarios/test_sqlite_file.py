"""A SQLite file that is moved, deleted or replaced while a bot has it open."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
import requests
from sqlalchemy import make_url

from bot.outbox.deliveries import Deliveries
from bot.store.database import Database, DatabaseUnavailable
from tests.scenarios.form import opened_knowing
from tests.scenarios.running import World, eventually

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def path_of(url: str) -> Path:
    return Path(str(make_url(url).database))


def deleted(path: Path) -> None:
    for each in path.parent.glob(f"{path.name}*"):
        each.unlink()


def moved(path: Path) -> None:
    path.rename(path.with_name("elsewhere"))


def replaced_by_a_copy(path: Path) -> None:
    copy = path.with_name("copy")
    shutil.copy(path, copy)
    copy.replace(path)


def replaced_by_nothing(path: Path) -> None:
    path.unlink()
    path.touch()


def replaced_by_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def folder_moved(path: Path) -> None:
    path.parent.rename(path.parent.with_name("moved away"))


EVENTS = [deleted, moved, replaced_by_a_copy, replaced_by_nothing, replaced_by_a_folder, folder_moved]


@pytest.mark.parametrize("happens", EVENTS)
def test_nothing_is_said_to_be_stored_in_a_file_that_is_gone(
    database: Database, database_url: str, happens: Callable[[Path], None]
) -> None:
    outbox = Deliveries(database)
    outbox.add("before", "request", form_seconds=3)
    assert database.ready()
    happens(path_of(database_url))

    with pytest.raises(DatabaseUnavailable, match="while in use"):
        outbox.add("after", "request", form_seconds=3)
    assert "while in use" in str(database.problem())
    assert not path_of(database_url).is_file() or happens in {replaced_by_a_copy, replaced_by_nothing}


def test_a_file_that_vanishes_in_the_middle_of_a_transaction(database: Database, database_url: str) -> None:
    assert database.ready()
    with pytest.raises(DatabaseUnavailable, match="while in use"), database.writing():
        deleted(path_of(database_url))


def test_a_file_that_comes_back_is_used_again(database: Database, database_url: str) -> None:
    outbox, path = Deliveries(database), path_of(database_url)
    outbox.add("before", "request", form_seconds=3)
    moved(path)
    assert not database.ready()
    path.with_name("elsewhere").rename(path)
    assert database.ready()
    outbox.add("after", "request", form_seconds=3)
    assert outbox.get("before")
    assert outbox.get("after")


def test_a_bot_that_starts_anew_uses_what_is_there(database: Database, database_url: str) -> None:
    Deliveries(database).add("before", "request", form_seconds=3)
    deleted(path_of(database_url))
    assert not database.ready()
    restarted = Database.open(database_url)
    restarted.migrate()
    assert restarted.ready()
    assert Deliveries(restarted).get("before") is None
    assert not database.ready()
    restarted.close()


def test_a_link_to_the_file_and_a_relative_path_are_as_good(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = tmp_path / "link.sqlite3"
    link.symlink_to(path_of(database_url))
    monkeypatch.chdir(tmp_path)
    database = Database.open("sqlite:///link.sqlite3")
    database.migrate()
    monkeypatch.chdir("/")
    assert database.ready()
    path_of(database_url).rename(path_of(database_url).with_name("other"))
    assert not database.ready()
    database.close()


def test_a_form_is_not_told_saved_when_the_file_is_gone(world: World, database_url: str) -> None:
    anna = world.slack.person(world.anna)
    anna.command(world.channel, "/cm-task", "Send the quote")
    anna.fill("customer", "Acme")
    deleted(path_of(database_url))

    refused = anna.submit()

    assert not refused.closed
    assert "Send the quote" in str(anna.view)
    assert requests.get(f"{world.url}/readyz", timeout=5).status_code == 503
    assert world.chartmogul.tasks == []


def test_forms_before_and_after_a_file_is_replaced(world: World, database_url: str) -> None:
    anna = world.slack.person(world.anna)
    closed = []
    for number in range(6):
        words = f"Send quote {number}"
        if number == 3:
            eventually(lambda: len(world.cards(world.channel)) == 3)
            replaced_by_a_copy(path_of(database_url))
        if number < 3:
            opened_knowing(anna, partial(anna.command, world.channel, "/cm-task", words))
        else:
            anna.command(world.channel, "/cm-task", words)
        if anna.view:
            anna.fill("customer", "Acme")
            closed.append(anna.submit().closed)
    assert closed[:3] == [True] * 3
    assert not any(closed[3:])
    eventually(lambda: len(world.cards(world.channel)) == 3)
    assert len(world.chartmogul.tasks) == 3
