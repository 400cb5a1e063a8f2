"""Forms on the demo page, in a real browser: typing, choosing and sending, whatever the app does."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.small_app import fill_form, form, open_form
from tests.browser.stage import Stage


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
