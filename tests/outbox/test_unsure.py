"""Where nobody can say whether a task was created, nothing more is sent, and a person is asked to look."""

from __future__ import annotations

from typing import Any

import pytest

from bot.outbox.delivery import Delivery, Notice, Post, State
from bot.sandbox.chartmogul.faults import FaultKind
from tests.outbox.office import Office

DETAILS = "Send the quote"


def ask_for_it(office: Office, fault: FaultKind = "drop_after_commit", **more: Any) -> Delivery:
    """Anna's form, whose creation gets no clear answer."""
    office.chartmogul.fault("POST", "/tasks", kind=fault, **more)
    delivery = office.submit(DETAILS)
    office.settle()
    return delivery


def list_instead(office: Office, *entries: Any, times: int | None = None, **more: Any) -> None:
    """Have ChartMogul list these."""
    page = {"entries": list(entries), "cursor": "c1", "has_more": False, **more}
    office.chartmogul.fault("GET", "/tasks", kind="status", status=200, body=page, times=times)


def sendings(office: Office) -> int:
    """How often the task has been sent."""
    return sum(request.method == "POST" for request in office.chartmogul.requests)


def the_row(office: Office, delivery: Delivery) -> Delivery:
    """The delivery as it is by now."""
    found = office.outbox.get(delivery.id)
    assert found is not None
    return found


def assert_asked_once(office: Office, delivery: Delivery, *, sent: int = 1) -> None:
    """Nothing more is sent, and Anna has been asked to look, once."""
    office.drain()
    row = the_row(office, delivery)
    assert (row.state, row.post, row.notice) == (State.UNSURE, Post.UNSURE, Notice.POSTED)
    assert row.reason
    assert sendings(office) == sent
    assert office.was_asked_to_look(delivery) == 1
    assert office.cards == []


def assert_one_task_and_card(office: Office) -> None:
    """What was asked for has happened once."""
    [task] = office.tasks
    [card] = office.cards
    assert card.task_uuid == task["task_uuid"]


MANGLED = {
    "without an id": {"task_details": DETAILS},
    "id that is an object": {"task_uuid": {"value": "1"}, "task_details": DETAILS},
    "not an object": "task",
    "null": None,
}
RESEMBLING = {
    "cut": {"task_uuid": "t9", "task_details": "Send the", "due_date": None},
    "without details": {"task_uuid": "t9"},
    "details as an object": {"task_uuid": "t9", "task_details": {"html": DETAILS}},
    "a day off": {"task_uuid": "t9", "task_details": DETAILS, "due_date": "2020-01-01"},
}
OTHER = {"task_uuid": "t1", "task_details": "Something else altogether", "due_date": "2027-01-01"}


class TestAListThatCannotBeReadWhole:
    @pytest.mark.parametrize("entry", MANGLED.values(), ids=MANGLED)
    def test_an_entry_that_cannot_be_read_may_be_the_task(self, office: Office, entry: Any) -> None:
        delivery = ask_for_it(office)
        list_instead(office, OTHER, entry)

        assert_asked_once(office, delivery)

    @pytest.mark.parametrize("entry", RESEMBLING.values(), ids=RESEMBLING)
    def test_one_that_is_like_it_may_be_the_task(self, office: Office, entry: Any) -> None:
        delivery = ask_for_it(office)
        list_instead(office, OTHER, entry)

        assert_asked_once(office, delivery)

    def test_a_list_of_nothing_readable(self, office: Office) -> None:
        delivery = ask_for_it(office)
        list_instead(office, *MANGLED.values())

        assert_asked_once(office, delivery)

    def test_a_list_without_end(self, office: Office) -> None:
        delivery = ask_for_it(office)
        list_instead(office, OTHER, has_more=True)

        assert_asked_once(office, delivery)

    def test_no_list_at_all_for_long(self, office: Office) -> None:
        delivery = ask_for_it(office)
        office.chartmogul.fault(
            "GET", "/tasks", kind="status", status=200, body="<html>", content_type="text/html", times=None
        )

        assert_asked_once(office, delivery)

    def test_readable_again_in_time(self, office: Office) -> None:
        ask_for_it(office)
        list_instead(office, OTHER, None, times=3)
        for _ in range(5):
            office.pass_time(10)

        office.drain()

        assert_one_task_and_card(office)
        assert sendings(office) == 1

    @pytest.mark.parametrize(
        "odd", [{"body": {"entries": [None], "has_more": False}}, {"body": "<html>"}], ids=["skipped", "page"]
    )
    def test_read_once_more_before_anybody_is_asked(self, office: Office, odd: dict[str, Any]) -> None:
        ask_for_it(office, "drop_before")
        office.clock.seconds += 61
        office.chartmogul.fault("GET", "/tasks", kind="status", status=200, **odd)
        office.settle()

        office.drain()

        assert_one_task_and_card(office)
        assert sendings(office) == 2

    @pytest.mark.parametrize("content_type", ["text/html", "text/plain"])
    def test_a_gateways_404_is_not_chartmoguls(self, office: Office, content_type: str) -> None:
        ask_for_it(office)
        office.chartmogul.fault(
            "GET",
            "/tasks",
            kind="status",
            status=404,
            body="<h1>404</h1>",
            content_type=content_type,
            times=4,
        )

        office.drain()

        assert_one_task_and_card(office)
        assert sendings(office) == 1


class TestATaskThatIsNeverShown:
    @pytest.mark.parametrize("fault", ["drop_after_commit", "malformed", "empty"])
    def test_is_sent_twice_at_most(self, office: Office, fault: FaultKind) -> None:
        list_instead(office)
        delivery = ask_for_it(office, fault, times=None)

        assert_asked_once(office, delivery, sent=2)

    def test_is_not_sent_without_end_by_an_answer_in_another_shape(self, office: Office) -> None:
        list_instead(office)
        delivery = ask_for_it(office, "status_after_commit", status=201, body={"id": 5}, times=None)

        assert_asked_once(office, delivery, sent=2)

    def test_is_not_sent_without_end_by_a_server_that_says_it_failed(self, office: Office) -> None:
        list_instead(office)
        delivery = ask_for_it(office, "status_after_commit", status=500, times=None)

        assert_asked_once(office, delivery, sent=20)


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


class TestThePersonHasLooked:
    def test_it_is_not_there(self, office: Office) -> None:
        delivery = ask_for_it(office, "drop_before")
        list_instead(office, OTHER, None)
        assert_asked_once(office, delivery)

        assert office.outbox.send_again(delivery.id)
        assert not office.outbox.send_again(delivery.id)
        office.drain()

        assert_one_task_and_card(office)
        assert the_row(office, delivery).state is State.DONE

    def test_the_list_can_be_read_by_then(self, office: Office) -> None:
        delivery = ask_for_it(office)
        list_instead(office, OTHER, None)
        assert_asked_once(office, delivery)
        office.chartmogul.clear_faults()

        assert office.outbox.send_again(delivery.id)
        office.drain()

        assert_one_task_and_card(office)
        assert sendings(office) == 1

    def test_it_is_there(self, office: Office) -> None:
        delivery = ask_for_it(office)
        list_instead(office, OTHER, None)
        assert_asked_once(office, delivery)

        assert office.outbox.is_there(delivery.id)
        assert not office.outbox.send_again(delivery.id)
        office.drain()

        assert the_row(office, delivery).state is State.DONE
        assert sendings(office) == 1

    def test_sent_again_without_an_answer_is_asked_about_again(self, office: Office) -> None:
        delivery = ask_for_it(office, times=None)
        list_instead(office, OTHER, None)
        assert_asked_once(office, delivery)

        office.outbox.send_again(delivery.id)
        office.drain()

        assert the_row(office, delivery).state is State.UNSURE
        assert sendings(office) == 2
        assert office.was_asked_to_look(delivery) == 2

    def test_an_operator_may_do_it_too(self, office: Office) -> None:
        delivery = ask_for_it(office, "drop_before")
        list_instead(office, OTHER, None)
        assert_asked_once(office, delivery)

        assert office.outbox.retry(delivery.id)
        office.drain()

        assert_one_task_and_card(office)


def test_what_others_have_sent_meanwhile_is_not_taken_for_it(office: Office) -> None:
    office.chartmogul.fault("POST", "/tasks", kind="drop_after_commit")
    office.chartmogul.fault("POST", "/tasks", kind="drop_before")
    office.chartmogul.fault("GET", "/tasks", kind="status", status=503, times=8)
    office.submit("Follow up on form 17", form="V1")
    office.settle()
    office.submit("Follow up on form 18", form="V2")

    office.drain()

    assert sorted(task["task_details"] for task in office.tasks) == [
        "Follow up on form 17",
        "Follow up on form 18",
    ]
    assert len(office.cards) == 2


def test_a_find_stops_at_the_page_where_the_task_stands(office: Office) -> None:
    office.add_older_tasks(401)
    ask_for_it(office)
    before = sum(request.method == "GET" for request in office.chartmogul.requests)

    office.drain()

    assert_one_card_of(office, DETAILS)
    assert sum(request.method == "GET" for request in office.chartmogul.requests) - before <= 1


def assert_one_card_of(office: Office, details: str) -> None:
    """Only this one was announced."""
    [card] = office.cards
    assert details in card.text
