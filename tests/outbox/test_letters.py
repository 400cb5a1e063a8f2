"""Messages that are of use until a certain moment."""

from __future__ import annotations

import pytest

from bot.outbox.announce import marked
from bot.outbox.delivery import State
from bot.request import Letter
from tests.outbox.office import Office

MARK = "reminder-1"
SOON = 600.0


def write(office: Office) -> None:
    """Have Anna be told something within ten minutes, and let the first try be over."""
    message = marked({"text": "Good morning"}, MARK)
    letter = Letter(to=office.anna, message=message, mark=MARK, until=office.clock.seconds + SOON)
    office.outbox.add_letter(MARK, letter.model_dump_json())
    office.settle()


def read(office: Office) -> list[str]:
    """What Anna got."""
    return [message.text for message in office.slack.dms(office.anna)]


def is_over(office: Office) -> bool:
    """Whether nothing is left to do."""
    letter = office.outbox.get(MARK)
    return letter is not None and letter.state is State.DONE


def test_one_is_posted_once(office: Office) -> None:
    write(office)
    write(office)
    assert read(office) == ["Good morning"]


def test_one_that_slack_took_without_saying_so_is_found(office: Office) -> None:
    office.slack.fail("chat.postMessage", kind="drop_after_commit")
    write(office)
    office.drain()
    assert read(office) == ["Good morning"]


def test_one_that_slack_did_not_take_is_posted_while_there_is_time(office: Office) -> None:
    office.slack.fail("chat.postMessage", error="internal_error")
    write(office)
    office.drain()
    assert read(office) == ["Good morning"]


@pytest.mark.parametrize("word", ["service_unavailable", "internal_error", "user_disabled"])
def test_one_that_comes_too_late_is_not_posted(office: Office, word: str) -> None:
    office.slack.fail("chat.postMessage", error=word, times=None)
    write(office)
    assert not is_over(office)
    office.pass_time(SOON)

    office.slack.clear_faults()
    office.drain()

    assert read(office) == []
    assert is_over(office)


def test_nor_where_slack_did_not_let_it_be_looked_for_in_time(office: Office) -> None:
    office.slack.fail("chat.postMessage", error="internal_error")
    office.slack.fail("conversations.history", error="service_unavailable", times=None)
    write(office)
    office.pass_time(SOON)

    office.slack.clear_faults()
    office.drain()

    assert read(office) == []
    assert is_over(office)
