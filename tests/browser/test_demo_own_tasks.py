"""One's own tasks in the whole demo: the App Home and the lists, in a real browser."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from bot.sandbox.demo.running import Demo
from tests.browser.visit import choose, create_task, open_home, submit

pytestmark = pytest.mark.timeout(180)


@pytest.fixture
def page(visit: Page) -> Page:
    """A fresh page in the customer's channel."""
    return visit


def task_of(running: Demo, details: str) -> dict[str, Any]:
    return next(task for task in running.chartmogul.tasks if task["task_details"] == details)


def buttons_of(home: Locator, uuid: str) -> Locator:
    """What can be done with a task in the Home."""
    return home.locator(f"[data-testid*='{uuid}']").first


def test_the_home_has_what_is_mine_what_others_have_and_a_customers_tasks(page: Page, running: Demo) -> None:
    create_task(page, "Ask Ben to do this")
    home = open_home(page)
    expect(home).to_contain_text("My tasks")
    expect(home).to_contain_text("Call about the renewal")
    expect(home).to_contain_text("overdue 2 days")
    expect(home).to_contain_text("Plan the onboarding call")
    expect(home).to_contain_text("Asked by me")
    expect(home).to_contain_text("Ask Ben to do this")
    expect(home).not_to_contain_text("Offer a payment plan")

    choose(page, "home_customer", "Initech", "Initech")

    expect(home).to_contain_text("Offer a payment plan")


def test_a_task_is_completed_in_the_home(page: Page, running: Demo) -> None:
    uuid = task_of(running, "Ask whether the invoice has arrived")["task_uuid"]
    home = open_home(page)
    buttons_of(home, uuid).get_by_test_id("action-complete_task").click()
    expect(page.get_by_test_id(f"task-{uuid}")).to_contain_text("Completed")
    expect(buttons_of(home, uuid).get_by_test_id("action-reopen_task")).to_be_visible()
    expect(buttons_of(home, uuid).get_by_test_id("action-complete_task")).to_have_count(0)


def test_the_home_follows_what_is_done_in_chartmogul_when_it_is_opened(page: Page, running: Demo) -> None:
    home = open_home(page)
    expect(home).to_contain_text("My tasks")
    hooli = task_of(running, "Call about the renewal")["customer_uuid"]
    running.chartmogul.add_task(
        hooli, "New in ChartMogul", assignee="anna@ourcompany.test", due_date="2099-01-30"
    )
    page.get_by_test_id("tab-home").click()
    expect(home).to_contain_text("New in ChartMogul")


def test_settings_are_kept(page: Page) -> None:
    home = open_home(page)
    for wanted, said in (("on", "A reminder at 9:30 on working mornings"), ("off", "No reminders")):
        page.get_by_test_id("action-home_settings").click()
        page.get_by_test_id(f"choice-reminder-{wanted}").click()
        choose(page, "reminder_at", "9:30", "9:30")
        submit(page)
        expect(home).to_contain_text(said)
