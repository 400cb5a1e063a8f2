"""The manifests and the code must name the same things."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult

from bot.app import listen
from bot.operate.manifest import REQUEST_URL, manifest, to_yaml
from bot.operate.request_url import NoRequestUrl, request_url
from bot.sandbox.slack import AppDeclaration
from tests import forking
from tests.scenarios.running import SECRET, World

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


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ("https://tasks.test", "https://tasks.test/slack/events"),
        ("https://tasks.test/", "https://tasks.test/slack/events"),
        (" “https://tasks.test/slack/events/” ", "https://tasks.test/slack/events"),
        ("HTTPS://Tasks.Test:8443", "https://tasks.test:8443/slack/events"),
        ("https://tasks.test:443", "https://tasks.test/slack/events"),
        ("https://bücher.test", "https://xn--bcher-kva.test/slack/events"),
        ("https://8.8.8.8", "https://8.8.8.8/slack/events"),
    ],
)
def test_the_address_of_the_bot_becomes_the_request_url(given: str, made: str) -> None:
    printed = forking.run(["-m", "bot", "manifest", "--url", given], cwd=FOLDER, env=os.environ)
    content = yaml.safe_load(printed.stdout)
    assert content["features"]["slash_commands"][0]["url"] == made
    assert content["settings"]["event_subscriptions"]["request_url"] == made


@pytest.mark.parametrize(
    "given",
    [
        "tasks.test",
        "http://tasks.test",
        "ftp://tasks.test",
        "wss://tasks.test",
        "https://",
        "https:tasks.test",
        "https:///slack/events",
        "https://user:very-secret@tasks.test",
        "https://@tasks.test",
        "https://tasks.test?x=1",
        "https://tasks.test/?",
        "https://tasks.test#top",
        "https://tasks.test/other",
        "https://tasks.test/slack/events/more",
        "https://tasks.test:port",
        "https://tasks.test:0",
        "https://tasks.test:99999",
        "https://localhost",
        "https://bot.localhost",
        "https://printer.local",
        "https://intranet",
        "https://127.0.0.1",
        "https://192.168.1.4:8443",
        "https://[::1]",
        "https://[fe80::1]",
        "https://[::1",
        "https://tasks .test",
        "https://tasks.test\n/slack",
        "https://tasks..test",
        "https://-tasks.test",
        "https://tasks.test\x1b[31m",
        "javascript:alert(1)",
    ],
)
def test_what_is_no_https_origin_is_refused(given: str) -> None:
    with pytest.raises(NoRequestUrl) as caught:
        request_url(given)
    assert "\n" not in str(caught.value)
    assert "very-secret" not in str(caught.value)


def test_a_refused_address_is_one_line_and_prints_no_manifest() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "manifest", "--url", "http://tasks.test"],
        capture_output=True,
        check=False,
        text=True,
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == "--url: Slack sends to https:// only\n"
