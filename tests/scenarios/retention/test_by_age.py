"""Months later: no words are left of what is done, what is open goes on, every old button answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.views.uncreated import FORGOTTEN
from tests.moved_clock import MovedClock
from tests.scenarios.cards.on_card import card_for
from tests.scenarios.glance.looking import from_message, opened_on
from tests.scenarios.retention.months import at_rest, days_pass, everything
from tests.scenarios.running import World, eventually
from tests.scenarios.test_chartmogul_answers import told_of_refusal
from tests.scenarios.test_operations import cm_task

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

WORDS = "Confidential quote"
CHARTMOGULS = ("customers", "customer_keys", "customer_words", "words", "contacts", "known_emails")
"""Tables of what ChartMogul says of customers, whatever happens in Slack."""


def left(world: World) -> str:
    """What the database holds beside that, as text."""
    return everything(world, *CHARTMOGULS)


def test_of_a_task_that_is_done_nothing_is_left_after_a_month_but_that_it_was_accounted_for(
    world: World, clock: MovedClock
) -> None:
    card = card_for(world, details=WORDS, assignee=world.ben)
    card.click(world.ben, "complete_task")
    card.says("Completed by")
    at_rest(world)
    assert WORDS in everything(world)

    days_pass(world, clock, 31)

    assert [word for word in (WORDS, "hooks", "ben@ourcompany.test") if word in left(world)] == []
    assert world.application.rooms.deliveries.claimed_tasks([card.uuid]) == {card.uuid}

    days_pass(world, clock, 150)

    names = (card.uuid, world.anna, "anna@ourcompany.test", world.acme["uuid"], world.channel)
    assert [name for name in names if name in left(world)] == []


@on_sqlite
def test_a_card_whose_task_is_forgotten_is_reopened_and_followed(world: World, clock: MovedClock) -> None:
    card = card_for(world, details=WORDS)
    card.click(world.anna, "complete_task")
    card.says("Completed by")
    at_rest(world)
    days_pass(world, clock, 181)
    assert card.uuid not in everything(world)

    card.click(world.ben, "reopen_task")

    eventually(lambda: card.task["completed_at"] is None)
    card.says(WORDS)
    eventually(lambda: "complete_task" in card.buttons)


@on_sqlite
def test_an_open_task_goes_on_as_if_nothing_had_happened(world: World, clock: MovedClock) -> None:
    card = card_for(world, details=WORDS, assignee=world.ben)
    at_rest(world)

    days_pass(world, clock, 400)
    card.click(world.ben, "complete_task")

    card.says("Completed by", WORDS)
    assert world.application.rooms.live.tasks.get(card.uuid).asked_by == world.anna  # type: ignore[union-attr]


@on_sqlite
@pytest.mark.late
@pytest.mark.parametrize("days", [31, 181])
def test_the_button_of_an_old_refusal_says_that_it_is_not_on_record(
    world: World, clock: MovedClock, days: float
) -> None:
    anna, message = told_of_refusal(world)
    at_rest(world)
    days_pass(world, clock, days)

    anna.click(message.channel, message.ts, "reopen_form")

    [told] = world.slack.ephemerals(message.channel, world.anna)
    assert told.text == FORGOTTEN
    assert anna.view is None


@on_sqlite
def test_the_same_message_still_has_its_task_when_the_words_are_gone(world: World, clock: MovedClock) -> None:
    ts = world.slack.person(world.ben).say(world.channel, "Could you send them the quote?")
    anna = opened_on(world, ts)
    anna.fill("customer", "Acme")
    anna.fill("details", WORDS)
    assert anna.submit().closed
    at_rest(world)
    days_pass(world, clock, 31)
    shown = from_message(opened_on(world, ts))
    assert WORDS in shown
    assert shown.endswith("· open")
    world.chartmogul.complete_task(world.chartmogul.tasks[0]["task_uuid"])
    world.application.rooms.live.reader.read(world.chartmogul.tasks[0]["task_uuid"])

    days_pass(world, clock, 31)

    assert from_message(opened_on(world, ts)).endswith("· completed")
    days_pass(world, clock, 150)
    assert from_message(opened_on(world, ts)) == ""


@on_sqlite
@pytest.mark.late
def test_operators_see_that_it_is_forgotten_and_cannot_retry_it(
    world: World, clock: MovedClock, database_url: str, tmp_path: Path
) -> None:
    told_of_refusal(world)
    at_rest(world)
    days_pass(world, clock, 31)
    [failed] = world.application.rooms.deliveries.matching("")

    code, output, _ = cm_task(tmp_path, database_url, world.chartmogul.url, "deliveries", "--only", "failed")
    assert code == 0
    assert "forgotten" in output
    code, _, errors = cm_task(
        tmp_path, database_url, world.chartmogul.url, "deliveries", "retry", failed.id[:8]
    )

    assert code == 1
    assert "what this delivery was about is not on record any more" in errors
