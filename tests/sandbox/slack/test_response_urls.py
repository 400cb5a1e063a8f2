"""What an app may do with the response URL of a click, also where it is no member."""

from __future__ import annotations

from typing import Any

import pytest
import requests
from slack_sdk import WebClient

from bot.sandbox.slack import Message, PersonDriver, SlackStandIn
from tests.sandbox.slack.block_kit import actions, button, section
from tests.sandbox.slack.calling import client_of, refusal
from tests.sandbox.slack.small_app import answering

BLOCKS = [actions(button())]


@pytest.fixture
def anna(slack: SlackStandIn) -> PersonDriver:
    return slack.person(slack.add_person("anna"))


@pytest.fixture
def channel(slack: SlackStandIn, anna: PersonDriver) -> str:
    return slack.add_channel("general", members=[anna.id])


@pytest.fixture
def card(slack: SlackStandIn, client: WebClient, channel: str) -> Message:
    client.chat_postMessage(channel=channel, text="card", blocks=BLOCKS)
    return slack.messages(channel)[-1]


@pytest.fixture
def note(slack: SlackStandIn, anna: PersonDriver, channel: str) -> Message:
    """An ephemeral answer to a slash command, with a button in it."""
    with answering(slack, {"text": "note", "blocks": BLOCKS}):
        assert anna.command(channel, "/list").acked_in_time
    [shown] = slack.ephemerals(channel, anna.id)
    return shown


def clicked(anna: PersonDriver, message: Message) -> str:
    return str(anna.click(message.channel, message.ts, "b").payload["response_url"])


def post(url: str, **body: Any) -> tuple[int, str]:
    answer = requests.post(url, json=body, timeout=5)
    return answer.status_code, answer.text


@pytest.mark.parametrize("flag", [True, "true"])
def test_the_clicked_message_is_replaced_where_it_stands(
    slack: SlackStandIn, anna: PersonDriver, card: Message, flag: Any
) -> None:
    ts = card.ts
    assert post(clicked(anna, card), replace_original=flag, text="done", blocks=[section()]) == (200, "ok")
    [message] = slack.messages(card.channel)
    assert (message.ts, message.text, message.blocks[0]["type"]) == (ts, "done", "section")
    assert not message.edited


@pytest.mark.parametrize("flag", [False, "false"])
def test_or_left_alone_and_the_person_told(
    slack: SlackStandIn, anna: PersonDriver, card: Message, flag: Any
) -> None:
    post(clicked(anna, card), replace_original=flag, text="only you")
    assert [m.text for m in slack.messages(card.channel)] == ["card"]
    assert [m.text for m in slack.ephemerals(card.channel, anna.id)] == ["only you"]


def test_an_ephemeral_message_is_replaced_and_stays_one(
    slack: SlackStandIn, anna: PersonDriver, note: Message
) -> None:
    url = clicked(anna, note)
    assert (
        post(url, replace_original=True, response_type="in_channel", text="page 2", blocks=BLOCKS)[0] == 200
    )
    [message] = slack.ephemerals(note.channel, anna.id)
    assert (message.ts, message.text, message.edited) == (note.ts, "page 2", False)
    assert anna.click(message.channel, message.ts, "b").payload["container"]["is_ephemeral"]
    assert slack.messages(note.channel) == []


def test_it_is_deleted_alone_or_for_another(slack: SlackStandIn, anna: PersonDriver, note: Message) -> None:
    url = clicked(anna, note)
    assert post(url, delete_original="true", text="instead") == (200, "ok")
    [message] = slack.ephemerals(note.channel, anna.id)
    assert (message.text, message.ts != note.ts) == ("instead", True)
    assert post(url, delete_original=True) == (404, "message_not_found")


def test_a_message_that_somebody_deleted_is_not_brought_back(
    slack: SlackStandIn, anna: PersonDriver, card: Message
) -> None:
    url = clicked(anna, card)
    slack.delete_message(card.channel, card.ts)
    assert post(url, replace_original=True, text="done") == (404, "message_not_found")
    assert slack.messages(card.channel) == []
    assert post(url, text="gone")[0] == 200


def test_the_message_of_a_shortcut_is_a_persons_and_stays(
    slack: SlackStandIn, anna: PersonDriver, channel: str
) -> None:
    ts = anna.say(channel, "mine")
    url = anna.message_shortcut("x", channel, ts).payload["response_url"]
    post(url, replace_original=True, text="new")
    assert [m.text for m in slack.messages(channel)] == ["mine"]


def test_five_uses_and_no_sixth(anna: PersonDriver, card: Message) -> None:
    url = clicked(anna, card)
    for n in range(5):
        assert post(url, replace_original=True, text=str(n))[0] == 200
    assert post(url, replace_original=True, text="6") == (404, "used_url")
    assert card.text == "4"


def test_half_an_hour_and_no_longer() -> None:
    now = [0.0]
    with SlackStandIn(clock=lambda: now[0]) as slack:
        anna = slack.person(slack.add_person("anna"))
        client_of(slack).chat_postMessage(channel=anna.id, text="card", blocks=BLOCKS)
        url = clicked(anna, slack.dms(anna.id)[0])
        now[0] = 30 * 60
        assert post(url, text="in time")[0] == 200
        now[0] += 1
        assert post(url, text="late") == (404, "expired_url")


def test_it_works_where_the_bot_is_no_member_any_more(
    slack: SlackStandIn, anna: PersonDriver, card: Message
) -> None:
    url = clicked(anna, card)
    slack.remove_member(card.channel, slack.bot_user_id)
    assert post(url, replace_original=True, text="done")[0] == 200
    assert card.text == "done"


def test_not_in_an_archived_channel(slack: SlackStandIn, anna: PersonDriver, card: Message) -> None:
    url = clicked(anna, card)
    slack.archive(card.channel)
    assert post(url, replace_original=True, text="done") == (410, "channel_is_archived")


@pytest.fixture(params=["response_url", "acknowledgement"])
def answer(request: pytest.FixtureRequest, slack: SlackStandIn, anna: PersonDriver, channel: str) -> Message:
    """A message in the channel that no token has posted."""
    body = {"response_type": "in_channel", "text": "answer", "blocks": BLOCKS}
    with answering(slack, body if request.param == "acknowledgement" else None):
        delivery = anna.command(channel, "/list")
        if request.param == "response_url":
            assert post(delivery.payload["response_url"], **body)[0] == 200
    return slack.messages(channel)[-1]


def test_no_token_changes_what_was_answered_and_the_url_of_a_click_does(
    anna: PersonDriver, client: WebClient, answer: Message
) -> None:
    where = {"channel": answer.channel, "ts": answer.ts}
    assert refusal(client.api_call, "chat.update", json={**where, "text": "x"})["error"] == (
        "cant_update_message"
    )
    assert refusal(client.api_call, "chat.delete", json=where)["error"] == "cant_delete_message"
    assert post(clicked(anna, answer), replace_original=True, text="changed")[0] == 200
    assert answer.text == "changed"
