"""Telling the person while Slack says no in every way: once, however long it takes."""

from __future__ import annotations

import pytest

from bot.outbox.delivery import State
from tests.outbox.office import Office
from tests.outbox.telling_cases import (
    LIMITING,
    PASSING,
    Fault,
    end,
    in_channel,
    name,
    state,
    submit_refused,
    until_refused,
)


def test_a_refusal_is_told_once_no_form_can_show_it_any_more(office: Office) -> None:
    office.chartmogul.fault("POST", "/tasks", kind="status", status=422)
    request = office.request("Send the quote").model_dump_json()
    delivery = office.outbox.add("a-form-that-is-gone", request, form_seconds=3.0)
    office.pass_time(2)
    assert not office.was_told_of_refusal(delivery)

    office.pass_time(1)

    assert office.was_told_of_refusal(delivery)
    assert state(office, delivery) is State.FAILED


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
