"""Tasks that there are already from a message: which rows of the outbox, and what the form says of each."""

from __future__ import annotations

import pytest

from bot.outbox.deliveries import Deliveries
from bot.outbox.delivery import Post, State
from bot.request import Announce, Request
from bot.resolve.known_already import KnownAlready
from bot.slack.conversation import Origin
from bot.store.database import Database
from bot.task import NewTask
from bot.tasks.places import CardPlaces
from bot.tasks.tasks import Tasks
from bot.views.already import Fate
from bot.workspace.people import People
from tests.store.clock import StoppedClock

HERE = Origin(team_domain="ourcompany", channel_id="C1", message_ts="1700000000.000100")


@pytest.fixture
def outbox(clock: StoppedClock) -> Deliveries:
    """The outbox at a time that the test tells."""
    return Deliveries(clock)


def request(details: str, origin: Origin = HERE) -> Request:
    """What somebody asked for."""
    task = NewTask.model_validate(
        {
            "customer_uuid": "cus_00000000-0000-4000-8000-000000000000",
            "task_details": details,
            "assignee": "ben@ourcompany.test",
            "due_date": "2026-12-04",
        }
    )
    return Request(
        task=task, customer_name="Acme", assignee="U2", asked_by="U1", origin=origin, announce=Announce.ME
    )


def made(
    outbox: Deliveries, name: str, *, post: Post, state: State = State.WAITING, origin: Origin = HERE
) -> None:
    """A request of this name that has come so far."""
    asked = request(name, origin)
    outbox.add(name, asked.model_dump_json(), form_seconds=1.0, source=origin.source)
    claimed = outbox.claim(lease=30.0)
    assert claimed is not None
    outbox.advance(claimed, lease=30.0, post=post, state=state)


def test_the_latest_come_first_and_refused_ones_do_not_count(outbox: Deliveries, clock: StoppedClock) -> None:
    for name, post in {"one": Post.CREATED, "no": Post.REFUSED, "two": Post.SENT}.items():
        made(outbox, name, post=post)
        clock.seconds += 1
    made(outbox, "elsewhere", post=Post.SENT, origin=HERE.model_copy(update={"channel_id": "C2"}))
    made(
        outbox, "another", post=Post.SENT, origin=HERE.model_copy(update={"message_ts": "1700000000.000200"})
    )
    made(outbox, "of no message", post=Post.SENT, origin=HERE.model_copy(update={"message_ts": ""}))

    assert [row.id for row in outbox.made_from(HERE.source)] == ["two", "one"]


@pytest.mark.parametrize(
    ("post", "state", "fate"),
    [
        (Post.NEW, State.WAITING, Fate.ON_ITS_WAY),
        (Post.SENT, State.WAITING, Fate.ON_ITS_WAY),
        (Post.UNSURE, State.WAITING, Fate.UNSURE),
        (Post.UNSURE, State.UNSURE, Fate.UNSURE),
        (Post.UNSURE, State.DONE, Fate.THERE),
        (Post.CREATED, State.WAITING, Fate.OPEN),
    ],
)
def test_what_became_of_one_of_which_no_task_is_known(
    outbox: Deliveries, database: Database, post: Post, state: State, fate: Fate
) -> None:
    made(outbox, "Send the quote", post=post, state=state)
    already = KnownAlready(outbox, Tasks(database), CardPlaces(database), People(database))

    [found] = already.find(HERE, "", ()).from_message

    assert (found.details, found.fate, found.assignee, found.asked_by) == ("Send the quote", fate, "U2", "U1")
    assert already.find(Origin(channel_id="C1"), "Send the quote", ()).from_message == ()
