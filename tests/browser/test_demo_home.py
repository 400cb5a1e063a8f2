"""The App Home and the modals that it opens, on the demo page in a real browser."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.small_app import (
    Json,
    button,
    confirm,
    entry,
    entry_of_menu,
    option,
    overflow,
    section,
    words,
)
from tests.browser.stage import Stage
from tests.browser.visit import open_home


def publish(stage: Stage, *blocks: Json) -> None:
    stage.app.web.views_publish(user_id=stage.me, view={"type": "home", "blocks": blocks})


def settings(note: str = "") -> Json:
    """A form with all that settings are made of."""
    options = [option("one"), option("two")]
    boxes = {"type": "checkboxes", "options": options, "initial_options": options[:1]}
    return {
        "type": "modal",
        "title": words("Settings"),
        "submit": words("Save"),
        "blocks": [
            *([section("note", note)] if note else []),
            entry("day", {"type": "datepicker", "initial_date": "2030-01-31"}, label=f"Day {note}"),
            entry("hour", {"type": "timepicker", "initial_time": "09:00"}),
            entry("usual", {"type": "static_select", "options": options, "initial_option": options[0]}),
            entry("who", {"type": "users_select"}, optional=True),
            entry("boxes", boxes, optional=True),
            entry("radio", {"type": "radio_buttons", "options": options, "initial_option": options[0]}),
            entry("email", {"type": "email_text_input"}, optional=True),
        ],
    }


def fill_settings(page: Page) -> None:
    page.get_by_test_id("field-day").fill("2030-02-01")
    page.get_by_test_id("field-hour").fill("10:30")
    page.get_by_test_id("field-usual").click()
    page.get_by_test_id("option-1").click()
    page.get_by_test_id("field-who").fill("anna")
    page.get_by_test_id("option-0").click()
    page.get_by_test_id("choice-boxes-two").check()
    page.get_by_test_id("choice-radio-two").check()
    page.get_by_test_id("field-email").fill("anna@ourcompany.test")


def chosen(state: Json) -> dict[str, Any]:
    """What is chosen in a form, by its fields' names."""
    return {
        "day": state["day"]["day"]["selected_date"],
        "hour": state["hour"]["hour"]["selected_time"],
        "usual": state["usual"]["usual"]["selected_option"]["value"],
        "who": state["who"]["who"]["selected_user"],
        "boxes": [one["value"] for one in state["boxes"]["boxes"]["selected_options"]],
        "radio": state["radio"]["radio"]["selected_option"]["value"],
        "email": state["email"]["email"]["value"],
    }


@pytest.mark.parametrize("place", ["home", "message"])
def test_a_form_of_all_kinds_is_opened_filled_and_sent(page: Page, stage: Stage, place: str) -> None:
    stage.app.reactions["open"] = lambda payload: stage.app.web.views_open(
        trigger_id=payload["trigger_id"], view=settings()
    )
    opener: Json = {"type": "actions", "elements": [button("open")]}
    if place == "home":
        publish(stage, opener)
        open_home(page)
    else:
        stage.app.web.chat_postMessage(channel=stage.channel, text="card", blocks=[opener])
    page.get_by_test_id("action-open").click()
    expect(page.get_by_test_id("field-hour")).to_have_value("09:00")
    expect(page.get_by_test_id("choice-boxes-one")).to_be_checked()
    fill_settings(page)
    page.get_by_test_id("submit").click()
    expect(page.get_by_test_id("modal")).to_be_hidden()
    expect(page.get_by_test_id("action-open")).to_be_focused()
    assert chosen(stage.app.sent("view_submission")[0]["view"]["state"]["values"]) == {
        "day": "2030-02-01",
        "hour": "10:30",
        "usual": "two",
        "who": stage.me,
        "boxes": ["one", "two"],
        "radio": "two",
        "email": "anna@ourcompany.test",
    }


def test_what_was_chosen_stays_while_the_app_redraws_the_form(page: Page, stage: Stage) -> None:
    stage.app.form = settings
    page.get_by_test_id("composer").fill("/settings")
    page.get_by_test_id("composer").press("Enter")
    fill_settings(page)
    stage.app.web.views_update(view_id=stage.app.view_id, view=settings("Changed in ChartMogul"))
    expect(page.get_by_test_id("block-note")).to_have_text("Changed in ChartMogul")
    expect(page.get_by_test_id("field-day")).to_have_value("2030-02-01")
    expect(page.get_by_test_id("field-hour")).to_have_value("10:30")
    expect(page.get_by_test_id("field-usual")).to_have_value("Two")
    expect(page.get_by_test_id("choice-boxes-two")).to_be_checked()
    expect(page.get_by_test_id("choice-radio-two")).to_be_checked()
    expect(page.get_by_test_id("field-email")).to_have_value("anna@ourcompany.test")


def test_a_menu_in_a_form_closes_before_the_form_and_asks_above_it(page: Page, stage: Stage) -> None:
    menu = overflow("menu", entry_of_menu("later"), entry_of_menu("gone"), confirm=confirm())
    listed = {"type": "modal", "title": words("Tasks"), "blocks": [section("row", "Call", menu)]}
    stage.app.form = lambda: listed
    page.get_by_test_id("composer").fill("/list")
    page.get_by_test_id("composer").press("Enter")
    page.get_by_test_id("action-menu").click()
    expect(page.get_by_test_id("overflow-later")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("menu")).to_be_hidden()
    expect(page.get_by_test_id("modal")).to_be_visible()
    page.get_by_test_id("action-menu").click()
    page.get_by_test_id("overflow-gone").click()
    with page.expect_response("**/human/click"):
        page.get_by_test_id("confirm-ok").click()
    expect(page.get_by_test_id("modal")).to_be_visible()
    assert [action["selected_option"]["value"] for action in stage.app.actions] == ["gone"]


def test_all_that_can_be_used_in_the_home_is_sent(page: Page, stage: Stage) -> None:
    publish(
        stage,
        section("first", "*Call*", overflow("menu", entry_of_menu("snooze"), entry_of_menu("gone"))),
        section("second", "When", {"type": "datepicker", "action_id": "day", "initial_date": "2030-01-31"}),
        {"type": "actions", "block_id": "last", "elements": [button("wipe", confirm=confirm())]},
    )
    open_home(page)
    home = page.get_by_test_id("home")
    home.get_by_test_id("action-menu").click()
    with page.expect_response("**/human/click"):
        page.get_by_test_id("overflow-gone").click()
    with page.expect_response("**/human/click"):
        home.get_by_test_id("field-day").fill("2030-02-01")
    home.get_by_test_id("action-wipe").click()
    page.get_by_test_id("confirm-deny").click()
    home.get_by_test_id("action-wipe").click()
    with page.expect_response("**/human/click"):
        page.get_by_test_id("confirm-ok").click()
    assert [action["action_id"] for action in stage.app.actions] == ["menu", "day", "wipe"]
    assert stage.app.actions[0]["selected_option"]["value"] == "gone"
    assert stage.app.actions[1]["selected_date"] == "2030-02-01"


def test_a_search_in_the_home_asks_the_app_for_its_own_row(page: Page, stage: Stage) -> None:
    found = {"type": "external_select", "action_id": "found", "min_query_length": 2}
    publish(stage, section("first", "One", found), section("second", "Two", found))
    open_home(page)
    field = page.get_by_test_id("block-second").get_by_test_id("field-found")
    field.fill("gam")
    with page.expect_response("**/human/click"):
        page.get_by_test_id("option-0").click()
    expect(field).to_have_value("Gamma")
    (asked,) = stage.app.sent("block_suggestion")
    assert (asked["block_id"], asked["view"]["type"]) == ("second", "home")
    assert stage.app.actions[0]["block_id"] == "second"
    assert stage.app.actions[0]["selected_option"]["value"] == "gamma"


def test_the_home_is_redrawn_around_what_somebody_does(page: Page, stage: Stage) -> None:
    rows = [section(f"row_{n}", f"Task {n}", button("done", value=str(n))) for n in range(40)]
    publish(stage, *rows)
    open_home(page)
    pressed = page.get_by_test_id("block-row_30").get_by_test_id("action-done")
    pressed.focus()
    pressed.scroll_into_view_if_needed()
    before = page.get_by_test_id("home").evaluate("home => home.scrollTop")
    assert before > 0
    publish(
        stage,
        section("row_0", "Task 0 is done"),
        *rows[1:30],
        section("row_30", "Later", button("done", value="30")),
    )
    expect(page.get_by_text("Task 0 is done")).to_be_attached()
    expect(page.get_by_test_id("block-row_31")).to_have_count(0)
    expect(pressed).to_be_focused()
