"""The peer: a bare Bolt app that opens a form which is always the same, on the bot's own server.

`python -m tests.benchmarks.bare_bolt` with the bot's environment. It verifies signatures, knows no customer
and stores nothing: what any app with a slash command and a modal takes at the least.
"""

from __future__ import annotations

import logging
import os
import signal
from typing import TYPE_CHECKING, Any

from slack_bolt import Ack, App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.front_door.http_server import HttpServer

if TYPE_CHECKING:
    from types import FrameType

FORM: dict[str, Any] = {
    "type": "modal",
    "callback_id": "create_task",
    "title": {"type": "plain_text", "text": "New task"},
    "submit": {"type": "plain_text", "text": "Create task"},
    "blocks": [
        {
            "type": "input",
            "block_id": "details",
            "label": {"type": "plain_text", "text": "What is to be done"},
            "element": {"type": "plain_text_input", "action_id": "details", "multiline": True},
        },
        {
            "type": "input",
            "block_id": "assignee",
            "label": {"type": "plain_text", "text": "Assignee"},
            "element": {"type": "users_select", "action_id": "assignee"},
        },
        {
            "type": "input",
            "block_id": "due_date",
            "label": {"type": "plain_text", "text": "Due date"},
            "element": {"type": "datepicker", "action_id": "due_date"},
        },
    ],
}


def app() -> App:
    """The app."""
    token = os.environ["SLACK_BOT_TOKEN"]
    made = App(
        name="bare",
        signing_secret=os.environ["SLACK_SIGNING_SECRET"],
        client=WebClient(token=token, base_url=os.environ["SLACK_API_URL"]),
        authorize=lambda enterprise_id, team_id: AuthorizeResult(
            enterprise_id=enterprise_id, team_id=team_id, bot_token=token
        ),
        process_before_response=True,
    )

    @made.command("/cm-task")
    def called(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=FORM)
        ack()

    return made


def main() -> None:
    """Serve it until told to stop."""
    logging.disable(logging.WARNING)
    server = HttpServer("127.0.0.1", int(os.environ["PORT"]))

    def stop(number: int, frame: FrameType | None) -> None:
        server.stop()

    signal.signal(signal.SIGTERM, stop)
    server.run(SlackRequestHandler(app(), path="/slack/events"))


if __name__ == "__main__":
    main()
