"""Telling the person while Slack says no in every way: once, however long it takes."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.outbox.delivery import Delivery, State
from bot.request import Announce
from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import SlackStandIn
from tests.outbox.office import Office
from tests.scenarios.test_operations import cm_task
from tests.store.clock import StoppedClock

Fault = dict[str, Any]

PASSING: list[Fault] = [
    {"error": "service_unavailable"},
    {"error": "token_expired"},
    {"status": 408},
    {"kind": "drop_before"},
    {"error": "internal_error"},
]
"""One of each kind; `tests/slack/test_words.py` has them all."""

LIMITING: list[Fault] = [{"error": "rate_limited"}, {"status": 429, "retry_after": 99_999}]
FINAL = [
    "not_in_channel",
    "is_archived",
    "ekm_access_denied",
    "missing_scope",
    "restricted_action_thread_locked",
]

GONE: Fault = {"error": "user_disabled"}


def name(fault: object) -> str:
    """What a test is called for a fault."""
    return "-".join(str(value) for value in fault.values()) if isinstance(fault, dict) else str(fault)


def in_channel(office: Office) -> Callable[[dict[str, Any]], bool]:
    """Whether a call concerns the office's channel."""
    return lambda call: call["channel"] == office.channel


def has_blocks(call: dict[str, Any]) -> bool:
    """Whether a message is more than text."""
    return bool(call.get("blocks"))


def submit_refused(office: Office) -> Delivery:
    """Anna hears "saved", and then ChartMogul refuses the task."""
    office.chartmogul.fault("POST", "/tasks", kind="status", status=503)
    office.chartmogul.fault("POST", "/tasks", kind="status", status=422)
    return office.submit()


def until_refused(office: Office) -> None:
    """Let so much time go by that ChartMogul's second answer is there."""
    for _ in range(3):
        office.pass_time(61)


def end(office: Office) -> None:
    """Everything works again."""
    office.slack.clear_faults()
    office.pass_hours(1)
    office.drain()


def state(office: Office, delivery: Delivery) -> State:
    """How a delivery stands by now."""
    found = office.outbox.get(delivery.id)
    assert found is not None
    return found.state


class TestATroubleThatPasses:
    @pytest.mark.parametrize("fault", [*PASSING, *LIMITING], ids=name)
    def test_after_hours_leaves_one_card_in_the_channel(self, office: Office, fault: Fault) -> None:
        for method in ("chat.postMessage", "conversations.open", "conversations.history"):
            office.slack.fail(method, times=None, **fault)
        delivery = office.submit()

        office.pass_hours(5)
        office.restart()
        assert office.cards == []
        assert state(office, delivery) is State.WAITING
        end(office)

        assert state(office, delivery) is State.DONE
        assert len(office.tasks) == 1
        assert len(office.cards) == 1
        assert office.slack.dms(office.anna) == []

    @pytest.mark.parametrize("fault", [PASSING[0], PASSING[-1]], ids=name)
    def test_does_not_keep_a_refusal_from_the_person(self, office: Office, fault: Fault) -> None:
        for method in ("chat.postMessage", "conversations.open"):
            office.slack.fail(method, times=None, **fault)
        delivery = submit_refused(office)
        until_refused(office)

        office.pass_hours(2)
        assert not office.was_told_of_refusal(delivery)
        end(office)

        assert office.was_told_of_refusal(delivery)
        assert state(office, delivery) is State.FAILED
        assert office.tasks == []

    def test_several_words_in_a_row(self, office: Office) -> None:
        for fault in [*PASSING, *LIMITING, *PASSING]:
            office.slack.fail("chat.postMessage", **fault)
        office.slack.fail("conversations.history", error="internal_error", times=3)
        office.submit()

        office.pass_hours(12)
        end(office)

        assert len(office.tasks) == 1
        assert len(office.cards) == 1

    @pytest.mark.parametrize("steps", range(0, 24, 5))
    def test_with_the_process_killed_in_between(self, office: Office, steps: int) -> None:
        office.slack.fail("chat.postMessage", error="service_unavailable", times=4)
        office.slack.fail("chat.postMessage", kind="drop_after_commit")
        office.slack.fail("conversations.history", error="internal_error", times=2)
        office.fate.die_in(steps)
        office.submit()

        for _ in range(6):
            office.pass_time(61)
        office.drain()

        assert len(office.tasks) == 1
        assert len(office.cards) == 1

    def test_a_busy_channel_is_waited_for(self, office: Office) -> None:
        office.slack.fail("chat.postMessage", error="rate_limited", times=20, when=in_channel(office))
        office.submit()

        for _ in range(25):
            office.pass_time(61)

        assert len(office.cards) == 1
        assert office.slack.dms(office.anna) == []

    def test_a_channel_that_is_in_trouble_for_long_is_not(self, office: Office) -> None:
        office.slack.fail(
            "chat.postMessage", error="service_unavailable", times=None, when=in_channel(office)
        )
        office.submit()

        for _ in range(12):
            office.pass_time(61)

        [message] = office.slack.dms(office.anna)
        assert f"Slack did not take the summary in <#{office.channel}>" in message.text
        assert len(office.cards) == 1


class TestAWordThatNobodyKnows:
    def test_is_waited_out_a_few_times(self, office: Office) -> None:
        office.slack.fail("chat.postMessage", error="a_word_of_next_year", times=3)
        office.submit()

        office.drain()

        assert len(office.cards) == 1
        assert office.slack.dms(office.anna) == []

    @pytest.mark.parametrize(
        "fault", [{"error": "a_word_of_next_year"}, {"status": 404}, {"status": 403}], ids=name
    )
    def test_then_the_next_place_is_tried(self, office: Office, fault: Fault) -> None:
        office.slack.fail("chat.postMessage", times=None, when=in_channel(office), **fault)
        office.submit()

        office.drain()

        assert len(office.slack.dms(office.anna)) == 1
        assert len(office.cards) == 1
        assert len(office.slack.calls("chat.postMessage")) <= 6


class TestAMessageThatSlackDoesNotTakeAsItIs:
    @pytest.mark.parametrize(
        "code",
        [
            "invalid_blocks",
            "invalid_blocks_format",
            "msg_blocks_too_long",
            "invalid_arguments",
            "msg_too_long",
        ],
    )
    def test_is_posted_as_text_alone(self, office: Office, code: str) -> None:
        office.slack.fail(
            "chat.postMessage", error=code, times=None, when=lambda call: bool(call.get("blocks"))
        )
        office.submit()

        office.drain()

        assert len(office.slack.calls("chat.postMessage")) == 2
        assert "Send the quote" in office.cards[0].text
        assert office.slack.dms(office.anna) == []

    def test_and_is_found_again_as_text(self, office: Office) -> None:
        office.slack.fail(
            "chat.postMessage", error="invalid_blocks", when=lambda call: bool(call.get("blocks"))
        )
        office.slack.fail("chat.postMessage", kind="drop_after_commit")
        office.submit()

        office.drain()

        assert len(office.cards) == 1

    def test_goes_to_the_next_place_where_not_even_text_is_taken(self, office: Office) -> None:
        office.slack.fail("chat.postMessage", error="invalid_arguments", times=None, when=in_channel(office))
        office.submit()

        office.drain()

        assert len(office.slack.dms(office.anna)) == 1
        assert len(office.slack.calls("chat.postMessage")) == 3


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
