"""What a click in a message tells the app, and what it takes to click."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk import WebClient

from bot.sandbox.slack import ClientRefused, PersonDriver, SlackStandIn
from tests.sandbox.slack.block_kit import Json, actions, button, option, plain, section
from tests.sandbox.slack.calling import client_of

CONFIRM = {"title": plain("Sure?"), "text": plain("Really?"), "confirm": plain("Yes"), "deny": plain("No")}
MENU: Json = {"type": "overflow", "action_id": "more", "options": [option("edit"), option("delete")]}
DATE: Json = {"type": "datepicker", "action_id": "when", "initial_date": "2026-01-02"}


@pytest.fixture
def channel(slack: SlackStandIn) -> str:
    return slack.add_channel("general", members=[slack.add_person("anna", id="U0ANNA0001")])


@pytest.fixture
def anna(slack: SlackStandIn, channel: str) -> PersonDriver:
    return slack.person("U0ANNA0001")


@pytest.fixture
def card(client: WebClient, channel: str) -> str:
    blocks = [{**actions(button(value="1"), MENU, DATE), "block_id": "row"}]
    return str(client.chat_postMessage(channel=channel, text="card", blocks=blocks)["ts"])


def test_a_click_in_a_message_says_where_it_was(anna: PersonDriver, channel: str, card: str) -> None:
    payload = anna.click(channel, card, "b").payload
    assert payload["container"] == {
        "type": "message",
        "message_ts": card,
        "channel_id": channel,
        "is_ephemeral": False,
    }
    assert payload["channel"] == {"id": channel, "name": "general"}
    assert payload["message"]["ts"] == card
    assert payload["message"]["blocks"][0]["block_id"] == "row"
    assert (payload["enterprise"], payload["is_enterprise_install"]) == (None, False)
    assert payload["api_app_id"] == payload["message"]["app_id"]
    assert {"response_url", "trigger_id"} < payload.keys()
    assert "view" not in payload


def test_a_button_brings_its_value(anna: PersonDriver, channel: str, card: str) -> None:
    [action] = anna.click(channel, card, "b").payload["actions"]
    assert action.pop("action_ts")
    assert action == {"type": "button", "block_id": "row", "action_id": "b", "value": "1", "text": plain()}


def test_a_menu_brings_the_whole_option(anna: PersonDriver, channel: str, card: str) -> None:
    payload = anna.click(channel, card, "more", "delete").payload
    [action] = payload["actions"]
    assert (action["type"], action["selected_option"]) == ("overflow", option("delete"))
    assert "more" not in payload["state"]["values"]["row"]
    with pytest.raises(ClientRefused, match="not in the menu"):
        anna.click(channel, card, "more", "other")


def test_a_date_picker_brings_its_date_and_what_it_began_with(
    anna: PersonDriver, channel: str, card: str
) -> None:
    payload = anna.click(channel, card, "when", "2026-03-04").payload
    [action] = payload["actions"]
    assert (action["selected_date"], action["initial_date"]) == ("2026-03-04", "2026-01-02")
    chosen = {"type": "datepicker", "selected_date": "2026-03-04"}
    assert payload["state"] == {"values": {"row": {"when": chosen}}}


def test_what_one_has_chosen_stays_in_the_state_and_is_ones_own(
    slack: SlackStandIn, anna: PersonDriver, channel: str, card: str
) -> None:
    anna.click(channel, card, "when", "2026-03-04")
    ben = slack.person(slack.add_person("ben"))

    def date(person: PersonDriver) -> str:
        state: Json = person.click(channel, card, "b").payload["state"]
        return str(state["values"]["row"]["when"]["selected_date"])

    assert (date(anna), date(ben)) == ("2026-03-04", "2026-01-02")


def test_a_click_in_a_thread_names_the_thread(
    client: WebClient, anna: PersonDriver, channel: str, card: str
) -> None:
    reply = client.chat_postMessage(channel=channel, thread_ts=card, text="x", blocks=[actions(button())])
    assert anna.click(channel, reply["ts"], "b").payload["container"]["thread_ts"] == card


def test_a_click_in_an_ephemeral_message_comes_without_the_message(
    client: WebClient, anna: PersonDriver, channel: str
) -> None:
    ts = client.chat_postEphemeral(channel=channel, user=anna.id, text="x", blocks=[actions(button())])
    payload = anna.click(channel, ts["message_ts"], "b").payload
    assert payload["container"]["is_ephemeral"] is True
    assert "message" not in payload


def test_a_click_in_a_direct_message_names_no_person(
    slack: SlackStandIn, client: WebClient, anna: PersonDriver
) -> None:
    posted = client.chat_postMessage(channel=anna.id, text="x", blocks=[actions(button())])
    payload = anna.click(posted["channel"], posted["ts"], "b").payload
    assert payload["channel"] == {"id": posted["channel"], "name": "directmessage"}


def test_on_grid_the_enterprise_is_told() -> None:
    with SlackStandIn() as slack:
        slack.workspace.enterprise_id = "E0ACME0001"
        anna = slack.person(slack.add_person("anna"))
        posted = client_of(slack).chat_postMessage(channel=anna.id, text="x", blocks=[actions(button())])
        payload = anna.click(posted["channel"], posted["ts"], "b").payload
    assert payload["enterprise"]["id"] == "E0ACME0001"
    assert payload["team"]["enterprise_id"] == "E0ACME0001"


class TestRows:
    """Elements of many rows share an action_id."""

    @pytest.fixture
    def rows(self, client: WebClient, channel: str) -> str:
        blocks = [
            section(block_id=f"row-{n}", accessory=button(action_id="complete", value=f"task-{n}"))
            for n in (1, 2)
        ]
        return str(client.chat_postMessage(channel=channel, text="rows", blocks=blocks)["ts"])

    def test_a_button_is_told_by_its_value(self, anna: PersonDriver, channel: str, rows: str) -> None:
        [action] = anna.click(channel, rows, "complete", "task-2").payload["actions"]
        assert (action["block_id"], action["value"]) == ("row-2", "task-2")

    def test_or_by_its_block(self, anna: PersonDriver, channel: str, rows: str) -> None:
        [action] = anna.click(channel, rows, "complete", block_id="row-2").payload["actions"]
        assert action["value"] == "task-2"

    @pytest.mark.parametrize(
        ("which", "why"),
        [({}, "2 elements"), ({"value": "task-3"}, "task-3"), ({"block_id": "row-3"}, "row-3")],
    )
    def test_which_one_must_be_clear(
        self, anna: PersonDriver, channel: str, rows: str, which: dict[str, Any], why: str
    ) -> None:
        with pytest.raises(LookupError, match=why):
            anna.click(channel, rows, "complete", **which)


class TestConfirmation:
    """A dialogue that Slack shows between the click and the app."""

    @pytest.fixture
    def asking(self, client: WebClient, channel: str) -> str:
        blocks = [actions(button(confirm=CONFIRM), {**MENU, "confirm": CONFIRM}, button(action_id="plain"))]
        return str(client.chat_postMessage(channel=channel, text="asking", blocks=blocks)["ts"])

    @pytest.mark.parametrize(("action_id", "value"), [("b", None), ("more", "delete")])
    def test_it_is_shown_and_told(
        self, anna: PersonDriver, channel: str, asking: str, action_id: str, value: str | None
    ) -> None:
        delivery = anna.click(channel, asking, action_id, value)
        assert delivery.asked == CONFIRM
        assert delivery.payload["actions"][0]["confirm"] == CONFIRM

    @pytest.mark.parametrize(("action_id", "value"), [("b", None), ("more", "delete")])
    def test_saying_no_sends_nothing(
        self, anna: PersonDriver, channel: str, asking: str, action_id: str, value: str | None
    ) -> None:
        delivery = anna.click(channel, asking, action_id, value, confirm=False)
        assert (delivery.asked, delivery.payload, delivery.error) == (CONFIRM, {}, "not_confirmed")

    def test_where_nothing_is_asked_one_cannot_say_no(
        self, anna: PersonDriver, channel: str, asking: str
    ) -> None:
        assert anna.click(channel, asking, "plain").asked is None
        with pytest.raises(ClientRefused, match="no confirmation"):
            anna.click(channel, asking, "plain", confirm=False)


class TestWhoClicks:
    """Slack shows its messages to some, and lets nobody else click."""

    @pytest.mark.parametrize("who", [{"is_stranger": True}, {"is_restricted": True}])
    def test_guests_and_strangers_click_only_where_they_are(
        self, slack: SlackStandIn, channel: str, card: str, who: dict[str, Any]
    ) -> None:
        olga = slack.person(slack.add_person("olga", **who))
        with pytest.raises(ClientRefused, match="does not see"):
            olga.click(channel, card, "b")
        slack.add_member(channel, olga.id)
        assert olga.click(channel, card, "b").payload["user"]["id"] == olga.id

    def test_nobody_clicks_from_outside_a_private_channel(
        self, slack: SlackStandIn, client: WebClient
    ) -> None:
        secret = slack.add_channel("secret", kind="private")
        ts = client.chat_postMessage(channel=secret, text="x", blocks=[actions(button())])["ts"]
        with pytest.raises(ClientRefused, match="does not see"):
            slack.person(slack.add_person("ben")).click(secret, ts, "b")

    def test_nor_when_deactivated(
        self, slack: SlackStandIn, anna: PersonDriver, channel: str, card: str
    ) -> None:
        slack.deactivate(anna.id)
        with pytest.raises(ClientRefused, match="deactivated"):
            anna.click(channel, card, "b")

    def test_what_another_app_has_posted_is_none_of_this_ones_business(
        self, slack: SlackStandIn, anna: PersonDriver, channel: str
    ) -> None:
        ts = slack.post(channel, None, "theirs", blocks=[actions(button())], bot_id="B0OTHER001")
        with pytest.raises(ClientRefused, match="not the app's"):
            anna.click(channel, ts, "b")
