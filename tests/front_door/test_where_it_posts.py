"""Where the summary goes, and what happens where the bot may not post."""

from __future__ import annotations

import pytest

from bot.store.deliveries import State
from tests.front_door.running import World, eventually


def create(world: World, channel: str, announce: str | None = "channel") -> None:
    """Anna creates a task from this channel."""
    anna = world.slack.person(world.anna)
    anna.command(channel, "/cm-task", "Send the quote")
    anna.fill("customer", "Acme")
    if announce:
        anna.fill("announce", announce)
    assert anna.submit().closed


def test_a_private_channel_without_the_bot_is_answered_by_its_response_url(world: World) -> None:
    private = world.slack.add_channel("leadership", kind="private", members=[world.anna], bot_is_member=False)

    create(world, private)

    assert len(eventually(lambda: world.cards(private))) == 1
    assert world.slack.dms(world.anna) == []


def test_a_public_channel_needs_no_invitation(world: World) -> None:
    public = world.slack.add_channel("open", members=[world.anna], bot_is_member=False)

    create(world, public)

    assert len(eventually(lambda: world.cards(public))) == 1


@pytest.mark.parametrize(
    "code",
    [
        "not_in_channel",
        "channel_not_found",
        "is_archived",
        "restricted_action",
        "restricted_action_read_only_channel",
        "restricted_action_thread_only_channel",
        "msg_too_long",
        "no_permission",
    ],
)
def test_whatever_slack_refuses_the_person_learns_where_it_went(world: World, code: str) -> None:
    world.slack.fail(
        "chat.postMessage", error=code, times=None, when=lambda call: call["channel"] == world.channel
    )
    world.slack.fail("response_url", status=404, times=None)

    create(world, world.channel)

    [message] = eventually(lambda: world.slack.dms(world.anna))
    assert "New task for" in message.text
    assert f"<#{world.channel}>" in message.text
    assert len(world.chartmogul.tasks) == 1


def test_slacks_rate_limit_is_waited_for(world: World) -> None:
    world.slack.fail("chat.postMessage", status=429, retry_after=1, times=2)

    create(world, world.channel)

    assert len(eventually(lambda: world.cards(world.channel))) == 1


@pytest.mark.parametrize("code", ["invalid_auth", "token_revoked", "account_inactive"])
def test_a_token_that_slack_does_not_take_for_a_while_loses_no_summary(world: World, code: str) -> None:
    world.slack.fail("chat.postMessage", error=code, times=3)

    create(world, world.channel)

    assert len(eventually(lambda: world.cards(world.channel))) == 1
    assert world.slack.dms(world.anna) == []
    assert len(world.chartmogul.tasks) == 1


@pytest.mark.parametrize("kind", ["drop_before", "drop_after_commit", "malformed"])
def test_an_unanswered_card_is_looked_for_before_a_second(world: World, kind: str) -> None:
    world.slack.fail("chat.postMessage", kind=kind)  # type: ignore[arg-type]

    create(world, world.channel)

    eventually(lambda: world.cards(world.channel))
    eventually(lambda: world.application.services.deliveries.counts()[State.DONE] == 1)
    assert len(world.cards(world.channel)) == 1


def test_in_a_channel_shared_with_another_company_nothing_is_posted_unless_chosen(world: World) -> None:
    shared = world.slack.add_channel("ext-acme", members=[world.anna], is_ext_shared=True)

    create(world, shared, announce=None)

    assert eventually(lambda: world.slack.dms(world.anna))
    assert world.texts(shared) == []
    create(world, shared, announce="channel")
    assert eventually(lambda: world.cards(shared))


def test_the_form_says_where_it_will_post(world: World) -> None:
    shared = world.slack.add_channel("ext-acme", members=[world.anna], is_ext_shared=True)
    anna = world.slack.person(world.anna)

    anna.command(world.channel, "/cm-task")
    assert anna.view is not None
    assert f"will be posted in <#{world.channel}>" in str(anna.view.blocks)
    anna.close()
    anna.command(shared, "/cm-task")

    assert anna.view is not None
    assert "shared with another company" in str(anna.view.blocks)
