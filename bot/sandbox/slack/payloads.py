"""The bodies of the requests that Slack sends to an app, field by field as documented.

https://docs.slack.dev/reference/interaction-payloads and …/interactivity/implementing-slash-commands
"""

from __future__ import annotations

from typing import Any

from bot.sandbox.slack.ids import APP_ID, TEAM_ID
from bot.sandbox.slack.objects import Channel, Message, Person
from bot.sandbox.slack.view_state import Values
from bot.sandbox.slack.views import ModalView
from bot.sandbox.slack.workspace import Workspace

Json = dict[str, Any]

VERIFICATION_TOKEN = "sandbox-verification-token"


def command(
    workspace: Workspace,
    person: Person,
    channel: Channel,
    name: str,
    text: str,
    *,
    response_url: str,
    trigger_id: str,
) -> Json:
    """A slash command's form."""
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": TEAM_ID,
        "team_domain": workspace.team_domain,
        "channel_id": channel.id,
        "channel_name": channel.name_in_payloads,
        "user_id": person.id,
        "user_name": person.name,
        "command": name,
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        **({"enterprise_id": person.enterprise_id} if person.enterprise_id else {}),
        "response_url": response_url,
        "trigger_id": trigger_id,
    }


def interaction(workspace: Workspace, person: Person, kind: str, **fields: Any) -> Json:
    """What all interaction payloads share, and the fields of this one."""
    return {
        "type": kind,
        "user": {
            "id": person.id,
            "username": person.name,
            "name": person.name,
            "team_id": person.team_id,
        },
        # Where the person comes from, also where that is another company's workspace.
        "team": {"id": person.team_id, "domain": workspace.team_domain, **_enterprise(person)},
        "api_app_id": APP_ID,
        "token": VERIFICATION_TOKEN,
        "enterprise": {"id": person.enterprise_id, "name": ""} if person.enterprise_id else None,
        "is_enterprise_install": False,
        **fields,
    }


def _enterprise(person: Person) -> Json:
    if not person.enterprise_id:
        return {}
    return {"enterprise_id": person.enterprise_id, "enterprise_name": person.enterprise_id}


def channel_reference(channel: Channel) -> Json:
    """A conversation as interaction payloads name it."""
    return {"id": channel.id, "name": channel.name_in_payloads}


def in_message(message: Message, channel: Channel, state: Values) -> Json:
    """Where something was clicked. Ephemeral messages are named but not shown."""
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.ephemeral_to is not None,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    fields: Json = {
        "container": container,
        "channel": channel_reference(channel),
        "state": {"values": state},
    }
    if message.ephemeral_to is None:
        fields["message"] = message.to_slack()
    return fields


def in_view(view: ModalView) -> Json:
    """Where something was clicked in a modal or an App Home."""
    return {"container": {"type": "view", "view_id": view.id}, "view": view.to_slack()}


def event_envelope(event_id: str, event: Json, bot_user: str, *, at: float) -> Json:
    """The Events API's wrapper (https://docs.slack.dev/apis/events-api), `at` in seconds since 1970."""
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": TEAM_ID,
        "context_team_id": TEAM_ID,
        "api_app_id": APP_ID,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(at),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM_ID,
                "user_id": bot_user,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
    }
