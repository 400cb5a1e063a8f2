"""Telling where no place takes the message, and where it may stand already."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from bot.outbox.delivery import State
from bot.request import Announce
from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import SlackStandIn
from tests.outbox.office import Office
from tests.outbox.telling_cases import (
    FINAL,
    LIMITING,
    PASSING,
    Fault,
    end,
    name,
    state,
    submit_refused,
    until_refused,
)
from tests.scenarios.test_operations import cm_task
from tests.store.clock import StoppedClock


class TestNoPlaceAtAll:
    @pytest.mark.parametrize("code", FINAL)
    def test_for_hours_begins_again_at_the_channel(self, office: Office, code: str) -> None:
        office.slack.fail("chat.postMessage", error=code, times=None)
        delivery = office.submit()

        office.pass_hours(20)
        assert state(office, delivery) is State.WAITING
        end(office)

        assert len(office.tasks) == 1
        assert len(office.cards) == 1
        assert office.slack.dms(office.anna) == []

    @pytest.mark.parametrize("is_refused", [False, True])
    @pytest.mark.parametrize(
        "fault", [{"error": "user_disabled"}, PASSING[0], PASSING[-1], LIMITING[0]], ids=name
    )
    def test_for_more_than_a_day_is_for_an_operator(
        self, office: Office, fault: Fault, is_refused: bool
    ) -> None:
        for method in ("chat.postMessage", "conversations.open"):
            office.slack.fail(method, times=None, **fault)
        delivery = submit_refused(office) if is_refused else office.submit()
        until_refused(office)

        office.pass_hours(23)
        assert state(office, delivery) is State.WAITING
        office.pass_hours(6)
        assert state(office, delivery) is State.UNTOLD
        assert office.outbox.counts()[State.UNTOLD] == 1
        calls = len(office.slack.calls())
        end(office)
        assert state(office, delivery) is State.UNTOLD
        assert len(office.slack.calls()) == calls

        assert office.outbox.retry(delivery.id)
        office.drain()

        assert state(office, delivery) is State.DONE
        assert len(office.tasks) == 1
        assert len(office.cards) == 1
        assert not office.outbox.retry(delivery.id)

    def test_and_after_a_retry_it_is_tried_for_another_day(self, office: Office) -> None:
        office.slack.fail("chat.postMessage", error="no_permission", times=None)
        delivery = office.submit()
        office.pass_hours(30)
        office.outbox.retry(delivery.id)

        office.pass_hours(23)
        assert state(office, delivery) is State.WAITING
        office.pass_hours(6)

        assert state(office, delivery) is State.UNTOLD

    def test_one_who_left_slack_keeps_no_delivery_waiting_for_ever(
        self, slack: SlackStandIn, chartmogul: ChartMogulStandIn, clock: StoppedClock
    ) -> None:
        slack.fail("conversations.open", error="user_disabled", times=None)
        with Office(slack, chartmogul, clock, announce=Announce.ME) as office:
            delivery = office.submit()

            office.pass_hours(30)

            assert state(office, delivery) is State.UNTOLD
            assert office.cards == []


class TestWhereTheCardMayStandAlready:
    def test_it_is_looked_for_again_before_it_is_posted_there(self, office: Office) -> None:
        office.slack.fail("chat.postMessage", kind="drop_after_commit")
        office.slack.fail("conversations.history", error="missing_scope", times=2)
        office.slack.fail("conversations.open", error="user_disabled", times=None)
        office.submit()

        office.pass_hours(1)
        office.drain()

        assert len(office.cards) == 1
        assert office.slack.dms(office.anna) == []

    def test_and_it_does_not_it_is_posted_there_in_the_next_round(self, office: Office) -> None:
        office.slack.fail("chat.postMessage", kind="drop_before")
        office.slack.fail("conversations.history", error="missing_scope", times=2)
        office.slack.fail("conversations.open", error="user_disabled", times=None)
        office.submit()

        office.pass_hours(1)
        office.drain()

        assert len(office.cards) == 1

    def test_nobody_can_look_for_half_an_hour(self, office: Office) -> None:
        office.slack.fail("chat.postMessage", kind="drop_after_commit")
        office.slack.fail("conversations.history", error="service_unavailable", times=None)
        office.submit()
        for _ in range(6):
            office.pass_time(300)
        office.slack.clear_faults()

        office.drain()

        assert len(office.cards) == 1

    def test_nor_is_it_posted_twice_after_a_retry(self, office: Office) -> None:
        office.slack.fail("chat.postMessage", kind="drop_after_commit")
        office.slack.fail("conversations.history", error="missing_scope", times=None)
        office.slack.fail("conversations.open", error="user_disabled", times=None)
        delivery = office.submit()
        office.pass_hours(30)
        assert state(office, delivery) is State.UNTOLD
        office.slack.clear_faults()

        office.outbox.retry(delivery.id)
        office.drain()

        assert len(office.cards) == 1
        assert state(office, delivery) is State.DONE


def test_whom_nobody_could_tell_is_listed_and_retried(
    office: Office, database_url: str, tmp_path: Path
) -> None:
    office.slack.fail("chat.postMessage", error="is_archived", times=None)
    office.slack.fail("conversations.open", error="user_disabled", times=None)
    delivery = office.submit()
    office.pass_hours(28)
    office.slack.clear_faults()

    code, output, _ = cm_task(tmp_path, database_url, office.chartmogul.url, "deliveries", "--only", "untold")
    assert code == 0
    assert delivery.id[:8] in output
    assert "nobody could be told (is_archived, user_disabled)" in output
    assert "1 untold" in output
    office.clock.seconds = time.time() + 60
    code, output, _ = cm_task(
        tmp_path, database_url, office.chartmogul.url, "deliveries", "retry", delivery.id[:8]
    )
    assert code == 0
    office.clock.seconds += 60
    office.drain()

    assert len(office.tasks) == 1
    assert len(office.cards) == 1
