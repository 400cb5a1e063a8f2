"""Tasks that there are already: from the same message, and nearly the same ones of the customer."""

from __future__ import annotations

import pytest

from tests.scenarios.cards.on_card import OnCard, on_both, uuid_of
from tests.scenarios.glance.looking import alike, from_message, opened, opened_on
from tests.scenarios.lists.asking import has_task
from tests.scenarios.running import World, eventually


@pytest.fixture
def ts(world: World) -> str:
    """A message that asks for something."""
    return world.slack.post(world.channel, world.ben, "Send the quote")


def made_from(world: World, ts: str, details: str = "Send the quote") -> OnCard:
    """A task from the message; its card, in the thread."""
    before = {message.ts for message in world.slack.messages(world.channel, ts)}
    anna = opened_on(world, ts)
    anna.fill("customer", "Acme")
    anna.fill("details", details)
    anna.fill("assignee", world.ben)
    assert anna.submit().closed
    [card] = eventually(
        lambda: [m for m in world.slack.messages(world.channel, ts) if m.ts not in before and m.bot_id]
    )
    return OnCard(world, world.channel, card.ts, uuid_of(card), thread_ts=ts)


class TestTheSameMessage:
    @on_both
    def test_the_form_says_who_has_the_task_until_when_and_where_its_card_is(
        self, world: World, ts: str
    ) -> None:
        card = made_from(world, ts)
        eventually(lambda: world.application.rooms.live.places.of_task(card.uuid))

        anna = opened_on(world, ts)

        link = world.slack.workspace.permalink(card.message)
        shown = from_message(anna)
        assert f"there is already a task: <{link.replace('&', '&amp;')}|Send the quote>" in shown
        assert f"asked by <@{world.anna}> · <@{world.ben}> has it · due " in shown
        assert shown.endswith("· open")
        # Said once.
        assert alike(anna) == ""
        anna.fill("customer", "Acme")
        assert (from_message(anna), alike(anna)) == (shown, "")
        assert anna.submit().closed
        assert len(world.chartmogul.tasks) == 2

    def test_it_says_what_became_of_it(self, world: World, ts: str) -> None:
        card = made_from(world, ts)
        card.click(world.ben, "complete_task")
        card.says("Completed by")
        assert from_message(opened_on(world, ts)).endswith("· completed")
        gone = made_from(world, ts, "Call Kim")
        gone.choose(world.anna, "delete")
        assert world.slack.person(world.anna).submit().closed
        gone.says("Deleted")

        shown = from_message(opened_on(world, ts)).splitlines()

        assert [text.rpartition(" · ")[2] for text in shown] == ["deleted", "completed"]

    @pytest.mark.late
    def test_one_that_is_on_its_way(self, world: World, ts: str) -> None:
        world.chartmogul.fault("POST", "/tasks", kind="status", status=429, times=None)
        anna = opened_on(world, ts)
        anna.fill("customer", "Acme")
        assert anna.submit().errors == {}
        anna.close()

        assert from_message(opened_on(world, ts)).endswith("· on its way to ChartMogul")

    def test_one_that_was_refused_is_none(self, world: World, ts: str) -> None:
        frank = world.slack.add_person("frank", email="frank@ourcompany.test")
        anna = opened_on(world, ts)
        anna.fill("customer", "Acme")
        anna.fill("assignee", frank)
        assert anna.submit().errors
        anna.close()

        assert from_message(opened_on(world, ts)) == ""

    def test_more_than_two_are_counted(self, world: World, ts: str) -> None:
        for number in range(4):
            made_from(world, ts, f"Do {number}")

        shown = from_message(opened_on(world, ts)).splitlines()

        assert ["Do 3" in shown[0], "Do 2" in shown[1], shown[2:]] == [True, True, ["… and 2 more."]]

    def test_another_message_has_none(self, world: World, ts: str) -> None:
        made_from(world, ts)
        elsewhere = world.slack.add_channel("elsewhere", members=[world.anna])

        assert (
            from_message(opened_on(world, world.slack.post(world.channel, world.ben, "Send the quote"))) == ""
        )
        other = world.slack.post(elsewhere, world.ben, "Send the quote")
        assert from_message(opened_on(world, other, channel=elsewhere)) == ""
        assert from_message(opened(world)) == ""

    def test_whoever_is_not_known_sees_nothing_of_it(self, world: World, ts: str) -> None:
        made_from(world, ts)
        world.slack.fail("users.info", delay=3, times=None)
        new = world.slack.person(world.slack.add_person("new", email="new@ourcompany.test"))

        new.message_shortcut("create_task_from_message", world.channel, ts)

        assert from_message(new) == ""
        assert alike(new) == ""


class TestNearlyTheSame:
    def test_an_open_task_of_the_customer_is_named(self, world: World) -> None:
        has_task(world, "Send renewal quote", who="ben")
        has_task(world, "Send the invoice")
        ts = world.slack.post(world.channel, world.anna, "please send the renewal quote")

        shown = alike(opened_on(world, ts))

        assert "There is nearly the same already: Send renewal quote · " in shown
        assert "invoice" not in shown
        eventually(lambda: f"<@{world.ben}> has it" in alike(opened_on(world, ts)))

    def test_a_completed_one_or_another_customers_is_not(self, world: World) -> None:
        done = has_task(world, "Send renewal quote")
        world.chartmogul.complete_task(done["task_uuid"])
        bluebird = world.application.rooms.directory.by_name("Bluebird Logistics")[0]
        has_task(world, "Send renewal quote", customer={"uuid": bluebird.uuid})
        ts = world.slack.post(world.channel, world.anna, "send the renewal quote")
        anna = opened_on(world, ts)
        assert alike(anna) == ""

        anna.fill("customer", "Bluebird")

        assert "Send renewal quote" in alike(anna)
        anna.fill("customer", "Acme")
        assert alike(anna) == ""

    def test_what_is_known_serves_where_chartmogul_is_slow(self, world: World, ts: str) -> None:
        card = made_from(world, ts)
        eventually(lambda: world.application.rooms.live.tasks.get(card.uuid))
        world.chartmogul.fault("GET", "/tasks", kind="delay", seconds=3, times=None)
        again = world.slack.post(world.channel, world.ben, "send the quote!")

        assert "There is nearly the same already" in alike(opened_on(world, again))
