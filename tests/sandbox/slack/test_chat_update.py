"""chat.update changes what the app's token has posted, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk import WebClient

from bot.sandbox.slack import Message, SlackStandIn
from tests.sandbox.slack.block_kit import actions, button, section
from tests.sandbox.slack.calling import client_of, refusal

BLOCKS = [section()]
METADATA = {"event_type": "task", "event_payload": {"id": "1"}}


def posted(slack: SlackStandIn, **more: Any) -> Message:
    answer = client_of(slack).chat_postMessage(
        channel=slack.add_channel("general"), text="old", blocks=BLOCKS, metadata=METADATA, **more
    )
    message = slack.workspace.find_message(answer["channel"], answer["ts"])
    assert message is not None
    return message


def updated(slack: SlackStandIn, message: Message, **changes: Any) -> Message:
    before = message.ts, message.channel, message.thread_ts
    client_of(slack).api_call("chat.update", json={"channel": message.channel, "ts": message.ts, **changes})
    assert (message.ts, message.channel, message.thread_ts) == before
    return message


def test_only_own_messages_can_be_changed(slack: SlackStandIn, client: WebClient) -> None:
    channel, user = slack.add_channel("general"), slack.add_person("anna")
    theirs = slack.post(channel, user, "theirs")
    ours = client.chat_postMessage(channel=channel, text="ours", blocks=BLOCKS)["ts"]
    assert refusal(client.chat_update, channel=channel, ts=theirs, text="x")["error"] == "cant_update_message"
    assert refusal(client.chat_delete, channel=channel, ts=theirs)["error"] == "cant_delete_message"
    assert refusal(client.chat_update, channel=channel, ts="1.1", text="x")["error"] == "message_not_found"
    client.chat_delete(channel=channel, ts=ours)
    assert [message.text for message in slack.messages(channel)] == ["theirs"]


def test_blocks_change_a_message_without_a_mark(slack: SlackStandIn) -> None:
    message = updated(slack, posted(slack), text="new", blocks=[actions(button())])
    assert (message.text, message.blocks[0]["type"], message.edited) == ("new", "actions", False)
    assert "edited" not in message.to_slack()


def test_text_alone_takes_the_blocks_away_and_leaves_the_mark(slack: SlackStandIn) -> None:
    message = updated(slack, posted(slack), text="new")
    assert (message.text, message.blocks, message.edited) == ("new", [], True)


def test_so_does_an_empty_list_of_blocks(slack: SlackStandIn) -> None:
    message = updated(slack, posted(slack), text="new", blocks=[])
    assert (message.text, message.blocks, message.edited) == ("new", [], True)


def test_attachments_stay_until_others_are_given(slack: SlackStandIn) -> None:
    message = updated(slack, posted(slack, attachments=[{"text": "a"}]), text="new", blocks=BLOCKS)
    assert message.attachments == [{"text": "a"}]
    message = updated(slack, message, attachments=[{"text": "b"}])
    assert (message.text, message.attachments, len(message.blocks)) == ("new", [{"text": "b"}], 1)


def test_metadata_stays_until_an_empty_object_is_given(slack: SlackStandIn) -> None:
    message = updated(slack, posted(slack), text="new")
    assert message.metadata == METADATA
    assert updated(slack, message, text="new", metadata={}).metadata is None


def test_an_answer_in_a_thread_stays_there(slack: SlackStandIn, client: WebClient) -> None:
    message = posted(slack)
    answer = client.chat_postMessage(channel=message.channel, thread_ts=message.ts, text="reply")
    client.chat_update(channel=message.channel, ts=answer["ts"], text="changed")
    assert [m.text for m in slack.messages(message.channel, message.ts)] == ["old", "changed"]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({}, "no_text"),
        ({"text": "", "blocks": []}, "no_text"),
        ({"text": "x" * 4001}, "msg_too_long"),
        ({"text": "x", "blocks": [{"type": "divider"}] * 51}, "invalid_blocks"),
        ({"text": "x", "metadata": {"event_type": "t"}}, "invalid_metadata_format"),
    ],
)
def test_what_no_message_may_say_changes_nothing(
    slack: SlackStandIn, client: WebClient, changes: dict[str, Any], error: str
) -> None:
    message = posted(slack)
    arguments = {"channel": message.channel, "ts": message.ts, **changes}
    assert refusal(client.api_call, "chat.update", json=arguments)["error"] == error
    assert (message.text, len(message.blocks), message.metadata) == ("old", 1, METADATA)


def test_in_an_archived_channel_nothing_is_changed(slack: SlackStandIn, client: WebClient) -> None:
    message = posted(slack)
    slack.archive(message.channel)
    change: dict[str, Any] = {"channel": message.channel, "ts": message.ts, "text": "new"}
    assert refusal(client.chat_update, **change)["error"] == "is_inactive"
    slack.archive(message.channel, archived=False)
    assert client.chat_update(**change)["ok"]


def test_out_of_a_private_channel_nothing_is_changed(slack: SlackStandIn, client: WebClient) -> None:
    channel = slack.add_channel("secret", kind="private")
    ts = client.chat_postMessage(channel=channel, text="old")["ts"]
    slack.remove_member(channel, slack.bot_user_id)
    assert refusal(client.chat_update, channel=channel, ts=ts, text="x")["error"] == "channel_not_found"


def test_a_user_id_is_no_channel_to_change_something_in(slack: SlackStandIn, client: WebClient) -> None:
    user = slack.add_person("anna")
    channel, ts = (client.chat_postMessage(channel=user, text="old")[key] for key in ("channel", "ts"))
    assert refusal(client.chat_update, channel=user, ts=ts, text="x")["error"] == "channel_not_found"
    assert client.chat_update(channel=channel, ts=ts, text="x")["ok"]


def test_an_ephemeral_message_is_not_found(slack: SlackStandIn, client: WebClient) -> None:
    user = slack.add_person("anna")
    channel = slack.add_channel("general", members=[user])
    ts = client.chat_postEphemeral(channel=channel, user=user, text="psst")["message_ts"]
    assert refusal(client.chat_update, channel=channel, ts=ts, text="x")["error"] == "message_not_found"


def test_a_message_deleted_by_hand_is_not_found(slack: SlackStandIn, client: WebClient) -> None:
    message = posted(slack)
    slack.delete_message(message.channel, message.ts)
    answer = refusal(client.chat_update, channel=message.channel, ts=message.ts, text="x")
    assert answer["error"] == "message_not_found"
    assert slack.messages(message.channel) == []


def test_one_with_replies_leaves_a_tombstone_that_is_not_found_either(
    slack: SlackStandIn, client: WebClient
) -> None:
    message = posted(slack)
    slack.post(message.channel, slack.add_person("anna"), "reply", thread_ts=message.ts)
    slack.delete_message(message.channel, message.ts)
    for call in (client.chat_update, client.chat_delete):
        answer = refusal(call, channel=message.channel, ts=message.ts, text="x")
        assert answer["error"] == "message_not_found"
    first, reply = client.conversations_replies(channel=message.channel, ts=message.ts)["messages"]
    assert (first["subtype"], "blocks" in first, reply["text"]) == ("tombstone", False, "reply")
    assert client.chat_postMessage(channel=message.channel, text="more", thread_ts=message.ts)["ok"]


def test_a_window_for_changes_may_close(slack: SlackStandIn, client: WebClient) -> None:
    message = posted(slack)
    slack.fail("chat.update", error="edit_window_closed")
    change: dict[str, Any] = {"channel": message.channel, "ts": message.ts, "text": "new"}
    assert refusal(client.chat_update, **change)["error"] == "edit_window_closed"
    assert client.chat_update(**change)["ok"]
