"""A bot that starts on what an older one left does all of its work, and what was begun is finished once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import requests

from bot.outbox.delivery import State
from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import SlackStandIn
from bot.store.schema import metadata
from tests.scenarios.form import initial, opened_knowing
from tests.scenarios.running import (
    TOKEN,
    World,
    add_customers,
    bot_between,
    eventually,
)
from tests.scenarios.upgrades import left_behind as left
from tests.scenarios.upgrades.left_beside import OWN_EMAIL, others
from tests.store.revisions import REVISIONS, Schema, connected, insert, schema_of, upgrade

ASSIGNEE = "anna@ourcompany.test"

BESIDE = "was asked of a process that runs on beside the new one"

CHANGES, NOTES = "0011", "0013"
"""The revisions since when there are cards with buttons, and notes."""


@pytest.fixture
def around(slack: SlackStandIn, chartmogul: ChartMogulStandIn) -> left.Around:
    """Anna at work, with a card in Acme's channel."""
    anna = slack.add_person("anna", real_name="Anna Berg", email=ASSIGNEE, tz="Europe/Berlin")
    channel = slack.add_channel("acme", members=[anna])
    for email in (ASSIGNEE, OWN_EMAIL):
        chartmogul.add_user(email)
    acme = str(add_customers(chartmogul)["uuid"])
    tasks = {
        details: chartmogul.add_task(acme, details, assignee=ASSIGNEE, due_date=left.DUE)["task_uuid"]
        for details in left.IN_CHARTMOGUL
    }
    cards = {
        details: post_card(slack, channel, details, tasks[details])
        for details in (left.OLD_CARD, left.TOLD_WITHOUT_ANSWER, left.DONE)
    }
    return left.Around(slack.team_id, anna, channel, acme, tasks, cards[left.OLD_CARD])


def post_card(slack: SlackStandIn, channel: str, details: str, task_uuid: str) -> str:
    """Have a card stand in the channel as the bot posted it; its `ts`."""
    said = f"New task for Acme: {details}"
    buttons = [("complete_task", "Complete"), ("open_customer", "Open")]
    blocks = [
        {"type": "section", "block_id": f"card_{task_uuid}", "text": {"type": "mrkdwn", "text": said}},
        {
            "type": "actions",
            "block_id": f"task_{task_uuid}",
            "elements": [
                {
                    "type": "button",
                    "action_id": action,
                    "text": {"type": "plain_text", "text": label},
                    "value": task_uuid,
                }
                for action, label in buttons
            ],
        },
    ]
    answer = requests.post(
        f"{slack.api_url}chat.postMessage",
        json={"channel": channel, "text": said, "blocks": blocks},
        headers={"Authorization": f"Bearer {TOKEN}"},
        timeout=10,
    ).json()
    return str(answer["ts"])


def leave(url: str, revision: str, around: left.Around) -> Schema:
    """Have the database hold what the bot of this revision had in it; its schema."""
    with connected(url) as connection:
        upgrade(connection, revision)
        schema = schema_of(connection)
        rows = [("deliveries", row) for row in left.deliveries(around, revision)]
        for table, row in [*rows, *others(around, revision)]:
            if table in schema:
                insert(connection, schema, table, row)
    return schema


@contextmanager
def at_work(
    slack: SlackStandIn, chartmogul: ChartMogulStandIn, url: str, around: left.Around
) -> Iterator[World]:
    """The bot of today on this database."""
    with bot_between(slack, chartmogul, url) as (application, address):
        acme = {"uuid": around.acme}
        yield World(slack, chartmogul, application, address, around.anna, "", around.channel, acme)
    assert slack.problems == []


def tasks_of(world: World, details: str) -> list[dict[str, Any]]:
    return [task for task in world.chartmogul.tasks if task["task_details"] == details]


def is_completed(world: World, details: str) -> bool:
    [task] = tasks_of(world, details)
    return task["completed_at"] is not None


@pytest.mark.parametrize("revision", REVISIONS)
def test_on_what_an_older_version_left(
    slack: SlackStandIn,
    chartmogul: ChartMogulStandIn,
    around: left.Around,
    empty_database_url: str,
    revision: str,
) -> None:
    schema = leave(empty_database_url, revision, around)

    with at_work(slack, chartmogul, empty_database_url, around) as world:
        an_old_process_goes_on(world, empty_database_url, schema, around)
        a_new_form_knows_the_customer_by_the_link(world)
        an_old_card_is_clicked(world, around)
        what_waited_is_finished_once(world, revision)
        if revision >= CHANGES:
            eventually(lambda: is_completed(world, left.TO_COMPLETE))
        if revision >= NOTES:
            [note] = eventually(lambda: chartmogul.notes)
            assert "All that was typed." in note["text"]


def test_something_is_left_in_every_table(around: left.Around) -> None:
    filled_by_the_bot_itself = {"clock", "request_queue", "request_slots"}
    tables = {"deliveries", *(table for table, _ in others(around, REVISIONS[-1]))}

    assert tables | filled_by_the_bot_itself == metadata.tables.keys()


def an_old_process_goes_on(world: World, url: str, schema: Schema, around: left.Around) -> None:
    """It knows nothing of the columns that came since, and stores what it is given."""
    now = time.time()
    with connected(url) as connection:
        if "deliveries" in schema:
            insert(connection, schema, "deliveries", left.waiting(around, BESIDE))
        link = {"channel": "C_OTHER", "customer_uuid": around.acme, "set_by": around.anna, "set_at": now}
        insert(connection, schema, "links", link)


def a_new_form_knows_the_customer_by_the_link(world: World) -> None:
    anna = world.slack.person(world.anna)
    opened_knowing(anna, lambda: anna.command(world.channel, "/cm-task", "Send the quote"))
    assert world.acme["uuid"] in str(initial(world, world.anna, "customer"))
    assert "linked" in str(anna.view.blocks if anna.view else "")
    assert anna.submit().closed
    eventually(lambda: any("Send the quote" in card for card in world.cards(world.channel)))
    [task] = tasks_of(world, "Send the quote")
    # What she had told the older version of herself.
    assert task["assignee"] == OWN_EMAIL


def an_old_card_is_clicked(world: World, around: left.Around) -> None:
    assert world.slack.person(world.anna).click(world.channel, around.card_ts, "complete_task").status == 200
    eventually(lambda: is_completed(world, left.OLD_CARD))
    messages = world.slack.messages(world.channel)
    [card] = [message for message in messages if message.ts == around.card_ts]
    eventually(lambda: "reopen_task" in str(card.blocks))


def what_waited_is_finished_once(world: World, revision: str) -> None:
    has_outbox = revision >= "0002"
    wanted = (*left.FINISHED, BESIDE) if has_outbox else ()
    counts = world.application.rooms.deliveries.counts
    eventually(lambda: counts()[State.WAITING] == 0)
    for details in wanted:
        assert len(tasks_of(world, details)) == 1, details
        assert sum(details in card for card in world.cards(world.channel)) == 1, details
    for details in (left.DONE, left.UNTOLD, left.REFUSED, left.REFUSED_AND_TOLD, left.UNSURE):
        assert len(tasks_of(world, details)) == (details in left.IN_CHARTMOGUL), details
        assert sum(details in card for card in world.cards(world.channel)) == (details == left.DONE), details
    told = [message.text for message in world.slack.dms(world.anna) if "was not created" in message.text]
    assert len(told) == has_outbox
    assert counts()[State.FAILED] == 2 * has_outbox
    assert counts()[State.UNTOLD] == has_outbox
    assert counts()[State.UNSURE] == (revision >= "0006")
