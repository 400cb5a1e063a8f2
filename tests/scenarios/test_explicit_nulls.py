"""Slack writes `null` where something is missing, or leaves it out: the bot does the same with both."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import SecretStr

from bot.app import build
from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import SlackStandIn
from tests.scenarios.running import QUICK, World, eventually, serving, settings

OPTIONAL = [
    "authorizations",
    "blocks",
    "bot_id",
    "bot_profile",
    "channel",
    "domain",
    "edited",
    "enterprise",
    "event_ts",
    "files",
    "attachments",
    "function_data",
    "hash",
    "initial_option",
    "message",
    "previous_view_id",
    "private_metadata",
    "response_url",
    "response_urls",
    "root_view_id",
    "selected_conversation",
    "selected_date",
    "selected_option",
    "selected_user",
    "subtype",
    "tab",
    "thread_ts",
    "username",
    "value",
    "view",
]


def with_nulls(value: Any) -> Any:
    """The same with a null for everything that is not there, in every object and list."""
    if isinstance(value, dict):
        return {**dict.fromkeys(OPTIONAL), **{name: with_nulls(item) for name, item in value.items()}}
    if isinstance(value, list):
        return [None, *map(with_nulls, value)]
    return value


def work_through_everything(slack: SlackStandIn, anna: str, channel: str) -> None:
    """Every kind of payload that the bot listens to, but the command, which is a form."""
    slack.revise_payloads(with_nulls)
    person = slack.person(anna)
    assert person.open_home().status == 200
    eventually(lambda: person.home)
    assert person.click_view("home_create_task", home=True).status == 200
    person.close()
    assert person.global_shortcut("create_task").status == 200
    person.close()
    ts = slack.post(channel, anna, "Send the quote")

    assert person.message_shortcut("create_task_from_message", channel, ts).status == 200

    person.fill("customer", "Acme")
    person.fill("assignee", anna)
    assert person.submit().closed


def test_over_http(world: World) -> None:
    work_through_everything(world.slack, world.anna, world.channel)

    [task] = eventually(lambda: world.chartmogul.tasks)
    [message] = world.slack.messages(world.channel)
    link = world.slack.workspace.permalink(message)
    assert task["task_details"] == f"Send the quote\n{link}"
    assert eventually(lambda: world.cards(world.channel, message.ts))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_over_the_socket(slack: SlackStandIn, chartmogul: ChartMogulStandIn, database_url: str) -> None:
    anna = slack.add_person("anna", email="anna@ourcompany.test")
    channel = slack.add_channel("acme", members=[anna])
    chartmogul.add_user("anna@ourcompany.test")
    chartmogul.add_customer("Acme Corporation")
    over_socket = settings(slack, chartmogul, database_url, slack_app_token=SecretStr("xapp-sandbox"))
    application = build(over_socket, pace=QUICK)
    with serving(application):
        eventually(lambda: application.connected() and slack.socket_connected)
        eventually(lambda: application.rooms.directory.count() > 0)

        work_through_everything(slack, anna, channel)

        link = slack.workspace.permalink(slack.messages(channel)[0])
        assert [task["task_details"] for task in chartmogul.tasks] == [f"Send the quote\n{link}"]
    assert slack.problems == []
