"""An envelope is handled once, however often Slack sends it."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from bot.socket_mode.replies import REMEMBERED, Replies, Reply


def envelope(envelope_id: str, **payload: Any) -> SocketModeRequest:
    return SocketModeRequest(type="interactive", envelope_id=envelope_id, payload=payload)


class Counting:
    """Answers with how many envelopes it has handled."""

    def __init__(self) -> None:
        self.handled = 0

    def __call__(self, request: SocketModeRequest) -> Reply:
        self.handled += 1
        return SocketModeResponse(request.envelope_id, {"handled": self.handled})


def test_a_repeated_event_in_a_new_envelope_gets_the_same_answer_under_its_own_id() -> None:
    counting = Counting()
    replies = Replies(counting)

    replies.reply(envelope("E1", event_id="Ev1"))
    again = replies.reply(envelope("E2", event_id="Ev1"))

    assert again is not None
    assert again.to_dict() == {"envelope_id": "E2", "payload": {"handled": 1}}
    assert counting.handled == 1


def test_two_interactions_that_read_alike_are_two() -> None:
    counting = Counting()
    replies = Replies(counting)

    replies.reply(envelope("E1", type="block_actions"))
    replies.reply(envelope("E2", type="block_actions"))
    replies.reply(envelope("E2", type="block_actions"))

    assert counting.handled == 2


def test_a_repetition_while_the_first_is_in_hand_waits_for_its_answer() -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slowly(request: SocketModeRequest) -> Reply:
        begun.set()
        assert go_on.wait(10)
        return SocketModeResponse(request.envelope_id, {"slow": True})

    replies = Replies(slowly)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(replies.reply, envelope("E1", event_id="Ev1"))
        assert begun.wait(10)
        second = pool.submit(replies.reply, envelope("E2", event_id="Ev1"))
        go_on.set()
        answers = [first.result(10), second.result(10)]

    assert [answer and answer.payload for answer in answers] == [{"slow": True}] * 2


def test_what_failed_or_was_not_answered_is_tried_again() -> None:
    outcomes: list[Exception | Reply] = [ValueError("broke"), None, SocketModeResponse("E1")]

    def failing(request: SocketModeRequest) -> Reply:
        outcome = outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    replies = Replies(failing)
    with pytest.raises(ValueError, match="broke"):
        replies.reply(envelope("E1"))

    assert replies.reply(envelope("E1")) is None
    assert replies.reply(envelope("E1")) is not None


def test_what_is_offered_while_somebody_types_is_not_kept() -> None:
    counting = Counting()
    replies = Replies(counting)

    for _ in range(2):
        replies.reply(envelope("E1", type="block_suggestion"))

    assert counting.handled == 2


def test_old_answers_are_forgotten() -> None:
    counting = Counting()
    replies = Replies(counting)
    for number in range(REMEMBERED + 1):
        replies.reply(envelope(f"E{number}"))

    replies.reply(envelope("E0"))

    assert counting.handled == REMEMBERED + 2
