"""Which boards have fallen behind, and who draws them."""

from __future__ import annotations

from sqlalchemy import update

from bot.boards.board import AtHome, Kind, Listed, Section
from bot.boards.boards import DAY, RESPONSE_URL_USES, home_of, message_at
from bot.store.schema import boards
from tests.boards.office import LISTED, URL, Office
from tests.scenarios.running import eventually


class TestHome:
    def test_is_drawn_once_it_is_opened_and_then_left_alone(self, office: Office) -> None:
        office.open_home()

        assert office.draw("1-a").kind is Kind.HOME
        assert office.claim() is None

    def test_is_drawn_anew_when_a_task_of_it_changes(self, office: Office) -> None:
        office.open_home()
        office.draw("1-a")
        office.see("1-b", details="Another one")
        assert office.claim() is None

        office.see("1-a", details="Send the contract")

        assert office.draw("1-a").place == home_of("U1")
        assert office.claim() is None

    def test_and_when_tasks_may_have_come_to_them(self, office: Office) -> None:
        office.open_home()
        office.draw("1-a")

        office.boards.touch(["U2", ""])
        assert office.claim() is None
        office.boards.touch(["U2", "U1"])

        assert office.claim()

    def test_rests_a_while_unless_they_wait_for_it(self, office: Office) -> None:
        office.open_home()
        office.draw("1-a", rest=60.0)
        office.see("1-a", details="Send the contract")
        assert office.claim() is None

        office.open_home()

        assert office.claim()

    def test_does_not_rest_where_they_opened_it_while_it_was_drawn(self, office: Office) -> None:
        office.open_home()
        board = office.claimed()
        office.open_home()
        assert office.claim() is None

        office.draw("1-a", board=board, rest=60.0)

        assert office.claim()

    def test_begins_anew_when_it_is_opened(self, office: Office) -> None:
        office.open_home()
        office.boards.change_home("U1", lambda home: home.model_copy(update={"pages": {Section.MINE: 3}}))
        office.draw("1-a")
        assert office.boards.shown_on(home_of("U1")) == ["1-a"]

        office.open_home()

        what = office.claimed().what
        assert isinstance(what, AtHome)
        assert what.pages == {}
        assert what.reading_until > office.boards.now()
        assert office.boards.shown_on(home_of("U1")) == []

    def test_is_drawn_anew_when_its_words_are_no_longer_right(self, office: Office) -> None:
        office.open_home()
        board = office.claimed()
        office.boards.drawn(board, {}, content="as it is", used=0, rest=0.0, holds_for=0.05)

        assert eventually(office.claim)

    def test_of_somebody_who_never_opened_it_is_nothing(self, office: Office) -> None:
        office.boards.touch(["U1"])
        office.boards.change_home("U1", lambda home: home)

        assert office.claim() is None
        assert office.boards.get(home_of("U1")) is None


class TestMessage:
    def test_follows_from_what_it_was_posted_with(self, office: Office) -> None:
        office.boards.add_message("D1", "1.2", LISTED, office.versions("1-a", "1-b"), person="U1")
        assert office.claim() is None

        office.see("1-b", details="Send the contract")

        board = office.claimed()
        assert (board.channel, board.ts, board.what) == ("D1", "1.2", LISTED)

    def test_added_twice_is_one(self, office: Office) -> None:
        office.boards.add_message("D1", "1.2", LISTED, office.versions("1-a"))
        office.see("1-a", details="Send the contract")
        office.boards.add_message("D1", "1.2", LISTED, office.versions("1-a"))

        assert office.draw("1-a").place == message_at("D1", "1.2")
        assert office.claim() is None

    def test_that_is_gone_is_forgotten(self, office: Office) -> None:
        office.boards.add_message("D1", "1.2", LISTED, office.versions("1-a"))
        office.see("1-a", details="Send the contract")

        office.boards.forget(office.claimed())

        assert office.claim() is None
        assert office.boards.shown_on(message_at("D1", "1.2")) == []


class TestList:
    def test_waits_for_somebody_to_click_in_it(self, office: Office) -> None:
        board = office.boards.add_list("U1", LISTED)
        office.see("1-a", details="Send the contract")
        assert office.claim() is None

        assert office.boards.clicked(board.place, "U1", URL)

        drawn = office.draw("1-a")
        assert (drawn.response_url, drawn.uses) == (URL, RESPONSE_URL_USES)

    def test_is_nothing_to_others(self, office: Office) -> None:
        board = office.boards.add_list("U1", LISTED)

        assert not office.boards.clicked(board.place, "U2", URL)
        assert not office.boards.clicked("list-unknown", "U1", URL)
        assert office.claim() is None

    def test_counts_how_often_its_url_was_used(self, office: Office) -> None:
        place = office.boards.add_list("U1", LISTED).place
        office.boards.clicked(place, "U1", URL)

        office.draw("1-a", used=1)

        board = office.boards.get(place)
        assert board is not None
        assert board.uses == RESPONSE_URL_USES - 1

    def test_a_click_meanwhile_brings_a_url_that_was_not_used(self, office: Office) -> None:
        place = office.boards.add_list("U1", LISTED).place
        office.boards.clicked(place, "U1", URL)
        board = office.claimed()
        office.boards.clicked(place, "U1", f"{URL}/other")

        office.draw("1-a", board=board, used=1)

        after = office.boards.get(place)
        assert after is not None
        assert (after.response_url, after.uses) == (f"{URL}/other", RESPONSE_URL_USES)

    def test_rests_until_the_next_click_once_its_url_is_used_up(self, office: Office) -> None:
        place = office.boards.add_list("U1", LISTED).place
        office.boards.clicked(place, "U1", URL)

        office.boards.rest(office.claimed())

        assert office.claim() is None
        office.boards.clicked(place, "U1", f"{URL}/other")
        assert office.claim()

    def test_a_page_is_turned(self, office: Office) -> None:
        place = office.boards.add_list("U1", LISTED).place
        office.boards.clicked(place, "U1", URL)
        office.draw("1-a")

        office.boards.turn(place, 2)

        what = office.claimed().what
        assert isinstance(what, Listed)
        assert what.page == 2


def test_what_nobody_has_looked_at_for_long_is_forgotten(office: Office) -> None:
    office.boards.add_message("D1", "1.2", LISTED, office.versions("1-a", "1-b"))
    old, kept = office.boards.add_list("U1", LISTED), office.boards.add_list("U1", LISTED)
    months_ago = office.boards.now() - 100 * DAY
    with office.database.writing() as connection:
        connection.execute(update(boards).where(boards.c.place != kept.place).values(until=months_ago))

    office.boards.add_list("U2", LISTED)

    assert office.boards.get(old.place) is None
    assert office.boards.get(message_at("D1", "1.2")) is None
    assert office.boards.shown_on(message_at("D1", "1.2")) == []
    assert office.boards.get(kept.place) is not None
