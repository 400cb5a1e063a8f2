"""A list that lags behind, and clocks that are off: what shows in time is found; nothing is sent twice."""

from __future__ import annotations

from typing import Any

import pytest

from bot.outbox.delivery import State
from bot.sandbox.chartmogul.faults import FaultKind
from tests.outbox.office import Office
from tests.outbox.unsure_cases import (
    DETAILS,
    OTHER,
    ask_for_it,
    assert_one_task_and_card,
    list_instead,
    sendings,
    the_row,
)


class TestTheListLagsBehind:
    @pytest.mark.parametrize(
        ("fault", "seconds"),
        [
            ({"fault": "status", "status": 500}, 55),
            ({"fault": "status", "status": 502}, 55),
            ({"fault": "status", "status": 503}, 8),
            ({"fault": "status", "status": 503}, 55),
            ({"fault": "status", "status": 504}, 40),
            ({"fault": "drop_before"}, 14),
            ({"fault": "drop_before"}, 55),
            ({"fault": "status", "status": 200, "body": "<html>"}, 55),
        ],
        ids=str,
    )
    def test_what_takes_effect_late_is_not_sent_again(
        self, office: Office, fault: dict[str, Any], seconds: int
    ) -> None:
        ask_for_it(office, **fault)
        office.pass_time(seconds)

        office.take_effect(DETAILS)
        office.drain()

        assert_one_task_and_card(office)

    def test_where_chartmogul_answers_late_by_minutes(self, office: Office) -> None:
        office.chartmogul_seconds = 0.3
        office.restart()
        ask_for_it(office, "delay", seconds=1.0)
        office.pass_time(125)

        office.take_effect(DETAILS)
        office.drain()

        assert_one_task_and_card(office)

    def test_a_list_that_lags(self, office: Office) -> None:
        list_instead(office, OTHER, times=4)
        ask_for_it(office)
        for _ in range(5):
            office.pass_time(8)

        office.drain()

        assert_one_task_and_card(office)
        assert sendings(office) == 1

    def test_what_is_certainly_absent_is_sent_again(self, office: Office) -> None:
        ask_for_it(office, "drop_before")

        office.drain()

        assert_one_task_and_card(office)
        assert sendings(office) == 2


class TestClocks:
    @pytest.mark.parametrize("minutes", [-60, -15, 15, 60, 60 * 24 * 3])
    def test_the_bots_clock_is_wrong(self, office: Office, minutes: int) -> None:
        office.clock.seconds = office.chartmogul_time() + 60 * minutes
        ask_for_it(office)

        office.drain()

        assert_one_task_and_card(office)
        assert sendings(office) == 1

    @pytest.mark.parametrize("fault", ["drop_after_commit", "drop_before"])
    def test_the_clock_is_put_back_by_an_hour(self, office: Office, fault: FaultKind) -> None:
        ask_for_it(office, fault)
        office.clock.seconds -= 3600

        for _ in range(5):
            office.pass_time(61)

        assert_one_task_and_card(office)

    def test_the_clock_is_put_back_while_a_card_has_no_answer(self, office: Office) -> None:
        office.slack.fail("chat.postMessage", kind="drop_before")
        office.submit(DETAILS)
        office.settle()
        office.clock.seconds -= 3600

        for _ in range(3):
            office.pass_time(61)

        assert_one_task_and_card(office)

    def test_the_clock_is_put_back_while_a_refusal_is_to_be_told(self, office: Office) -> None:
        office.chartmogul.fault("POST", "/tasks", kind="status", status=422)
        request = office.request(DETAILS).model_dump_json()
        delivery = office.outbox.add("a-form-that-is-gone", request, form_seconds=3.0)
        office.settle()
        office.clock.seconds -= 3600

        for _ in range(3):
            office.pass_time(61)

        assert the_row(office, delivery).state is State.FAILED
        assert office.was_told_of_refusal(delivery)

    def test_the_clock_is_put_back_while_a_dead_process_holds_a_lease(self, office: Office) -> None:
        office.fate.die_in(3)
        office.submit(DETAILS)
        office.clock.seconds -= 3600

        for _ in range(6):
            office.pass_time(61)

        assert_one_task_and_card(office)
