"""Deliveries, notes and changes: the words go after 30 days, all of it after 180, and nothing that waits."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from bot.changes.change import State as ChangeState
from bot.notes.notes import Notes
from bot.outbox.delivery import Post, State
from bot.outbox.wanted_note import NoteState
from bot.request import Letter
from bot.store.schema import changes, deliveries, notes
from tests.retention.office import Office, a_request

PERSONAL = ("confidential", "ourcompany", "hooks.slack", "UANNA", "UBEN", "Acme", "Because")


def test_a_done_delivery_loses_what_people_wrote_after_30_days(office: Office) -> None:
    office.deliver("one", task_uuid="tsk_1")
    before = office.deliveries.get("one")

    office.days_pass(29.9)
    assert office.deliveries.get("one") == before
    office.days_pass(0.2)

    after = office.deliveries.get("one")
    assert after
    assert after.is_forgotten
    assert (after.task_uuid, after.state) == ("tsk_1", State.DONE)
    assert [word for word in PERSONAL if word in office.holds(deliveries)] == []


def test_and_goes_after_180(office: Office) -> None:
    office.deliver("one", task_uuid="tsk_1")

    office.days_pass(179.9)
    assert office.deliveries.get("one")
    office.days_pass(0.2)

    assert office.deliveries.get("one") is None


def test_so_does_a_message_and_what_was_refused(office: Office) -> None:
    letter = Letter(
        to="UANNA", message={"text": "confidential"}, mark="m", response_url="https://hooks.slack"
    )
    office.deliver("letter", letter)
    office.deliver("refused", post=Post.REFUSED, state=State.FAILED)

    office.days_pass(30.1)
    assert [word for word in PERSONAL if word in office.holds(deliveries)] == []
    office.days_pass(150)

    assert office.count(deliveries) == 0


@pytest.mark.parametrize(
    ("state", "post"),
    [
        (State.WAITING, Post.NEW),
        (State.WAITING, Post.SENT),
        (State.WAITING, Post.CREATED),
        (State.UNSURE, Post.UNSURE),
        (State.UNTOLD, Post.CREATED),
        (State.UNTOLD, Post.REFUSED),
    ],
)
def test_what_waits_is_unsure_or_untold_stays_for_ever(office: Office, state: State, post: Post) -> None:
    office.deliver("one", state=state, post=post)
    before = office.deliveries.get("one")

    office.days_pass(1000)

    assert office.deliveries.get("one") == before


def test_the_age_counts_from_the_end_and_not_from_the_beginning(office: Office) -> None:
    waiting = office.deliver("one", state=State.WAITING)
    office.clock.seconds += 1000 * 86_400.0
    office.deliveries.release(waiting, state=State.DONE)

    office.night()

    delivery = office.deliveries.get("one")
    assert delivery
    assert not delivery.is_forgotten


def test_the_same_form_once_more_is_known_after_its_words_are_gone(office: Office) -> None:
    office.deliver("one", task_uuid="tsk_1")
    office.days_pass(31)

    again = office.deliveries.add("one", a_request().model_dump_json(), form_seconds=1.0)

    assert (again.post, again.state) == (Post.CREATED, State.DONE)
    assert office.deliveries.claim(lease=1.0) is None


def test_an_open_task_stays_accounted_for(office: Office) -> None:
    office.know("tsk_1")
    office.deliver("one", task_uuid="tsk_1")

    office.days_pass(400)

    assert office.deliveries.claimed_tasks(["tsk_1"]) == {"tsk_1"}


def test_what_is_not_on_record_any_more_cannot_be_retried(office: Office) -> None:
    office.deliver("one", post=Post.REFUSED, state=State.FAILED)
    office.days_pass(31)

    assert not office.deliveries.retry("one")
    assert office.deliveries.claim(lease=1.0) is None


def test_a_note_that_waits_keeps_the_words_that_it_is_made_of(office: Office) -> None:
    office.deliver("one", note="")

    office.days_pass(400)

    note = Notes(office.clock).claim(lease=30.0, longest=300.0)
    assert note
    assert note.request == a_request()


def test_a_note_loses_its_reason_and_goes_with_its_delivery(office: Office) -> None:
    office.deliver("one", note="")
    kept = Notes(office.clock).claim(lease=30.0, longest=300.0)
    assert kept
    Notes(office.clock).advance(kept, lease=0.0, state=NoteState.FAILED, reason="Because")

    office.days_pass(31)
    assert "Because" not in office.holds(notes)
    assert office.count(notes) == 1
    office.days_pass(150)

    assert office.count(notes) == 0


def test_a_note_that_a_refused_task_will_never_get_goes_too(office: Office) -> None:
    office.deliver("one", note="", post=Post.REFUSED, state=State.FAILED)

    office.days_pass(181)

    assert (office.count(deliveries), office.count(notes)) == (0, 0)


def test_changes_that_ended_go_after_30_days(office: Office) -> None:
    for key in ("a", "b", "c"):
        office.change(key)

    office.days_pass(29.9)
    assert office.count(changes) == 3
    office.days_pass(0.2)

    assert [word for word in PERSONAL if word in office.holds(changes)] == []


def test_a_change_that_waits_or_is_not_told_stays(office: Office) -> None:
    row = office.change("waits", ends=False)
    office.change("ended")

    office.days_pass(400)

    waits = office.changes.get(row.id)
    assert waits
    assert (waits.state, waits.change.wanted) == (ChangeState.WAITING, row.change.wanted)


def test_no_number_of_a_change_is_ever_given_out_again(office: Office) -> None:
    # Messages about a change are sent once for its number.
    numbers = [office.change("a").id]
    for key in ("b", "c", "d"):
        office.days_pass(31)
        numbers.append(office.change(key).id)

    assert all(before < after for before, after in pairwise(numbers))


def test_a_change_without_words_can_still_be_read(office: Office) -> None:
    row = office.change("a")
    office.days_pass(31)

    blank = office.changes.get(row.id)

    assert blank
    assert (blank.change.by, blank.change.at) == ("", datetime(1970, 1, 1, tzinfo=UTC))
    assert office.night()["changes_emptied"] == 0
