"""The demo page by itself, in a real browser: drawing, typing and sending, whatever the app does."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask, jsonify, request
from playwright.sync_api import Browser, Page, expect
from slack_sdk import WebClient
from werkzeug.serving import WSGIRequestHandler, make_server

from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.demo_page import create_page
from bot.sandbox.slack import SlackStandIn

Json = dict[str, Any]

HOSTILE = "<img src=x onerror=window.attacked=1>"


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

    def flask(self) -> Flask:
        app = Flask("small-app")
        app.add_url_rule("/", view_func=self.hear, methods=["POST"])
        return app

    def hear(self) -> Any:
        if "command" in request.form:
            opened = self.web.views_open(trigger_id=request.form["trigger_id"], view=form())
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
            case "block_actions" if payload["actions"][0]["action_id"] == "push":
                self.web.views_push(trigger_id=payload["trigger_id"], view=form(title="Second"))
        return ""

    def sent(self, kind: str) -> list[Json]:
        return [payload for payload in self.heard if payload["type"] == kind]


class Silent(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Print nothing."""


@contextmanager
def served(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Silent)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@dataclass
class Stage:
    """Everything behind the page."""

    slack: SlackStandIn
    app: SmallApp
    me: str
    channel: str
    url: str


@pytest.fixture
def stage() -> Iterator[Stage]:
    with SlackStandIn() as slack, ChartMogulStandIn() as chartmogul:
        me = slack.add_person("anna", real_name=f"Anna {HOSTILE}")
        channel = slack.add_channel("general", members=[me])
        app = SmallApp(WebClient(slack.bot_token, base_url=slack.api_url))
        page = create_page(slack, chartmogul, me=me, channel=channel)
        with served(app.flask()) as app_url, served(page) as page_url:
            slack.request_url = app_url
            yield Stage(slack, app, me, channel, page_url)


@pytest.fixture
def page(browser: Browser, stage: Stage) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    opened = context.new_page()
    opened.goto(stage.url)
    expect(opened.get_by_test_id("channel-title")).to_have_text("general")
    yield opened
    context.close()


def open_form(page: Page) -> None:
    page.get_by_test_id("composer").fill("/form")
    page.get_by_test_id("composer").press("Enter")
    expect(page.get_by_test_id("modal")).to_be_visible()


def fill_form(page: Page) -> None:
    open_form(page)
    page.get_by_test_id("field-text").fill("hello")
    page.get_by_test_id("field-found").fill("gam")
    page.get_by_test_id("option-0").click()


def test_markup_is_drawn_and_what_people_write_stays_text(page: Page, stage: Stage) -> None:
    text = f"*bold* _soft_ ~gone~ `a*b*` <https://a.test/|a *link*> <javascript:x|no> <@{stage.me}> {HOSTILE}"
    ts = stage.slack.post(stage.channel, stage.me, text)
    message = page.get_by_test_id(f"message-{ts}")
    for tag, shown in (("b", "bold"), ("i", "soft"), ("s", "gone"), ("code", "a*b*"), ("a", "a *link*")):
        expect(message.locator(f".text {tag}")).to_have_text(shown)
    expect(message).to_contain_text(HOSTILE)
    expect(message.locator(".mention")).to_have_text(f"@Anna {HOSTILE}")
    assert page.evaluate("window.attacked") is None


def test_typing_goes_on_while_the_app_redraws_the_form(page: Page, stage: Stage) -> None:
    open_form(page)
    text = page.get_by_test_id("field-text")
    text.press_sequentially("hello")
    text.press("Home")
    redrawn = form(first="Filled afterwards", label="Another label")
    stage.app.web.views_update(view_id=stage.app.view_id, view=redrawn)
    expect(page.get_by_text("Filled afterwards")).to_be_visible()
    page.keyboard.type("Oh ")
    expect(text).to_have_value("Oh hello")
    expect(text).to_be_focused()


def test_a_text_that_is_too_long_stays_while_the_app_redraws_the_form(page: Page, stage: Stage) -> None:
    open_form(page)
    text = page.get_by_test_id("field-text")
    text.fill("twenty characters and more")
    redrawn = form(first="Filled afterwards", label="Another label")
    stage.app.web.views_update(view_id=stage.app.view_id, view=redrawn)
    expect(page.get_by_text("Filled afterwards")).to_be_visible()
    expect(text).to_have_value("twenty characters and more")


def test_what_is_missing_or_too_long_is_told_before_anything_is_sent(page: Page, stage: Stage) -> None:
    open_form(page)
    page.get_by_test_id("submit").click()
    expect(page.get_by_test_id("error-text")).to_contain_text("required")
    expect(page.get_by_test_id("field-text")).to_be_focused()
    page.get_by_test_id("field-text").fill("x" * 23)
    expect(page.get_by_test_id("error-text")).to_be_hidden()
    page.get_by_test_id("submit").click()
    expect(page.get_by_test_id("error-text")).to_have_text("Shorten this by 3 characters.")
    assert stage.app.sent("view_submission") == []


def test_errors_of_the_app_stand_at_their_fields_and_the_input_stays(page: Page, stage: Stage) -> None:
    stage.app.errors = {"boxes": "Tick both", "text": "Not this"}
    fill_form(page)
    page.get_by_test_id("choice-boxes-two").check()
    page.get_by_test_id("submit").click()
    expect(page.get_by_test_id("error-text")).to_have_text("Not this")
    expect(page.get_by_test_id("error-boxes")).to_have_text("Tick both")
    expect(page.get_by_test_id("field-text")).to_have_value("hello")
    expect(page.get_by_test_id("field-text")).to_be_focused()
    expect(page.get_by_test_id("field-found")).to_have_value("Gamma")
    state = stage.app.sent("view_submission")[0]["view"]["state"]["values"]
    assert state["found"]["found"]["selected_option"]["value"] == "gamma"
    assert [o["value"] for o in state["boxes"]["boxes"]["selected_options"]] == ["two"]


def test_a_double_click_sends_once_and_the_focus_comes_back(page: Page, stage: Stage) -> None:
    fill_form(page)
    page.get_by_test_id("submit").dblclick()
    expect(page.get_by_test_id("modal")).to_be_hidden()
    expect(page.get_by_test_id("composer")).to_be_focused()
    assert len(stage.app.sent("view_submission")) == 1


def test_lists_are_searched_and_chosen_from_by_keyboard(page: Page) -> None:
    open_form(page)
    found = page.get_by_test_id("field-found")
    found.click()
    expect(page.get_by_test_id("options-note")).to_have_text("Type at least 2 characters.")
    found.fill("zz")
    expect(page.get_by_test_id("options-note")).to_have_text("No results")
    found.fill("al")
    expect(page.get_by_test_id("option-0")).to_contain_text("about alpha")
    found.press("Enter")
    expect(found).to_have_value("Alpha")
    fixed = page.get_by_test_id("field-fixed")
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        fixed.focus()
        fixed.press(key)
        if key != "Enter":
            expect(page.get_by_test_id("option-1")).to_be_visible()
    expect(fixed).to_have_value("Two")


def test_escape_closes_the_list_first_and_then_the_form(page: Page, stage: Stage) -> None:
    open_form(page)
    page.get_by_test_id("field-fixed").click()
    expect(page.get_by_test_id("option-0")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("option-0")).to_be_hidden()
    expect(page.get_by_test_id("modal")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("modal")).to_be_hidden()
    assert stage.slack.person(stage.me).view is None


def test_a_view_laid_upon_the_form_gives_it_back_as_it_was(page: Page) -> None:
    fill_form(page)
    page.get_by_test_id("action-push").click()
    expect(page.get_by_test_id("modal-title")).to_have_text("Second")
    expect(page.get_by_test_id("field-text")).to_have_value("")
    page.get_by_test_id("cancel").click()
    expect(page.get_by_test_id("modal-title")).to_have_text("Form")
    expect(page.get_by_test_id("field-text")).to_have_value("hello")


def test_a_dangerous_button_asks_first(page: Page, stage: Stage) -> None:
    confirm = {
        "title": words("Sure?"),
        "text": words("It goes."),
        "confirm": words("Yes"),
        "deny": words("No"),
    }
    button = {
        "type": "button",
        "action_id": "delete",
        "text": words("Delete"),
        "value": "9",
        "confirm": confirm,
    }
    posted = stage.app.web.chat_postMessage(
        channel=stage.channel, text="card", blocks=[{"type": "actions", "elements": [button]}]
    )
    delete = page.get_by_test_id(f"message-{posted['ts']}").get_by_test_id("action-delete")
    for answer, clicks in (("confirm-deny", 0), ("confirm-ok", 1)):
        delete.click()
        page.get_by_test_id(answer).click()
        expect(page.get_by_test_id("confirm")).to_be_hidden()
        expect(delete).not_to_have_attribute("aria-busy", "true")
        assert len(stage.app.sent("block_actions")) == clicks


def test_what_slack_would_refuse_is_told_and_the_words_are_given_back(page: Page, stage: Stage) -> None:
    ts = stage.slack.post(stage.channel, stage.me, "Begin")
    message = page.get_by_test_id(f"message-{ts}")
    message.hover()
    message.get_by_test_id("reply-in-thread").click()
    reply = page.get_by_test_id("thread-composer")
    reply.fill("/form now")
    reply.press("Enter")
    expect(page.get_by_test_id("toast")).to_contain_text("not supported in threads")
    expect(reply).to_have_value("/form now")


def test_nothing_is_wider_than_a_phone(browser: Browser, stage: Stage) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 780})
    page = context.new_page()
    page.goto(stage.url)
    for pane in ("list", "chartmogul", "chat"):
        page.get_by_test_id(f"pane-{pane}").click()
        assert page.evaluate("document.documentElement.scrollWidth") == 390
    open_form(page)
    box = page.get_by_test_id("modal").bounding_box()
    context.close()
    assert box
    assert 0 <= box["x"] <= box["x"] + box["width"] <= 390
