"""The life of a task in the whole demo: its card in Slack and its row in ChartMogul, in a real browser."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from bot.sandbox.demo.running import Demo
from tests.browser.visit import choose, create_task, submit

pytestmark = pytest.mark.timeout(180)

FOLLOWED_MS = 20_000
"""The bot reads every other second in the demo what became of tasks."""


@pytest.fixture
def page(visit: Page) -> Page:
    """A fresh page in the customer's channel."""
    return visit


def task_of(running: Demo, details: str) -> dict[str, Any]:
    return next(task for task in running.chartmogul.tasks if task["task_details"] == details)


def row_of(page: Page, running: Demo, details: str) -> Locator:
    """The task in ChartMogul's column."""
    return page.get_by_test_id(f"task-{task_of(running, details)['task_uuid']}")


def test_a_task_is_completed_and_reopened_on_its_card(page: Page, running: Demo) -> None:
    card = create_task(page, "Complete this on the card")
    row = row_of(page, running, "Complete this on the card")
    expect(row).to_contain_text("Open")

    card.get_by_test_id("action-complete_task").click()

    expect(card.locator("s")).to_have_text("Complete this on the card")
    expect(row).to_contain_text("Completed")
    card.get_by_test_id("action-reopen_task").click()
    expect(card.get_by_test_id("action-complete_task")).to_be_visible()
    expect(row).to_contain_text("Open")
    assert task_of(running, "Complete this on the card")["completed_at"] is None


def test_a_task_is_edited_and_snoozed_on_its_card(page: Page, running: Demo) -> None:
    card = create_task(page, "Edit this")
    row = row_of(page, running, "Edit this")
    card.get_by_test_id("action-edit_task").click()
    page.get_by_test_id("field-details").fill("Edited on the card")
    choose(page, "assignee", "Chlo", "Chloé Martin")
    submit(page)
    expect(row).to_contain_text("Edited on the card")
    expect(row).to_contain_text("chloe@ourcompany.test")

    card = page.locator("[data-testid^=message-]").filter(has_text="Edited on the card").last
    card.get_by_test_id("action-task_menu").click()
    page.get_by_test_id("overflow-snooze_date").click()
    page.get_by_test_id("field-due_date").fill("2099-01-30")
    submit(page)
    expect(card).to_contain_text("30 Jan 2099")
    expect(row).to_contain_text("30 Jan 2099")


def test_a_task_is_deleted_by_the_menu_of_its_card(page: Page, running: Demo) -> None:
    card = create_task(page, "Delete this")
    row = row_of(page, running, "Delete this")
    card.get_by_test_id("action-task_menu").click()
    page.get_by_test_id("overflow-delete").click()
    submit(page)
    expect(row).to_have_count(0)
    expect(card).to_contain_text("Deleted task")
    expect(card.get_by_test_id("action-complete_task")).to_have_count(0)


def test_an_outsider_changes_nothing(page: Page, running: Demo) -> None:
    page.get_by_test_id("channel-ext-acme-support").click()
    expect(page.get_by_test_id("channel-title")).to_contain_text("ext-acme-support")
    page.get_by_test_id("composer").fill("/cm-task Not for Pat to complete")
    page.get_by_test_id("composer").press("Enter")
    choose(page, "customer", "Acme Corp", "Acme Corporation")
    page.get_by_test_id("choice-announce-channel").check()
    submit(page)
    card = page.locator("[data-testid^=message-]").filter(has_text="Not for Pat to complete").last
    expect(card).to_be_visible()

    page.get_by_test_id("person-switcher").select_option(label="Pat (Acme) · other company")
    card.get_by_test_id("action-complete_task").click()

    expect(page.get_by_text("please ask a full member")).to_be_visible()
    assert task_of(running, "Not for Pat to complete")["completed_at"] is None


def test_a_card_follows_what_is_done_in_chartmogul(page: Page, running: Demo) -> None:
    create_task(page, "Watch this card")
    uuid = task_of(running, "Watch this card")["task_uuid"]
    row = page.get_by_test_id(f"task-{uuid}")
    card = page.locator("[data-testid^=message-]").filter(has=page.get_by_test_id(f"block-card_{uuid}"))
    row.get_by_test_id("task-edit").click()
    row.get_by_test_id("task-details").fill("Changed in ChartMogul")
    row.get_by_test_id("task-save").click()
    expect(card).to_contain_text("Changed in ChartMogul", timeout=FOLLOWED_MS)
    row.get_by_test_id("task-complete").click()
    expect(card.locator("s")).to_have_text("Changed in ChartMogul", timeout=FOLLOWED_MS)
    expect(card.get_by_test_id("action-complete_task")).to_have_count(0)


def test_a_card_follows_when_its_task_is_deleted_in_chartmogul(page: Page, running: Demo) -> None:
    card = create_task(page, "Gone in ChartMogul")
    row_of(page, running, "Gone in ChartMogul").get_by_test_id("task-delete").click()
    page.get_by_test_id("confirm-ok").click()
    expect(card).to_contain_text("Deleted task", timeout=FOLLOWED_MS)
    expect(card.get_by_test_id("action-complete_task")).to_have_count(0)
