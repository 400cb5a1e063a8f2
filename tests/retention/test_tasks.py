"""Tasks that are over go with their cards; whatever is open, listed, waited for or fresh stays."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import insert

from bot.boards.board import Group, Listed
from bot.boards.boards import Boards
from bot.chartmogul.task import Task
from bot.outbox.delivery import Post, State
from bot.retention.ages import DAY
from bot.store.schema import (
    aliases,
    board_tasks,
    boards,
    cards,
    channels,
    people,
    preferences,
    tasks,
    uses,
)
from bot.workspace.channels import Channels
from bot.workspace.people import People
from bot.workspace.preferences import PreferenceStore
from tests.retention.office import URL, Office

CHANNEL = {
    "id": "C1",
    "name": "acme",
    "is_private": False,
    "is_im": False,
    "is_archived": False,
    "is_ext_shared": False,
}


def known(office: Office, user: str, email: str = "") -> None:
    """Slack has said who somebody is."""
    person: dict[str, Any] = dict.fromkeys(("name", "tz", "team_id"), "")
    person |= dict.fromkeys(("is_bot", "deleted", "is_restricted", "is_stranger"), False)
    with office.clock.writing() as connection:
        fresh = {"id": user, "email": email, "email_key": email, "fetched_at": office.clock.seconds}
        connection.execute(insert(people).values({**person, **fresh}))


def test_a_task_that_is_over_goes_with_its_card_after_30_days(office: Office) -> None:
    office.know("tsk_1")
    office.complete("tsk_1")

    office.days_pass(29.9)
    assert (office.count(tasks), office.count(cards)) == (1, 1)
    office.days_pass(0.2)

    assert (office.count(tasks), office.count(cards)) == (0, 0)


def test_one_that_is_open_stays_for_ever(office: Office) -> None:
    task = office.know("tsk_1")

    office.days_pass(1000)

    kept = office.tasks.get("tsk_1")
    assert kept
    assert (kept.details, kept.asked_by) == (task.details, task.asked_by)
    assert [place.task_uuid for place in office.places.of_task(task.uuid)] == ["tsk_1"]


def test_one_that_was_completed_long_ago_and_seen_lately_stays(office: Office) -> None:
    office.know("tsk_1")
    long_ago = datetime.fromtimestamp(1.0, UTC)
    office.clock.seconds += 100 * DAY
    seen = Task(task_uuid="tsk_1", assignee="ben@ourcompany.test", completed_at=long_ago)
    office.tasks.learn([seen], as_of=office.clock.seconds)

    office.days_pass(29)

    assert office.count(tasks) == 1


@pytest.mark.parametrize("state", [State.WAITING, State.UNSURE, State.UNTOLD])
def test_one_of_which_somebody_is_still_to_be_told_stays(office: Office, state: State) -> None:
    office.know("tsk_1")
    office.complete("tsk_1")
    office.deliver("one", task_uuid="tsk_1", state=state, post=Post.CREATED)

    office.days_pass(400)

    assert (office.count(tasks), office.count(cards)) == (1, 1)


def test_one_that_somebody_waits_to_have_changed_stays(office: Office) -> None:
    office.know("tsk_1")
    office.complete("tsk_1")
    office.change("reopen", "tsk_1", ends=False)

    office.days_pass(400)

    assert (office.count(tasks), office.count(cards)) == (1, 1)


def test_one_whose_card_does_not_say_so_yet_stays(office: Office) -> None:
    office.know("tsk_1")
    office.complete("tsk_1", is_drawn=False)

    office.days_pass(400)

    assert (office.count(tasks), office.count(cards)) == (1, 1)


def test_one_in_a_list_stays_as_long_as_the_list(office: Office) -> None:
    office.know("tsk_1")
    office.complete("tsk_1")
    listed = Listed(heading="Tasks", groups=(Group(uuids=("tsk_1",)),))
    Boards(office.clock).add_message("C1", "1.0", listed, {"tsk_1": 1})

    office.days_pass(119)
    assert (office.count(tasks), office.count(boards)) == (1, 1)
    office.days_pass(2)

    assert (office.count(tasks), office.count(boards), office.count(board_tasks)) == (0, 0, 0)


def test_a_task_of_others_goes_once_nobody_has_looked_at_it_for_half_a_year(office: Office) -> None:
    office.tasks.learn([Task(task_uuid="tsk_1", assignee="a@b.test")], as_of=office.clock.seconds)

    office.days_pass(179)
    assert office.count(tasks) == 1
    office.days_pass(2)

    assert office.count(tasks) == 0


def test_a_card_whose_task_was_never_read_waits_for_its_change(office: Office) -> None:
    office.places.adopt("C1", "1.0", "tsk_1", URL, seconds=1740.0)
    office.change("complete", "tsk_1", ends=False)

    office.days_pass(400)

    assert office.count(cards) == 1


def test_a_card_whose_task_is_not_known_goes(office: Office) -> None:
    office.places.adopt("C1", "1.0", "tsk_1", URL, seconds=1740.0)

    office.days_pass(31)

    assert office.count(cards) == 0


def test_a_url_that_serves_no_more_goes_and_a_list_that_it_alone_reached(office: Office) -> None:
    office.know("tsk_1")
    office.places.adopt("C1", "tsk_1.1", "tsk_1", URL, seconds=1740.0)
    office.places.adopt("C1", "2.0", "tsk_1", URL, seconds=1740.0, is_ephemeral=True)

    office.night()
    assert office.holds(cards).count(URL) == 2
    office.days_pass(1.1)

    assert (office.count(cards), URL in office.holds(cards)) == (1, False)


def test_uses_go_after_180_days_people_and_channels_with_what_refers_to_them(office: Office) -> None:
    known(office, "UANNA")
    with office.clock.writing() as connection:
        connection.execute(insert(channels).values({**CHANNEL, "fetched_at": office.clock.seconds}))
    Channels(office.clock).record_use("C1", "UANNA", "cus_1")

    office.days_pass(179)
    assert [office.count(table) for table in (uses, people, channels)] == [1, 1, 1]
    office.days_pass(2)

    assert [office.count(table) for table in (uses, people, channels)] == [0, 0, 0]


def test_people_and_channels_that_nothing_refers_to_go_after_30_days(office: Office) -> None:
    known(office, "UANNA")
    with office.clock.writing() as connection:
        connection.execute(insert(channels).values({**CHANNEL, "fetched_at": office.clock.seconds}))

    office.days_pass(29)
    assert [office.count(table) for table in (people, channels)] == [1, 1]
    office.days_pass(2)

    assert [office.count(table) for table in (people, channels)] == [0, 0]


def test_people_who_have_something_here_stay(office: Office) -> None:
    for user in ("UASKED", "UALIAS", "UREMINDED", "ULINKED", "UNOBODY"):
        known(office, user)
    known(office, "UBYMAIL", "ben@ourcompany.test")
    office.know("tsk_1", asked_by="UASKED", assignee_user="")
    People(office.clock).set_own_email("UALIAS", "a@b.test")
    PreferenceStore(office.clock).set_keep_note("UREMINDED", is_on=True)
    Channels(office.clock).set_link("C1", "cus_1", by="ULINKED")

    office.days_pass(400)

    assert "UNOBODY" not in office.holds(people)
    assert (office.count(people), office.count(aliases), office.count(preferences)) == (5, 1, 1)
