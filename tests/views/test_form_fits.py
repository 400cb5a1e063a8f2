"""Whatever stands in the form that creates a task, Slack takes it, also while it is filled in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.request import Announce, Scope
from bot.slack.conversation import Audience, Origin
from bot.views.add_link import AddLink
from bot.views.already import Already, AlreadyThere, Fate
from bot.views.assignee import Advice, EmailQuestion
from bot.views.form import BelowCustomer, Form, create_task_form
from bot.views.glance import Glance, ToDo
from bot.views.keep_note import ONLY_THE_MESSAGE, WITH_THE_FULL_TEXT, KeepNote
from bot.views.revised_form import with_advice
from tests.views.test_slack_takes_them import (
    assert_modal,
    customers,
    details,
    emails,
    nobody,
    people,
    urls,
    words,
)

questions = st.builds(EmailQuestion, people, words, emails, st.booleans(), st.booleans(), emails)
advice = st.builds(Advice, people, nobody | people, words, st.booleans(), st.none() | questions)
origins = st.builds(
    Origin,
    channel_id=st.sampled_from(["", "C1"]),
    channel_name=words,
    is_direct=st.booleans(),
    thread_ts=st.sampled_from(["", "1.2"]),
)
notes = st.builds(
    KeepNote,
    st.booleans(),
    st.sampled_from(Scope),
    st.sampled_from(["", ONLY_THE_MESSAGE, WITH_THE_FULL_TEXT]),
)
to_do = st.builds(ToDo, words, st.none() | st.dates())
glances = st.builds(
    Glance,
    customer=customers,
    today=st.dates(),
    owner=nobody | people,
    to_do=st.none() | st.lists(to_do, max_size=5).map(tuple),
    is_whole=st.booleans(),
)
known = st.builds(
    Already,
    details=words,
    fate=st.sampled_from(Fate),
    due_date=st.none() | st.dates(),
    assignee=nobody | people,
    assignee_email=words,
    asked_by=nobody | people,
    card_url=urls,
)
several = st.lists(known, max_size=4).map(tuple)
there = st.builds(AlreadyThere, from_message=several, alike=several)
below = st.builds(BelowCustomer, st.none() | glances, there)
forms = st.builds(
    Form,
    note=st.none() | notes,
    origin=origins,
    assignee=people,
    due_date=st.dates(),
    details=nobody | details,
    customer=st.none() | customers,
    customer_hint=words,
    glance=st.none() | glances,
    already=there,
    link=st.none() | st.builds(AddLink, st.booleans(), st.integers(0, 10**6)),
    loading=st.none() | st.integers(0, 10**7),
    advice=advice,
    notice=words,
    audience=st.sampled_from(Audience),
    announce=st.none() | st.sampled_from(Announce),
)


@given(forms, advice, st.none() | below)
def test_the_form(form: Form, other: Advice, chosen: BelowCustomer | None) -> None:
    view = create_task_form(form)
    assert_modal(view)
    revised = with_advice(view, other, below=chosen)

    if revised is not None:
        assert_modal(revised)
        assert with_advice(revised, other, below=chosen) is None
