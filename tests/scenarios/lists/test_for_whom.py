"""For which customer tasks are listed: by its name, an address, or the channel's link."""

from __future__ import annotations

import re

import pytest

from tests.scenarios.lists.asking import (
    customer,
    has_task,
    listed,
    rows,
    title,
)
from tests.scenarios.running import World


class TestCustomer:
    @pytest.mark.parametrize(
        "words", ["acme", "Acme Corporation", "for acme", "tasks for ACME", '"acme"', "“acme”", "acme corp"]
    )
    def test_a_name_lists_everybodys_tasks_for_it(self, world: World, words: str) -> None:
        has_task(world, "Mine", days=3)
        has_task(world, "Of Ben", who="ben", days=2)
        has_task(world, "Elsewhere", customer=customer(world, "Globex"))

        answer = listed(world, words)

        assert rows(answer) == ["Of Ben", "Mine"]
        assert "Open tasks for " in title(answer)
        assert "Acme Corporation" in title(answer)

    @pytest.mark.parametrize("words", ["billing@acme.test", "<mailto:billing@acme.test|billing@acme.test>"])
    def test_so_does_an_address(self, world: World, words: str) -> None:
        has_task(world, "Mine")

        assert rows(listed(world, words)) == ["Mine"]

    def test_a_link_to_chartmogul_too(self, world: World) -> None:
        has_task(world, "Mine")

        assert rows(listed(world, f"<{world.acme['chartmogul-url']}>")) == ["Mine"]

    def test_with_a_colleague_only_theirs(self, world: World) -> None:
        has_task(world, "Mine")
        has_task(world, "Of Ben", who="ben", days=-1)
        has_task(world, "Of Ben, later", who="ben")

        assert rows(listed(world, "my acme")) == ["Mine"]
        answer = listed(world, "@ben acme overdue")

        assert rows(answer) == ["Of Ben"]
        assert re.match(
            rf"\*Open tasks of <@{world.ben}> for .*Acme Corporation.*, overdue\* · 1", answer.text
        )

    def test_several_that_fit_are_named_with_how_to_ask(self, world: World) -> None:
        for name in ("Globex", "Globex"):
            customer(world, name, email=f"{len(world.chartmogul.tasks)}@globex.test")
        customer(world, "Hooli Inc.")
        customer(world, "Hooli Travel")

        assert '`/cm-task list "Hooli Travel"`' in listed(world, "hooli").text
        assert rows(listed(world, '"Hooli Travel"')) == []
        assert listed(world, "globex").text.count("/cm-task list cus_") == 2

    @pytest.mark.parametrize(
        "words", ["acme bluebird", "Acme Corporation and bluebird logistics overdue", '"acme" "bluebird"']
    )
    def test_two_of_them_are_one_too_many(self, world: World, words: str) -> None:
        answer = listed(world, words)

        assert "I can list the tasks of one customer at a time" in answer.text
        assert '`/cm-task list "Acme Corporation"`' in answer.text
        assert '`/cm-task list "Bluebird Logistics"`' in answer.text

    def test_a_nearly_right_name_is_asked_about(self, world: World) -> None:
        answer = listed(world, "blubird")

        assert "I know no customer called “blubird”" in answer.text
        assert '`/cm-task list "Bluebird Logistics"`' in answer.text

    def test_a_customer_called_like_a_day(self, world: World) -> None:
        has_task(world, "Of Today", customer=customer(world, "Today Ltd"), who="ben", days=5)
        has_task(world, "Due today", days=0)

        assert rows(listed(world, "today ltd")) == ["Of Today"]
        assert rows(listed(world, '"Today Ltd"')) == ["Of Today"]
        assert rows(listed(world, "today ltd today")) == []
        assert rows(listed(world, "today")) == ["Due today"]

    def test_a_customer_called_just_like_the_question_is_hinted_at(self, world: World) -> None:
        customer(world, "Overdue")
        has_task(world, "Late", days=-1)

        answer = listed(world, "overdue")

        assert rows(answer) == ["Late"]
        assert 'If you mean a customer: `/cm-task list "Overdue"`' in str(answer.blocks)

    def test_a_customer_called_like_a_colleague_is_asked_about(self, world: World) -> None:
        customer(world, "Anna")
        listed(world)

        answer = listed(world, "anna overdue")

        assert "Both a colleague and a customer are called “anna”" in answer.text
        assert rows(listed(world, '"anna"')) == []
        assert title(listed(world, "@anna")) == "*Your open tasks*\nNone.".splitlines()[0]

    def test_a_customer_whose_name_begins_like_a_colleagues_is_hinted_at(self, world: World) -> None:
        customer(world, "Anna Books")
        has_task(world, "Mine")
        listed(world)

        answer = listed(world, "anna")

        assert rows(answer) == ["Mine"]
        assert 'If you mean a customer: `/cm-task list "Anna Books"`' in str(answer.blocks[-1]["elements"])
        assert "Anna Books" in title(listed(world, "anna books"))

    def test_everybodys_tasks_without_a_customer_are_too_many(self, world: World) -> None:
        assert "only for one customer" in listed(world, "everybody").text


class TestHere:
    def test_lists_the_channels_customer(self, world: World) -> None:
        world.slack.person(world.anna).command(world.channel, "/cm-task", "link acme")
        has_task(world, "Of Ben", who="ben", days=-1)
        has_task(world, "Mine")

        assert rows(listed(world, "here")) == ["Of Ben", "Mine"]
        assert rows(listed(world, "here overdue")) == ["Of Ben"]
        assert rows(listed(world, "#acme my")) == ["Mine"]

    def test_says_how_to_link_where_there_is_no_link(self, world: World) -> None:
        assert "`/cm-task link Acme` links this one" in listed(world, "here").text

    def test_says_that_the_customer_is_gone(self, world: World) -> None:
        gone = customer(world, "Globex")
        world.slack.person(world.anna).command(world.channel, "/cm-task", "link globex")
        world.chartmogul.remove_customer(gone["uuid"])
        world.application.rooms.directory.forget_customer(gone["uuid"])

        assert "cannot find in ChartMogul any more" in listed(world, "here").text
