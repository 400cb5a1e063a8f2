"""From words to a filled form in the demo, in a real browser, with the whole bot behind it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from bot.sandbox.demo.running import Demo
from tests.browser.visit import submit

pytestmark = pytest.mark.timeout(180)


@pytest.fixture
def page(visit: Page) -> Page:
    """A fresh page in the customer's channel."""
    return visit


def typed(page: Page, command: str) -> Locator:
    """Use the command; returns its form."""
    page.get_by_test_id("composer").fill(command)
    page.get_by_test_id("composer").press("Enter")
    return form(page)


def shortcut(page: Page, words: str) -> Locator:
    """Use the shortcut on the last message with these words; returns its form."""
    message = page.locator("[data-testid^=message-]").filter(has_text=words).last
    message.hover()
    message.get_by_test_id("more-actions").click()
    page.get_by_test_id("shortcut-create_task_from_message").click()
    return form(page)


def form(page: Page) -> Locator:
    """The form, once it is open."""
    expect(page.get_by_test_id("modal-title")).to_have_text("New ChartMogul task")
    return page.get_by_test_id("modal")


def test_a_command_with_all_of_it_comes_up_filled_and_says_why(page: Page, running: Demo) -> None:
    opened = typed(page, "/cm-task initech: send renewal quote @anna next friday")

    expect(page.get_by_test_id("field-customer")).to_have_value(re.compile("^Initech · "))
    expect(page.get_by_test_id("field-details")).to_have_value("send renewal quote")
    expect(page.get_by_test_id("field-assignee")).to_have_value("Anna Berg")
    expect(opened).to_contain_text("Initech is chosen, from “initech”.")
    expect(opened).to_contain_text("The task goes to @Anna Berg, from “@anna”.")
    expect(opened).to_contain_text("@Chloé Martin owns Initech in ChartMogul.")
    expect(opened).to_contain_text(re.compile(r"Due Friday \d+ \w+, from “next friday”\."))
    day = page.get_by_test_id("field-due_date").input_value()
    assert not [task for task in running.chartmogul.tasks if task["task_details"] == "send renewal quote"]

    submit(page)
    [task] = [task for task in running.chartmogul.tasks if task["task_details"] == "send renewal quote"]
    assert (task["assignee"], task["due_date"][:10]) == ("anna@ourcompany.test", day)
    row = page.get_by_test_id(f"task-{task['task_uuid']}")
    expect(row).to_contain_text("Initech")


def test_a_name_that_fits_several_customers_stays_and_names_them(page: Page) -> None:
    opened = typed(page, "/cm-task acme: send the price list tomorrow")

    expect(opened).to_contain_text("Several customers fit “acme”, so choose one:")
    expect(opened).to_contain_text("Acme Robotics")
    expect(page.get_by_test_id("field-customer")).to_have_value("")
    expect(page.get_by_test_id("field-details")).to_have_value("acme: send the price list")
    expect(opened).to_contain_text("from “tomorrow”.")


def test_the_shortcut_proposes_who_is_asked_in_the_message_until_when(page: Page, running: Demo) -> None:
    thread = page.locator("[data-testid^=message-]").filter(has_text="Just off the phone").first
    thread.locator("[data-testid^=replies-]").click()
    opened = shortcut(page, "could you send it to them")

    expect(page.get_by_test_id("field-assignee")).to_have_value("Ben Okafor")
    expect(opened).to_contain_text(
        "The task goes to @Ben Okafor, from “@ben could you send it to them before"
    )
    expect(opened).to_contain_text("from “before the end of the month”.")
    assert not [
        task for task in running.chartmogul.tasks if "could you send it to them" in task["task_details"]
    ]
    page.get_by_test_id("choice-announce-me").check()
    submit(page)
    [task] = [
        task for task in running.chartmogul.tasks if "could you send it to them" in task["task_details"]
    ]
    assert task["assignee"] == "ben@ourcompany.test"
