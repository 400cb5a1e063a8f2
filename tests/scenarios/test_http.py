"""What the server answers to requests of all kinds."""

from __future__ import annotations

import json
from typing import Any

import pytest
import requests

from tests.scenarios.requests_from_slack import JSON, command, payload, send
from tests.scenarios.running import World
from tests.scenarios.trap import Trap


@pytest.fixture
def world(standing_world: World) -> World:
    """One for all: no request in here changes what another is answered."""
    return standing_world


def test_a_signed_request_is_answered(world: World) -> None:
    assert send(world, command(world, "help")).status_code == 200


def test_a_signed_request_in_chunks_is_answered(world: World) -> None:
    answer = send(world, command(world, "help"), chunks=7)

    assert answer.status_code == 200
    assert "/cm-task" in answer.text


@pytest.mark.parametrize("chunks", [0, 100_000])
def test_a_body_of_more_than_eight_megabytes_is_413(world: World, chunks: int) -> None:
    assert send(world, b"x" * 8_000_001, chunks=chunks).status_code == 413
    assert send(world, b"x" * 20_000_000, chunks=chunks).status_code == 413


def test_slacks_own_checks_are_answered_when_they_are_signed(world: World) -> None:
    challenge = b'{"type":"url_verification","challenge":"3eZbrw1aBm","token":"x"}'
    assert send(world, challenge, JSON).json() == {"challenge": "3eZbrw1aBm"}
    assert send(world, challenge, f"{JSON}; charset=utf-8").json() == {"challenge": "3eZbrw1aBm"}
    assert send(world, b"ssl_check=1&token=x").status_code == 200


def test_unknown_paths_and_methods(world: World) -> None:
    assert requests.get(f"{world.url}/nowhere", timeout=5).status_code == 404
    assert requests.post(f"{world.url}/", timeout=5).status_code == 404
    refused = requests.get(f"{world.url}/slack/events", timeout=5)
    assert (refused.status_code, refused.headers["Allow"]) == (405, "POST")
    assert requests.post(f"{world.url}/healthz", timeout=5).status_code == 405


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics", "/nowhere"])
def test_head_answers_as_get_does_and_without_a_body(world: World, path: str) -> None:
    got, headed = (getattr(requests, how)(f"{world.url}{path}", timeout=5) for how in ("get", "head"))

    assert headed.status_code == got.status_code
    assert headed.headers["Content-Type"] == got.headers["Content-Type"]
    assert (headed.content, int(headed.headers["Content-Length"]) > 0) == (b"", True)
    assert "Server" not in got.headers


def test_an_interaction_that_nobody_listens_for_is_404(world: World) -> None:
    shortcut = payload("shortcut", callback_id="unknown", user={"id": "U1"})
    assert send(world, shortcut).status_code == 404


class TestOfAnotherVersion:
    """Well-formed, and unknown to this version of the bot: an old card's button, a renamed command."""

    def test_a_button_says_that_it_does_nothing_any_more(self, world: World) -> None:
        button = {
            "type": "button",
            "action_id": "archive_task",
            "text": {"type": "plain_text", "text": "Archive"},
        }
        blocks = [{"type": "actions", "block_id": "old", "elements": [button]}]
        ts = world.slack.post(world.channel, world.slack.bot_user_id, "An old card", blocks=blocks)

        delivery = world.slack.person(world.anna).click(world.channel, ts, "archive_task")

        assert delivery.status == 200
        [told] = world.slack.ephemerals(world.channel, world.anna)
        assert "another version" in told.text

    def test_a_form_stays_open_with_its_input_and_says_so_at_an_input(self, world: World) -> None:
        blocks = [{"type": "section", "block_id": "why"}, {"type": "input", "block_id": "reason"}]
        view = {"id": "V1", "type": "modal", "callback_id": "old_form", "blocks": blocks}

        answer = send(world, payload("view_submission", user={"id": world.anna}, view=view)).json()

        assert answer["response_action"] == "errors"
        assert list(answer["errors"]) == ["reason"]

    def test_a_form_without_inputs_says_so_on_top_of_it(self, world: World) -> None:
        view = {"id": "V1", "type": "modal", "callback_id": "old_form", "blocks": [{"type": "divider"}]}

        answer = send(world, payload("view_submission", user={"id": world.anna}, view=view)).json()

        assert answer["response_action"] == "push"
        assert "another version" in json.dumps(answer["view"])

    def test_a_command_names_the_right_one_and_gives_the_words_back(self, world: World) -> None:
        answer = send(world, command(world, "Send the quote", command="/task")).json()

        assert answer["response_type"] == "ephemeral"
        assert "/cm-task" in answer["text"]
        assert "Send the quote" in answer["text"]

    @pytest.mark.parametrize(
        ("kind", "fields"),
        [
            ("view_closed", {"view": {"id": "V1", "type": "modal", "callback_id": "old_form"}}),
            ("block_actions", {"actions": [{"action_id": "x"}], "view": {"id": "V1", "type": "modal"}}),
            ("interactive_message", {"callback_id": "x", "actions": [{"name": "n", "value": "v"}]}),
            ("event_callback", {"event": {"type": "message", "text": "hello"}}),
            ("app_rate_limited", {}),
        ],
    )
    def test_anything_else_is_taken_in_silence(self, world: World, kind: str, fields: dict[str, Any]) -> None:
        answer = send(world, payload(kind, user={"id": world.anna}, **fields))

        assert (answer.status_code, answer.text) == (200, "")

    def test_typing_in_an_unknown_field_finds_nothing(self, world: World) -> None:
        typing = payload("block_suggestion", user={"id": world.anna}, action_id="contact", value="ac")

        assert send(world, typing).json() == {"options": []}


def test_telling_somebody_follows_no_redirection(world: World) -> None:
    with Trap().set() as elsewhere, Trap().set() as told:
        told.location = f"{elsewhere.url}/inside"
        click = payload(
            "block_actions",
            user={"id": world.anna},
            actions=[{"action_id": "unknown"}],
            response_url=f"{told.url}/response",
        )

        assert send(world, click).status_code == 200

        assert told.called == ["/response"]
        assert elsewhere.called == []
