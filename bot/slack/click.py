"""A click on a button or in a menu, in a message or in the App Home.

https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
"""

from __future__ import annotations

from pydantic import Field

from bot.slack.json_reading import Text
from bot.slack.payloads import Payload, Team, User


class _Option(Payload):
    value: Text = ""


class _Action(Payload):
    action_id: Text = ""
    block_id: Text = ""
    action_ts: Text = ""
    value: Text = ""
    selected_option: _Option | None = None


class Container(Payload):
    """Where something was clicked."""

    type: Text = ""
    message_ts: Text = ""
    channel_id: Text = ""
    thread_ts: Text = ""
    is_ephemeral: bool = False

    @property
    def is_message(self) -> bool:
        """Whether it is a message of the app's, and not the App Home or a part of somebody's message."""
        return self.type == "message" and bool(self.message_ts)

    @property
    def beside(self) -> str:
        """The thread in which the message stands; empty for one that begins it or stands in none.

        What only one person sees below a message that begins a thread, is not shown in the channel.
        """
        return self.thread_ts if self.thread_ts != self.message_ts else ""


class Click(Payload):
    """A click. In the App Home there is no channel, no message and no response URL."""

    user: User
    team: Team | None = None
    trigger_id: str = ""
    actions: list[_Action] = Field(default_factory=list)
    container: Container = Field(default_factory=Container)
    response_url: str = ""

    @property
    def value(self) -> str:
        """The value of the button."""
        return self._action.value

    @property
    def chosen(self) -> str:
        """The value of the option that was chosen in a menu."""
        option = self._action.selected_option
        return option.value if option else ""

    @property
    def block_id(self) -> str:
        """The id of the block that it is in."""
        return self._action.block_id

    @property
    def action_ts(self) -> str:
        """When it was, in Slack's notation: two clicks have two."""
        return self._action.action_ts

    @property
    def team_id(self) -> str:
        """The workspace that Slack names with it: not always that of who clicked."""
        return self.team.id if self.team else ""

    @property
    def _action(self) -> _Action:
        return self.actions[0] if self.actions else _Action()
