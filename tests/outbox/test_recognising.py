"""A task in a list is recognised whatever ChartMogul makes of its characters, and no other one is."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chartmogul.task import Task
from bot.outbox.recognising import Likeness, likeness
from bot.task import NewTask

ACME = "cus_f466e33d-ff2b-4a11-8f85-417eb02157a7"
DUE = date(2027, 4, 21)


def sent(details: str) -> NewTask:
    """What was sent to ChartMogul."""
    return NewTask(customer_uuid=ACME, task_details=details, assignee="anna@ourcompany.test", due_date=DUE)


def listed(details: object, *, due_date: object = "2027-04-21", customer_uuid: str | None = ACME) -> Task:
    """What ChartMogul lists."""
    return Task.model_validate(
        {
            "task_uuid": "1",
            "task_details": details,
            "due_date": due_date,
            "customer_uuid": customer_uuid,
        }
    )


@pytest.mark.parametrize(
    ("words", "stored"),
    [
        ("Send the quote", "Send the quote"),
        ("Send  the\nquote", "Send the quote"),
        ("Send the quote", " Send the quote\r\n"),
        ("Café", "Cafe\u0301"),
        ("Cafe\u0301", "Café"),
        ("Ask R&D <soon>", "Ask R&amp;D &lt;soon&gt;"),
        ("Ask R&D", "Ask R&amp;amp;D"),
        ("It's “here”", "It&#39;s &ldquo;here&rdquo;"),
        ("Ask <b>now</b>", "Ask now"),
        ("Call Kim", "<p>Call Kim</p>"),
        ("Call Kim", "<p>Call<br/>Kim</p>"),
        ("Launch 🚀 today 👩\u200d👩\u200d👧", "Launch today"),
        ("Launch 🚀 today", "Launch ? today"),
        ("Launch 🚀 today", "Launch \ufffd today"),
        ("Wait… \u2013 really", "Wait... - really"),
        ("ﬁnal ½", "final 1/2"),
        ("Send\u00a0the\u200bquote", "Send the quote"),
        ("株式会社に電話", "株式会社に電話"),
        ("🚀🚀", "🚀🚀"),
        ("!!!", "!!!"),
    ],
)
def test_changed_characters_are_the_same_words(words: str, stored: str) -> None:
    assert likeness(listed(stored), sent(words)) >= Likeness.SAME_WORDS


@pytest.mark.parametrize(
    "due_date",
    ["2027-04-21", "2027-04-21T00:00:00.000Z", "2027-04-21T00:00:00+05:00", "2027-04-21T23:59:59Z"],
)
def test_a_due_date_is_a_calendar_day_in_either_form(due_date: str) -> None:
    assert likeness(listed("Call Kim", due_date=due_date), sent("Call Kim")) is Likeness.SAME


@pytest.mark.parametrize("due_date", [None, "", "soon", 20270421000, ["2027-04-21"]])
def test_a_due_date_that_cannot_be_read_does_not_hide_the_task(due_date: object) -> None:
    assert likeness(listed("Call Kim", due_date=due_date), sent("Call Kim")) >= Likeness.SAME_WORDS


@pytest.mark.parametrize(
    ("words", "stored"),
    [
        ("Call Kim about the renewal in the new year", "Call Kim about the renewal"),
        ("Call Kim about the renewal", ""),
        ("Call Kim about the renewal", None),
        ("Call Kim about the renewal", {"text": "Call Kim"}),
        ("Call Kim about the renewal", "Call Kim about the renewel"),
    ],
)
def test_what_may_be_it_is_for_a_person_to_look_at(words: str, stored: object) -> None:
    assert likeness(listed(stored), sent(words)) is Likeness.RESEMBLING


@pytest.mark.parametrize("due_date", ["2027-04-20", "2027-04-22"])
def test_another_day_is_another_task_or_a_shifted_one(due_date: str) -> None:
    assert likeness(listed("Call Kim", due_date=due_date), sent("Call Kim")) is Likeness.RESEMBLING


def test_the_same_task_of_a_customer_merged_into_another_is_for_a_person_to_look_at() -> None:
    other = "cus_00000000-ff2b-4a11-8f85-417eb02157a7"
    assert likeness(listed("Call Kim", customer_uuid=other), sent("Call Kim")) is Likeness.RESEMBLING
    assert likeness(listed("Call Kim", customer_uuid=None), sent("Call Kim")) is Likeness.SAME


@pytest.mark.parametrize(
    ("words", "stored", "due_date"),
    [
        ("Call Kim", "Send the quote", "2027-04-21"),
        ("Send the quote", "Ask about the trial", "2027-04-21"),
        ("Call Kim", "", "2027-04-22"),
        ("🚀🚀", "!!!", "2027-04-21"),
    ],
)
def test_other_tasks_are_other_tasks(words: str, stored: str, due_date: str) -> None:
    assert likeness(listed(stored, due_date=due_date), sent(words)) is Likeness.NONE


@given(st.text(st.characters(categories=["L", "M", "N", "P", "S", "Z"]), max_size=200))
def test_every_text_is_recognised_as_it_was_sent(words: str) -> None:
    new = sent(f"Re: {words}")
    assert likeness(listed(new.task_details), new) is Likeness.SAME
