"""The Web API answers Slack's own client as Slack does, refusals first."""

from __future__ import annotations

import time
from typing import Any

import pytest
import requests
from slack_sdk import WebClient

from bot.sandbox.slack import AppDeclaration, SlackStandIn
from tests.sandbox.slack.calling import client_of, refusal

BLOCKS = [{"type": "section", "text": {"type": "mrkdwn", "text": "*hi*", "verbatim": False}}]


def test_a_token_is_needed_and_must_be_the_right_one(slack: SlackStandIn) -> None:
    assert requests.post(slack.api_url + "auth.test", timeout=5).json()["error"] == "not_authed"
    assert refusal(client_of(slack, "xoxb-other").auth_test)["error"] == "invalid_auth"
    assert refusal(client_of(slack, slack.app_token).auth_test)["error"] == "not_allowed_token_type"
    assert refusal(client_of(slack).apps_connections_open, app_token=slack.bot_token)["error"] == (
        "not_allowed_token_type"
    )
    assert client_of(slack).auth_test()["user_id"] == slack.bot_user_id


def test_an_unknown_method_is_a_problem(slack: SlackStandIn, client: WebClient) -> None:
    assert refusal(client.api_call, "chat.shout")["error"] == "unknown_method"
    assert slack.problems == ["chat.shout: unknown_method"]


def test_a_missing_scope_is_named() -> None:
    with SlackStandIn(scopes=["chat:write"]) as slack:
        channel = slack.add_channel("secret", kind="private")
        user = slack.add_person("anna", email="anna@acme.test")
        answer = refusal(client_of(slack).users_info, user=user)
        assert (answer["error"], answer["needed"], answer["provided"]) == (
            "missing_scope",
            "users:read",
            "chat:write",
        )
        assert refusal(client_of(slack).conversations_info, channel=channel)["needed"] == "groups:read"
        assert client_of(slack).chat_postMessage(channel=channel, text="hi")["ok"]


def test_an_email_needs_its_own_scope() -> None:
    with SlackStandIn(scopes=["users:read"]) as slack:
        user = slack.add_person("anna", email="anna@acme.test")
        assert "email" not in client_of(slack).users_info(user=user)["user"]["profile"]


def test_the_manifests_scopes_count_when_none_are_given() -> None:
    manifest = {"oauth_config": {"scopes": {"bot": ["commands"]}}}
    with SlackStandIn(app=AppDeclaration.from_manifest(manifest)) as slack:
        assert refusal(client_of(slack).chat_postMessage, channel="C1", text="hi")["error"] == "missing_scope"


def test_an_optional_scope_is_one_that_is_asked_for() -> None:
    with pytest.raises(ValueError, match="im:history"):
        AppDeclaration.from_manifest(
            {"oauth_config": {"scopes": {"bot": ["commands"], "bot_optional": ["im:history"]}}}
        )


def test_to_read_without_any_scope_for_it_names_them_all_and_declined_ones_are_no_mistake() -> None:
    asked = ["channels:history", "groups:history"]
    declared = AppDeclaration.from_manifest(
        {"oauth_config": {"scopes": {"bot": ["commands", *asked], "bot_optional": asked}}}
    )
    with SlackStandIn(app=declared, scopes=["commands"]) as slack:
        channel = slack.add_channel("secret", kind="private", bot_is_member=True)
        answer = refusal(client_of(slack).conversations_history, channel=channel)
        assert answer["needed"] == "channels:history,groups:history,im:history,mpim:history"
        assert answer["provided"] == "commands"

        slack.scopes = {"commands", "channels:history"}
        answer = refusal(client_of(slack).conversations_history, channel=channel)
        assert answer["needed"] == "groups:history"
        assert answer.headers["X-OAuth-Scopes"] == "channels:history,commands"
        assert slack.problems == []


def test_a_message_is_kept_with_all_that_it_said(slack: SlackStandIn, client: WebClient) -> None:
    channel = slack.add_channel("general")
    metadata = {"event_type": "task", "event_payload": {"id": "1"}}
    answer = client.chat_postMessage(
        channel=channel, text="hi", blocks=BLOCKS, metadata=metadata, unfurl_links=False
    )
    [message] = slack.messages(channel)
    assert (message.ts, message.text, message.metadata) == (answer["ts"], "hi", metadata)
    assert message.blocks[0]["text"] == BLOCKS[0]["text"]
    assert (message.unfurl_links, message.unfurl_media) == (False, None)
    history = client.conversations_history(channel=channel)["messages"]
    assert history[0]["blocks"][0]["text"] == BLOCKS[0]["text"]
    assert "metadata" not in history[0]
    with_metadata = client.conversations_history(channel=channel, include_all_metadata=True)["messages"]
    assert with_metadata[0]["metadata"] == metadata


@pytest.mark.parametrize(
    ("place", "error"),
    [
        ({"kind": "public", "bot_is_member": False}, "not_in_channel"),
        ({"kind": "private", "bot_is_member": False}, "channel_not_found"),
        ({"is_archived": True}, "is_archived"),
        ({"posting_restricted": True}, "restricted_action"),
        ({"kind": "im", "members": ["U1", "U2"]}, "channel_not_found"),
    ],
)
def test_where_the_bot_may_not_post(place: dict[str, Any], error: str) -> None:
    with SlackStandIn(scopes=["chat:write"]) as slack:
        channel = slack.add_channel("place", **place)
        assert refusal(client_of(slack).chat_postMessage, channel=channel, text="hi")["error"] == error


def test_one_scope_opens_all_public_channels() -> None:
    with SlackStandIn(scopes=["chat:write", "chat:write.public"]) as slack:
        public = slack.add_channel("open", bot_is_member=False)
        private = slack.add_channel("closed", kind="private", bot_is_member=False)
        assert client_of(slack).chat_postMessage(channel=public, text="hi")["ok"]
        answer = refusal(client_of(slack).chat_postMessage, channel=private, text="hi")
        assert answer["error"] == "channel_not_found"


@pytest.mark.parametrize(
    ("message", "error"),
    [
        ({"text": ""}, "no_text"),
        ({"text": "x" * 4001}, "msg_too_long"),
        ({"text": "hi", "blocks": [{"type": "section"}]}, "invalid_blocks"),
        ({"text": "hi", "blocks": {"type": "section"}}, "invalid_blocks_format"),
        ({"text": "hi", "metadata": {"event_type": "x"}}, "invalid_metadata_format"),
        ({"text": "hi", "thread_ts": "1.000001"}, "thread_not_found"),
        ({"text": "hi", "channel": "C0NOWHERE1"}, "channel_not_found"),
    ],
)
def test_messages_that_slack_does_not_take(
    slack: SlackStandIn, client: WebClient, message: dict[str, Any], error: str
) -> None:
    arguments = {"channel": slack.add_channel("general"), **message}
    answer = refusal(client.api_call, "chat.postMessage", json=arguments)
    assert answer["error"] == error


def test_invalid_blocks_come_with_reasons_and_count_as_a_problem(
    slack: SlackStandIn, client: WebClient
) -> None:
    channel = slack.add_channel("general")
    answer = refusal(client.chat_postMessage, channel=channel, text="hi", blocks=[{"type": "divider"}] * 51)
    assert answer["errors"] == ["no more than 50 items allowed [json-pointer:/blocks]"]
    assert answer["response_metadata"]["messages"] == ["[ERROR] " + answer["errors"][0]]
    assert len(slack.problems) == 1
    assert slack.messages(channel) == []


def test_a_user_id_leads_to_the_direct_conversation(slack: SlackStandIn, client: WebClient) -> None:
    user = slack.add_person("anna")
    channel = client.chat_postMessage(channel=user, text="hi")["channel"]
    assert channel == client.conversations_open(users=user)["channel"]["id"]
    assert [message.text for message in slack.dms(user)] == ["hi"]


@pytest.mark.parametrize(
    ("person", "error"), [({"is_bot": True}, "cannot_dm_bot"), ({"deleted": True}, "user_disabled")]
)
def test_who_cannot_be_written_to(
    slack: SlackStandIn, client: WebClient, person: dict[str, Any], error: str
) -> None:
    user = slack.add_person("x", **person)
    assert refusal(client.conversations_open, users=user)["error"] == error
    assert refusal(client.chat_postMessage, channel=user, text="hi")["error"] == error


def test_an_ephemeral_message_is_seen_by_one_member_alone(slack: SlackStandIn, client: WebClient) -> None:
    user, other = slack.add_person("anna"), slack.add_person("ben")
    channel = slack.add_channel("general", members=[user])
    client.chat_postEphemeral(channel=channel, user=user, text="psst")
    assert [message.text for message in slack.ephemerals(channel, user)] == ["psst"]
    assert slack.ephemerals(channel, other) == []
    assert client.conversations_history(channel=channel)["messages"] == []
    answer = refusal(client.chat_postEphemeral, channel=channel, user=other, text="psst")
    assert answer["error"] == "user_not_in_channel"


def test_threads_read_back_in_order_page_by_page(slack: SlackStandIn, client: WebClient) -> None:
    channel, user = slack.add_channel("general"), slack.add_person("anna")
    root = slack.post(channel, user, "root")
    for n in range(3):
        slack.post(channel, user, str(n), thread_ts=root)
    client.chat_postMessage(channel=channel, text="last", thread_ts=root)
    pages = client.conversations_replies(channel=channel, ts=root, limit=2)
    texts = [[message["text"] for message in page["messages"]] for page in pages]
    # The first message comes again with every page.
    assert texts == [["root", "0"], ["root", "1", "2"], ["root", "last"]]
    assert [message.text for message in slack.messages(channel)] == ["root"]
    assert client.conversations_history(channel=channel)["messages"][0]["reply_count"] == 4
    assert refusal(client.conversations_replies, channel=channel, ts="1.1")["error"] == "thread_not_found"


def test_reading_needs_membership(slack: SlackStandIn, client: WebClient) -> None:
    public = slack.add_channel("open", bot_is_member=False)
    private = slack.add_channel("closed", kind="private", bot_is_member=False)
    assert refusal(client.conversations_history, channel=public)["error"] == "not_in_channel"
    assert refusal(client.conversations_history, channel=private)["error"] == "channel_not_found"
    assert refusal(client.conversations_info, channel=private)["error"] == "channel_not_found"
    assert refusal(client.conversations_join, channel=private)["error"] == "channel_not_found"
    client.conversations_join(channel=public)
    assert client.conversations_history(channel=public)["messages"] == []


def test_what_conversations_are(slack: SlackStandIn, client: WebClient) -> None:
    shared = slack.add_channel("ext-acme", kind="private", is_ext_shared=True)
    info = client.conversations_info(channel=shared)["channel"]
    assert (info["is_private"], info["is_ext_shared"], info["is_im"]) == (True, True, False)
    direct = client.conversations_open(users=slack.add_person("anna"))["channel"]["id"]
    assert client.conversations_info(channel=direct)["channel"]["is_im"] is True


def test_reading_methods_ignore_a_json_body(slack: SlackStandIn, client: WebClient) -> None:
    channel = slack.add_channel("general")
    assert refusal(client.api_call, "conversations.info", json={"channel": channel})["error"] == (
        "channel_not_found"
    )


def test_who_people_are(slack: SlackStandIn, client: WebClient) -> None:
    anna = slack.add_person("anna", email="Anna@acme.test", tz="America/New_York")
    ben = slack.add_person("ben", email="ben@other.test", is_stranger=True)
    gone = slack.add_person("gone", email="gone@acme.test", deleted=True)
    user = client.users_info(user=anna)["user"]
    assert (user["profile"]["email"], user["tz"]) == ("Anna@acme.test", "America/New_York")
    assert client.users_lookupByEmail(email="anna@ACME.test")["user"]["id"] == anna
    for email in ("ben@other.test", "gone@acme.test", "nobody@acme.test"):
        assert refusal(client.users_lookupByEmail, email=email)["error"] == "users_not_found"
    stranger = client.users_info(user=ben)["user"]
    assert stranger["is_stranger"] is True
    assert "email" not in stranger["profile"]
    assert client.users_info(user=gone)["user"]["deleted"] is True
    assert refusal(client.users_info, user="U0NOBODY01")["error"] == "user_not_found"
    listed = [member["id"] for page in client.users_list(limit=1) for member in page["members"]]
    assert listed == [slack.bot_user_id, anna, gone]


def test_permalinks_lead_into_threads(slack: SlackStandIn, client: WebClient) -> None:
    channel = slack.add_channel("general")
    root = slack.post(channel, None, "root")
    reply = slack.post(channel, None, "reply", thread_ts=root)
    link = client.chat_getPermalink(channel=channel, message_ts=reply)["permalink"]
    assert link == (
        f"https://acme-demo.slack.com/archives/{channel}/p{reply.replace('.', '')}"
        f"?thread_ts={root}&cid={channel}"
    )


def test_the_record_of_calls_holds_arguments_but_no_token(slack: SlackStandIn, client: WebClient) -> None:
    before = time.monotonic()
    client.chat_postMessage(channel=slack.add_channel("general"), text="hi", blocks=BLOCKS)
    refusal(client.users_info, user="U0NOBODY01")
    posted, asked = slack.calls()
    assert (posted.method, posted.ok, posted.error, posted.status) == ("chat.postMessage", True, "", 200)
    assert posted.arguments["blocks"] == BLOCKS
    assert before <= posted.at <= time.monotonic()
    assert (asked.ok, asked.error) == (False, "user_not_found")
    assert slack.bot_token not in str(slack.calls())
    assert slack.calls("users.info") == [asked]
