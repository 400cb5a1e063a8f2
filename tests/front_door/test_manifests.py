"""The manifests and the code must name the same things."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult

from bot.app import listen
from bot.manifest import REQUEST_URL, manifest, to_yaml
from bot.sandbox.slack import AppDeclaration
from tests.front_door.running import SECRET, World

FOLDER = Path(__file__).parents[2] / "manifests"


class ListeningApp(App):
    """Notes what the listeners listen for."""

    def __init__(self) -> None:
        super().__init__(signing_secret=SECRET, authorize=AuthorizeResult)
        self.heard: set[tuple[str, str]] = set()

    def command(self, command: Any, *args: Any, **kwargs: Any) -> Any:
        self.heard.add(("command", str(command)))
        return super().command(command, *args, **kwargs)

    def message_shortcut(self, callback_id: Any, *args: Any, **kwargs: Any) -> Any:
        self.heard.add(("message", str(callback_id)))
        return super().message_shortcut(callback_id, *args, **kwargs)

    def global_shortcut(self, callback_id: Any, *args: Any, **kwargs: Any) -> Any:
        self.heard.add(("global", str(callback_id)))
        return super().global_shortcut(callback_id, *args, **kwargs)

    def event(self, event: Any, *args: Any, **kwargs: Any) -> Any:
        self.heard.add(("event", str(event)))
        return super().event(event, *args, **kwargs)


def declared(content: dict[str, Any]) -> set[tuple[str, str]]:
    """What Slack will send, by a manifest."""
    app = AppDeclaration.from_manifest(content)
    return {
        *(("command", command.name) for command in app.commands),
        *((shortcut.type, shortcut.callback_id) for shortcut in app.shortcuts),
        *(("event", event) for event in app.events),
    }


@pytest.mark.parametrize("name", ["http", "socket"])
def test_a_manifest_declares_just_what_the_code_listens_for(world: World, name: str) -> None:
    app = ListeningApp()
    listen(app, world.application.services)

    assert declared(yaml.safe_load((FOLDER / f"{name}.yaml").read_text())) == app.heard


@pytest.mark.parametrize(("name", "socket_mode"), [("http", False), ("socket", True)])
def test_the_files_are_what_the_command_prints(name: str, socket_mode: bool) -> None:
    assert (FOLDER / f"{name}.yaml").read_text() == to_yaml(manifest(socket_mode=socket_mode))


def test_http_and_socket_differ_only_in_the_way_in() -> None:
    http, socket = manifest(socket_mode=False), manifest(socket_mode=True)
    for content in (http, socket):
        for place in (*content["features"]["slash_commands"], content["settings"]["interactivity"]):
            for address in ("url", "request_url", "message_menu_options_url"):
                place.pop(address, None)
        content["settings"].pop("socket_mode_enabled")
        content["settings"].get("event_subscriptions", {}).pop("request_url", None)
    assert http == socket


def test_the_command_is_escaped_and_within_slacks_limits() -> None:
    content = manifest(socket_mode=False, request_url=REQUEST_URL)
    for command in content["features"]["slash_commands"]:
        assert command["should_escape"] is True
        assert len(command["command"]) <= 32
        assert len(command["description"]) <= 2000
    for shortcut in content["features"]["shortcuts"]:
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150
        assert len(shortcut["callback_id"]) <= 255
    assert len(content["display_information"]["name"]) <= 35
    assert len(content["display_information"]["description"]) <= 140


def test_every_method_that_is_called_has_its_scope(world: World) -> None:
    anna = world.slack.person(world.anna)
    anna.command(world.channel, "/cm-task", f"Ask @ben <@{world.ben}>")
    anna.fill("customer", "Acme")
    anna.fill("announce", "me")
    assert anna.submit().closed

    assert "missing_scope" not in {call.error for call in world.slack.calls()}
