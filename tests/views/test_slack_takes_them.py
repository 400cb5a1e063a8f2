"""Whatever people and ChartMogul call things, Slack takes the views, and nothing in them notifies anybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.chartmogul.customer import Customer
from bot.slack.conversation import Origin
from bot.views.card import Card, task_card
from bot.views.digest import DigestState, State, digest_state, unposted_message
from bot.views.edit import (
    EditForm,
    TaskMemory,
    as_now,
    changed_meanwhile,
    delete_form,
    edit_form,
    snooze_form,
)
from bot.views.home import Home, home_view
from bot.views.intro import with_intro
from bot.views.link import link_form, link_state, linked
from bot.views.morning_words import digest_heading, digest_note, digest_title, reminder_heading, reminder_note
from bot.views.outsiders import NOT_KNOWN_YET, NOT_TO_BE_CREATED, guest_home, note, only_you
from bot.views.own_email import own_email_form
from bot.views.refused import refused_message
from bot.views.task_list import TaskList, task_list
from bot.views.unchanged import Unchanged, unchanged_message
from bot.views.uncreated import Uncreated
from bot.views.unkept import Unkept, less_kept_message, unkept_message
from bot.views.unsure import SENDING_AGAIN, decided_message, unsure_message
from tests.views.taking import faults_of_message, faults_of_view

words = st.text(max_size=400) | st.sampled_from(["", "<!channel>", "<@U9>", "a|b>c&d", "&" * 400, "<" * 400])
details = words.map(lambda text: text[:255].strip() or "x")
people = st.sampled_from(["U1", "U2"])
nobody = st.just("")
urls = nobody | st.text(max_size=300).map(lambda slug: f"https://app.chartmogul.com/#/customers/1-{slug}")
emails = nobody | st.from_regex(r"[a-z]{1,60}@[a-z]{1,60}\.test", fullmatch=True)
customers = st.builds(
    Customer,
    uuid=st.just("cus_00000000-0000-4000-8000-000000000000"),
    name=words,
    company=words,
    email=words,
    status=words,
    website_url=words,
    url=urls,
    owner=words,
    mrr=st.none() | st.integers(0, 10**18 - 1),
    currency=words | st.sampled_from(["EUR", "JPY", "KWD", "CHF"]),
    since=st.none() | st.dates(date(1971, 1, 1), date(9998, 12, 31)),
)
unkept = st.builds(
    Unkept,
    note_id=st.just("0" * 32),
    what=st.sampled_from(["this conversation", "the full text"]),
    customer_name=words,
    customer_url=urls,
    details=details,
    message_url=nobody | st.just("https://ourcompany.slack.com/archives/C1/p1700000000000000"),
)
cards = st.builds(Card, st.just("1-2-3"), words, urls, details, people, st.dates(), people)
lived = st.builds(
    Card,
    task_uuid=st.just("1-2-3"),
    customer_name=words,
    customer_url=urls,
    details=words,
    assignee=nobody | people,
    due_date=st.none() | st.dates(),
    asked_by=nobody | people,
    message_url=urls,
    today=st.none() | st.dates(),
    assignee_email=words,
    completed_on=st.none() | st.dates(),
    completed_by=nobody | people,
    is_gone=st.booleans(),
    gone_by=nobody | people,
    under_way=st.sampled_from([(), ("completing",), ("changing", "deleting")]),
    is_new=st.booleans(),
)
memories = st.builds(
    TaskMemory,
    task_uuid=st.just("1-2-3"),
    details=words,
    assignee=words,
    assignee_user=nobody | people,
    due_date=st.none() | st.dates(),
    is_open=st.booleans(),
    customer_name=words,
    customer_url=urls,
    response_url=urls,
)
edits = st.builds(
    EditForm,
    memory=memories,
    details=words,
    assignee=nobody | people,
    due_date=st.none() | st.dates(),
    notice=nobody | words.map(lambda text: changed_meanwhile({"What is to be done": as_now(text)})),
)
unmade = st.builds(
    Unchanged,
    change_id=st.just(7),
    what=st.just("change"),
    task_uuid=st.just("1-2-3"),
    customer_name=words,
    customer_url=urls,
    details=words,
    reason=words,
    reference=nobody | st.just("cm-123456"),
    typed=nobody | details,
    wanted=st.sampled_from([[], ["Assignee: <@U1>", "Due: Fri 4 Dec 2026"]]),
    may_edit=st.booleans(),
)
refusals = st.builds(Uncreated, st.just("abc"), words, urls, details, words, st.just("cm-123456"))
doubts = st.builds(Uncreated, st.just("abc"), words, urls, details, words, nobody | st.just("cm-123456"))
homes = st.builds(Home, emails, emails)


def assert_modal(view: dict[str, Any]) -> None:
    """Slack would open it."""
    assert faults_of_view(view, "modal") == []


def assert_message(message: dict[str, Any]) -> None:
    """Slack would post it, with words for screen readers."""
    assert faults_of_message(message) == []


@given(cards)
def test_the_card(card: Card) -> None:
    assert_message(task_card(card))
    assert_message(with_intro(task_card(card), "I could not post in <#C1>, so here is the summary."))


@given(lived)
def test_a_card_that_has_lived(card: Card) -> None:
    drawn = task_card(card)
    assert_message(drawn)
    buttons = [block for block in drawn["blocks"] if block["type"] == "actions"]
    values = [element.get("value", card.task_uuid) for block in buttons for element in block["elements"]]
    assert all(value.startswith(card.task_uuid) for value in values)
    assert bool(buttons) is not card.is_gone


@given(edits)
def test_the_forms_that_change_a_task(form: EditForm) -> None:
    for view in (edit_form(form), snooze_form(form), delete_form(form.memory)):
        assert_modal(view)
        kept = TaskMemory.from_metadata(view["private_metadata"])
        assert (kept.task_uuid, kept.details, kept.due_date) == (
            "1-2-3",
            form.memory.details,
            form.memory.due_date,
        )


@given(unmade)
def test_what_is_said_of_a_change_that_was_not_made(unchanged: Unchanged) -> None:
    assert_message(unchanged_message(unchanged))


@given(unkept, words, st.text(max_size=4000), st.booleans())
def test_what_is_said_of_a_note_that_is_not_as_wanted(
    note: Unkept, reason: str, typed: str, has_message: bool
) -> None:
    assert_message(unkept_message(note, reason=reason, reference="cm-123456", typed=typed))
    assert_message(less_kept_message(note, has_message=has_message))


@given(refusals)
def test_the_refusal(refusal: Uncreated) -> None:
    assert_message(refused_message(refusal))


@given(doubts)
def test_the_question_whether_a_task_is_there(doubt: Uncreated) -> None:
    assert_message(with_intro(unsure_message(doubt), "Here it is as well."))
    assert_message(decided_message(SENDING_AGAIN, doubt.details))


@given(customers, words)
def test_links(customer: Customer, asked: str) -> None:
    assert_modal(link_form(Origin(channel_id="C1"), asked=asked, suggestion=customer, command=asked))
    assert_message(linked(Origin(channel_id="C1"), customer))
    assert_message(link_state(Origin(channel_id="C1"), customer, linked=True))


@given(homes)
def test_the_home(home: Home) -> None:
    assert faults_of_view(home_view(home), "home") == []


def test_what_outsiders_see() -> None:
    assert faults_of_view(guest_home(), "home") == []
    assert_modal(note(NOT_TO_BE_CREATED))
    assert_message(only_you(NOT_KNOWN_YET))


@given(emails, emails)
def test_the_form_for_ones_own_email(current: str, slack_email: str) -> None:
    assert_modal(own_email_form(current=current, slack_email=slack_email))


def test_a_due_date_reads_the_same_everywhere() -> None:
    card = Card("1-2-3", "Acme", "", "Call", "U1", date(2026, 12, 4), "U2")

    assert "Due Fri 4 Dec 2026" in task_card(card)["text"]


@given(st.sampled_from(State), words)
def test_what_is_said_of_a_digest(state: State, owner: str) -> None:
    assert_message(digest_state(DigestState(state, owner), Origin(channel_id="C1")))
    assert_message(unposted_message("C1", "it is archived", delivery_id="abc", is_off=True))


@given(st.lists(cards, min_size=1, max_size=8), words, urls, words)
def test_reminders_and_digests(tasks: list[Card], name: str, url: str, owner: str) -> None:
    each = [replace(task, task_uuid=f"1-{number}") for number, task in enumerate(tasks)]
    reminder = TaskList(
        reminder_heading(overdue=999, today=1), [("Overdue", each)], note=reminder_note(time(9))
    )
    heading = digest_heading(digest_title(name, url), tasks=999, overdue=9, on=date(2026, 11, 30))
    digest = TaskList(heading, [("Overdue", each)], note=digest_note(owner))
    for shown in (reminder, digest):
        assert_message(task_list(shown, "row", mentions=False))
