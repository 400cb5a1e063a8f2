"""A list that was asked for, and what comes in the morning, in the whole demo and a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bot.sandbox.demo.running import Demo, demo
from tests.browser.visit import create_task, open_channel, open_home, submit

pytestmark = pytest.mark.timeout(180)

SOON_MS = 20_000
"""The bot looks twice a second in the demo for whose morning it is, and then asks Slack and ChartMogul."""

BEN = "ben@ourcompany.test"

MONDAY_AT_NINE = re.compile("It is Mon.* 09:00")

OTHERS = 12
"""Tasks of Ben's: more than a list shows at once."""


@pytest.fixture(scope="module")
def running() -> Iterator[Demo]:
    """A demo of its own: here time passes, and the tasks must be those that it begins with."""
    with demo() as started:
        yield started


@pytest.fixture
def page(browser: Browser, running: Demo) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    opened = context.new_page()
    opened.goto(running.url)
    expect(opened.get_by_test_id("channel-title")).to_contain_text("bluebird")
    yield opened
    running.clock.move(0)
    context.close()


def task_of(running: Demo, details: str) -> dict[str, Any]:
    return next(task for task in running.chartmogul.tasks if task["task_details"] == details)


def ask(page: Page, words: str) -> Locator:
    """Ask for a list; returns the answer."""
    page.get_by_test_id("composer").fill(f"/cm-task {words}")
    page.get_by_test_id("composer").press("Enter")
    return page.locator("[data-testid^=message-]").filter(has_text="Only visible to you").last


def row(place: Page | Locator, uuid: str) -> Locator:
    return place.locator(f"[data-testid^=block-][data-testid*='{uuid}']").first


def become(page: Page, name: str) -> None:
    """Be somebody else from now on."""
    [person] = page.get_by_test_id("person-switcher").select_option(label=name)
    expect(page.locator(".page")).to_have_attribute("data-person", person)


def remind(page: Page) -> None:
    """Switch the reminder on in the App Home; it is offered for nine o'clock."""
    open_home(page)
    page.get_by_test_id("action-home_settings").click()
    page.get_by_test_id("choice-reminder-on").check()
    expect(page.get_by_test_id("field-reminder_at")).to_have_value("9:00")
    submit(page)


def test_a_task_is_completed_in_a_list(page: Page, running: Demo) -> None:
    uuid = task_of(running, "Ask whether the invoice has arrived")["task_uuid"]
    listed = ask(page, "list")
    expect(listed).to_contain_text("Call about the renewal")
    expect(listed).not_to_contain_text("Offer a payment plan")

    row(listed, uuid).get_by_test_id("action-complete_task").click()

    expect(page.get_by_test_id(f"task-{uuid}")).to_contain_text("Completed")
    expect(listed.locator("s")).to_contain_text("Ask whether the invoice has arrived")


def test_the_pages_of_a_list_are_turned(page: Page, running: Demo) -> None:
    initech = task_of(running, "Offer a payment plan")["customer_uuid"]
    for n in range(OTHERS):
        running.chartmogul.add_task(
            initech, f"Ben's task {n:02}", assignee=BEN, due_date=f"2099-01-{n + 1:02}"
        )
    listed = ask(page, "list @ben")
    expect(listed).to_contain_text("Ben's task 00")
    expect(listed).not_to_contain_text("Ben's task 11")

    listed.get_by_role("button", name="Next (page 2 of 2)").click()

    expect(listed).to_contain_text("Ben's task 11")
    expect(listed).not_to_contain_text("Ben's task 00")


def test_unknown_words_are_answered_with_what_can_be_asked(page: Page) -> None:
    answer = ask(page, "list nonsense")
    expect(answer).to_contain_text("I do not know what to list for “nonsense”")
    expect(answer).to_contain_text("/cm-task list @anna")


def test_a_reminder_comes_in_the_morning_once_and_a_task_is_completed_in_it(
    page: Page, running: Demo
) -> None:
    uuid = task_of(running, "Plan the onboarding call")["task_uuid"]
    remind(page)
    open_channel(page, "bluebird")
    page.get_by_test_id("clock-morning").click()
    expect(page.get_by_test_id("clock")).to_contain_text("09:00")

    app = page.get_by_test_id("channel-app")
    expect(app.get_by_label("New messages")).to_be_visible(timeout=SOON_MS)
    open_channel(page, "app")
    reminder = page.locator("[data-testid^=message-]").filter(has_text="Plan the onboarding call")
    expect(reminder).to_contain_text("overdue")
    row(reminder, uuid).get_by_test_id("action-complete_task").click()

    expect(page.get_by_test_id(f"task-{uuid}")).to_contain_text("Completed")
    expect(reminder.locator("s")).to_contain_text("Plan the onboarding call")
    expect(reminder).to_have_count(1)

    page.get_by_test_id("clock-now").click()
    expect(page.get_by_test_id("clock")).to_be_empty()
    expect(page.locator("[data-slot=clock]")).to_have_text("Next working morning, 9:00Next Monday, 9:00")


def test_where_nothing_is_due_no_reminder_comes(page: Page, running: Demo) -> None:
    for name in ("Chloé Martin", "Ben Okafor"):
        become(page, name)
        remind(page)
    reminders = page.locator("[data-testid^=message-]").filter(has_text="Good morning:")

    # Where Ben lives: it is nine for Chloé, too.
    page.get_by_test_id("clock-morning").click()
    become(page, "Chloé Martin")
    open_channel(page, "app")
    expect(reminders).to_contain_text("Offer a payment plan", timeout=SOON_MS)

    # What comes on the next day, when something of his is due, is the first that he gets.
    hooli = task_of(running, "Call about the renewal")["customer_uuid"]
    running.chartmogul.add_task(hooli, "Ask for a reference", assignee=BEN, due_date="2020-01-01")
    become(page, "Ben Okafor")
    page.get_by_test_id("clock-morning").click()
    open_channel(page, "app")
    expect(reminders.last).to_contain_text("Ask for a reference", timeout=SOON_MS)
    expect(reminders).to_have_count(1)


def test_a_digest_comes_on_monday_morning_and_its_buttons_work(page: Page, running: Demo) -> None:
    create_task(page, "Send the offer")
    uuid = task_of(running, "Send the offer")["task_uuid"]
    expect(ask(page, "link Bluebird Logistics")).to_contain_text("is now linked to Bluebird Logistics")
    expect(ask(page, "digest on")).to_contain_text("On Mondays at 9:00")

    page.get_by_test_id("clock-monday").click()

    expect(page.get_by_test_id("clock")).to_have_text(MONDAY_AT_NINE)
    digest = page.locator("[data-testid^=message-]").filter(has_text=re.compile(r"Logistics: \w+ open task"))
    expect(digest).to_contain_text("Send the offer", timeout=SOON_MS)
    expect(digest).to_contain_text("Bluebird Logistics: 1 open task")

    row(digest, uuid).get_by_test_id("action-edit_task").click()
    page.get_by_test_id("field-details").fill("Send the offer for 40 seats")
    submit(page)
    expect(digest).to_contain_text("Send the offer for 40 seats")

    row(digest, uuid).get_by_test_id("action-complete_task").click()
    expect(page.get_by_test_id(f"task-{uuid}")).to_contain_text("Completed")
    expect(digest.locator("s")).to_contain_text("Send the offer for 40 seats")
    expect(digest).to_contain_text("Bluebird Logistics: no open tasks")
    expect(digest).to_have_count(1)
