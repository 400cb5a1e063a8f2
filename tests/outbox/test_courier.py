"""The courier through faults and deaths: one task, one card."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from bot.outbox.delivery import Delivery, Notice, Post, State
from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import SlackStandIn
from bot.store.database import WAIT
from tests.outbox.office import PACE, Office
from tests.scenarios.running import eventually
from tests.store.clock import StoppedClock
from tests.store.trouble import locked

STEPS = 10
"""Points at which a process can die on the way: before and after each of the five notes that it takes."""


def assert_one_task_and_card(office: Office, details: str = "Send the quote") -> None:
    """The outbox is empty, and what it was for has happened once."""
    assert {state: count for state, count in office.outbox.counts().items() if count} == {State.DONE: 1}
    [task] = office.tasks
    assert task["task_details"] == details
    [card] = office.cards
    assert card.task_uuid == task["task_uuid"]
    assert details in card.text


def now(office: Office, delivery: Delivery) -> Delivery:
    """The delivery as it is by now."""
    found = office.outbox.get(delivery.id)
    assert found is not None
    return found


def listings(chartmogul: ChartMogulStandIn) -> int:
    """How often the courier has asked for a page of tasks."""
    return sum(request.method == "GET" for request in chartmogul.requests)


class TestKilled:
    @pytest.mark.parametrize("steps", range(STEPS))
    def test_anywhere_on_the_way(self, office: Office, steps: int) -> None:
        office.fate.die_in(steps)

        office.submit()

        eventually(lambda: office.fate.dead)
        office.drain()
        assert_one_task_and_card(office)

    @pytest.mark.parametrize("steps", range(STEPS))
    def test_anywhere_while_nothing_answers(self, office: Office, steps: int) -> None:
        office.chartmogul.fault("POST", "/tasks", kind="drop_after_commit")
        office.slack.fail("chat.postMessage", kind="drop_after_commit")
        office.fate.die_in(steps)

        office.submit()

        office.drain()
        assert_one_task_and_card(office)

    def test_again_and_again(self, office: Office) -> None:
        office.submit()
        for steps in range(STEPS):
            office.fate.die_in(steps)
            office.pass_time(31)

        office.drain()
        assert_one_task_and_card(office)


class TestNoAnswer:
    @pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
    def test_and_a_list_that_takes_longer_than_the_lease(
        self, slack: SlackStandIn, chartmogul: ChartMogulStandIn, clock: StoppedClock
    ) -> None:
        pages, lease = 4, 0.4
        with Office(slack, chartmogul, clock, pace=replace(PACE, lease=lease)) as office:
            office.add_older_tasks(200 * (pages - 1) + 1)
            chartmogul.fault("POST", "/tasks", kind="drop_before")
            chartmogul.fault("GET", "/tasks", kind="delay", seconds=0.4, times=None)
            office.submit()
            office.settle()
            clock.seconds += 60

            for page in range(1, pages + 1):
                eventually(lambda page=page: listings(chartmogul) >= page)  # type: ignore[misc]
                clock.seconds += 1.5 * lease / pages
            office.settle()

            assert listings(chartmogul) == pages
            assert len(office.cards) == 1

    def test_from_chartmogul_in_time(
        self, slack: SlackStandIn, chartmogul: ChartMogulStandIn, clock: StoppedClock
    ) -> None:
        chartmogul.fault("POST", "/tasks", kind="delay_after_commit", seconds=5)
        with Office(slack, chartmogul, clock, chartmogul_seconds=0.5) as office:
            office.submit()

            office.drain()

            assert_one_task_and_card(office)
            assert sum(request.method == "POST" for request in chartmogul.requests) == 1

    def test_what_takes_effect_late_is_not_sent_again(
        self, slack: SlackStandIn, chartmogul: ChartMogulStandIn, clock: StoppedClock
    ) -> None:
        chartmogul.fault("POST", "/tasks", kind="late_commit", seconds=2)
        with Office(slack, chartmogul, clock, chartmogul_seconds=0.5) as office:
            office.submit()
            office.settle()
            office.pass_time(5)

            eventually(lambda: office.tasks)
            office.drain()

            assert_one_task_and_card(office)

    def test_a_card_that_appears_late_is_not_posted_again(
        self, slack: SlackStandIn, chartmogul: ChartMogulStandIn, clock: StoppedClock
    ) -> None:
        slack.fail("chat.postMessage", delay=2)
        with Office(slack, chartmogul, clock, slack_seconds=0.5) as office:
            delivery = office.submit()
            eventually(lambda: now(office, delivery).notice is Notice.SENT)
            clock.seconds += 10
            office.settle()
            timed_out = time.monotonic()
            office.pass_time(2)

            eventually(lambda: any(call.at < timed_out for call in slack.calls("chat.postMessage")))
            office.drain()

            assert_one_task_and_card(office)

    @pytest.mark.parametrize("code", ["internal_error", "fatal_error"])
    def test_where_slack_does_not_know_itself(self, office: Office, code: str) -> None:
        office.slack.fail("chat.postMessage", error=code)
        office.submit()

        office.drain()

        assert_one_task_and_card(office)
        assert office.slack.dms(office.anna) == []

    @pytest.mark.parametrize("in_thread", [False, True])
    def test_a_card_is_found_again_in_a_busy_channel(
        self, slack: SlackStandIn, chartmogul: ChartMogulStandIn, clock: StoppedClock, in_thread: bool
    ) -> None:
        slack.fail("chat.postMessage", kind="drop_after_commit")
        with Office(slack, chartmogul, clock) as office:
            if in_thread:
                office.thread_ts = slack.post(office.channel, office.anna, "Can we have a quote?")
            office.submit()
            eventually(lambda: office.cards)
            for number in range(450):
                slack.post(
                    office.channel, office.anna, f"message {number}", thread_ts=office.thread_ts or None
                )

            office.drain()

            assert_one_task_and_card(office)


def test_chartmogul_is_down_for_minutes_and_tried_at_least_once_in_each(office: Office) -> None:
    office.chartmogul.down()
    delivery = office.submit()
    tries = []
    for minute in range(10):
        office.pass_time(60)
        if minute == 5:
            office.restart()
        tries.append(now(office, delivery).attempts)
    office.chartmogul.up()

    office.pass_time(60)

    assert tries == sorted(set(tries))
    assert_one_task_and_card(office)


def test_an_answer_that_cannot_be_noted_is_found_again(
    office: Office, clock: StoppedClock, database_url: str
) -> None:
    office.chartmogul.fault("POST", "/tasks", kind="delay_after_commit", seconds=0.5)
    office.submit()
    with locked(database_url):
        eventually(lambda: office.chartmogul.requests[-1].ended_at)
        time.sleep(1.2 * WAIT)
    clock.seconds += 31

    office.drain()

    assert_one_task_and_card(office)
    assert sum(request.method == "POST" for request in office.chartmogul.requests) == 1


def test_two_forms_with_the_same_content_are_two_tasks(office: Office) -> None:
    office.chartmogul.fault("POST", "/tasks", kind="drop_before")
    office.submit(form="V1")
    office.submit(form="V2")

    office.drain()

    assert len(office.tasks) == 2
    assert {card.task_uuid for card in office.cards} == {task["task_uuid"] for task in office.tasks}
    assert len(office.cards) == 2


def test_a_task_that_may_be_anothers_is_left_to_it_as_long_as_the_own_one_may_come(
    slack: SlackStandIn, chartmogul: ChartMogulStandIn, clock: StoppedClock
) -> None:
    with Office(slack, chartmogul, clock, chartmogul_seconds=0.5) as office:
        chartmogul.fault("POST", "/tasks", kind="status_after_commit", status=503, retry_after="60")
        office.submit(form="V1")
        chartmogul.fault("POST", "/tasks", kind="delay", seconds=3)
        office.submit(form="V2")

        # The second looks while the first does not.
        office.pass_time(2)
        office.pass_time(61)
        office.take_effect("Send the quote")
        office.drain()

        assert len(office.tasks) == 2
        assert {card.task_uuid for card in office.cards} == {task["task_uuid"] for task in office.tasks}


def test_a_refusal_that_is_being_told_does_not_end_the_next_try(
    slack: SlackStandIn, chartmogul: ChartMogulStandIn, clock: StoppedClock
) -> None:
    chartmogul.fault("POST", "/tasks", kind="status", status=503)
    chartmogul.fault("POST", "/tasks", kind="status", status=422)
    slack.fail("chat.postMessage", delay=1)
    with Office(slack, chartmogul, clock, workers=1) as office:
        first = office.submit()
        office.settle()
        clock.seconds += PACE.settles + 1
        eventually(lambda: now(office, first).notice is Notice.SENT)

        again = office.submit()

        assert again.id == first.id
        assert again.post is not Post.REFUSED
        office.drain()
        assert_one_task_and_card(office)
