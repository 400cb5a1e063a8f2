"""The demo page by itself, in a real browser: what it draws and what is done in messages."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from tests.browser.small_app import open_form, words
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
