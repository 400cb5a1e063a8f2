"""What a form has to know again when it comes back from Slack."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from bot.slack.conversation import Audience, Origin

METADATA_MAX = 3000
"""Most characters Slack keeps in a view's `private_metadata`."""


class FormMemory(BaseModel):
    """Carried in a view's `private_metadata`."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    origin: Origin = Field(default_factory=Origin)
    likely: tuple[str, ...] = ()
    """UUIDs of the customers that the conversation is probably about, the likeliest first."""
    audience: Audience = Audience.COLLEAGUES
    """Who reads the channel, as the form says."""
    owner: str = ""
    """Slack user id of the assignee that was suggested for owning the customer, if one was."""
    draft: str = ""
    """The id of what the form began with and cannot hold: see `bot.notes`."""

    def to_metadata(self) -> str:
        """This as `private_metadata`; what the answer can do without is left out where it would not fit."""
        bare = self.origin.model_copy(update={"response_url": ""})
        without = self.model_copy(update={"likely": ()})
        for kept in (self, without, without.model_copy(update={"origin": bare})):
            text = kept.model_dump_json(exclude_defaults=True)
            if len(text) <= METADATA_MAX:
                return text
        return ""

    @classmethod
    def from_metadata(cls, metadata: str) -> FormMemory:
        """What `to_metadata` wrote; nothing for anything else."""
        try:
            return cls.model_validate_json(metadata)
        except ValueError:
            return cls()
