"""A real browser, and the demo page in it with a small app behind Slack."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from slack_sdk import WebClient

from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.demo.page import create_page
from bot.sandbox.demo.running import Demo, demo
from bot.sandbox.slack import SlackStandIn
from tests.browser.small_app import SmallApp
from tests.browser.stage import HOSTILE, Stage, served
from tests.memory import SHARED_MEMORY, memory

# A busy machine takes its time; what comes at once does not wait for it.
expect.set_options(timeout=20_000)

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The system's Chromium, without a window."""
    if CHROMIUM is None:
        missing = "no Chromium is installed (on Debian: apt-get install chromium)"
        if os.environ.get("CM_TASK_REQUIRE_BROWSER"):
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=CHROMIUM,
            # Playwright has Chromium share memory by files on the disk, as small containers need it.
            ignore_default_args=["--disable-dev-shm-usage"] if memory() == SHARED_MEMORY else [],
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"],
        )
        yield opened
        opened.close()


@pytest.fixture
def stage() -> Iterator[Stage]:
    """A page for one person in one channel, both new."""
    with SlackStandIn() as slack, ChartMogulStandIn() as chartmogul:
        me = slack.add_person("anna", real_name=f"Anna {HOSTILE}")
        channel = slack.add_channel("general", members=[me])
        app = SmallApp(WebClient(slack.bot_token, base_url=slack.api_url))
        page = create_page(slack, chartmogul, me=me, channel=channel)
        with served(app.flask()) as app_url, served(page) as page_url:
            slack.request_url = app_url
            yield Stage(slack, chartmogul, app, me, channel, page_url)


@pytest.fixture
def page(browser: Browser, stage: Stage) -> Iterator[Page]:
    """The page, open in a window of a laptop's size."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    opened = context.new_page()
    opened.goto(stage.url)
    expect(opened.get_by_test_id("channel-title")).to_have_text("general")
    yield opened
    context.close()


@pytest.fixture(scope="package")
def running() -> Iterator[Demo]:
    """The whole demo, as `cm-task demo` starts it."""
    with demo() as started:
        yield started


@pytest.fixture
def visit(browser: Browser, running: Demo) -> Iterator[Page]:
    """The whole demo's page, fresh, in the customer's channel."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    opened = context.new_page()
    opened.goto(running.url)
    expect(opened.get_by_test_id("channel-title")).to_contain_text("bluebird")
    yield opened
    # A form that is left open would lie over the page of the next test.
    if opened.get_by_test_id("modal").is_visible():
        opened.get_by_test_id("cancel").click()
        expect(opened.get_by_test_id("modal")).to_be_hidden()
    context.close()
