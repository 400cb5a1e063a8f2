"""Drafts: for a day, for who opened their form, and for as long as their note is on its way."""

from __future__ import annotations

from datetime import date

import pytest

from bot.notes.drafts import Drafts
from bot.notes.notes import Notes
from bot.outbox.deliveries import Deliveries
from bot.outbox.delivery import Post
from bot.outbox.wanted_note import NoteState
from bot.request import Announce, Draft, Keep, Request, Scope
from bot.slack.conversation import Origin
from bot.task import NewTask
from tests.store.clock import StoppedClock

DAY = 86_400.0
DRAFT = Draft(id="d1", person="U1", text="said\x02this\x03", author="U2", ts="1.0")

REQUEST = Request(
    task=NewTask(
        customer_uuid="cus_00000000-0000-4000-8000-000000000000",
        task_details="Call",
        assignee="anna@ourcompany.test",
        due_date=date(2030, 1, 1),
    ),
    customer_name="Acme",
    assignee="U1",
    asked_by="U1",
    origin=Origin(channel_id="C1"),
    announce=Announce.ME,
    keep=Keep(scope=Scope.THREAD, draft="d1"),
)


def stored(clock: StoppedClock, post: Post) -> None:
    """A delivery that has come so far, with a note beside it."""
    deliveries = Deliveries(clock)
    deliveries.add("delivery", REQUEST.model_dump_json(), form_seconds=0.0, note="d1")
    claimed = deliveries.claim(lease=30.0)
    assert claimed
    deliveries.release(claimed, post=post)


def test_a_draft_is_its_persons_alone(clock: StoppedClock) -> None:
    drafts = Drafts(clock)
    drafts.put(DRAFT)

    assert drafts.get("d1", of="U1") == DRAFT
    assert drafts.get("d1", of="U2") is None
    assert drafts.get("", of="U1") is None


def test_a_draft_is_forgotten_after_a_day(clock: StoppedClock) -> None:
    drafts = Drafts(clock)
    drafts.put(DRAFT)
    clock.seconds += DAY - 1
    drafts.forget_old()
    assert drafts.get("d1", of="U1")

    clock.seconds += 2
    drafts.forget_old()

    assert drafts.get("d1", of="U1") is None


@pytest.mark.parametrize(("post", "stays"), [(Post.SENT, True), (Post.CREATED, True), (Post.REFUSED, False)])
def test_a_draft_stays_while_its_note_is_on_its_way(clock: StoppedClock, post: Post, stays: bool) -> None:
    drafts = Drafts(clock)
    drafts.put(DRAFT)
    stored(clock, post)
    clock.seconds += 2 * DAY

    drafts.forget_old()

    assert (drafts.get("d1", of="U1") is not None) is stays


@pytest.mark.parametrize("post", [Post.NEW, Post.SENT, Post.REFUSED, Post.UNSURE])
def test_a_note_waits_for_its_task(clock: StoppedClock, post: Post) -> None:
    stored(clock, post)

    assert Notes(clock).claim(lease=30.0, longest=300.0) is None


def test_a_note_that_is_kept_takes_its_draft_along(clock: StoppedClock) -> None:
    drafts, notes = Drafts(clock), Notes(clock)
    drafts.put(DRAFT)
    stored(clock, Post.CREATED)
    note = notes.claim(lease=30.0, longest=300.0)
    assert note
    assert notes.claim(lease=30.0, longest=300.0) is None

    notes.advance(note, lease=0.0, state=NoteState.KEPT)

    assert drafts.get("d1", of="U1") is None
    assert notes.counts()[NoteState.KEPT] == 1
