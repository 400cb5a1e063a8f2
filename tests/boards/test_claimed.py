"""Of a board that has fallen behind, one drawing at a time comes to stand."""

from __future__ import annotations

from bot.boards.boards import home_of
from tests.boards.office import Office


def test_one_at_a_time_draws_a_board(office: Office) -> None:
    office.open_home()
    first = office.claimed()

    assert office.claim() is None
    office.draw("1-a", board=first)
    assert office.claim() is None


def test_who_lost_it_changes_nothing(office: Office) -> None:
    office.open_home()
    first = office.boards.claim(lease=0.0, longest=130.0)
    second = office.boards.claim(lease=0.0, longest=130.0)
    assert first is not None
    assert second is not None

    office.draw("1-a", board=first)
    office.boards.forget(first)

    assert office.boards.get(home_of("U1")) is not None
    assert office.boards.shown_on(home_of("U1")) == []


def test_what_slack_did_not_take_is_tried_later(office: Office) -> None:
    office.open_home()
    office.boards.put_off(office.claimed(), 60.0)

    assert office.claim() is None
    board = office.boards.get(home_of("U1"))
    assert board is not None
    assert board.attempts == 1


def test_what_slack_did_not_take_may_stand_there_all_the_same(office: Office) -> None:
    office.open_home()
    office.draw("1-a")
    office.see("1-a", details="Send the contract")

    office.boards.put_off(office.claimed(), 0.0)

    assert office.claimed().content == ""


def test_so_may_what_somebody_drew_who_gave_no_word(office: Office) -> None:
    office.open_home()
    office.draw("1-a")
    office.see("1-a", details="Send the contract")

    board = office.boards.claim(lease=0.0, longest=130.0)

    assert board
    assert board.content == "as it is"
    assert office.claimed().content == ""
