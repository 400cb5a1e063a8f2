"""A task begins with what Slack shows of a message, and with the customer whom that names."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.chartmogul import ChartMogulStandIn
from tests.scenarios.running import World

Json = dict[str, Any]

pytestmark = pytest.mark.first_sync

BLUEBIRD = "ops@bluebird.test"


@pytest.fixture(autouse=True)
def customers(chartmogul: ChartMogulStandIn) -> dict[str, str]:
    """The UUIDs of customers that are known from the start, by name."""
    kept = {
        "Müller": chartmogul.add_customer("Müller GmbH", website_url="https://www.xn--mller-kva.test/start"),
        "Strauß": chartmogul.add_customer("Blumen Strauß", email="mail@straußblumen.test"),
        "Echo": chartmogul.add_customer("Echo Labs", email="Jo Doe <jo@echo.test>"),
        "Foxtrot": chartmogul.add_customer("Foxtrot", email="jo@gmail.com"),
        "Golf": chartmogul.add_customer("Golf", website_url="https://golf.github.io"),
        "Hosts": chartmogul.add_customer("Hosts", website_url="https://github.io"),
        "Twin 1": chartmogul.add_customer("Twin One", email="a@twins.test"),
        "Twin 2": chartmogul.add_customer("Twin Two", email="b@twins.test"),
    }
    return {name: customer["uuid"] for name, customer in kept.items()}


@pytest.fixture
def lobby(world: World) -> str:
    """A channel whose name says nothing."""
    return world.slack.add_channel("general", members=[world.anna, world.ben])


def opened_on(world: World, channel: str, text: str = "", **message: Any) -> tuple[str | None, str | None]:
    """The details and the name of the customer that Anna's form begins with on this message."""
    anna = world.slack.person(world.anna)
    ts = world.slack.post(channel, message.pop("user", world.ben), text, **message)
    anna.message_shortcut("create_task_from_message", channel, ts)
    assert anna.view is not None
    state = anna.view.state
    option = state["customer"]["customer"]["selected_option"]
    customer = world.application.rooms.directory.get(option["value"]) if option else None
    details = state["details"]["details"]["value"]
    assert ("longer than" in str(anna.view.blocks)) == bool(details and details.endswith("…"))
    anna.close()
    return details, customer.name if customer else None


def rich(text: str, **style: bool) -> list[Json]:
    run = {"type": "text", "text": text, "style": style}
    section = {"type": "rich_text_section", "elements": [run]}
    return [{"type": "rich_text", "elements": [section]}]


def forwarded(words: str) -> Json:
    """A forward, which carries its words three times."""
    return {
        "is_share": True,
        "is_msg_unfurl": True,
        "from_url": "https://acme.slack.com/archives/C9/p1776404384245429",
        "author_name": "Ben Okafor",
        "fallback": f"[April 17th, 2026 5:39 AM] ben: {words}",
        "text": words,
        "message_blocks": [{"team": "T1", "channel": "C9", "message": {"blocks": rich(words)}}],
        "blocks": rich(words),
    }


def nested(depth: int) -> Json:
    """A container in a container and so on."""
    block: Json = {"type": "section", "text": {"type": "mrkdwn", "text": "deep"}}
    for _ in range(depth):
        block = {"type": "container", "child_blocks": [block]}
    return block


def test_details_and_customer_come_from_what_slack_shows(world: World, lobby: str) -> None:
    app: Json = {"user": None, "bot_id": "B1"}
    long = f"{BLUEBIRD} " + "wants seats " * 14
    messages: dict[str, tuple[Json, tuple[str | None, str | None]]] = {
        "an app's ticket": (
            app
            | {
                "text": "New ticket assigned to you",
                "blocks": [
                    {
                        "type": "section",
                        "text": {"type": "mrkdwn", "text": f"*#7* from <mailto:{BLUEBIRD}|Kim>"},
                    },
                    {
                        "type": "actions",
                        "elements": [{"type": "button", "text": {"type": "plain_text", "text": "Go"}}],
                    },
                ],
            },
            ("#7 from Kim", "Bluebird Logistics"),
        ),
        "a forward with a comment": (
            {"text": "Can you?", "blocks": rich("Can you?"), "attachments": [forwarded(f"{BLUEBIRD} asks")]},
            (f"Can you?\n{BLUEBIRD} asks", "Bluebird Logistics"),
        ),
        "a forward without a comment": (
            {"text": "", "attachments": [forwarded(long)]},
            (long.strip(), "Bluebird Logistics"),
        ),
        "a preview": (
            {
                "text": "see <https://news.test>",
                "attachments": [{"from_url": "https://news.test", "title": "News", "text": f"by {BLUEBIRD}"}],
            },
            ("see https://news.test", None),
        ),
        "an e-mail": (
            {
                "user": "USLACKBOT",
                "text": "",
                "files": [
                    {
                        "mode": "email",
                        "title": "Invoice",
                        "subject": "Invoice",
                        "from": [{"original": f"Kim <{BLUEBIRD}>", "address": BLUEBIRD, "name": "Kim"}],
                        "plain_text": "It is wrong.",
                    }
                ],
            },
            (f"From: Kim <{BLUEBIRD}>\nInvoice\nIt is wrong.", "Bluebird Logistics"),
        ),
        "a voice clip": (
            {
                "text": "",
                "files": [
                    {"name": "audio.m4a", "transcription": {"preview": {"content": "bluebird.test called"}}}
                ],
            },
            ("bluebird.test called", "Bluebird Logistics"),
        ),
        "styled words": (
            {"text": "*rich text *message", "blocks": rich("rich text ", bold=True) + rich("*message*")},
            ("rich text\n*message*", None),
        ),
        "a card": (
            app
            | {
                "text": "x",
                "blocks": [{"type": "card", "title": {"type": "mrkdwn", "text": f"*{BLUEBIRD}*"}}],
            },
            (BLUEBIRD, "Bluebird Logistics"),
        ),
        "blocks nested without end": (app | {"text": "shown", "blocks": [nested(40)]}, ("shown", None)),
        "nulls": (
            {
                "text": "call",
                "blocks": [{"type": "section", "text": None, "fields": None}],
                "attachments": [
                    {"text": None, "blocks": None, "message_blocks": [None], "from_url": None},
                    None,
                ],
                "files": [{"name": None, "title": None, "transcription": None, "from": None}],
            },
            ("call", None),
        ),
        "one that is gone": ({"text": "This message was deleted.", "subtype": "tombstone"}, (None, None)),
        "odd fields": (
            {"text": "call", "blocks": [{"type": None}], "attachments": [{"text": None, "fields": 3}]},
            ("call", None),
        ),
    }
    found = {name: opened_on(world, lobby, **message) for name, (message, _) in messages.items()}

    assert found == {name: expected for name, (_, expected) in messages.items()}


def test_a_person_whose_name_holds_half_a_character_can_be_mentioned(world: World, lobby: str) -> None:
    ann = world.slack.add_person("Ann\ud83d", email="ann@ourcompany.test")

    assert (
        opened_on(world, lobby, f"ask <@{ann}> and <@U0NOBODY|zoe\ude00>")[0]
        == "ask @Ann\ufffd and @zoe\ufffd"
    )


def test_the_thread_is_read_by_the_same_rule(world: World, lobby: str) -> None:
    ticket = [{"type": "section", "text": {"type": "mrkdwn", "text": f"From {BLUEBIRD}"}}]
    preview = {"from_url": "https://news.test", "text": "by billing@acme.test"}
    first = world.slack.post(lobby, None, "New ticket", bot_id="B1", blocks=ticket, attachments=[preview])

    assert opened_on(world, lobby, "I will look", thread_ts=first) == ("I will look", "Bluebird Logistics")


def test_links_addresses_and_domains_name_their_customer(
    world: World, lobby: str, customers: dict[str, str]
) -> None:
    number = world.application.rooms.directory.get(customers["Echo"])
    assert number is not None
    page = f"app.chartmogul.com/#customers/{number.id}-Echo"
    said: dict[str, str | None] = {
        f"<https://{page}|Echo>": "Echo Labs",
        f"https://{page.replace('#', '#/').upper()}/edit?tab=1": "Echo Labs",
        "<bluebird.test|x>": "Bluebird Logistics",
        "is www.bluebird.test down?": "Bluebird Logistics",
        "Jo &lt;jo@echo.test&gt;": "Echo Labs",
        "<mailto:Jo@Echo.test|Jo>": "Echo Labs",
        "(ops+slack@bluebird.test),": "Bluebird Logistics",
        "jo+slack@gmail.com": "Foxtrot",
        "another@gmail.com": None,
        "https://müller.test/x": "Müller GmbH",
        "kim@xn--mller-kva.test": "Müller GmbH",
        "kim@XN--STRAUBLUMEN-Z6A.test": "Blumen Strauß",
        "https://eu.shop.bluebird.test": "Bluebird Logistics",
        "https://eu.twins.test": None,
        "https://golf.github.io/docs": "Golf",
        "https://other.github.io": None,
        "https://github.io": None,
        "https://bluebird.test.evil.example": None,
        "https://status.ourcompany.test": None,
    }
    found = {words: opened_on(world, lobby, words)[1] for words in said}

    assert found == said


def test_a_message_of_three_megabytes_opens_the_form(world: World, lobby: str) -> None:
    details, customer = opened_on(world, lobby, "From ops@bluebird.test: " + "_a b. " * 500_000)

    assert details is not None
    assert details.startswith("From ops@bluebird.test: _a b.")
    assert customer == "Bluebird Logistics"
