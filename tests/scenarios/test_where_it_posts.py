"""Where the summary goes, and what happens where the bot may not post."""

from __future__ import annotations

from typing import Any

import pytest

from bot.outbox.delivery import State
from tests.scenarios.running import World, eventually


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


def told(world: World) -> list[str]:
    """Every message by which somebody learns of the task or of its refusal."""
    messages = [*world.texts(world.channel), *(message.text for message in world.slack.dms(world.anna))]
    messages += [message.text for message in world.slack.ephemerals(world.channel, world.anna)]
    return [text for text in messages if "New task for" in text or "was not created" in text]


def assert_told_once(world: World, *, state: State = State.DONE) -> str:
    """The outbox comes to rest; the one message that somebody got."""
    deliveries = world.application.rooms.deliveries
    eventually(lambda: deliveries.counts()[state] == 1)
    [message] = told(world)
    assert len(world.chartmogul.tasks) == (1 if state is State.DONE else 0)
    return message


@pytest.mark.parametrize(
    "fault",
    [
        {"error": "service_unavailable"},
        {"error": "team_added_to_org"},
        {"error": "rate_limited"},
        {"error": "internal_error"},
        {"error": "a_word_of_next_year"},
        {"status": 408},
        {"status": 404},
        {"status": 503},
    ],
    ids=lambda fault: "-".join(str(value) for value in fault.values()),
)
def test_a_passing_trouble_of_the_channel_is_waited_out(world: World, fault: dict[str, Any]) -> None:
    world.slack.fail("chat.postMessage", times=3, **fault)
    world.slack.fail("conversations.history", times=1, **fault)

    create(world, world.channel)

    assert_told_once(world)
    assert len(world.cards(world.channel)) == 1


def test_several_troubles_in_a_row_at_every_place_leave_one_card(world: World) -> None:
    for word in ("service_unavailable", "is_archived", "request_timeout", "user_disabled", "rate_limited"):
        world.slack.fail("chat.postMessage", error=word)
    world.slack.fail("response_url", error="expired_url", status=404, times=2)
    world.slack.fail("conversations.open", error="internal_error", times=2)

    create(world, world.channel)

    assert_told_once(world)


@pytest.mark.parametrize(
    "fault",
    [
        {"error": "used_url", "status": 404},
        {"error": "expired_url"},
        {"error": "channel_is_archived", "status": 410},
        {"error": "rollup_error", "status": 500},
        {"status": 404},
    ],
    ids=lambda fault: "-".join(str(value) for value in fault.values()),
)
def test_a_response_url_that_does_not_serve_is_followed_by_a_direct_message(
    world: World, fault: dict[str, Any]
) -> None:
    world.slack.fail(
        "chat.postMessage", error="not_in_channel", when=lambda call: call["channel"] == world.channel
    )
    world.slack.fail("response_url", times=None, **fault)

    create(world, world.channel)

    assert f"<#{world.channel}>" in assert_told_once(world)
    assert len(world.slack.dms(world.anna)) == 1


@pytest.mark.parametrize("word", ["service_unavailable", "ratelimited", "internal_error"])
def test_a_response_url_in_a_passing_trouble(world: World, word: str) -> None:
    private = world.slack.add_channel("leadership", kind="private", members=[world.anna], bot_is_member=False)
    world.slack.fail("response_url", error=word, times=2)

    create(world, private)

    eventually(lambda: world.cards(private) or world.slack.dms(world.anna))
    eventually(lambda: world.application.rooms.deliveries.counts()[State.DONE] == 1)
    assert len(world.cards(private)) + len(world.slack.dms(world.anna)) == 1


def test_a_thread_that_takes_no_reply_is_followed_by_a_direct_message(world: World) -> None:
    ts = world.slack.post(world.channel, world.ben, "Can we have a quote?")
    world.slack.fail("chat.postMessage", error="restricted_action_thread_locked")
    world.slack.fail("response_url", error="invalid_thread_ts", status=400, times=2)
    anna = world.slack.person(world.anna)
    anna.message_shortcut("create_task_from_message", world.channel, ts)
    anna.fill("customer", "Acme")
    assert anna.submit().closed

    assert_told_once(world)
    assert len(world.slack.dms(world.anna)) == 1


def test_blocks_that_slack_does_not_take_leave_the_text(world: World) -> None:
    world.slack.fail("chat.postMessage", error="invalid_blocks", when=lambda call: bool(call.get("blocks")))

    create(world, world.channel)

    assert "Send the quote" in assert_told_once(world)
    assert len(world.cards(world.channel)) == 1


@pytest.mark.late
@pytest.mark.parametrize(
    ("method", "fault"),
    [
        ("chat.postMessage", {"error": "service_unavailable", "times": 3}),
        ("conversations.open", {"error": "service_unavailable", "times": 3}),
        ("conversations.open", {"error": "internal_error", "times": 3}),
        ("conversations.open", {"kind": "drop_after_commit", "times": 2}),
        ("chat.postMessage", {"error": "fatal_error", "times": 2}),
        ("conversations.open", {"error": "invalid_auth", "times": 3}),
        ("conversations.open", {"error": "missing_scope", "times": None}),
        ("chat.postMessage", {"error": "messages_tab_disabled", "times": None}),
    ],
)
def test_a_refusal_reaches_the_person_who_was_promised_a_word(
    world: World, method: str, fault: dict[str, Any]
) -> None:
    world.slack.fail(method, **fault)
    world.chartmogul.fault("POST", "/tasks", kind="status", status=503, times=3)
    world.chartmogul.fault("POST", "/tasks", kind="status", status=422)
    anna = world.slack.person(world.anna)
    anna.command(world.channel, "/cm-task", "Send the quote")
    anna.fill("customer", "Acme")
    anna.submit()
    assert anna.view is not None
    assert "Saved" in str(anna.view.blocks)

    assert "was not created" in assert_told_once(world, state=State.FAILED)


@pytest.mark.parametrize("word", ["internal_error", "service_unavailable", "ratelimited"])
def test_a_form_opens_at_the_second_try(world: World, word: str) -> None:
    world.slack.fail("views.open", error=word)

    create(world, world.channel)

    assert_told_once(world)


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
    eventually(lambda: world.application.rooms.deliveries.counts()[State.DONE] == 1)
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


def test_what_may_have_been_told_already_says_so_when_it_is_told_again(world: World) -> None:
    # A word that is final for the direct message, and later is not said any more.
    world.slack.fail("chat.postMessage", error="ekm_access_denied")
    world.slack.fail("response_url", kind="drop_after_commit")

    create(world, world.channel, "me")

    [message] = eventually(lambda: world.slack.dms(world.anna))
    [seen_before] = world.slack.ephemerals(world.channel, world.anna)
    assert "New task for" in seen_before.text
    assert "so here it is as well. New task for" in message.text
    assert len(world.chartmogul.tasks) == 1
