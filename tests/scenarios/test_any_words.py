"""Whatever words people, channels and workspaces use, the form opens with them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.scenarios.requests_from_slack import command, payload, send
from tests.scenarios.running import World

WORDS = [
    "Ask Acme about the webhook payload",
    "payload",
    'payload={"type":"shortcut"}',
    "a&payload=%7B%7D",
    "50% + 50% = 100%; a=b",
    "{not json",
    "ssl_check=1",
    "Grüße an 東京 🚀👩‍👩‍👧",
    "command=/cm-task",
]


def opened_with(world: World) -> object:
    """The details in the form that has just opened, which is closed again."""
    anna = world.slack.person(world.anna)
    assert anna.view is not None
    details = anna.view.state["details"]["details"]["value"]
    anna.close()
    return details


def test_words_after_the_command(world: World) -> None:
    anna = world.slack.person(world.anna)

    for words in WORDS:
        assert anna.command(world.channel, "/cm-task", words).status == 200
        assert opened_with(world) == words


def test_names_of_channels_people_and_workspaces(world: World) -> None:
    person = world.slack.add_person("payload", email="payload@ourcompany.test")
    for name in ("payload-team", "payload=1", "webhook-payload", "a&payload", "ssl_check"):
        channel = world.slack.add_channel(name, members=[world.anna, person])
        driver = world.slack.person(person)
        assert driver.command(channel, "/cm-task", "Send the quote").status == 200
        assert driver.view is not None
        driver.close()


@pytest.mark.parametrize("words", ["call %ED%A0%BD Kim", "a%00b", "%FF%FE"])
def test_bytes_that_are_no_text_cost_no_more_than_themselves(world: World, words: str) -> None:
    body = command(world, "WORDS", trigger_id=world.slack.trigger(world.anna, world.channel))

    assert send(world, body.replace(b"WORDS", words.replace(" ", "+").encode())).status_code == 200
    assert opened_with(world)


def message_shortcut(world: World, message: dict[str, Any], **fields: Any) -> bytes:
    """The shortcut on a message, as Slack sends it."""
    return payload(
        "message_action",
        callback_id="create_task_from_message",
        trigger_id=world.slack.trigger(world.anna, world.channel),
        user={"id": world.anna, "team_id": world.slack.team_id},
        message={"type": "message", "ts": "1700000000.000100", **message},
        **{
            "team": {"id": world.slack.team_id, "domain": "sandbox"},
            "channel": {"id": world.channel, "name": "acme"},
            **fields,
        },
    )


@pytest.mark.parametrize("half", ["\ud83d", "a\udc00b"])
def test_halves_of_emoji_in_names_and_messages_cost_no_more_than_themselves(world: World, half: str) -> None:
    body = message_shortcut(
        world,
        {"user": world.ben, "text": f"Send the quote {half}"},
        channel={"id": world.channel, "name": f"acme-{half}"},
        team={"id": world.slack.team_id, "domain": half},
    )

    assert send(world, body).status_code == 200
    assert str(opened_with(world)).startswith("Send the quote")


def test_half_an_emoji_typed_into_the_customer_finds_what_the_rest_finds(world: World) -> None:
    typing = payload("block_suggestion", user={"id": world.anna}, action_id="customer", value="Acme \ud83d")

    answer = send(world, typing)

    assert answer.status_code == 200
    assert "Acme" in json.dumps(answer.json()["options"])


def test_a_message_of_three_megabytes(world: World) -> None:
    attachment = {
        "title": "Report",
        "fallback": "x" * 100,
        "fields": [{"title": "n", "value": "v" * 1000}] * 1000,
    }
    message = {"user": world.ben, "text": "Send the quote", "attachments": [attachment] * 3}

    body = message_shortcut(world, message)

    assert 3_000_000 < len(body) < 4_000_000
    assert send(world, body).status_code == 200
    assert str(opened_with(world)).startswith("Send the quote")
