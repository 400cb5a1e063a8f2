"""What a change still has to do, and what stands against it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.changes.change import Change, Fields, Kind
from bot.changes.difference import clash, missing
from bot.chartmogul.task import Task
from bot.views.task_ref import assignee_mark

AT = datetime(2026, 11, 27, 9, 0, 30, tzinfo=UTC)
ANNA, BEN = "anna@ourcompany.test", "ben@ourcompany.test"


def truth(**fields: Any) -> Task:
    """The task as ChartMogul has it."""
    usual = {"task_details": "Send the quote", "assignee": ANNA, "due_date": "2026-12-04"}
    return Task.model_validate({"task_uuid": "1-2-3", **usual, **fields})


def change(kind: Kind, wanted: Fields, seen: Fields | None = None) -> Change:
    """What Ben wants of it."""
    seen = Fields() if seen is None else seen
    return Change(kind=kind, task_uuid="1-2-3", by="U2", at=AT, wanted=wanted, seen=seen)


class TestMissing:
    def test_a_completion_is_as_of_the_click(self) -> None:
        wanted = change(Kind.COMPLETE, Fields(is_open=False))

        assert missing(wanted, truth(), at=AT.timestamp() + 3600) == {"completed_at": "2026-11-27T09:00:30Z"}

    def test_but_never_in_chartmoguls_future(self) -> None:
        wanted = change(Kind.COMPLETE, Fields(is_open=False))

        assert missing(wanted, truth(), at=AT.timestamp() - 90) == {"completed_at": "2026-11-27T08:59:00Z"}

    @pytest.mark.parametrize("completed", ["2025-04-19", "2025-04-19T00:00:00Z", "2026-11-27T08:00:00.793Z"])
    def test_completed_is_completed_however_it_is_written(self, completed: str) -> None:
        done = truth(completed_at=completed)

        assert missing(change(Kind.COMPLETE, Fields(is_open=False)), done, at=None) == {}
        assert missing(change(Kind.REOPEN, Fields(is_open=True)), done, at=None) == {"completed_at": None}

    @pytest.mark.parametrize("written", ["Call Kim & Lee", "Call Kim &amp; Lee", " Call  Kim & Lee\n"])
    def test_words_that_read_alike_are_alike(self, written: str) -> None:
        wanted = change(Kind.EDIT, Fields(details="Call Kim & Lee"))

        assert missing(wanted, truth(task_details=written), at=None) == {}

    @pytest.mark.parametrize("due", ["2026-12-04", "2026-12-04T00:00:00.000Z", "2026-12-04T17:30:00+02:00"])
    def test_a_day_is_a_day_however_it_is_written(self, due: str) -> None:
        wanted = change(Kind.SNOOZE, Fields(due_date=date(2026, 12, 4)))

        assert missing(wanted, truth(due_date=due), at=None) == {}

    def test_an_email_in_other_letters_is_the_same(self) -> None:
        wanted = change(Kind.TAKE, Fields(assignee=ANNA))

        assert missing(wanted, truth(assignee="Anna@OurCompany.test"), at=None) == {}


class TestClash:
    @given(st.sampled_from(Kind), st.dates(), st.dates())
    def test_nothing_stands_against_what_nobody_touched(self, kind: Kind, seen: date, wanted: date) -> None:
        asked = change(kind, Fields(due_date=wanted), Fields(due_date=seen, is_open=True))

        assert clash(asked, truth(due_date=seen.isoformat() if seen.year > 1970 else None)) is None

    def test_nor_against_what_others_did_likewise(self) -> None:
        seen = Fields(details="Send", assignee=assignee_mark(BEN), due_date=date(2026, 1, 1), is_open=True)
        wanted = Fields(details="Send the quote", assignee=ANNA, due_date=date(2026, 12, 4))

        assert clash(change(Kind.EDIT, wanted, seen), truth()) is None

    @pytest.mark.parametrize("kind", Kind)
    def test_a_completion_stands_against_what_is_for_open_tasks(self, kind: Kind) -> None:
        found = clash(
            change(kind, Fields(), Fields(is_open=True)), truth(completed_at="2026-11-27T08:00:00Z")
        )

        assert (found is not None) is (kind in {Kind.SNOOZE, Kind.TAKE, Kind.EDIT})

    def test_only_of_the_same_field(self) -> None:
        seen = Fields(details="Send the quote", due_date=date(2026, 12, 4), is_open=True)
        moved = truth(due_date="2027-01-01")

        assert clash(change(Kind.EDIT, Fields(details="Call"), seen), moved) is None
        found = clash(change(Kind.EDIT, Fields(due_date=date(2026, 12, 9)), seen), moved)
        assert found == Fields(due_date=date(2027, 1, 1))

    def test_where_the_message_does_not_say_what_was_seen_nothing_does(self) -> None:
        assert clash(change(Kind.SNOOZE, Fields(due_date=date(2026, 12, 9))), truth()) is None
