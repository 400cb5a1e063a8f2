"""People, conversations and messages, as Slack keeps them and tells of them.

https://docs.slack.dev/reference/objects
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from bot.sandbox.slack.ids import APP_ID, BOT_ID, BOT_USER_ID, TEAM_ID
from bot.sandbox.slack.view_state import Values

Json = dict[str, Any]
Kind = Literal["public", "private", "im", "mpim"]

TOMBSTONE = "tombstone"
"""The subtype of a deleted message that had replies."""


@dataclass
class Person:
    """A user of the workspace, or a stranger in a shared channel."""

    id: str
    name: str
    real_name: str = ""
    email: str | None = None
    tz: str = "Europe/Berlin"
    locale: str = "en-US"
    """The language of their Slack; empty where none is told."""
    tz_offset: int | None = None
    """Seconds from UTC that are told where no `tz` is."""
    is_bot: bool = False
    deleted: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    is_admin: bool = False
    team_id: str = TEAM_ID
    enterprise_id: str = ""
    """Their Enterprise Grid organisation; empty outside of Grid."""

    @property
    def is_guest(self) -> bool:
        """Whether they see nothing but the channels that they are in."""
        return self.is_restricted or self.is_ultra_restricted or self.is_stranger

    def to_slack(self, *, with_email: bool) -> Json:
        """The user object (https://docs.slack.dev/reference/objects/user-object)."""
        profile: Json = {
            "real_name": self.real_name or self.name,
            "display_name": self.name,
            "display_name_normalized": self.name,
            "real_name_normalized": self.real_name or self.name,
            "team": self.team_id,
        }
        if with_email and self.email is not None and not self.is_stranger:
            profile["email"] = self.email
        user: Json = {
            "id": self.id,
            "team_id": self.team_id,
            "name": self.name,
            "deleted": self.deleted,
            "profile": profile,
            "is_bot": self.is_bot,
            "is_app_user": False,
            "updated": 1700000000,
        }
        if not self.deleted:
            zone = datetime.now(ZoneInfo(self.tz)) if self.tz else None
            offset = zone.utcoffset() if zone else None
            user |= {
                "real_name": self.real_name or self.name,
                "tz": self.tz or None,
                "tz_label": zone.tzname() if zone else None,
                "tz_offset": int(offset.total_seconds()) if offset is not None else self.tz_offset,
                "is_admin": self.is_admin,
                "is_owner": False,
                "is_restricted": self.is_restricted,
                "is_ultra_restricted": self.is_ultra_restricted,
            }
        if self.enterprise_id:
            user["enterprise_user"] = {
                "id": self.id,
                "enterprise_id": self.enterprise_id,
                "enterprise_name": self.enterprise_id,
                "is_admin": False,
                "is_owner": False,
                "teams": [self.team_id],
            }
        if self.is_stranger:
            user["is_stranger"] = True
        return user


@dataclass
class Channel:
    """A conversation of any kind."""

    id: str
    name: str
    kind: Kind = "public"
    members: set[str] = field(default_factory=set)
    bot_is_member: bool = True
    is_archived: bool = False
    is_ext_shared: bool = False
    is_pending_ext_shared: bool = False
    is_org_shared: bool = False
    posting_restricted: bool = False

    def to_slack(self) -> Json:
        """The conversation object (https://docs.slack.dev/reference/objects/conversation-object)."""
        if self.kind == "im":
            return {
                "id": self.id,
                "is_im": True,
                "is_org_shared": False,
                "is_archived": self.is_archived,
                "user": next(iter(self.members - {BOT_USER_ID}), ""),
            }
        return {
            "id": self.id,
            "name": self.name,
            "name_normalized": self.name,
            "is_channel": self.kind == "public",
            "is_group": self.kind == "private",
            "is_im": False,
            "is_mpim": self.kind == "mpim",
            "is_private": self.kind != "public",
            "is_archived": self.is_archived,
            "is_general": False,
            "is_member": self.bot_is_member,
            "is_shared": self.is_ext_shared or self.is_org_shared,
            "is_ext_shared": self.is_ext_shared,
            "is_org_shared": self.is_org_shared,
            "is_pending_ext_shared": self.is_pending_ext_shared,
            "context_team_id": TEAM_ID,
        }

    def is_open_to(self, person: Person) -> bool:
        """Whether somebody may read here."""
        return person.id in self.members or (self.kind == "public" and not person.is_guest)

    @property
    def name_in_payloads(self) -> str:
        """What requests to the app call it: private names are withheld."""
        return {"im": "directmessage", "private": "privategroup"}.get(self.kind, self.name)


@dataclass
class Message:
    """A message as Slack keeps it; `ephemeral_to` is set for what only one person sees."""

    channel: str
    text: str = ""
    user: str | None = None
    ts: str = ""
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    files: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    bot_id: str | None = None
    username: str | None = None
    subtype: str | None = None
    metadata: Json | None = None
    unfurl_links: bool | None = None
    unfurl_media: bool | None = None
    edited: bool = False
    ephemeral_to: str | None = None
    is_answer: bool = False
    """Posted through a response URL or in an acknowledgement: no token owns it, so none may change it."""
    chosen: dict[str, Values] = field(default_factory=dict)
    """What each person has chosen in its selects and date pickers."""

    @property
    def is_tombstone(self) -> bool:
        """Whether it was deleted, and only holds its thread together."""
        return self.subtype == TOMBSTONE

    def bury(self) -> None:
        """Leave nothing but the place where a thread hangs."""
        self.text, self.subtype, self.user = "This message was deleted.", TOMBSTONE, "USLACKBOT"
        self.bot_id = self.username = self.metadata = None
        self.blocks, self.attachments, self.files, self.edited = [], [], [], False

    def to_slack(self, *, with_metadata: bool = False) -> Json:
        """The message object, without the fields that Slack leaves out when empty."""
        message: Json = {"type": "message", "ts": self.ts, "text": self.text}
        optional: Json = {
            "user": self.user,
            "team": TEAM_ID if self.user else None,
            "subtype": self.subtype,
            "bot_id": self.bot_id,
            "app_id": APP_ID if self.bot_id == BOT_ID else None,
            "username": self.username,
            "thread_ts": self.thread_ts,
            "blocks": self.blocks,
            "attachments": self.attachments,
            "files": self.files,
            "edited": {"user": self.user or "", "ts": self.ts} if self.edited else None,
            "metadata": self.metadata if with_metadata else None,
        }
        return message | {key: value for key, value in optional.items() if value}
