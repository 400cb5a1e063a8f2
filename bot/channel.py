"""A Slack conversation, and the place in it that a form was opened from."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Channel(BaseModel):
    """A Slack conversation (https://docs.slack.dev/reference/objects/conversation-object)."""

    model_config = ConfigDict(frozen=True)

    id: str
    name: str = ""
    is_private: bool = False
    is_im: bool = False
    is_archived: bool = False
    is_ext_shared: bool = False
    """Whether another company reads along (Slack Connect)."""


class Origin(BaseModel):
    """Where a form was opened, so that the answer finds its way back."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    team_id: str = ""
    team_domain: str = ""
    channel_id: str = ""
    channel_name: str = ""
    thread_ts: str = ""
    """The thread that the summary answers in; empty outside threads."""
    message_ts: str = ""
    """The message that the shortcut was used on; empty for the command and the global shortcut."""
    response_url: str = ""

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
