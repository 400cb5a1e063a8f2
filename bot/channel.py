"""A Slack conversation, and the place in it that a form was opened from."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

METADATA_MAX = 3000
"""Most characters Slack keeps in a view's `private_metadata`."""


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
    """Where a form was opened: carried in its `private_metadata`, so that the answer finds its way back."""

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

    def to_metadata(self) -> str:
        """This origin as `private_metadata`; the response URL is left out where it would not fit."""
        full = self.model_dump_json(exclude_defaults=True)
        if len(full) <= METADATA_MAX:
            return full
        return self.model_copy(update={"response_url": ""}).model_dump_json(exclude_defaults=True)

    @classmethod
    def from_metadata(cls, metadata: str) -> Origin:
        """The origin that `to_metadata` wrote; an empty one for anything else."""
        try:
            return cls.model_validate_json(metadata)
        except ValueError:
            return cls()

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
