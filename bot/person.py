"""A person in Slack, as far as the bot needs them."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict


class Person(BaseModel):
    """A Slack user (https://docs.slack.dev/reference/objects/user-object)."""

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    """How Slack shows them: display name, else real name, else handle."""
    email: str = ""
    """Empty where Slack withholds it: guests of other companies, bots, or a missing scope."""
    tz: str = ""
    team_id: str = ""
    is_bot: bool = False
    deleted: bool = False
    is_restricted: bool = False
    is_stranger: bool = False

    @property
    def zone(self) -> ZoneInfo:
        """Their time zone; UTC where Slack names none or one this machine does not know."""
        try:
            return ZoneInfo(self.tz or "UTC")
        except (ZoneInfoNotFoundError, ValueError):
            return ZoneInfo("UTC")
