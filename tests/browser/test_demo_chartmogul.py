"""ChartMogul on the demo page, in a real browser: tasks come, change and go, by hand and by the API."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.stage import Stage

ANNA, BEN = "anna@ourcompany.test", "ben@ourcompany.test"


@pytest.fixture
def task(stage: Stage) -> str:
    """The UUID of a task in ChartMogul."""
    for email in (ANNA, BEN):
        stage.chartmogul.add_user(email)
    customer = stage.chartmogul.add_customer("Hooli")["uuid"]
    added = stage.chartmogul.add_task(customer, "Call", assignee=ANNA, due_date="2030-01-31")
    return str(added["task_uuid"])


def shown(page: Page, task: str) -> Locator:
    return page.get_by_test_id(f"task-{task}")


def test_a_task_is_edited_by_hand(page: Page, stage: Stage, task: str) -> None:
    row = shown(page, task)
    expect(row).to_contain_text("Hooli")
    row.get_by_test_id("task-edit").click()
    expect(row.get_by_test_id("task-details")).to_be_focused()
    row.get_by_test_id("task-details").fill("Call them <b>now</b>")
    row.get_by_test_id("task-assignee").select_option(BEN)
    row.get_by_test_id("task-due").fill("2030-02-01")
    row.get_by_test_id("task-save").click()
    expect(row.locator(".details")).to_have_text("Call them <b>now</b>")
    expect(row).to_contain_text("Fri, 1 Feb 2030")
    expect(row.get_by_test_id("task-edit")).to_be_focused()
    (kept,) = stage.chartmogul.tasks
    assert (kept["task_details"], kept["assignee"]) == ("Call them <b>now</b>", BEN)
    assert kept["due_date"].startswith("2030-02-01")


def test_a_change_that_comes_while_somebody_edits_is_not_taken_back(
    page: Page, stage: Stage, task: str
) -> None:
    row = shown(page, task)
    row.get_by_test_id("task-edit").click()
    row.get_by_test_id("task-details").fill("Call them")
    stage.chartmogul.change_task(task, assignee=BEN)
    stage.chartmogul.add_task(
        stage.chartmogul.tasks[0]["customer_uuid"], "Other", assignee=ANNA, due_date="2030-01-31"
    )
    expect(page.get_by_test_id("task-count")).to_have_text("2 open")
    expect(row.get_by_test_id("task-details")).to_have_value("Call them")
    row.get_by_test_id("task-details").press("Tab")
    row.get_by_test_id("task-save").click()
    expect(row).to_contain_text(BEN)
    expect(row).to_contain_text("Call them")


def test_escape_leaves_the_task_as_it_was(page: Page, stage: Stage, task: str) -> None:
    row = shown(page, task)
    row.get_by_test_id("task-edit").click()
    row.get_by_test_id("task-details").fill("Something else")
    page.keyboard.press("Escape")
    expect(row.locator(".details")).to_have_text("Call")
    assert stage.chartmogul.tasks[0]["task_details"] == "Call"


def test_what_chartmogul_refuses_is_told_and_stays_in_the_form(page: Page, stage: Stage, task: str) -> None:
    row = shown(page, task)
    row.get_by_test_id("task-edit").click()
    row.get_by_test_id("task-details").fill("   ")
    row.get_by_test_id("task-save").click()
    expect(page.get_by_test_id("toast")).to_contain_text("can't be blank")
    expect(row.get_by_test_id("task-details")).to_have_value("   ")


def test_a_task_is_completed_reopened_and_deleted_by_hand(page: Page, stage: Stage, task: str) -> None:
    row, completed = shown(page, task), page.get_by_test_id("completed-tasks")
    row.get_by_test_id("task-complete").click()
    expect(completed).to_have_text("Completed (1)")
    expect(row.get_by_test_id("task-reopen")).to_be_focused()
    assert stage.chartmogul.tasks[0]["completed_at"]
    page.keyboard.press("Enter")
    expect(completed).to_be_hidden()
    assert stage.chartmogul.tasks[0]["completed_at"] is None
    for answer, left in (("confirm-deny", 1), ("confirm-ok", 0)):
        row.get_by_test_id("task-delete").click()
        page.get_by_test_id(answer).click()
        expect(row).to_have_count(left)
        assert len(stage.chartmogul.tasks) == left


def test_the_column_follows_what_others_do(page: Page, stage: Stage, task: str) -> None:
    row = shown(page, task)
    stage.chartmogul.change_task(task, task_details="Write to them")
    expect(row).to_contain_text("Write to them")
    stage.chartmogul.complete_task(task)
    expect(page.get_by_test_id("completed-tasks")).to_be_visible()
    expect(page.get_by_test_id("task-count")).to_have_text("0 open")
    stage.chartmogul.delete_task(task)
    expect(row).to_be_hidden()


def test_what_is_new_is_brought_to_view(page: Page, stage: Stage, task: str) -> None:
    customer = stage.chartmogul.tasks[0]["customer_uuid"]
    for number in range(12):
        stage.chartmogul.add_task(customer, f"Task {number}", assignee=ANNA, due_date="2030-01-31")
    expect(page.get_by_test_id("task-count")).to_have_text("13 open")
    row = shown(page, task)
    expect(row).not_to_be_in_viewport()
    stage.chartmogul.complete_task(task)
    expect(row).to_be_in_viewport()
    added = stage.chartmogul.add_task(customer, "New", assignee=ANNA, due_date="2030-01-31")
    expect(shown(page, added["task_uuid"])).to_be_in_viewport()
