"""A link to the message that a task was made from, at the end of its details."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.slack.person import PersonDriver
from tests.scenarios.form import fill, initial, refused_and_reopened
from tests.scenarios.running import World


def opened_on(world: World, ts: str) -> PersonDriver:
    """Anna, with the form open on a message."""
    anna = world.slack.person(world.anna)
    anna.message_shortcut("create_task_from_message", world.channel, ts)
    assert anna.view is not None
    return anna


def box(anna: PersonDriver) -> dict[str, Any] | None:
    """The box of the open form, if it has one."""
    assert anna.view is not None
    blocks = [block for block in anna.view.blocks if block.get("block_id") == "add_link"]
    return blocks[0]["element"]["options"][0] if blocks else None


def is_ticked(world: World) -> bool:
    """Whether the box of Anna's open form is ticked."""
    return bool(initial(world, world.anna, "add_link"))


def link(world: World, ts: str) -> str:
    """The address of a message in the channel or in one of its threads."""
    messages = [*world.slack.messages(world.channel), *world.slack.messages(world.channel, ts)]
    return world.slack.workspace.permalink(next(message for message in messages if message.ts == ts))


def details(world: World) -> str:
    """What is to be done, as ChartMogul has it."""
    [task] = world.chartmogul.tasks
    return str(task["task_details"])


def test_it_is_on_where_it_fits_and_stands_on_a_line_of_its_own(world: World) -> None:
    ts = world.slack.post(world.channel, world.ben, "Send the quote")
    anna = opened_on(world, ts)
    assert is_ticked(world)
    anna.fill("customer", "Acme")

    assert anna.submit().closed

    assert details(world) == f"Send the quote\n{link(world, ts)}"


def test_it_leads_into_the_thread_of_a_reply(world: World) -> None:
    first = world.slack.post(world.channel, world.ben, "Hello")
    reply = world.slack.post(world.channel, world.ben, "Send the quote", thread_ts=first)
    anna = opened_on(world, reply)
    anna.fill("customer", "Acme")

    assert anna.submit().closed

    [message] = [m for m in world.slack.messages(world.channel, first) if m.ts == reply]
    assert details(world) == f"Send the quote\n{world.slack.workspace.permalink(message)}"
    assert f"?thread_ts={first}&cid={world.channel}" in details(world)


def test_without_its_tick_there_is_none(world: World) -> None:
    anna = opened_on(world, world.slack.post(world.channel, world.ben, "Send the quote"))
    anna.fill("customer", "Acme")
    anna.fill("add_link", None)

    assert anna.submit().closed

    assert details(world) == "Send the quote"


@pytest.mark.parametrize("length", [200, 255, 400])
def test_where_it_does_not_fit_it_is_off_and_says_by_how_much(world: World, length: int) -> None:
    ts = world.slack.post(world.channel, world.ben, "x" * length)
    anna = opened_on(world, ts)

    option = box(anna)

    assert option is not None
    held = str(initial(world, world.anna, "details"))
    missing = len(held) + 1 + len(link(world, ts)) - 255
    assert option["description"]["text"] == f"The details are {missing} characters too long for it."
    assert not is_ticked(world)
    anna.fill("customer", "Acme")
    assert anna.submit().closed
    assert details(world) == held


def test_ticked_though_it_does_not_fit_is_an_error_that_says_by_how_much(world: World) -> None:
    ts = world.slack.post(world.channel, world.ben, "x" * 200)
    anna = opened_on(world, ts)
    anna.fill("customer", "Acme")
    anna.fill("add_link", ["add_link"])
    missing = 201 + len(link(world, ts)) - 255

    refused = anna.submit()

    assert list(refused.errors) == ["details"]
    assert f"this is {missing} characters too long" in refused.errors["details"]
    anna.fill("details", "x" * (200 - missing))
    assert anna.submit().closed
    assert details(world) == f"{'x' * (200 - missing)}\n{link(world, ts)}"
    assert len(details(world)) == 255


def test_a_link_says_nothing_of_what_is_to_be_done(world: World) -> None:
    anna = opened_on(world, world.slack.post(world.channel, world.ben, "Send the quote"))
    anna.fill("customer", "Acme")
    anna.fill("details", "\u200b \u200b")

    assert list(anna.submit().errors) == ["details"]
    assert world.chartmogul.tasks == []


def test_details_that_hold_it_are_not_given_it_twice(world: World) -> None:
    ts = world.slack.post(world.channel, world.ben, "Send the quote")
    anna = opened_on(world, ts)
    anna.fill("customer", "Acme")
    anna.fill("details", f"See {link(world, ts)} and send it")

    assert anna.submit().closed

    assert details(world) == f"See {link(world, ts)} and send it"


@pytest.mark.parametrize("is_on", [True, False])
@pytest.mark.late
def test_the_form_that_opens_again_is_as_it_was_filled(world: World, is_on: bool) -> None:
    ts = world.slack.post(world.channel, world.ben, "Send the quote")
    frank = world.slack.add_person("frank", email="frank@ourcompany.test")
    world.application.rooms.directory.remember_email("frank@ourcompany.test")
    anna = opened_on(world, ts)
    anna.fill("customer", "Acme")
    anna.fill("assignee", frank)
    anna.fill("add_link", ["add_link"] if is_on else None)

    refused_and_reopened(world, world.anna)

    assert initial(world, world.anna, "details") == "Send the quote"
    assert is_ticked(world) is is_on
    anna.fill("assignee", world.ben)
    assert anna.submit().closed
    assert details(world) == (f"Send the quote\n{link(world, ts)}" if is_on else "Send the quote")


def test_a_form_that_was_opened_on_no_message_has_none(world: World) -> None:
    anna = world.slack.person(world.anna)
    anna.command(world.channel, "/cm-task", "Send the quote")
    assert box(anna) is None
    anna.global_shortcut("create_task")
    assert box(anna) is None
    fill(world, world.anna)
    assert anna.submit().closed
    assert details(world) == "Send the quote"
