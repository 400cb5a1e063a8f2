"""The app's manifest: what Slack must know of the bot, made from what the bot listens for.

https://docs.slack.dev/reference/app-manifest
"""

from __future__ import annotations

from typing import Any

import yaml

from bot.listeners.channel import ID_CHANGED
from bot.listeners.command import COMMAND
from bot.listeners.removal import REVOKED, UNINSTALLED
from bot.listeners.shortcut import ANYWHERE, ON_MESSAGE

REQUEST_URL = "https://your-domain.example/slack/events"

SCOPES = {
    "commands": "the slash command and the shortcuts",
    "chat:write": "the summary",
    "chat:write.public": "the summary in public channels without an invitation",
    "im:write": "direct messages, where a summary cannot be posted in its channel",
    "users:read": "who the assignee is, and in which time zone people are",
    "users:read.email": "the e-mails by which ChartMogul knows assignees, and customers' owners in Slack",
    "channels:read": "what a public channel is called, and whether guests or another company read it",
    "groups:read": "the same for private channels",
    "im:read": "the same for direct messages",
    "mpim:read": "the same for conversations among several",
    "channels:history": "clues to the customer in a thread, the thread as a note, where that is wanted, and "
    "whether a summary was posted before a crash",
    "groups:history": "the same for private channels",
    "im:history": "the same for direct messages",
}
"""Every scope and what it is for."""

_UNREAD = (
    "threads give no clues, a note holds one message, and a summary that may stand there or not comes as a "
    "direct message as well"
)

OPTIONAL = {
    "channels:history": f"in public channels {_UNREAD}",
    "groups:history": f"in private channels {_UNREAD}",
    "im:history": "in direct messages a note holds one message, and nothing is sent again that may have come",
}
"""The scopes that a workspace may decline, and what is different without them.

https://docs.slack.dev/changelog/2026/03/16/optional-scopes
"""


def manifest(*, socket_mode: bool, request_url: str = REQUEST_URL) -> dict[str, Any]:
    """The manifest for one of the two ways in which Slack reaches the bot."""
    address = {} if socket_mode else {"url": request_url}
    return {
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": {
            "name": "ChartMogul tasks",
            "description": "Turns a conversation into a follow-up task in ChartMogul",
            "background_color": "#1d3557",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": True,
            },
            "bot_user": {"display_name": "ChartMogul tasks", "always_online": True},
            "shortcuts": [
                {
                    "name": "Create ChartMogul task",
                    "type": "message",
                    "callback_id": ON_MESSAGE,
                    "description": "Make this message a follow-up task in ChartMogul",
                },
                {
                    "name": "New ChartMogul task",
                    "type": "global",
                    "callback_id": ANYWHERE,
                    "description": "Create a follow-up task in ChartMogul",
                },
            ],
            "slash_commands": [
                {
                    "command": COMMAND,
                    **address,
                    "description": "Create a follow-up task in ChartMogul",
                    "usage_hint": "[what is to be done] | list | help",
                    "should_escape": True,
                }
            ],
        },
        # Slack takes an optional scope only where it is among all of them as well.
        "oauth_config": {"scopes": {"bot": list(SCOPES), "bot_optional": list(OPTIONAL)}},
        "settings": {
            "event_subscriptions": {
                **({} if socket_mode else {"request_url": request_url}),
                "bot_events": ["app_home_opened", ID_CHANGED, UNINSTALLED, REVOKED],
            },
            "interactivity": {
                "is_enabled": True,
                **(
                    {}
                    if socket_mode
                    else {"request_url": request_url, "message_menu_options_url": request_url}
                ),
            },
            "org_deploy_enabled": False,
            "socket_mode_enabled": socket_mode,
            "token_rotation_enabled": False,
        },
    }


def to_yaml(content: dict[str, Any]) -> str:
    """The manifest as Slack's form for new apps takes it."""
    return yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=100)
