"""An app of a few lines behind Slack, with one form, opened and filled in by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, jsonify, request
from playwright.sync_api import Page, expect
from slack_sdk import WebClient

Json = dict[str, Any]


def words(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def option(name: str) -> Json:
    return {"text": words(name.title()), "value": name, "description": words(f"about {name}")}


def entry(name: str, element: Json, *, label: str = "", **more: Any) -> Json:
    return {
        "type": "input",
        "block_id": name,
        "label": words(label or name),
        "element": {"action_id": name, **element},
        **more,
    }


def form(*, title: str = "Form", first: str = "", label: str = "") -> Json:
    note = {"type": "context", "block_id": "note", "elements": [{"type": "mrkdwn", "text": first}]}
    push = {"type": "button", "action_id": "push", "text": words("More")}
    return {
        "type": "modal",
        "title": words(title),
        "submit": words("Save"),
        "blocks": [
            *([note] if first else []),
            entry("text", {"type": "plain_text_input", "multiline": True, "max_length": 20}, label=label),
            entry("found", {"type": "external_select", "min_query_length": 2}),
            entry(
                "fixed", {"type": "static_select", "options": [option("one"), option("two")]}, optional=True
            ),
            entry("boxes", {"type": "checkboxes", "options": [option("one"), option("two")]}, optional=True),
            {"type": "actions", "block_id": "actions", "elements": [push]},
        ],
    }


@dataclass
class SmallApp:
    """An app of a few lines behind Slack: opens the form, and says no to it."""

    web: WebClient
    view_id: str = ""
    heard: list[Json] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    form: Callable[[], Json] = form
    """The modal that a command opens."""
    reactions: dict[str, Callable[[Json], object]] = field(default_factory=dict)
    """By `action_id`: what it does when that is used."""

    def flask(self) -> Flask:
        app = Flask("small-app")
        app.add_url_rule("/", view_func=self.hear, methods=["POST"])
        return app

    def hear(self) -> Any:
        if "command" in request.form:
            opened = self.web.views_open(trigger_id=request.form["trigger_id"], view=self.form())
            self.view_id = opened["view"]["id"]
            return ""
        payload = json.loads(request.form["payload"])
        self.heard.append(payload)
        match payload["type"]:
            case "block_suggestion":
                typed = payload["value"].lower()
                return jsonify(options=[option(name) for name in ("alpha", "gamma") if typed in name])
            case "view_submission" if self.errors:
                return jsonify(response_action="errors", errors=self.errors)
            case "block_actions":
                action_id = payload["actions"][0]["action_id"]
                if action_id == "push":
                    self.web.views_push(trigger_id=payload["trigger_id"], view=form(title="Second"))
                elif action_id in self.reactions:
                    self.reactions[action_id](payload)
        return ""

    def sent(self, kind: str) -> list[Json]:
        return [payload for payload in self.heard if payload["type"] == kind]

    @property
    def actions(self) -> list[Json]:
        """What was clicked and chosen so far."""
        return [payload["actions"][0] for payload in self.sent("block_actions")]


def button(action_id: str, text: str = "Press", **more: Any) -> Json:
    return {"type": "button", "action_id": action_id, "text": words(text), **more}


def overflow(action_id: str, *options: Json, **more: Any) -> Json:
    return {"type": "overflow", "action_id": action_id, "options": list(options), **more}


def entry_of_menu(name: str, **more: Any) -> Json:
    return {"text": words(name.title()), "value": name, **more}


def section(block_id: str, text: str, accessory: Json | None = None) -> Json:
    block = {"type": "section", "block_id": block_id, "text": {"type": "mrkdwn", "text": text}}
    return block | ({"accessory": accessory} if accessory else {})


def confirm(text: str = "It goes.", *, style: str = "danger") -> Json:
    return {
        "title": words("Sure?"),
        "text": words(text),
        "confirm": words("Yes"),
        "deny": words("No"),
        "style": style,
    }


def open_form(page: Page) -> None:
    page.get_by_test_id("composer").fill("/form")
    page.get_by_test_id("composer").press("Enter")
    expect(page.get_by_test_id("modal")).to_be_visible()


def fill_form(page: Page) -> None:
    open_form(page)
    page.get_by_test_id("field-text").fill("hello")
    page.get_by_test_id("field-found").fill("gam")
    page.get_by_test_id("option-0").click()
