"""A person in Slack, as far as the bot needs them."""

from __future__ import annotations

from datetime import tzinfo
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

from bot.slack.time_zone import zone_of


def _text(value: object) -> str:
    """A string that can be stored and sent on: half a character becomes U+FFFD, anything else is absent."""
    if not isinstance(value, str):
        return ""
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


Text = Annotated[str, BeforeValidator(_text)]


class Person(BaseModel):
    """A Slack user (https://docs.slack.dev/reference/objects/user-object)."""

    model_config = ConfigDict(frozen=True)

    id: str
    name: Text
    """How Slack shows them: display name, else real name, else handle."""
    real_name: Text = ""
    """Their full name, where they gave one: others call them by it, too."""
    email: Text = ""
    """Empty where Slack withholds it: guests of other companies, bots, or a missing scope."""
    tz: str = ""
    """As `time_zone.zone_name` gives it; empty where Slack says none."""
    locale: Text = ""
    """As `en-GB`; empty where Slack does not say."""
    team_id: Text = ""
    """Their workspace; of another company's people it may be that company's enterprise."""
    enterprise_id: Text = ""
    """The Enterprise Grid organisation that they belong to; empty outside of Grid."""
    teams: tuple[str, ...] = ()
    """The workspaces of that organisation in which they are."""
    is_bot: bool = False
    deleted: bool = False
    is_restricted: bool = False
    """Whether they are a guest, of several channels or of one."""
    is_stranger: bool = False
    """Whether they are of another workspace and in no channel that the bot sees. False says nothing."""

    @property
    def zone(self) -> tzinfo:
        """Their time zone; UTC where Slack says none."""
        return zone_of(self.tz)
