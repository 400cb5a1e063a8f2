"""`cm-task forget`, as an operator uses it while the bot is at work."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenarios.cards.on_card import card_for
from tests.scenarios.home.at_home import AS_OF
from tests.scenarios.retention.months import at_rest, everything
from tests.scenarios.running import World, eventually
from tests.scenarios.test_operations import cm_task
from tests.store.trouble import locked

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

EMAIL = "ben@ourcompany.test"
BENS = ("Okafor", EMAIL)


def forget(world: World, database_url: str, folder: Path, *arguments: str) -> tuple[int, str, str]:
    return cm_task(folder, database_url, world.chartmogul.url, "forget", *arguments)


def traces(world: World) -> list[str]:
    """The rows in which Ben is still there."""
    found = everything(world, "customers", "contacts", "words", "customer_words", "customer_keys")
    return [row for row in found.splitlines() if any(name in row for name in (world.ben, *BENS))]


def tables(world: World) -> list[str]:
    """The tables of those rows."""
    return [row.partition(":")[0] for row in traces(world)]


def test_what_is_stored_of_somebody_goes_and_it_is_said_what_remains(
    world: World, database_url: str, tmp_path: Path
) -> None:
    card = card_for(world, asker=world.ben, details="Bens quote")
    card_for(world, assignee=world.ben)
    home = world.slack.person(world.ben)
    home.open_home()
    # Once it is as it will be: nothing is read for it any more.
    eventually(lambda: home.home and AS_OF.search(str(home.home.blocks)))
    at_rest(world)
    assert traces(world)

    code, printed, _ = forget(world, database_url, tmp_path, world.ben, "--yes")

    assert code == 0
    assert traces(world) == []
    first, _, rest = printed.partition("Deleted:")
    deleted, _, remains = rest.partition("What remains:")
    assert (world.ben in first, "Okafor" in first, EMAIL in first) == (True, True, True)
    for table in ("deliveries", "tasks", "boards", "people", "uses", "known_emails"):
        assert f"\n{table} " in deleted
    assert "ChartMogul: tasks" in remains
    assert "not the bot's to delete" in remains
    # ChartMogul and Slack still have it, and a click brings it back.
    assert len(world.chartmogul.tasks) == 2
    card.click(world.anna, "complete_task")
    card.says("Completed by")


@on_sqlite
def test_they_come_back_by_using_the_bot_and_not_by_what_others_do(
    world: World, database_url: str, tmp_path: Path
) -> None:
    whereabouts = world.application.rooms.whereabouts
    # Whom the channel is read by is looked up.
    whereabouts.audience_now(world.channel)
    eventually(lambda: world.ben in everything(world))
    assert forget(world, database_url, tmp_path, EMAIL, "--yes")[0] == 0

    asked = len(world.slack.calls("users.info"))
    whereabouts.audience_now(world.channel)
    eventually(lambda: len(world.slack.calls("users.info")) > asked)
    assert traces(world) == []
    assert world.slack.person(world.ben).command(world.channel, "/cm-task").acked_in_time

    eventually(lambda: world.ben in everything(world))


@on_sqlite
def test_nothing_is_deleted_unless_the_operator_says_so(
    world: World, database_url: str, tmp_path: Path
) -> None:
    card_for(world, assignee=world.ben)
    at_rest(world)
    before = traces(world)

    code, printed, _ = forget(world, database_url, tmp_path, world.ben)

    assert code == 1
    assert "Delete this?" in printed
    assert "Deleted:" not in printed
    assert traces(world) == before


@on_sqlite
@pytest.mark.late
def test_what_is_on_its_way_is_said_and_nothing_deleted(
    world: World, database_url: str, tmp_path: Path
) -> None:
    world.chartmogul.fault("POST", "/tasks", kind="status", status=429, times=None)
    ben = world.slack.person(world.ben)
    ben.command(world.channel, "/cm-task", "Send the quote")
    ben.fill("customer", "Acme")
    assert ben.submit().errors == {}
    [waiting] = world.application.rooms.deliveries.matching("")
    before = tables(world)

    code, _, errors = forget(world, database_url, tmp_path, world.ben, "--yes")

    assert code == 1
    assert "nothing was deleted" in errors
    assert f"delivery {waiting.id[:8]}" in errors
    assert tables(world) == before
    world.chartmogul.clear_faults()
    at_rest(world)

    def is_gone() -> bool:
        # What the machine was too busy for may come after the first time.
        return forget(world, database_url, tmp_path, world.ben, "--yes")[0] == 0 and not traces(world)

    eventually(is_gone)
    assert len(world.chartmogul.tasks) == 1


@on_sqlite
def test_names_that_mean_nobody(world: World, database_url: str, tmp_path: Path) -> None:
    code, printed, _ = forget(world, database_url, tmp_path, "U0NOBODY")
    assert (code, "Nothing is stored of them." in printed) == (0, True)

    code, _, errors = forget(world, database_url, tmp_path, "Ben Okafor", "--yes")
    assert (code, errors) == (
        1,
        "Ben Okafor: this is neither a Slack user id (U…) nor an e-mail.\n",
    )


@on_sqlite
def test_nothing_is_said_to_be_deleted_that_could_not_be(
    world: World, database_url: str, tmp_path: Path
) -> None:
    card_for(world, assignee=world.ben)
    at_rest(world)
    before = traces(world)

    with locked(database_url):
        code, printed, errors = forget(world, database_url, tmp_path, world.ben, "--yes")

    assert code == 2
    assert "Deleted" not in printed
    assert "DATABASE_URL: the database is busy" in errors
    assert traces(world) == before
