"""Clicks as Slack varies them, and as it does not: each is answered, and none is taken for something else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

import pytest
from structlog.testing import capture_logs

from tests.scenarios.cards.on_card import OnCard, card_for
from tests.scenarios.running import World

Json = dict[str, Any]
Revise = Callable[[Json], Json]


def along(**fields: Any) -> Revise:
    """The click with these at its top, and without those that are None."""

    def revised(payload: Json) -> Json:
        return {name: value for name, value in (payload | fields).items() if value is not None}

    return revised


def action(**fields: Any) -> Revise:
    """The click with these in what was clicked, and without those that are None."""
    return lambda payload: {**payload, "actions": [along(**fields)(payload["actions"][0])]}


def contained(kind: str, **fields: Any) -> Revise:
    """The click where Slack shows no message: in what an app put below a link, say."""
    return lambda payload: along(
        container={**payload["container"], "type": kind, "attachment_id": 1, **fields}, message=None
    )(payload)


def twice(payload: Json) -> Json:
    """The click, and in the same breath one on another button."""
    return {**payload, "actions": [*payload["actions"], {**payload["actions"][0], "action_id": "edit_task"}]}


@contextmanager
def slack_sends(world: World, revised: Revise) -> Iterator[list[MutableMapping[str, Any]]]:
    """What people do meanwhile reaches the bot like this; yields what it logs."""
    world.slack.revise_payloads(revised)
    try:
        with capture_logs() as lines:
            yield lines
    finally:
        world.slack.revise_payloads(lambda payload: payload)
    assert not [line for line in lines if "exc_info" in line]


GRID = {"team": None, "enterprise": {"id": "E0ACME0001", "name": "Acme"}, "is_enterprise_install": True}
CHOSEN = {"b": {"date": {"type": "datepicker", "selected_date": None}}}

AS_EVER: dict[str, Revise] = {
    "Grid": along(**GRID),
    "a colleague of Grid without a name": lambda payload: along(**GRID, user={"id": payload["user"]["id"]})(
        payload
    ),
    "no state": along(state=None),
    "nothing chosen elsewhere": along(state={"values": CHOSEN}),
    "a name in digits": along(channel={"id": "C1", "name": "privategroup"}),
    "a workflow's": along(function_data={"execution_id": "Fx1"}, bot_access_token="xwfp-1"),
    "no message": along(message=None),
    "a message without blocks": along(message={"type": "message", "ts": "1.2"}),
    "no channel": along(channel=None),
    "no container": along(container=None),
    "no response URL": along(response_url=None),
    "below a link": contained("message_attachment", is_app_unfurl=True, app_unfurl_url="https://acme.test"),
    "somewhere new": contained("canvas"),
    "two at once": twice,
    "a value of a later version": lambda payload: action(value=f"{payload['actions'][0]['value']}.2.x")(
        payload
    ),
    "a value that says of the task what nobody knows": lambda payload: action(
        value=f"{payload['actions'][0]['value'].partition('.')[0]}.soon"
    )(payload),
}


@pytest.mark.parametrize("revised", AS_EVER.values(), ids=AS_EVER)
def test_it_does_what_the_button_says(standing_world: World, revised: Revise) -> None:
    card = card_for(standing_world)

    with slack_sends(standing_world, revised):
        assert card.click(standing_world.ben, "complete_task") == 200
        card.says(f"Completed by <@{standing_world.ben}>")

    assert card.requests("PATCH") == 1


@pytest.mark.parametrize("kind", ["message_attachment", "canvas"])
def test_what_is_no_card_of_ours_does_not_follow(standing_world: World, kind: str) -> None:
    card = card_for(standing_world)
    elsewhere = standing_world.slack.post(card.channel, standing_world.anna, "https://acme.test")
    before = len(standing_world.slack.calls("response_url"))

    with slack_sends(standing_world, contained(kind, message_ts=elsewhere)):
        card.click(standing_world.ben, "complete_task")
        card.says(f"Completed by <@{standing_world.ben}>")

    assert len(standing_world.slack.calls("response_url")) == before
    assert elsewhere not in {call.arguments["ts"] for call in standing_world.slack.calls("chat.update")}


NO_TASK = "I do not know any more which task this is about"

NOT_OURS = {
    "no value": None,
    "a number": 5,
    "words": "to be done by Friday",
    "a path": "../customers/cus_1",
    "another id": "cus/1?x=#",
    "an endless value": "x" * 2000,
    "half a character": "\ud800",
    "what no database keeps": "a\x00b c",
}


@pytest.mark.parametrize("value", NOT_OURS.values(), ids=NOT_OURS)
@pytest.mark.parametrize("action_id", ["complete_task", "edit_task"])
def test_a_value_that_names_no_task(untouched: OnCard, action_id: str, value: object) -> None:
    world = untouched.world
    ben, before = world.slack.person(world.ben), len(world.chartmogul.requests)

    with slack_sends(world, action(value=value)):
        assert untouched.click(ben.id, action_id) == 200

    assert ben.view is not None
    assert NO_TASK in str(ben.view.blocks)
    ben.close()
    assert len(world.chartmogul.requests) == before


OF_ANOTHER_VERSION: dict[str, Revise] = {
    "a button": action(action_id="finish_task"),
    "an option": action(type="overflow", action_id="task_menu", selected_option={"value": "snooze_week"}),
}


@pytest.mark.parametrize("revised", OF_ANOTHER_VERSION.values(), ids=OF_ANOTHER_VERSION)
def test_what_only_another_version_knows_says_so(untouched: OnCard, revised: Revise) -> None:
    world = untouched.world
    before = len(untouched.told(world.ben))

    with slack_sends(world, revised):
        assert untouched.click(world.ben, "complete_task") == 200

    ben = world.slack.person(world.ben)
    said = untouched.told(ben.id)[before:]
    if ben.view:
        said.append(str(ben.view.blocks))
        ben.close()
    assert "from another version of me and does nothing any more" in said[0]
    assert untouched.sent == []


NOTHING: dict[str, Revise] = {
    "nothing chosen": action(type="overflow", action_id="task_menu", selected_option=None, value=None),
    "a menu of nothing": action(type="overflow", action_id="task_menu", selected_option={"text": {}}),
    "no action": along(actions=[]),
    "actions that are nulls": along(actions=[None]),
    "actions that are missing": along(actions=None),
}


@pytest.mark.parametrize("revised", NOTHING.values(), ids=NOTHING)
def test_where_nothing_was_clicked_nothing_happens(untouched: OnCard, revised: Revise) -> None:
    world = untouched.world
    told, shown = untouched.told(world.ben), untouched.shown

    with slack_sends(world, revised):
        assert untouched.click(world.ben, "complete_task") == 200

    assert untouched.is_settled
    assert (untouched.told(world.ben), untouched.shown, untouched.sent) == (told, shown, [])


def test_a_click_without_an_action_is_logged(world: World) -> None:
    card = card_for(world)
    with slack_sends(world, along(actions=[])) as lines:
        card.click(world.ben, "complete_task")

    [line] = [line for line in lines if line["event"] == "slack.refused"]
    assert (line["reason"], line["where"]) == ("nothing_done", "actions")


@pytest.fixture(scope="module")
def untouched(standing_world: World) -> OnCard:
    """A card with which nothing happens."""
    return card_for(standing_world)
