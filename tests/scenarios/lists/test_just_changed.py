"""What was done in ChartMogul right after something was done in Slack is listed at once."""

from __future__ import annotations

from tests.scenarios.cards.on_card import card_for, on_both
from tests.scenarios.home.at_home import AtHome
from tests.scenarios.lists.asking import rows
from tests.scenarios.running import World, eventually


def listed(world: World, words: str) -> list[str]:
    """What Anna reads when she asks; other messages may stand in the channel."""
    world.slack.person(world.anna).command(world.channel, "/cm-task", f"list {words}")
    return rows(world.slack.ephemerals(world.channel, world.anna)[-1])


@on_both
def test_a_task_that_somebody_else_has_now(world: World) -> None:
    world.chartmogul.add_user("chloe@ourcompany.test")
    chloe = AtHome(world, world.slack.add_person("chloe", email="chloe@ourcompany.test"))
    card = card_for(world, assignee=world.ben)
    world.chartmogul.change_task(card.uuid, assignee="chloe@ourcompany.test")

    assert listed(world, "@chloe") == ["Send the quote"]
    chloe.opens()

    assert chloe.sees("*Send the quote*")
    assert listed(world, "@ben") == []


def test_a_task_that_was_completed_in_slack_and_is_open_again(world: World) -> None:
    card = card_for(world)
    card.click(world.anna, "complete_task")
    eventually(lambda: card.is_settled and card.task["completed_at"])
    world.chartmogul.change_task(card.uuid, completed_at=None)

    assert listed(world, "") == ["Send the quote"]
    assert listed(world, "acme") == ["Send the quote"]
