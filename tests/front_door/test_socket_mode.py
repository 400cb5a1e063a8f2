"""The same bot without a public address: Slack's requests come over a socket that the bot opens."""

from __future__ import annotations

from pydantic import SecretStr

from bot.app import build
from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import SlackStandIn
from tests.front_door.running import QUICK, eventually, serving, settings


def test_a_task_is_created_over_the_socket(
    slack: SlackStandIn, chartmogul: ChartMogulStandIn, database_url: str
) -> None:
    anna = slack.add_person("anna", real_name="Anna Berg", email="anna@ourcompany.test")
    channel = slack.add_channel("acme", members=[anna])
    chartmogul.add_user("anna@ourcompany.test")
    chartmogul.add_customer("Acme Corporation")
    application = build(
        settings(slack, chartmogul, database_url, slack_app_token=SecretStr("xapp-sandbox")), pace=QUICK
    )
    with serving(application):
        slack.request_url = None
        eventually(lambda: application.connected() and slack.socket_connected)
        eventually(lambda: application.services.directory.count() > 0)
        person = slack.person(anna)

        delivery = person.command(channel, "/cm-task", "Send the quote")

        assert delivery.acked_in_time
        person.fill("customer", "Acme")
        assert person.submit().closed
        assert len(chartmogul.tasks) == 1
        assert eventually(lambda: [m for m in slack.messages(channel) if m.bot_id])
    assert slack.problems == []
