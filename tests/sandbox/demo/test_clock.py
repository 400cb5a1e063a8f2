"""The demo's clock: where it goes, and that everybody's goes with it."""

from __future__ import annotations

import time
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.runtime import MovedClock
from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.demo.clock import MONDAYS, WORKING_DAYS, DemoClock, next_morning
from bot.sandbox.demo.page import create_page
from bot.sandbox.slack import SlackStandIn

SECONDS = 1.0
"""Between two looks at a clock."""


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        ("2026-11-26T08:59", "2026-11-26T09:00"),
        ("2026-11-26T09:00", "2026-11-27T09:00"),
        ("2026-11-27T23:00", "2026-11-30T09:00"),
        ("2026-11-29T08:00", "2026-11-30T09:00"),
        # The night in which summer time begins.
        ("2026-03-27T12:00", "2026-03-30T09:00"),
    ],
)
def test_the_next_morning_is_one_of_a_working_day(now: str, morning: str) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    there = datetime.fromisoformat(now).replace(tzinfo=berlin)
    assert next_morning(there, berlin, WORKING_DAYS).strftime("%Y-%m-%dT%H:%M") == morning


@pytest.mark.parametrize(
    ("now", "monday"),
    [
        ("2026-11-30T08:59", "2026-11-30T09:00"),
        ("2026-11-30T09:00", "2026-12-07T09:00"),
        ("2026-12-01T08:00", "2026-12-07T09:00"),
        ("2026-03-27T12:00", "2026-03-30T09:00"),
    ],
)
def test_so_is_the_next_monday(now: str, monday: str) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    there = datetime.fromisoformat(now).replace(tzinfo=berlin)
    assert next_morning(there, berlin, MONDAYS).strftime("%Y-%m-%dT%H:%M") == monday


def test_all_clocks_are_moved_together_and_put_right(tmp_path: Path) -> None:
    slack, chartmogul, bot = SlackStandIn(), ChartMogulStandIn("key"), MovedClock(tmp_path / "clock")
    emi = slack.add_person("emi", tz="Asia/Tokyo")
    clock = DemoClock(slack, chartmogul, tmp_path / "clock")
    client = create_page(slack, chartmogul, clock).test_client()
    assert client.get("/opening").get_json()["clock"] == 0

    ahead = client.post("/clock", json={"as": emi, "to": "monday"}).get_json()["ahead"]

    assert ahead > 0
    assert (slack.clock_ahead, chartmogul.clock_ahead) == (ahead, ahead)
    assert bot.now().astimezone(ZoneInfo("Asia/Tokyo")).strftime("%a %H:%M") == "Mon 09:00"
    assert abs(slack.workspace.now() - bot.now().timestamp()) < SECONDS
    assert client.delete("/clock").json == {"ahead": 0}
    assert abs(slack.workspace.now() - time.time()) < SECONDS


def test_a_morning_on_which_something_may_have_come_is_not_shown_again(tmp_path: Path) -> None:
    slack, chartmogul = SlackStandIn(), ChartMogulStandIn("key")
    emi = slack.add_person("emi", tz="Asia/Tokyo")
    clock = DemoClock(slack, chartmogul, tmp_path / "clock")

    def day() -> date:
        clock.move_to_next_morning(emi, WORKING_DAYS)
        return datetime.fromtimestamp(slack.workspace.now(), ZoneInfo("Asia/Tokyo")).date()

    first = day()
    clock.move(0)

    assert day() > first


@pytest.mark.parametrize("asked", [["no"], {"as": "U0NOBODY", "to": "monday"}, {"as": "emi", "to": "sunday"}])
def test_nobody_has_no_morning_and_nor_has_any_other_day(tmp_path: Path, asked: object) -> None:
    slack, chartmogul = SlackStandIn(), ChartMogulStandIn("key")
    if isinstance(asked, dict) and asked["as"] == "emi":
        asked["as"] = slack.add_person("emi")
    clock = DemoClock(slack, chartmogul, tmp_path / "clock")
    answer = create_page(slack, chartmogul, clock).test_client().post("/clock", json=asked)
    assert (answer.status_code, clock.ahead) == (404, 0)
