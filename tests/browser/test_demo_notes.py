"""Notes on the demo page, in a real browser: kept with the form, and read in ChartMogul's column."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from bot.chartmogul import ChartMogul
from bot.sandbox.demo.running import Demo
from tests.browser.stage import HOSTILE, Stage
from tests.browser.visit import submit

pytestmark = pytest.mark.timeout(180)


def test_a_note_is_read_as_it_was_written(page: Page, stage: Stage) -> None:
    customer = stage.chartmogul.add_customer("Hooli")["uuid"]
    client = ChartMogul(stage.chartmogul.api_key, base_url=stage.chartmogul.url)
    note = client.notes.create(customer, f"Slack conversation\nAnna: {HOSTILE} &amp; more")

    shown = page.get_by_test_id(f"note-{note.uuid}")

    expect(shown).to_be_in_viewport()
    expect(shown.locator(".note-text")).to_have_text(f"Slack conversation\nAnna: {HOSTILE} &amp; more")
    expect(shown).to_contain_text("Hooli")
    expect(page.get_by_test_id("notes")).to_have_text("Notes (1)")
    assert page.evaluate("window.attacked") is None


def test_a_conversation_is_kept_and_seen(visit: Page, running: Demo) -> None:
    message = visit.locator("[data-testid^=message-]").filter(has_text="Just off the phone").first
    message.hover()
    message.get_by_test_id("more-actions").click()
    visit.get_by_test_id("shortcut-create_task_from_message").click()
    visit.get_by_test_id("field-details").fill("Keep what they said")
    box = visit.get_by_label("Keep the conversation as a note")
    expect(box).not_to_be_checked()
    box.check()

    submit(visit)
    shown = visit.locator("[data-testid^=note-]").filter(has_text="Keep what they said")
    expect(shown).to_be_visible()
    expect(shown).to_contain_text("Bluebird Logistics")
    expect(shown).to_contain_text("Slack conversation in #bluebird, kept by Anna Berg on")
    expect(shown).to_contain_text("Dev Patel, ")
    expect(shown).to_contain_text("@Ben Okafor could you send it to them")
    [note] = [one for one in running.chartmogul.notes if "Keep what they said" in one["text"]]
    assert note["author"].startswith("anna")
