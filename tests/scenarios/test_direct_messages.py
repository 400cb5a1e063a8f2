"""The command in a direct message, which has no name and no link of its own."""

from __future__ import annotations

import pytest

from tests.scenarios.running import World


@pytest.fixture
def direct(standing_world: World) -> str:
    """Anna's conversation with the bot."""
    return standing_world.slack.workspace.direct_channel(standing_world.anna).id


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("digest", "This conversation gets no digest."),
        ("digest on", "This conversation is not linked to a customer yet."),
        ("list here", "This conversation is not linked to a customer, so"),
        ("link", "This conversation is not linked to a customer."),
        ("link Acme Corporation", "This conversation is now linked to"),
        ("unlink", "is no longer linked to a customer"),
    ],
)
def test_answers_call_it_this_conversation(standing_world: World, direct: str, words: str, said: str) -> None:
    anna = standing_world.slack.person(standing_world.anna)
    if words == "unlink":
        anna.command(direct, "/cm-task", "link Acme Corporation")

    anna.command(direct, "/cm-task", words)

    answer = standing_world.slack.ephemerals(direct, anna.id)[-1].text
    assert said in answer
    assert direct not in answer
    anna.command(direct, "/cm-task", "unlink")


def test_a_form_that_links_it_does_so_too(standing_world: World, direct: str) -> None:
    anna = standing_world.slack.person(standing_world.anna)
    anna.command(direct, "/cm-task", "link nobody at all")
    assert anna.view is not None
    assert "Tasks from this conversation will start with it." in str(anna.view.blocks)
    anna.fill("customer", "Acme")

    assert anna.submit().closed

    assert "This conversation is now linked to" in standing_world.slack.ephemerals(direct, anna.id)[-1].text
    anna.command(direct, "/cm-task", "unlink")


def test_a_digest_is_for_where_the_bot_is(standing_world: World) -> None:
    slack = standing_world.slack
    anna, ben = slack.person(standing_world.anna), standing_world.ben
    group = slack.add_channel("mpdm-anna--ben-1", kind="mpim", members=[anna.id, ben], bot_is_member=False)
    anna.command(group, "/cm-task", "link Acme Corporation")

    anna.command(group, "/cm-task", "digest on")

    answer = slack.ephemerals(group, anna.id)[-1].text
    assert "I am no member of this conversation" in answer
    assert "/invite" not in answer
