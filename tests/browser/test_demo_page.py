"""The demo page by itself, in a real browser: what it draws and what is done in messages."""

from __future__ import annotations

import threading
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.browser.small_app import form, open_form
from tests.browser.stage import HOSTILE, Stage


def test_markup_is_drawn_and_what_people_write_stays_text(page: Page, stage: Stage) -> None:
    text = f"*bold* _soft_ ~gone~ `a*b*` <https://a.test/|a *link*> <javascript:x|no> <@{stage.me}> {HOSTILE}"
    ts = stage.slack.post(stage.channel, stage.me, text)
    message = page.get_by_test_id(f"message-{ts}")
    for tag, shown in (("b", "bold"), ("i", "soft"), ("s", "gone"), ("code", "a*b*"), ("a", "a *link*")):
        expect(message.locator(f".text {tag}")).to_have_text(shown)
    expect(message).to_contain_text(HOSTILE)
    expect(message.locator(".mention")).to_have_text(f"@Anna {HOSTILE}")
    assert page.evaluate("window.attacked") is None


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


def test_what_is_said_while_an_app_still_answers_comes_after(page: Page, stage: Stage) -> None:
    answers = threading.Event()

    def late_form() -> dict[str, Any]:
        answers.wait(20)
        return form()

    stage.app.form = late_form
    composer = page.get_by_test_id("composer")
    composer.fill("/form")
    composer.press("Enter")
    composer.fill("Said meanwhile")
    composer.press("Enter")
    expect(composer).to_have_value("")
    answers.set()
    expect(page.get_by_role("log", name="Messages")).to_contain_text("Said meanwhile")


def test_three_steps_are_shown_until_they_are_put_away(page: Page) -> None:
    steps, composer = page.get_by_role("region", name="Three steps to try"), page.get_by_test_id("composer")
    expect(steps.get_by_role("listitem")).to_have_count(3)
    steps.get_by_test_id("try-command").click()
    expect(composer).to_have_value("/cm-task ")
    expect(composer).to_be_focused()
    composer.fill("Half a mess")
    steps.get_by_test_id("try-command").click()
    expect(composer).to_have_value("Half a mess")
    steps.get_by_test_id("steps-close").click()
    expect(steps).to_be_hidden()
    expect(composer).to_be_focused()
    page.reload()
    expect(page.get_by_test_id("channel-title")).to_have_text("general")
    expect(page.locator(".page")).to_have_attribute("data-ready", "true")
    expect(steps).to_be_hidden()


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
