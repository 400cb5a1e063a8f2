"""What somebody does on the page of the whole demo."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect


def choose(page: Page, field: str, typed: str, name: str) -> None:
    """Pick from a list as a person does: type, look, click."""
    page.get_by_test_id(f"field-{field}").click()
    page.get_by_test_id(f"field-{field}").press_sequentially(typed)
    option = page.get_by_test_id("option-0")
    expect(option).to_contain_text(name)
    option.click()


def open_channel(page: Page, handle: str) -> None:
    """Go to a conversation, and wait until it is the one that is shown."""
    conversation = page.get_by_test_id(f"channel-{handle}")
    conversation.click()
    expect(conversation).to_have_attribute("aria-current", "page")


def open_home(page: Page) -> Locator:
    """Go to the app's App Home; returns it."""
    open_channel(page, "app")
    page.get_by_test_id("tab-home").click()
    return page.get_by_test_id("home")


def submit(page: Page) -> None:
    """Send the form; where ChartMogul is slow, it says that the input is saved, and is closed by hand."""
    page.get_by_test_id("submit").click()
    saved = page.locator("[data-testid=modal][open][data-callback-id=saved]")
    expect(page.locator("[data-testid=modal]:not([open])").or_(saved)).to_have_count(1)
    if saved.count():
        page.keyboard.press("Escape")
        expect(page.get_by_test_id("modal")).to_be_hidden()


def create_task(page: Page, details: str) -> Locator:
    """Create a task by the command in the channel that is open; returns its card there."""
    page.get_by_test_id("composer").fill(f"/cm-task {details}")
    page.get_by_test_id("composer").press("Enter")
    expect(page.get_by_test_id("field-details")).to_have_value(details)
    if not page.get_by_test_id("field-customer").input_value():
        choose(page, "customer", "Acme Corp", "Acme Corporation")
    submit(page)
    return page.locator("[data-testid^=message-]").filter(has_text=details).last
