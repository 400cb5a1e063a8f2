"""What Slack's Web API answers, typed. What an answer lacks is an exception of the look-up that misses it."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

from slack_sdk.web import SlackResponse

from bot.slack.conversation import Channel
from bot.slack.errors import header
from bot.slack.insiders import Home
from bot.slack.person import Person
from bot.slack.time_zone import zone_name

Json = dict[str, Any]


@dataclass(frozen=True)
class OpenedView:
    """A view on somebody's screen, and the hash that an update of it must name."""

    id: str
    hash: str


@dataclass(frozen=True)
class Posted:
    """Where a message stands."""

    channel: str
    ts: str


@dataclass(frozen=True)
class MessagePage:
    """Some of a conversation's messages. `cursor` leads to the next; it is `""` where there is no way on."""

    messages: list[Json]
    cursor: str
    has_more: bool


@dataclass(frozen=True)
class Installation:
    """The app in a workspace."""

    team: str
    user: str
    """How the bot is called there."""
    scopes: frozenset[str]
    """What the token may do."""
    at: float | None
    """What time it is by Slack's clock, epoch seconds in full; None where the answer does not say."""


def nothing(answer: SlackResponse) -> None:
    """The success alone counts."""


def opened_view(answer: SlackResponse) -> OpenedView:
    """A view that was opened or updated."""
    view = answer["view"]
    return OpenedView(id=str(view["id"]), hash=str(view.get("hash") or ""))


def posted(answer: SlackResponse) -> Posted:
    """Where `chat.postMessage` put the message."""
    channel, ts = answer["channel"], answer["ts"]
    if not (channel and ts):
        raise LookupError("where the message stands")
    return Posted(channel=str(channel), ts=str(ts))


def channel_id(answer: SlackResponse) -> str:
    """The conversation that `conversations.open` found or made."""
    return str(answer["channel"]["id"])


def messages(answer: SlackResponse) -> MessagePage:
    """What `conversations.history` or `conversations.replies` found."""
    cursor = str((answer.get("response_metadata") or {}).get("next_cursor") or "")
    return MessagePage(list(answer["messages"]), cursor, bool(cursor or answer.get("has_more")))


def installation(answer: SlackResponse) -> Installation:
    """`auth.test`; the scopes are in a header."""
    return Installation(
        team=str(answer.get("team") or ""),
        user=str(answer.get("user") or ""),
        scopes=frozenset(filter(None, map(str.strip, header(answer.headers, "x-oauth-scopes").split(",")))),
        at=_moment(header(answer.headers, "date")),
    )


def _moment(written: str) -> float | None:
    try:
        return parsedate_to_datetime(written).timestamp()
    except (ValueError, OverflowError):
        return None


def home(answer: SlackResponse) -> Home:
    """`auth.test`, of which the token's owner counts."""
    found = Home(_word(answer.get("team_id")), _word(answer.get("enterprise_id")))
    if not (found.team_id or found.enterprise_id):
        raise LookupError("whose token this is")
    return found


def own_ids(answer: SlackResponse) -> frozenset[str]:
    """`auth.test`, of which the user and the bot behind it count."""
    return frozenset(filter(None, [_word(answer.get("user_id")), _word(answer.get("bot_id"))]))


def members(answer: SlackResponse) -> list[str]:
    """A page of `conversations.members`."""
    return [member for member in list(answer["members"]) if isinstance(member, str)]


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""


def _object(value: object) -> Json:
    return value if isinstance(value, dict) else {}


def _id(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise LookupError("the id")
    return value


def person(answer: SlackResponse) -> Person:
    """A user (https://docs.slack.dev/reference/objects/user-object)."""
    user: Json = answer["user"]
    profile, enterprise = _object(user.get("profile")), _object(user.get("enterprise_user"))
    teams = enterprise.get("teams")
    names = (profile.get("display_name"), profile.get("real_name"), user.get("real_name"), user.get("name"))
    return Person(
        id=_id(user["id"]),
        name=next((str(name) for name in names if name), str(user["id"])),
        real_name=profile.get("real_name") or user.get("real_name") or "",
        email=profile.get("email") or "",
        tz=zone_name(user.get("tz"), user.get("tz_offset")),
        locale=user.get("locale") or "",
        team_id=user.get("team_id") or "",
        enterprise_id=enterprise.get("enterprise_id") or user.get("enterprise_id") or "",
        teams=tuple(filter(None, map(_word, teams))) if isinstance(teams, list) else (),
        is_bot=bool(user.get("is_bot")) or user["id"] == "USLACKBOT",
        deleted=bool(user.get("deleted")),
        is_restricted=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        is_stranger=bool(user.get("is_stranger")),
    )


def channel(answer: SlackResponse) -> Channel:
    """A conversation (https://docs.slack.dev/reference/objects/conversation-object)."""
    channel: Json = answer["channel"]
    return Channel(
        id=_id(channel["id"]),
        name=_word(channel.get("name")),
        is_private=bool(channel.get("is_private")),
        is_im=bool(channel.get("is_im") or channel.get("is_mpim")),
        is_archived=bool(channel.get("is_archived")),
        is_ext_shared=bool(channel.get("is_ext_shared") or channel.get("is_pending_ext_shared")),
        # Of a direct message nothing is said.
        is_member=channel.get("is_member") is not False,
    )
