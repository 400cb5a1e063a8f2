"""Finding the customer of a task by typing into the form."""

from __future__ import annotations

import pytest

from tests.scenarios.running import World, eventually


class TestCustomerField:
    @pytest.mark.parametrize(
        "typed", ["Acme", "acme corp", "ACM", "billing@acme.test", "kim@acme.test", "acme.test"]
    )
    def test_finds_the_customer(self, world: World, typed: str) -> None:
        anna = world.slack.person(world.anna)
        anna.command(world.channel, "/cm-task")

        # The contacts come after the customers.
        found = eventually(lambda: anna.suggest("customer", typed))

        assert found[0]["value"] == world.acme["uuid"]
        assert "Acme Corporation" in found[0]["text"]["text"]

    def test_takes_an_id_and_a_link(self, world: World) -> None:
        anna = world.slack.person(world.anna)
        anna.command(world.channel, "/cm-task")

        page = world.acme["chartmogul-url"]
        for typed in (world.acme["uuid"], page, page.replace("#/", "#"), f"{page}/edit?tab=1"):
            assert [option["value"] for option in anna.suggest("customer", typed)] == [world.acme["uuid"]]

    def test_asks_chartmogul_for_one_that_is_not_in_the_directory_yet(self, world: World) -> None:
        new = world.chartmogul.add_customer("Brand New", email="hello@brandnew.test")
        anna = world.slack.person(world.anna)
        anna.command(world.channel, "/cm-task")

        for typed in (new["uuid"], "hello@brandnew.test"):
            assert [option["value"] for option in anna.suggest("customer", typed)] == [new["uuid"]]

    def test_one_that_chartmogul_was_asked_for_is_asked_for_once(self, world: World) -> None:
        new = world.chartmogul.add_customer("Brand New", email="hello@brandnew.test")
        anna = world.slack.person(world.anna)
        anna.command(world.channel, "/cm-task", "Send the quote")
        anna.fill("customer", new["uuid"])
        world.chartmogul.fault("GET", "/customers", kind="status", status=500, times=None)

        assert anna.submit().closed

        [card] = eventually(lambda: world.cards(world.channel))
        assert "Brand New" in card
        assert new["chartmogul-url"] in card

    def test_a_slow_chartmogul_answers_no_letter_too_late(self, world: World) -> None:
        world.chartmogul.fault("GET", "/customers", kind="delay", seconds=4, times=None)
        anna = world.slack.person(world.anna)
        anna.command(world.channel, "/cm-task")

        typed = "somebody@unknown.test cus_00000000-0000-4000-8000-000000000000"

        assert anna.suggest("customer", typed) == []

        assert world.slack.problems == []

    def test_nothing_found_is_an_empty_list(self, world: World) -> None:
        anna = world.slack.person(world.anna)
        anna.command(world.channel, "/cm-task")

        assert anna.suggest("customer", "zzzzzzzz") == []
