"""What the demo's form says of its customer, and of a message that a task was made from before."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from bot.sandbox.demo.running import Demo
from tests.browser.visit import choose, submit

pytestmark = pytest.mark.timeout(180)


def opened_on_the_message(page: Page) -> Locator:
    """The form, opened on a message of a customer's; its field for what is to be done."""
    page.get_by_test_id("modal").wait_for(state="hidden")
    message = page.locator("[data-testid^=message-]").filter(has_text="Ticket #4711 was closed").first
    message.hover()
    message.get_by_test_id("more-actions").click()
    page.get_by_test_id("shortcut-create_task_from_message").click()
    return page.get_by_test_id("field-details")


def test_the_customer_at_a_glance_also_when_chosen_by_typing(visit: Page, running: Demo) -> None:
    composer = visit.get_by_test_id("composer")
    composer.fill("/cm-task Look at the contract")
    composer.press("Enter")
    modal = visit.get_by_test_id("modal")
    expect(modal).to_contain_text("customer since November 2021 · €480 MRR")

    choose(visit, "customer", "Hooli", "Hooli")

    expect(modal).to_contain_text("customer since January 2019 · €2,400 MRR · ")
    expect(modal).to_contain_text("open: Call about the renewal, overdue since")
    expect(modal).not_to_contain_text("November 2021")
    expect(visit.get_by_test_id("field-details")).to_have_value("Look at the contract")


def test_the_same_message_twice(visit: Page, running: Demo) -> None:
    opened_on_the_message(visit).fill("Answer about SSO")
    choose(visit, "customer", "Ecoline", "Ecoline")
    submit(visit)
    [task] = [
        t for t in running.chartmogul.tasks if t["task_details"].startswith("Answer about SSO\nhttps://")
    ]

    opened_on_the_message(visit)

    modal = visit.get_by_test_id("modal")
    expect(modal).to_contain_text("From this message there is already a task: Answer about SSO")
    expect(modal).to_contain_text("open")
    visit.get_by_test_id("field-details").fill("Answer once more about SSO")
    choose(visit, "customer", "Ecoline", "Ecoline")
    submit(visit)
    assert len([t for t in running.chartmogul.tasks if t["customer_uuid"] == task["customer_uuid"]]) == 2
