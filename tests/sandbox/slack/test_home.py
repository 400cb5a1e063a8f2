"""The App Home: published for one person, and clicked in."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk import WebClient

from bot.sandbox.slack import AppDeclaration, ClientRefused, PersonDriver, SlackStandIn
from bot.sandbox.slack.limits import view_faults
from tests.sandbox.slack.block_kit import (
    Json,
    actions,
    button,
    input_block,
    option,
    plain,
    section,
    text_input,
)
from tests.sandbox.slack.calling import client_of, refusal
from tests.sandbox.slack.small_app import answering

SELECT: Json = {"type": "static_select", "action_id": "which", "options": [option("a"), option("b")]}
SEARCH: Json = {"type": "external_select", "action_id": "customer", "min_query_length": 1}


@pytest.fixture
def anna(slack: SlackStandIn) -> PersonDriver:
    return slack.person(slack.add_person("anna"))


def home(*blocks: Json) -> Json:
    return {"type": "home", "blocks": list(blocks)}


def publish(client: WebClient, person: PersonDriver, *blocks: Json, **more: Any) -> Json:
    view: Json = client.views_publish(user_id=person.id, view=home(*blocks), **more)["view"]
    return view


def test_each_view_has_its_own_hash_and_an_old_one_is_refused(client: WebClient, anna: PersonDriver) -> None:
    first = publish(client, anna, section())
    second = publish(client, anna, section(), hash=first["hash"])
    assert (second["id"], second["hash"] != first["hash"]) == (first["id"], True)
    stale = refusal(client.views_publish, user_id=anna.id, view=home(), hash=first["hash"])
    assert stale["error"] == "hash_conflict"
    assert anna.home is not None
    assert anna.home.hash == second["hash"]
    assert publish(client, anna)["blocks"] == []


def test_no_hash_fits_where_nothing_was_published(client: WebClient, anna: PersonDriver) -> None:
    answer = refusal(client.views_publish, user_id=anna.id, view=home(), hash="1.a")
    assert answer["error"] == "hash_conflict"


def test_opening_brings_the_view_that_there_is(client: WebClient, anna: PersonDriver) -> None:
    assert "view" not in anna.open_home().payload["event"]
    view = publish(client, anna, section())
    event = anna.open_home().payload["event"]
    assert (event["tab"], event["view"]["hash"]) == ("home", view["hash"])
    assert "view" not in anna.open_home("messages").payload["event"]


def test_a_click_brings_the_view_and_no_channel(client: WebClient, anna: PersonDriver) -> None:
    view = publish(client, anna, {**actions(button(), SELECT), "block_id": "row"})
    payload = anna.click_view("which", "b", home=True).payload
    assert payload["container"] == {"type": "view", "view_id": view["id"]}
    assert (payload["view"]["hash"], payload["view"]["type"]) == (view["hash"], "home")
    chosen = {"type": "static_select", "selected_option": option("b")}
    assert payload["view"]["state"]["values"] == {"row": {"which": chosen}}
    assert {"channel", "message", "response_url"}.isdisjoint(payload)
    assert payload["trigger_id"]


def test_a_time_is_one_of_the_day(client: WebClient, anna: PersonDriver) -> None:
    publish(client, anna, actions({"type": "timepicker", "action_id": "at", "initial_time": "09:00"}))
    [action] = anna.click_view("at", "23:30", home=True).payload["actions"]
    assert (action["selected_time"], action["initial_time"]) == ("23:30", "09:00")
    for wrong in ("24:00", "9:00", "noon"):
        with pytest.raises(ClientRefused, match="no time"):
            anna.click_view("at", wrong, home=True)


def test_rows_are_told_apart_by_value_or_block(client: WebClient, anna: PersonDriver) -> None:
    rows = [section(block_id=f"row-{n}", accessory=button(value=str(n))) for n in range(3)]
    publish(client, anna, *rows)
    by_value = anna.click_view("b", "2", home=True).payload["actions"][0]
    by_block = anna.click_view("b", home=True, block_id="row-2").payload["actions"][0]
    assert by_value["block_id"] == by_block["block_id"] == "row-2"
    with pytest.raises(LookupError, match="3 elements"):
        anna.click_view("b", home=True)


def test_a_confirmation_is_asked_here_too(client: WebClient, anna: PersonDriver) -> None:
    confirm = {"title": plain("Sure?"), "text": plain("Really?")}
    publish(client, anna, actions(button(confirm=confirm)))
    assert anna.click_view("b", home=True).asked == confirm
    assert anna.click_view("b", home=True, confirm=False).error == "not_confirmed"


def test_a_customer_is_looked_up_among_what_the_app_offers(
    slack: SlackStandIn, client: WebClient, anna: PersonDriver
) -> None:
    publish(client, anna, actions(SEARCH))
    with answering(slack, {"options": [option("acme", "Acme"), option("other", "Other")]}):
        payload = anna.click_view("customer", "Other", home=True).payload
    assert payload["actions"][0]["selected_option"]["value"] == "other"


def test_what_was_chosen_stays_until_the_home_is_opened_anew(client: WebClient, anna: PersonDriver) -> None:
    blocks = [{**actions(SELECT), "block_id": "row"}]
    publish(client, anna, *blocks)
    anna.click_view("which", "b", home=True)

    def chosen(view: Json) -> Any:
        return view["state"]["values"]["row"]["which"]["selected_option"]

    assert chosen(publish(client, anna, *blocks)) == option("b")
    assert chosen(anna.open_home().payload["event"]["view"]) is None


def test_an_input_is_filled_in_and_sent_only_where_the_app_wants_it(
    client: WebClient, anna: PersonDriver
) -> None:
    publish(client, anna, input_block(text_input()))
    assert anna.fill("a", "hello", home=True) is None
    with pytest.raises(ClientRefused, match="only sent with the form"):
        anna.click_view("a", "hello", home=True)
    publish(client, anna, input_block(text_input(), dispatch_action=True))
    sent = anna.fill("a", "hello", home=True)
    assert sent is not None
    assert sent.payload["actions"][0]["value"] == "hello"


def test_a_person_waits_for_what_is_to_be_shown(client: WebClient, anna: PersonDriver) -> None:
    publish(client, anna, section())
    assert anna.wait_for_home(lambda view: len(view.blocks) == 1).type == "home"
    with pytest.raises(TimeoutError):
        anna.wait_for_home(lambda view: len(view.blocks) == 2, timeout=0)


def test_who_left_opens_nothing(slack: SlackStandIn, anna: PersonDriver) -> None:
    slack.deactivate(anna.id)
    with pytest.raises(ClientRefused, match="deactivated"):
        anna.open_home()


@pytest.mark.parametrize(
    ("blocks", "fault"),
    [
        ([section()] * 101, "no more than 100 items allowed [json-pointer:/view/blocks]"),
        (
            [{"type": "file", "external_id": "x", "source": "remote"}],
            "unsupported type: file [json-pointer:/view/blocks/0/type]",
        ),
        (
            [{"type": "markdown", "text": "x"}],
            "unsupported type: markdown [json-pointer:/view/blocks/0/type]",
        ),
        (
            [section(block_id="a"), section(block_id="a")],
            "`block_id` a already exists [json-pointer:/view/blocks/1/block_id]",
        ),
        (
            [actions({"type": "conversations_select", "response_url_enabled": True})],
            "`response_url_enabled` only works in input blocks in modals [json-pointer:/view/blocks/0]",
        ),
        (
            [input_block({"type": "email_text_input"})],
            "unsupported type: email_text_input [json-pointer:/view/blocks/0/element]",
        ),
        (
            [actions({"type": "datetimepicker"})],
            "unsupported type: datetimepicker [json-pointer:/view/blocks/0/elements]",
        ),
        (
            [actions({"type": "timepicker", "initial_time": "24:00"})],
            "must provide a valid time [json-pointer:/view/blocks/0/elements/0/initial_time]",
        ),
        (
            [section(accessory={"type": "overflow", "options": []})],
            "no fewer than 1 items allowed [json-pointer:/view/blocks/0/accessory/options]",
        ),
    ],
)
def test_a_home_that_breaks_a_rule_is_refused(blocks: list[Json], fault: str) -> None:
    assert [str(found) for found in view_faults(home(*blocks), "home")] == [fault]


def test_a_home_of_a_hundred_rows_with_five_options_each_is_taken() -> None:
    menu = {"type": "overflow", "action_id": "more", "options": [option(str(n)) for n in range(5)]}
    assert view_faults(home(*[section(accessory=menu)] * 100), "home") == []


def test_where_the_messages_tab_is_off_no_direct_message_arrives() -> None:
    manifest = {"features": {"app_home": {"home_tab_enabled": True, "messages_tab_enabled": False}}}
    with SlackStandIn(app=AppDeclaration.from_manifest(manifest)) as slack:
        answer = refusal(client_of(slack).chat_postMessage, channel=slack.add_person("anna"), text="hi")
        assert answer["error"] == "messages_tab_disabled"
