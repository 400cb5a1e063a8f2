"""`/cm-task list:` and some words: a list where they ask for one, else a task that begins so."""

from __future__ import annotations

import pytest

from tests.scenarios.lists.asking import answers, has_task, rows
from tests.scenarios.running import World


@pytest.mark.parametrize("typed", ["list: overdue", "List: @anna overdue", "list:"])
def test_what_can_be_listed_is(world: World, typed: str) -> None:
    has_task(world, "Late", days=-1)

    world.slack.person(world.anna).command(world.channel, "/cm-task", typed)

    [answer] = answers(world)
    assert rows(answer) == ["Late"]


@pytest.mark.parametrize(
    "typed", ["list: the three options", "lists overdue", "list:overdue", "list: overdeu"]
)
def test_anything_else_is_the_beginning_of_a_task(world: World, typed: str) -> None:
    anna = world.slack.person(world.anna)

    anna.command(world.channel, "/cm-task", typed)

    assert anna.view is not None
    assert anna.view.state["details"]["details"]["value"] == typed
    assert answers(world) == []
