"""The people's side over HTTP, for the page."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from slack_sdk import WebClient

from bot.sandbox.slack import PersonDriver, SlackStandIn
from tests.sandbox.slack.block_kit import Json, actions, button, option, section
from tests.sandbox.slack.small_app import answering

ROWS = [section(block_id=f"row-{n}", accessory=button(action_id="complete", value=str(n))) for n in (1, 2)]


@pytest.fixture
def anna(slack: SlackStandIn) -> PersonDriver:
    return slack.person(slack.add_person("anna"))


@pytest.fixture
def page(slack: SlackStandIn) -> FlaskClient:
    app = Flask("page")
    app.register_blueprint(slack.human_routes())
    return app.test_client()


def posted(page: FlaskClient, path: str, **body: Any) -> tuple[int, Json]:
    answer = page.post(f"/human/{path}", json=body)
    return answer.status_code, answer.get_json()


@pytest.fixture(params=["message", "home"])
def place(request: pytest.FixtureRequest, client: WebClient, anna: PersonDriver) -> Json:
    """Where the rows are, as a click names it."""
    if request.param == "home":
        client.views_publish(user_id=anna.id, view={"type": "home", "blocks": ROWS})
        return {"view": "home"}
    card = client.chat_postMessage(channel=anna.id, text="rows", blocks=ROWS)
    return {"channel": card["channel"], "ts": card["ts"]}


@pytest.mark.parametrize("which", [{"block_id": "row-2"}, {"value": "2"}])
def test_a_click_says_which_row(
    slack: SlackStandIn, anna: PersonDriver, page: FlaskClient, place: Json, which: Json
) -> None:
    heard: list[Json] = []

    def hear(payload: Json) -> Json:
        heard.append(payload)
        return payload

    slack.revise_payloads(hear)
    click = {"as": anna.id, "action_id": "complete", **place}
    with answering(slack):
        status, answer = posted(page, "click", **click, **which)
    assert (status, answer["ok"]) == (200, True)
    assert heard[-1]["actions"][0]["block_id"] == "row-2"
    assert posted(page, "click", **click)[0] == 404


def test_a_customer_is_looked_up_in_the_home(
    slack: SlackStandIn, client: WebClient, anna: PersonDriver, page: FlaskClient
) -> None:
    search: Json = {"type": "external_select", "action_id": "customer", "min_query_length": 1}
    client.views_publish(user_id=anna.id, view={"type": "home", "blocks": [actions(search)]})
    query = {"as": anna.id, "action_id": "customer", "q": "a", "view": "home"}
    with answering(slack, {"options": [option("acme")]}):
        answer = page.get("/human/suggest", query_string=query).get_json()
    assert answer == {"options": [option("acme")]}


def test_a_message_is_deleted_by_who_may(
    slack: SlackStandIn, client: WebClient, anna: PersonDriver, page: FlaskClient
) -> None:
    channel = slack.add_channel("general", members=[anna.id])
    mine = anna.say(channel, "mine")
    card = str(client.chat_postMessage(channel=channel, text="card")["ts"])
    assert posted(page, "delete", **{"as": anna.id, "channel": channel, "ts": mine})[0] == 200
    status, answer = posted(page, "delete", **{"as": anna.id, "channel": channel, "ts": card})
    assert (status, "may not delete" in answer["refused"]) == (409, True)
    assert [message.text for message in slack.messages(channel)] == ["card"]
