"""A host whose clock jumps while tasks are under way, on SQLite."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from bot.outbox.delivery import State
from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import SlackStandIn
from tests.scenarios.running import QUICK, bot_between, eventually

HOUR = 3600.0


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("jump", [HOUR, -HOUR])
@pytest.mark.parametrize("restarted", [False, True], ids=["alive", "restarted"])
def test_a_task_that_comes_late_is_neither_sent_again_nor_left_waiting(
    slack: SlackStandIn,
    chartmogul: ChartMogulStandIn,
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
    jump: float,
    *,
    restarted: bool,
) -> None:
    somebody = slack.add_person("anna", email="anna@ourcompany.test")
    channel = slack.add_channel("acme", members=[somebody])
    chartmogul.add_user("anna@ourcompany.test")
    chartmogul.add_customer("Acme Corporation")
    pace = replace(QUICK, settles=3.0)
    right = time.time
    with bot_between(slack, chartmogul, database_url, pace=pace) as (application, _):
        chartmogul.fault("POST", "/tasks", kind="status_then_commit", status=503, seconds=2.5)
        anna = slack.person(somebody)
        anna.command(channel, "/cm-task", "Send the quote")
        anna.fill("customer", "Acme")
        # The form waits for ChartMogul's word in vain; by then the task is sent and not yet settled.
        anna.submit()
        monkeypatch.setattr(time, "time", lambda: right() + jump)
        if not restarted:
            eventually(lambda: application.rooms.deliveries.counts()[State.DONE], seconds=15)
    if restarted:
        with bot_between(slack, chartmogul, database_url, pace=pace) as (application, _):
            eventually(lambda: application.rooms.deliveries.counts()[State.DONE], seconds=15)
    assert [task["task_details"] for task in chartmogul.tasks] == ["Send the quote"]
    assert len(slack.messages(channel)) == 1
