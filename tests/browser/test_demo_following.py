"""What the app changes in Slack is on the demo page at once, in a real browser."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect
from slack_sdk.webhook import WebhookClient

from tests.browser.small_app import Json, button, section
from tests.browser.stage import Stage
from tests.browser.visit import open_channel, open_home


def test_a_message_changes_in_place_and_vanishes(page: Page, stage: Stage) -> None:
    web, channel = stage.app.web, stage.channel
    row = section("card", "Open", button("done", value="1"))
    ts = web.chat_postMessage(channel=channel, text="card", blocks=[row])["ts"]
    message = page.get_by_test_id(f"message-{ts}")
    message.get_by_test_id("action-done").focus()
    row = section("card", "completing…", button("done", "Wait", value="1"))
    web.chat_update(channel=channel, ts=ts, text="card", blocks=[row])
    expect(message).to_contain_text("completing…")
    expect(message.get_by_test_id("action-done")).to_be_focused()
    web.chat_update(channel=channel, ts=ts, text="card", blocks=[section("card", "~Done~")])
    expect(message.locator("s")).to_have_text("Done")
    expect(message.get_by_test_id("action-done")).to_have_count(0)
    web.chat_delete(channel=channel, ts=ts)
    expect(message).to_have_count(0)


def test_a_reply_changes_in_its_thread(page: Page, stage: Stage) -> None:
    web, channel = stage.app.web, stage.channel
    first = stage.slack.post(channel, stage.me, "Begin")
    ts = web.chat_postMessage(channel=channel, text="Open", thread_ts=first)["ts"]
    page.get_by_test_id(f"replies-{first}").click()
    reply = page.get_by_test_id("thread").get_by_test_id(f"message-{ts}")
    expect(reply).to_contain_text("Open")
    web.chat_update(channel=channel, ts=ts, text="Completed")
    expect(reply).to_contain_text("Completed")
    web.chat_delete(channel=channel, ts=ts)
    expect(reply).to_have_count(0)
    expect(page.get_by_test_id(f"replies-{first}")).to_have_count(0)


def test_an_admin_deletes_a_card_and_its_thread_stays(page: Page, stage: Stage) -> None:
    stage.slack.workspace.people[stage.me].is_admin = True
    web, channel = stage.app.web, stage.channel
    first = web.chat_postMessage(channel=channel, text="card")["ts"]
    alone = web.chat_postMessage(channel=channel, text="another card")["ts"]
    web.chat_postMessage(channel=channel, text="an answer", thread_ts=first)
    for ts, answer in ((alone, "confirm-deny"), (alone, "confirm-ok"), (first, "confirm-ok")):
        message = page.get_by_test_id(f"message-{ts}")
        message.hover()
        message.get_by_test_id("more-actions").click()
        page.get_by_test_id("delete-message").click()
        page.get_by_test_id(answer).click()
        expect(message).to_have_count(0 if (ts, answer) == (alone, "confirm-ok") else 1)
    expect(message).to_contain_text("This message was deleted.")
    expect(message.get_by_test_id("more-actions")).to_have_count(0)
    expect(message).to_contain_text("1 reply")


def test_what_only_one_person_sees_is_dismissed(page: Page, stage: Stage) -> None:
    stage.app.web.chat_postEphemeral(channel=stage.channel, user=stage.me, text="for you")
    page.get_by_test_id("dismiss").click()
    expect(page.locator(".message.ephemeral")).to_have_count(0)
    assert stage.slack.ephemerals(stage.channel, stage.me) == []


def test_what_only_one_person_sees_is_replaced_and_deleted(page: Page, stage: Stage) -> None:
    rows = [section("list", "Two tasks", button("next"))]
    answers: list[Json] = [
        {"replace_original": True, "text": "One", "blocks": [section("list", "One task", button("next"))]},
        {"delete_original": True},
    ]

    def turn(payload: Json) -> None:
        WebhookClient(payload["response_url"]).send_dict(answers.pop(0))

    stage.app.web.chat_postEphemeral(channel=stage.channel, user=stage.me, text="list", blocks=rows)
    alone = page.locator(".message.ephemeral")
    expect(alone.get_by_test_id("only-visible-to-you")).to_be_visible()
    stage.app.reactions["next"] = turn
    alone.get_by_test_id("action-next").click()
    expect(alone).to_contain_text("One task")
    expect(alone).not_to_contain_text("Two tasks")
    alone.get_by_test_id("action-next").click()
    expect(alone).to_have_count(0)


def test_a_direct_message_is_marked_until_it_is_read_and_an_edit_is_not(page: Page, stage: Stage) -> None:
    mark = page.get_by_test_id("channel-app").get_by_role("img", name="New messages")
    sent = stage.app.web.chat_postMessage(channel=stage.me, text="A task for you")
    expect(mark).to_be_visible()
    open_channel(page, "app")
    expect(page.get_by_test_id(f"message-{sent['ts']}")).to_be_visible()
    expect(mark).to_be_hidden()
    open_channel(page, "general")
    expect(page.get_by_test_id("channel-title")).to_have_text("general")
    stage.app.web.chat_update(channel=sent["channel"], ts=sent["ts"], text="A task for you, completed")
    later = stage.slack.post(stage.channel, stage.me, "Later")
    expect(page.get_by_test_id(f"message-{later}")).to_be_visible()
    expect(mark).to_be_hidden()


def test_a_direct_message_stays_marked_while_only_the_home_is_looked_at(page: Page, stage: Stage) -> None:
    stage.app.web.views_publish(user_id=stage.me, view={"type": "home", "blocks": [section("one", "Home")]})
    open_home(page)
    expect(page.get_by_test_id("home")).to_contain_text("Home")
    stage.app.web.chat_postMessage(channel=stage.me, text="A task for you")
    marks = page.get_by_role("img", name="New messages")
    expect(marks).to_have_count(2)
    page.get_by_test_id("tab-messages").click()
    expect(marks).to_have_count(0)


def test_times_are_those_of_the_reader(page: Page, stage: Stage) -> None:
    ts = stage.app.web.chat_postMessage(
        channel=stage.channel, text="Due <!date^1893456000^{date_num} {time}|soon>"
    )["ts"]
    message = page.get_by_test_id(f"message-{ts}")
    expect(message).to_contain_text("Due 2030-01-01 01:00")
    emi = stage.slack.add_person("emi", real_name="Emi Sato", tz="Asia/Tokyo")
    page.get_by_test_id("person-switcher").select_option(emi)
    expect(message).to_contain_text("Due 2030-01-01 09:00")
    shown = datetime.fromtimestamp(float(ts), ZoneInfo("Asia/Tokyo"))
    expect(message.locator("time").first).to_have_text(f"{shown:%H:%M}")
