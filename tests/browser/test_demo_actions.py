"""Buttons, menus and choices in messages on the demo page, in a real browser."""

from __future__ import annotations

import threading
from contextlib import AbstractContextManager
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.small_app import Json, button, confirm, entry_of_menu, option, overflow, section, words
from tests.browser.stage import Stage

MENU = overflow(
    "menu",
    entry_of_menu("snooze"),
    entry_of_menu("open", url="https://app.chartmogul.com/#/customers/1-Hooli"),
    entry_of_menu("elsewhere", url="https://elsewhere.test/"),
)


def posted(page: Page, stage: Stage, *blocks: Json, **more: Any) -> Locator:
    """A message of the app's in the channel, as it is shown."""
    sent = stage.app.web.chat_postMessage(channel=stage.channel, text="card", blocks=blocks, **more)
    return page.get_by_test_id(f"message-{sent['ts']}")


class Held:
    """The messages of a channel, asked for by the page and not answered until they are let go."""

    def __init__(self, page: Page, channel: str) -> None:
        self._page = page
        self._of = f"**/human/channels/{channel}/messages*"
        self._routes: list[Route] = []
        self._holding = True
        page.route(self._of, self._hold)

    def _hold(self, route: Route) -> None:
        if self._holding:
            self._routes.append(route)
        else:
            route.continue_()

    def wait(self) -> None:
        """Until the page has asked for them."""
        while not self._routes:
            self._page.evaluate("0")

    def let_go(self) -> None:
        """Have them answered, and wait until they are."""
        self._holding = False
        for route in self._routes:
            with self._page.expect_response(self._of):
                route.continue_()


def sending(page: Page) -> AbstractContextManager[Any]:
    """Waits until the app has answered a click."""
    return page.expect_response("**/human/click")


def test_an_overflow_menu_opens_and_sends_what_is_chosen(page: Page, stage: Stage) -> None:
    message = posted(page, stage, section("card", "Call", MENU))
    opener, menu = message.get_by_test_id("action-menu"), page.get_by_role("menu")
    opener.click()
    expect(opener).to_have_attribute("aria-expanded", "true")
    expect(menu.get_by_role("menuitem")).to_have_text(["Snooze", "Open", "Elsewhere"])
    with sending(page):
        menu.get_by_text("Snooze").click()
    expect(menu).to_be_hidden()
    (action,) = stage.app.actions
    assert (action["action_id"], action["block_id"]) == ("menu", "card")
    assert action["selected_option"]["value"] == "snooze"


def test_an_overflow_menu_is_used_by_keyboard_and_closes_without_a_choice(page: Page, stage: Stage) -> None:
    message = posted(page, stage, section("card", "Call", MENU))
    opener, menu = message.get_by_test_id("action-menu"), page.get_by_role("menu")
    opener.press("Enter")
    expect(menu.get_by_text("Snooze")).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(opener).to_be_focused()
    opener.click()
    page.get_by_test_id("channel-title").click()
    expect(menu).to_be_hidden()
    assert stage.app.actions == []
    opener.press("Enter")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_test_id("overflow-elsewhere")).to_be_focused()
    page.keyboard.press("Home")
    with sending(page):
        page.keyboard.press("Enter")
    expect(menu).to_be_hidden()
    assert [action["selected_option"]["value"] for action in stage.app.actions] == ["snooze"]


def test_an_entry_with_an_address_opens_it_and_is_sent(page: Page, stage: Stage) -> None:
    message = posted(page, stage, section("card", "Call", MENU))
    message.get_by_test_id("action-menu").click()
    elsewhere = page.get_by_test_id("overflow-elsewhere")
    expect(elsewhere).to_have_attribute("href", "https://elsewhere.test/")
    expect(elsewhere).to_have_attribute("target", "_blank")
    with sending(page):
        page.get_by_test_id("overflow-open").click()
    expect(page.get_by_test_id("toast")).to_contain_text("https://app.chartmogul.com/#/customers/1-Hooli")
    assert [action["selected_option"]["value"] for action in stage.app.actions] == ["open"]


@pytest.mark.parametrize("kind", ["button", "overflow"])
def test_what_asks_first_sends_nothing_unless_somebody_says_yes(page: Page, stage: Stage, kind: str) -> None:
    deleting = {
        "button": button("delete", value="9", confirm=confirm()),
        "overflow": overflow("delete", entry_of_menu("gone"), confirm=confirm()),
    }
    message = posted(page, stage, {"type": "actions", "elements": [deleting[kind]]})
    delete, dialogue = message.get_by_test_id("action-delete"), page.get_by_test_id("confirm")

    def ask() -> None:
        delete.click()
        if kind == "overflow":
            page.get_by_test_id("overflow-gone").click()
        expect(dialogue).to_contain_text("It goes.")
        expect(dialogue.get_by_test_id("confirm-deny")).to_be_focused()
        expect(dialogue.get_by_test_id("confirm-ok")).to_have_class("button danger")

    ask()
    page.get_by_test_id("confirm-deny").click()
    expect(delete).to_be_focused()
    ask()
    page.keyboard.press("Escape")
    expect(dialogue).to_be_hidden()
    assert stage.app.actions == []
    ask()
    with sending(page):
        page.get_by_test_id("confirm-ok").click()
    expect(delete).to_be_focused()
    assert len(stage.app.actions) == 1


def test_a_choice_that_is_thought_better_of_shows_what_was_chosen_before(page: Page, stage: Stage) -> None:
    day = {"type": "datepicker", "action_id": "day", "initial_date": "2030-01-31", "confirm": confirm()}
    options = [option("one"), option("two")]
    fixed = {
        "type": "static_select",
        "action_id": "fixed",
        "options": options,
        "initial_option": options[0],
        "confirm": confirm(),
    }
    message = posted(page, stage, {"type": "actions", "elements": [day, fixed]})
    chosen = message.get_by_test_id("field-day")
    chosen.fill("2030-02-01")
    page.get_by_test_id("confirm-deny").click()
    expect(chosen).to_have_value("2030-01-31")
    selected = message.get_by_test_id("field-fixed")
    selected.click()
    page.get_by_test_id("option-1").click()
    page.get_by_test_id("confirm-deny").click()
    expect(selected).to_have_value("One")
    assert stage.app.actions == []


def test_choices_in_a_message_begin_as_told_and_are_sent(page: Page, stage: Stage) -> None:
    elements = [
        {"type": "datepicker", "action_id": "day", "initial_date": "2030-01-31"},
        {"type": "timepicker", "action_id": "hour", "initial_time": "09:00"},
        {"type": "static_select", "action_id": "fixed", "options": [option("one"), option("two")]},
        {"type": "users_select", "action_id": "who", "initial_user": stage.me},
    ]
    message = posted(page, stage, {"type": "actions", "block_id": "choices", "elements": elements})
    day, hour = message.get_by_test_id("field-day"), message.get_by_test_id("field-hour")
    expect(day).to_have_value("2030-01-31")
    expect(hour).to_have_value("09:00")
    expect(message.get_by_test_id("field-who")).to_have_value(
        stage.slack.workspace.people[stage.me].real_name
    )
    with sending(page):
        day.fill("2030-02-01")
    with sending(page):
        hour.fill("10:30")
    message.get_by_test_id("field-fixed").click()
    with sending(page):
        page.get_by_test_id("option-1").click()
    by_name = {action["action_id"]: action for action in stage.app.actions}
    assert by_name["day"]["selected_date"] == "2030-02-01"
    assert by_name["hour"]["selected_time"] == "10:30"
    assert by_name["fixed"]["selected_option"]["value"] == "two"


def test_rows_with_the_same_names_are_told_apart(page: Page, stage: Stage) -> None:
    rows = [section(f"row_{n}", f"Row {n}", button("done", "Done", value=str(n))) for n in range(3)]
    menus = [section(f"menu_{n}", f"Row {n}", overflow("more", entry_of_menu("later"))) for n in range(3)]
    message = posted(page, stage, *rows, *menus)
    with sending(page):
        message.get_by_test_id("block-row_1").get_by_test_id("action-done").click()
    message.get_by_test_id("block-menu_2").get_by_test_id("action-more").click()
    with sending(page):
        page.get_by_test_id("overflow-later").click()
    assert [(a["block_id"], a.get("value")) for a in stage.app.actions] == [("row_1", "1"), ("menu_2", None)]


def test_a_button_shows_that_a_click_is_under_way_and_takes_no_second_one(page: Page, stage: Stage) -> None:
    message = posted(page, stage, {"type": "actions", "elements": [button("slow")]})
    pressed = message.get_by_test_id("action-slow")
    answered = threading.Event()
    stage.app.reactions["slow"] = lambda payload: answered.wait(10)
    pressed.click()
    expect(pressed).to_have_attribute("aria-busy", "true")
    pressed.click()
    answered.set()
    expect(pressed).not_to_have_attribute("aria-busy", "true")
    assert len(stage.app.actions) == 1


def test_a_message_that_changes_under_a_press_takes_the_click(page: Page, stage: Stage) -> None:
    message = posted(page, stage, section("row", "Before", button("done")))
    message.get_by_test_id("action-done").hover()
    held = Held(page, stage.channel)
    ts = (message.get_attribute("data-testid") or "").removeprefix("message-")
    changed = [section("row", "After", button("done"))]
    stage.app.web.chat_update(channel=stage.channel, ts=ts, text="card", blocks=changed)
    held.wait()
    page.mouse.down()
    held.let_go()
    page.evaluate("new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
    with sending(page):
        page.mouse.up()
    expect(message).to_contain_text("After")
    assert [action["action_id"] for action in stage.app.actions] == ["done"]


def test_elements_of_all_kinds_are_drawn(page: Page, stage: Stage) -> None:
    fields = [{"type": "mrkdwn", "text": "*Due*\ntoday"}, {"type": "plain_text", "text": "*as it is*"}]
    message = posted(
        page,
        stage,
        {"type": "header", "text": words("Overdue")},
        {"type": "section", "fields": fields},
        section("gone", ":white_check_mark: ~Send the *quote*~ <!date^1893456000^{date_num}|soon>"),
        {"type": "divider"},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": f"Asked by <@{stage.me}>"}]},
    )
    expect(message.locator("h3")).to_have_text("Overdue")
    expect(message.locator(".field-text")).to_have_text(["Duetoday", "*as it is*"])
    gone = message.get_by_test_id("block-gone")
    expect(gone.locator("s")).to_have_text("Send the quote")
    expect(gone.locator("s b")).to_have_text("quote")
    expect(gone).to_contain_text("2030-01-01")
    expect(message.locator("hr")).to_have_count(1)
    expect(message.locator(".block-context .mention")).to_have_count(1)


def test_a_click_belongs_to_the_messages_that_are_shown_also_while_another_channel_opens(
    page: Page, stage: Stage
) -> None:
    message = posted(page, stage, section("card", "Call", button("done")))
    expect(message).to_be_visible()
    there = stage.slack.add_channel("elsewhere", members=[stage.me])
    held = Held(page, there)

    page.get_by_test_id("channel-elsewhere").click()
    with sending(page) as answered:
        message.get_by_test_id("action-done").click()

    assert answered.value.ok
    (action,) = stage.app.sent("block_actions")
    assert action["container"]["channel_id"] == stage.channel
    held.let_go()
    expect(page.get_by_test_id("channel-title")).to_have_text("elsewhere")
    expect(message).to_have_count(0)
