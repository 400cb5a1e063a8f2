"""Where nobody can say whether a task was created, nothing more is sent, and a person is asked to look."""

from __future__ import annotations

from typing import Any

import pytest

from bot.outbox.delivery import State
from bot.sandbox.chartmogul.faults import FaultKind
from tests.outbox.office import Office
from tests.outbox.unsure_cases import (
    DETAILS,
    MANGLED,
    OTHER,
    RESEMBLING,
    ask_for_it,
    assert_asked_once,
    assert_one_card_of,
    assert_one_task_and_card,
    list_instead,
    sendings,
    the_row,
)


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
