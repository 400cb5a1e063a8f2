"""The bot ends after a click, in whatever way: what was wanted happens, and the card shows it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from bot.outbox.pace import Pace
from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import Message, SlackStandIn
from tests.scenarios.cards.on_card import card_for, on_both, uuid_of
from tests.scenarios.deployed import Office
from tests.scenarios.running import bot_between, eventually, peopled


@on_both
class TestRestarted:
    def test_while_chartmogul_is_down(
        self, slack: SlackStandIn, chartmogul: ChartMogulStandIn, database_url: str, pace: Pace
    ) -> None:
        with peopled(slack, chartmogul, database_url, pace) as world:
            card = card_for(world)
            chartmogul.down()
            for action_id in ("complete_task", "task_menu"):
                card.click(world.ben, action_id, "take" if action_id == "task_menu" else None)
            card.says("completing, giving it to somebody else…")
        chartmogul.up()

        with bot_between(slack, chartmogul, database_url, pace=pace) as (application, _):
            card = replace(card, world=replace(world, application=application))
            card.says(f"Completed by <@{world.ben}>")
            eventually(lambda: card.is_settled)
            [told] = eventually(lambda: card.told(world.ben))

        assert "completed meanwhile" in told
        assert len(card.sent) == 1

    def test_with_another_instance_beside_it(
        self, slack: SlackStandIn, chartmogul: ChartMogulStandIn, database_url: str, pace: Pace
    ) -> None:
        with peopled(slack, chartmogul, database_url, pace) as world:
            card = card_for(world)
            with bot_between(slack, chartmogul, database_url, pace=pace):
                chartmogul.fault("GET", f"/tasks/{card.uuid}", kind="delay", seconds=0.3, times=2)
                slack.request_url = f"{world.url}/slack/events"
                card.click(world.anna, "complete_task")
                card.click(world.ben, "complete_task")
                card.says(f"Completed by <@{world.anna}>")
                eventually(lambda: card.is_settled)

        assert len(card.sent) == 1


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    """Where processes of the bot work, and are killed."""
    with ExitStack() as stack:
        yield Office(stack, database_url, tmp_path)


def card_in(office: Office, channel: str) -> Message:
    """The only card there."""
    [message] = eventually(lambda: [m for m in office.slack.messages(channel) if m.bot_id])
    return message


@pytest.mark.parametrize("kind", ["delay", "delay_after_commit"])
def test_killed_with_a_request_under_way(office: Office, kind: str) -> None:
    person, channel = office.add_person_with_channel("anna")
    bot = office.start()
    office.submit(person, channel)
    card = card_in(office, channel)
    path = f"/tasks/{uuid_of(card)}"
    office.chartmogul.fault("PATCH", path, kind=kind, seconds=3)  # type: ignore[arg-type]
    office.slack.person(person).click(channel, card.ts, "complete_task")
    eventually(lambda: any(r.method == "PATCH" and r.path == path for r in office.chartmogul.requests))
    bot.kill()

    bot.start()

    eventually(lambda: f"Completed by <@{person}>" in card_in(office, channel).text, seconds=30)
    [task] = office.chartmogul.tasks
    assert task["completed_at"]
    assert "completing" not in str(card_in(office, channel).blocks)
