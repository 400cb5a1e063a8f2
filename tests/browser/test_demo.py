"""The demo as somebody new sees it: a real browser on the page, real processes and HTTP behind it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from bot.sandbox.demo.running import Demo
from tests.browser.visit import choose, open_home, submit

pytestmark = pytest.mark.timeout(180)


@pytest.fixture
def page(visit: Page) -> Page:
    """A fresh page in the customer's channel."""
    return visit


def test_command_to_form_to_task_to_card(page: Page, running: Demo) -> None:
    composer = page.get_by_test_id("composer")
    composer.fill("/cm-task Send the renewal quote")
    composer.press("Enter")
    expect(page.get_by_test_id("modal-title")).to_have_text("New ChartMogul task")
    expect(page.get_by_test_id("field-details")).to_have_value("Send the renewal quote")
    expect(page.get_by_text("Bluebird Logistics is chosen because")).to_be_visible()
    choose(page, "customer", "Hooli", "Hooli")
    expect(page.get_by_text("The task still goes to")).to_be_visible()
    choose(page, "assignee", "Anna", "Anna Berg")

    submit(page)
    task = next(t for t in running.chartmogul.tasks if t["task_details"] == "Send the renewal quote")
    row = page.get_by_test_id(f"task-{task['task_uuid']}")
    expect(row).to_contain_text("Hooli")
    expect(row).to_contain_text("anna@ourcompany.test")
    expect(page.get_by_text("task for Hooli").first).to_be_visible()


def test_shortcut_on_a_message_answers_in_its_thread(page: Page, running: Demo) -> None:
    message = page.locator("[data-testid^=message-]").filter(has_text="Just off the phone").first
    message.hover()
    message.get_by_test_id("more-actions").click()
    page.get_by_test_id("shortcut-create_task_from_message").click()
    details = page.get_by_test_id("field-details")
    expect(details).to_have_value(
        "Just off the phone with Bluebird Logistics (ops@bluebird.test): they want a quote for 40 more seats "
        "before the end of the month, and asked about SSO & audit logs."
    )
    details.fill("Quote for 40 seats")
    choose(page, "customer", "bluebird", "Bluebird Logistics")

    submit(page)
    [task] = [t for t in running.chartmogul.tasks if t["task_details"].startswith("Quote for 40 seats")]
    assert re.fullmatch(r"Quote for 40 seats\nhttps://\S+/archives/\w+/p\d+", task["task_details"])
    message.locator("[data-testid^=replies-]").click()
    card = (
        page.get_by_test_id("thread").locator("[data-testid^=message-]").filter(has_text="Quote for 40 seats")
    )
    expect(card.get_by_text("task for Bluebird Logistics")).to_be_visible()


def test_an_error_is_shown_at_its_field_and_keeps_the_input(page: Page, running: Demo) -> None:
    before = len(running.chartmogul.tasks)
    composer = page.get_by_test_id("composer")
    composer.fill("/cm-task Call them back")
    composer.press("Enter")
    choose(page, "customer", "Initech", "Initech")
    page.get_by_test_id("field-due_date").fill("2020-01-31")

    page.get_by_test_id("submit").click()

    expect(page.get_by_test_id("error-due_date")).to_contain_text("31 January 2020 has passed")
    expect(page.get_by_test_id("field-details")).to_have_value("Call them back")
    assert len(running.chartmogul.tasks) == before
    page.get_by_test_id("field-due_date").fill("2099-01-30")
    submit(page)
    assert len(running.chartmogul.tasks) == before + 1


def test_a_refusal_of_chartmogul_is_shown_at_the_assignee_and_can_be_mended(
    page: Page, running: Demo
) -> None:
    composer = page.get_by_test_id("composer")
    composer.fill("/cm-task Ask Frank")
    composer.press("Enter")
    choose(page, "customer", "Wonka", "Wonka")
    choose(page, "assignee", "Frank", "Frank Newhire")

    page.get_by_test_id("submit").click()

    expect(page.get_by_test_id("error-assignee")).to_contain_text("reference cm-")
    expect(page.get_by_test_id("field-details")).to_have_value("Ask Frank")
    page.get_by_label("E-mail of frank in ChartMogul").fill("frank.newhire@ourcompany.test")
    submit(page)
    task = next(t for t in running.chartmogul.tasks if t["task_details"] == "Ask Frank")
    assert task["assignee"] == "frank.newhire@ourcompany.test"


def test_the_home_tab_tells_ones_email_and_opens_the_form(page: Page) -> None:
    open_home(page)
    expect(page.get_by_text("anna@ourcompany.test, the one in Slack")).to_be_visible()

    page.get_by_test_id("action-change_chartmogul_email").click()
    page.get_by_test_id("field-own_email").fill("anna.berg@ourcompany.test")
    page.get_by_test_id("submit").click()

    expect(page.get_by_text("anna.berg@ourcompany.test. Tasks for you")).to_be_visible()
    page.get_by_test_id("action-change_chartmogul_email").click()
    page.get_by_test_id("field-own_email").fill("")
    page.get_by_test_id("submit").click()
    expect(page.get_by_text("anna@ourcompany.test, the one in Slack")).to_be_visible()
    page.get_by_test_id("action-home_create_task").click()
    expect(page.get_by_test_id("modal-title")).to_have_text("New ChartMogul task")
