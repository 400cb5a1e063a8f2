"""A person at work in Slack: every step sends the app the request that Slack would send."""

from __future__ import annotations

from typing import Any

from bot.sandbox.slack.conversation_steps import ConversationSteps
from bot.sandbox.slack.dispatch import Delivery
from bot.sandbox.slack.moderation_steps import ModerationSteps
from bot.sandbox.slack.view_steps import ViewSteps


class PersonDriver(ConversationSteps, ModerationSteps, ViewSteps):
    """One person's hands. Steps that Slack's own app would not offer raise `ClientRefused`."""

    def open_home(self, tab: str = "home") -> Delivery:
        """Open the app's own place; `error` is `not_subscribed` when the app does not listen for it."""
        self._must_be_active()
        fields: dict[str, Any] = {"channel": self._workspace.direct_channel(self.id).id, "tab": tab}
        home = self._world.views.open_home(self.id) if tab == "home" else None
        if home:
            fields["view"] = home.to_slack()
        return self.event("app_home_opened", **fields)

    def event(self, event_type: str, **fields: Any) -> Delivery:
        """Send an event that this person brought about."""
        return self._stage.events.send(event_type, user=self.id, **fields)[-1]
