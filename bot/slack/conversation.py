"""A Slack conversation, and the place in it that a form was opened from."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


class Channel(BaseModel):
    """A Slack conversation (https://docs.slack.dev/reference/objects/conversation-object)."""

    model_config = ConfigDict(frozen=True)

    id: str
    name: str = ""
    is_private: bool = False
    is_im: bool = False
    """Whether it is a conversation between two, or among several, whom Slack names it after."""
    is_archived: bool = False
    is_ext_shared: bool = False
    """Whether another company reads along (Slack Connect)."""
    is_member: bool = Field(default=True, exclude=True)
    """Whether the bot is in it, as Slack says just now; not remembered."""

    @property
    def chosen_name(self) -> str:
        """The name that people gave it; empty where Slack made one up."""
        return "" if self.is_im or self.name == self.id else self.name


class Audience(StrEnum):
    """Who reads a conversation, or why that is not known."""

    COLLEAGUES = "colleagues"
    COMPANY = "company"
    """Another company does, too (Slack Connect)."""
    GUESTS = "guests"
    """Somebody does who is a guest, or of another company."""
    NOT_A_MEMBER = "not_a_member"
    """The bot is not in it."""
    NOT_ANSWERED = "not_answered"
    """Slack did not say so in time."""
    NOT_ALLOWED = "not_allowed"
    """The bot was not given the scope to ask."""

    @property
    def has_outsiders(self) -> bool:
        """Whether somebody from outside is known to read it."""
        return self in {Audience.COMPANY, Audience.GUESTS}


class Origin(BaseModel):
    """Where a form was opened, so that the answer finds its way back."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    team_id: str = ""
    team_domain: str = ""
    channel_id: str = ""
    channel_name: str = ""
    """As the request has it, `privategroup` for every private one, until `named`."""
    is_direct: bool = False
    """Whether it is a conversation between two, or among several; known once `named`."""
    thread_ts: str = ""
    """The thread that the summary answers in; empty outside threads."""
    message_ts: str = ""
    """The message that the shortcut was used on; empty for the command and the global shortcut."""
    response_url: str = ""

    def named(self, channel: Channel | None) -> Origin:
        """The same with the name that people gave the channel, or none where Slack made one up.

        Args:
            channel: as Slack describes it; None where that is not known, and only the request can tell.
        """
        if channel:
            return self.model_copy(update={"channel_name": channel.chosen_name, "is_direct": channel.is_im})
        is_direct = self.channel_name == "directmessage" or self.channel_name.startswith("mpdm-")
        made_up = is_direct or self.channel_name in {"privategroup", self.channel_id}
        return self.model_copy(
            update={"channel_name": "" if made_up else self.channel_name, "is_direct": is_direct}
        )

    @property
    def source(self) -> str:
        """The message that the shortcut was used on, by which it is known again; `""` for none."""
        return f"{self.channel_id}/{self.message_ts}" if self.channel_id and self.message_ts else ""

    @property
    def message_url(self) -> str:
        """A link to the message in Slack, or `""` where there is none."""
        ts = self.message_ts or self.thread_ts
        if not (self.team_domain and self.channel_id and ts):
            return ""
        link = f"https://{self.team_domain}.slack.com/archives/{self.channel_id}/p{ts.replace('.', '')}"
        if self.thread_ts and self.thread_ts != ts:
            link += f"?thread_ts={self.thread_ts}&cid={self.channel_id}"
        return link
