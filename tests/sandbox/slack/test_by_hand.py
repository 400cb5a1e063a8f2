"""What people change by themselves while an app is at work."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from slack_sdk import WebClient

from bot.sandbox.slack import ClientRefused, SlackStandIn
from tests.sandbox.slack.calling import refusal


def test_people_change(slack: SlackStandIn, client: WebClient) -> None:
    anna = slack.add_person("anna", email="anna@acme.test", tz="Europe/Berlin")

    slack.set_time_zone(anna, "America/New_York")
    assert client.users_info(user=anna)["user"]["tz"] == "America/New_York"

    slack.make_guest(anna, single_channel=True)
    user = client.users_info(user=anna)["user"]
    assert (user["is_restricted"], user["is_ultra_restricted"]) == (True, True)
    slack.make_full_member(anna)
    assert client.users_info(user=anna)["user"]["is_restricted"] is False

    dm = client.conversations_open(users=anna)["channel"]["id"]
    slack.deactivate(anna)
    assert client.users_info(user=anna)["user"]["deleted"] is True
    for channel in (anna, dm):
        assert refusal(client.chat_postMessage, channel=channel, text="hi")["error"] == "user_disabled"
    slack.deactivate(anna, deactivated=False)
    assert client.chat_postMessage(channel=dm, text="hi")["ok"]


def test_a_channel_comes_to_be_shared(slack: SlackStandIn, client: WebClient) -> None:
    channel = slack.add_channel("general")

    def told() -> tuple[bool, bool]:
        info = client.conversations_info(channel=channel)["channel"]
        return info["is_pending_ext_shared"], info["is_ext_shared"]

    slack.share_channel(channel, pending=True)
    assert told() == (True, False)
    slack.share_channel(channel)
    assert told() == (False, True)
    slack.add_member(channel, slack.add_person("pat", is_stranger=True))
    slack.share_channel(channel, shared=False)
    assert told() == (False, False)


def test_members_come_and_go(slack: SlackStandIn, client: WebClient) -> None:
    anna = slack.add_person("anna")
    channel = slack.add_channel("secret", kind="private", members=[anna])
    slack.remove_member(channel, anna)
    assert client.conversations_members(channel=channel)["members"] == [slack.bot_user_id]
    slack.remove_member(channel, slack.bot_user_id)
    assert refusal(client.chat_postMessage, channel=channel, text="hi")["error"] == "channel_not_found"
    slack.add_member(channel, slack.bot_user_id)
    assert client.chat_postMessage(channel=channel, text="hi")["ok"]


@pytest.mark.parametrize(
    "change",
    [
        lambda slack, channel: slack.add_member(channel, "U0NOBODY01"),
        lambda slack, channel: slack.set_time_zone("U0NOBODY01", "Europe/Paris"),
        lambda slack, channel: slack.archive("C0MISSING1"),
        lambda slack, channel: slack.delete_message(channel, "1.1"),
    ],
)
def test_what_is_not_there_cannot_be_changed(
    slack: SlackStandIn, change: Callable[[SlackStandIn, str], None]
) -> None:
    channel = slack.add_channel("general")
    with pytest.raises(LookupError):
        change(slack, channel)


class TestByAPerson:
    """The same, by somebody who may."""

    def test_ones_own_message_is_deleted_and_an_admin_deletes_any(
        self, slack: SlackStandIn, client: WebClient
    ) -> None:
        channel = slack.add_channel("general")
        anna, boss = (
            slack.person(slack.add_person(name, is_admin=name == "boss")) for name in ("anna", "boss")
        )
        card = str(client.chat_postMessage(channel=channel, text="card")["ts"])
        mine = anna.say(channel, "mine")

        anna.delete(channel, mine)
        with pytest.raises(ClientRefused, match="may not delete"):
            anna.delete(channel, card)
        boss.delete(channel, card)
        with pytest.raises(ClientRefused, match="no message"):
            boss.delete(channel, card)

        assert slack.messages(channel) == []

    def test_an_ephemeral_message_is_dismissed(self, slack: SlackStandIn, client: WebClient) -> None:
        anna = slack.person(slack.add_person("anna"))
        channel = slack.add_channel("general", members=[anna.id])
        ts = str(client.chat_postEphemeral(channel=channel, user=anna.id, text="psst")["message_ts"])
        anna.delete(channel, ts)
        assert slack.ephemerals(channel, anna.id) == []

    def test_a_member_archives_invites_and_removes(self, slack: SlackStandIn, client: WebClient) -> None:
        anna = slack.person(slack.add_person("anna"))
        channel = slack.add_channel("general", members=[anna.id], bot_is_member=False)
        anna.invite(channel, slack.bot_user_id)
        assert client.conversations_info(channel=channel)["channel"]["is_member"] is True
        anna.archive(channel)
        assert refusal(client.chat_postMessage, channel=channel, text="hi")["error"] == "is_archived"
        with pytest.raises(ClientRefused, match="archived"):
            anna.say(channel, "hi")
        anna.unarchive(channel)
        anna.remove(channel, slack.bot_user_id)
        assert client.conversations_info(channel=channel)["channel"]["is_member"] is False
        anna.leave(channel)
        with pytest.raises(ClientRefused, match="no say"):
            anna.archive(channel)

    def test_a_guest_has_no_say(self, slack: SlackStandIn) -> None:
        olga = slack.person(slack.add_person("olga", is_restricted=True))
        channel = slack.add_channel("general", members=[olga.id])
        with pytest.raises(ClientRefused, match="no say"):
            olga.remove(channel, slack.bot_user_id)

    def test_nobody_walks_into_a_private_channel(self, slack: SlackStandIn) -> None:
        secret = slack.add_channel("secret", kind="private")
        with pytest.raises(ClientRefused, match="does not see"):
            slack.person(slack.add_person("ben")).say(secret, "hi")
