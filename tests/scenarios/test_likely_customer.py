"""The form begins with the customer that the conversation is about, and says why."""

from __future__ import annotations

import pytest

from tests.scenarios.running import World, eventually


def chosen(world: World, channel: str, words: str = "") -> tuple[str | None, str]:
    """The customer that Anna's form begins with, and all that the form says."""
    anna = world.slack.person(world.anna)
    anna.command(channel, "/cm-task", words)
    assert anna.view is not None
    option = anna.view.state["customer"]["customer"]["selected_option"]
    shown = str(anna.view.blocks)
    anna.close()
    return (option["value"] if option else None), shown


@pytest.fixture
def lobby(world: World) -> str:
    """A channel whose name says nothing."""
    return world.slack.add_channel("general", members=[world.anna])


def bluebird(world: World) -> str:
    """The id of the customer Bluebird Logistics."""
    [found] = world.application.rooms.directory.by_name("Bluebird Logistics")
    return found.uuid


def test_nothing_is_chosen_without_a_clue(world: World, lobby: str) -> None:
    assert chosen(world, lobby, "call anna@ourcompany.test or somebody@gmail.com")[0] is None


def test_clues_to_several_customers_choose_none_and_head_the_list(world: World, lobby: str) -> None:
    anna = world.slack.person(world.anna)

    anna.command(lobby, "/cm-task", "ops@bluebird.test and billing@acme.test")

    assert anna.view is not None
    assert anna.view.state["customer"]["customer"]["selected_option"] is None
    assert "Several customers fit, so choose one: Bluebird Logistics, Acme Corporation" in str(
        anna.view.blocks
    )
    found = [option["value"] for option in anna.suggest("customer", "")]
    assert found[:2] == [bluebird(world), world.acme["uuid"]]


class TestThread:
    def opened_on(self, world: World, channel: str, ts: str) -> tuple[str | None, str]:
        """The customer that Anna's form begins with on this message, and all that it says."""
        anna = world.slack.person(world.anna)
        anna.message_shortcut("create_task_from_message", channel, ts)
        assert anna.view is not None
        option = anna.view.state["customer"]["customer"]["selected_option"]
        return (option["value"] if option else None), str(anna.view.blocks)

    def test_what_was_said_elsewhere_in_the_thread_points_to_the_customer(
        self, world: World, lobby: str
    ) -> None:
        first = world.slack.post(lobby, world.ben, "From ops@bluebird.test: where is the invoice?")
        world.slack.post(lobby, world.ben, "and when will it come?", thread_ts=first)
        reply = world.slack.post(lobby, world.anna, "I will look", thread_ts=first)

        uuid, shown = self.opened_on(world, lobby, reply)

        assert uuid == bluebird(world)
        assert "because the conversation names ops@bluebird.test" in shown

    def test_the_message_itself_goes_before_its_thread(self, world: World, lobby: str) -> None:
        first = world.slack.post(lobby, world.ben, "From ops@bluebird.test: where is the invoice?")
        reply = world.slack.post(lobby, world.ben, "Like billing@acme.test asked", thread_ts=first)

        assert self.opened_on(world, lobby, reply)[0] == world.acme["uuid"]

    def test_a_thread_that_cannot_be_read_in_time_delays_nothing(self, world: World, lobby: str) -> None:
        first = world.slack.post(lobby, world.ben, "From ops@bluebird.test: where is the invoice?")
        reply = world.slack.post(lobby, world.anna, "I will look", thread_ts=first)
        world.slack.fail("conversations.replies", delay=2)

        uuid, shown = self.opened_on(world, lobby, reply)

        assert uuid is None
        assert "I will look" in shown

    def test_where_an_outside_author_works_points_to_the_customer(self, world: World) -> None:
        pat = world.slack.add_person("pat", email="pat@bluebird.test", team_id="T0BLUEBIRD")
        shared = world.slack.add_channel("shared", members=[world.anna, pat], is_ext_shared=True)
        ts = world.slack.post(shared, pat, "Our invoice is wrong")

        uuid, shown = self.opened_on(world, shared, ts)

        assert uuid == bluebird(world)
        assert "because somebody from bluebird.test wrote here" in shown

    def test_colleagues_point_nowhere(self, world: World, lobby: str) -> None:
        world.chartmogul.add_customer("Ourselves", email="all@ourcompany.test")
        ts = world.slack.post(lobby, world.ben, "Ask ben@ourcompany.test or kim@gmail.com")

        assert self.opened_on(world, lobby, ts)[0] is None


@pytest.mark.parametrize(
    "words", ["write to billing@acme.test", "write to kim@acme.test", "see https://www.acme.test/x"]
)
def test_an_address_in_the_words_points_to_its_customer(world: World, lobby: str, words: str) -> None:
    # Contacts are read after the customers.
    eventually(lambda: world.application.rooms.directory.by_email("kim@acme.test"))

    uuid, shown = chosen(world, lobby, words)

    assert uuid == world.acme["uuid"]
    assert "is chosen, from \u201c" in shown


def test_a_chartmogul_link_points_to_its_customer(world: World, lobby: str) -> None:
    link = world.acme["chartmogul-url"]

    uuid, shown = chosen(world, lobby, link)
    assert uuid == world.acme["uuid"]
    assert f"is chosen, from \u201c{link}" in shown

    uuid, shown = chosen(world, lobby, f"Look at {link} again")
    assert uuid == world.acme["uuid"]
    assert "is chosen because your words link to it" in shown


def test_the_channels_name_points_to_its_customer(world: World) -> None:
    uuid, shown = chosen(world, world.channel)

    assert uuid == world.acme["uuid"]
    assert "the channel is called #acme" in shown


def test_the_channels_name_may_be_the_beginning_of_its_customers(world: World) -> None:
    channel = world.slack.add_channel("ext-bluebird-support", members=[world.anna])

    uuid, shown = chosen(world, channel)

    assert uuid == bluebird(world)
    assert "the channel is called #ext-bluebird-support" in shown


def test_a_linked_channel_begins_with_its_customer_until_unlinked(world: World, lobby: str) -> None:
    anna = world.slack.person(world.anna)
    anna.command(lobby, "/cm-task", "link")
    anna.command(lobby, "/cm-task", "link Bluebird Logistics")
    anna.command(lobby, "/cm-task", "link")

    uuid, shown = chosen(world, lobby, "write to them")

    assert uuid == bluebird(world)
    assert "because the channel is linked to Bluebird Logistics" in shown
    anna.command(lobby, "/cm-task", "unlink")
    assert chosen(world, lobby)[0] is None
    told = [message.text for message in world.slack.ephemerals(lobby, world.anna)]
    said = ("is not linked", "is now linked", "is linked to", "no longer")
    assert [words in text for words, text in zip(said, told, strict=True)] == [True] * 4


@pytest.mark.parametrize("words", ["write to billing@acme.test", "call acme corporation by friday"])
def test_what_is_typed_says_more_than_where(world: World, lobby: str, words: str) -> None:
    world.application.rooms.channels.set_link(lobby, bluebird(world), by=world.anna)

    uuid, shown = chosen(world, lobby, words)

    assert uuid == world.acme["uuid"]
    assert "is chosen, from \u201c" in shown
    assert chosen(world, lobby, "call them by friday")[0] == bluebird(world)


def test_a_link_to_a_customer_that_is_gone_is_told(world: World, lobby: str) -> None:
    gone = "cus_00000000-0000-4000-8000-000000000000"
    world.application.rooms.channels.set_link(lobby, gone, by=world.anna)
    anna = world.slack.person(world.anna)

    anna.command(lobby, "/cm-task", "link")

    [told] = world.slack.ephemerals(lobby, world.anna)
    assert "cannot find in ChartMogul any more" in told.text
    assert chosen(world, lobby)[0] is None


def test_a_name_that_fits_nobody_opens_a_form_to_link_with(world: World, lobby: str) -> None:
    anna = world.slack.person(world.anna)
    anna.command(lobby, "/cm-task", "link acme corpration")
    assert anna.view is not None
    assert anna.view.callback_id == "link_channel"
    anna.fill("customer", "Acme")

    assert anna.submit().closed

    assert chosen(world, lobby)[0] == world.acme["uuid"]


def test_the_last_customer_used_here_comes_again(world: World, lobby: str) -> None:
    anna = world.slack.person(world.anna)
    anna.command(lobby, "/cm-task", "Send the quote")
    anna.fill("customer", "Acme")
    assert anna.submit().closed

    uuid, shown = chosen(world, lobby)

    assert uuid == world.acme["uuid"]
    assert "it was the last one used here" in shown

    uuid, shown = chosen(world, lobby, "call bluebird logistics by friday")

    assert uuid == bluebird(world)
    assert "Bluebird Logistics is chosen, from \u201cbluebird logistics\u201d" in shown
