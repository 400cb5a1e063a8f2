"""A list while ChartMogul is slow or away."""

from __future__ import annotations

import pytest

from tests.scenarios.lists.asking import (
    answers,
    has_task,
    listed,
    rows,
    title,
)
from tests.scenarios.running import World, eventually
from tests.store.trouble import locked


class TestChartMogulIsLate:
    def test_what_is_remembered_is_shown_and_then_what_has_changed(self, world: World) -> None:
        has_task(world, "Known")
        listed(world)
        has_task(world, "New")
        world.chartmogul.fault("GET", "/tasks", kind="delay", seconds=2.5)

        answer = listed(world)

        assert rows(answer) == ["Known"]
        assert "ChartMogul is slow just now" in str(answer.blocks)
        told = eventually(lambda: answers(world)[2:])
        assert sorted(rows(told[0])) == ["Known", "New"]
        assert title(told[0]).startswith("*ChartMogul has answered: Your open tasks*")

    def test_nothing_follows_where_nothing_has_changed(self, world: World) -> None:
        has_task(world, "Known")
        listed(world)
        world.chartmogul.fault("GET", "/tasks", kind="delay", seconds=2.3)
        before = len(world.chartmogul.requests)

        assert rows(listed(world)) == ["Known"]

        eventually(lambda: world.chartmogul.requests[before:])
        assert rows(listed(world)) == ["Known"]
        assert len(answers(world)) == 3

    def test_where_it_is_away_the_list_says_so(self, world: World) -> None:
        has_task(world, "Known")
        listed(world)
        world.chartmogul.down()

        answer = listed(world)

        assert rows(answer) == ["Known"]
        assert "ChartMogul does not answer just now" in str(answer.blocks) or "slow" in str(answer.blocks)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_database_that_is_locked_is_no_fault_of_chartmoguls(world: World, database_url: str) -> None:
    has_task(world, "Known")
    listed(world)
    has_task(world, "New")

    with locked(database_url):
        answer = listed(world)

    assert "I cannot reach my database just now" in answer.text
    assert "ChartMogul" not in answer.text
