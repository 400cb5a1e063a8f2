"""What is said above a list, or in place of one: within Slack's limits, and it mentions nobody unasked."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chartmogul.customer import Customer
from bot.resolve.due_spans import due_time
from bot.sandbox.slack.limits import message_faults
from bot.views import list_answers, list_title
from bot.views.list_answers import list_answer
from bot.views.list_title import Wanted, When
from bot.views.task_list import HEADING_MAX, NOTE_MAX

NOTIFIES = re.compile(r"<[@!]([^>|]*)")

words = st.text(max_size=400) | st.sampled_from(
    [
        "",
        "<!channel>",
        "<@U9>",
        "&lt;!here&gt;",
        "a|b>c&d",
        "`<@U9>`",
        "&" * 400,
        "<" * 400,
        '"' * 400,
        "🚀" * 400,
    ]
)
ids = st.from_regex(r"U[A-Z0-9]{10}", fullmatch=True)
urls = st.text(max_size=300).map(lambda slug: f"https://app.chartmogul.com/#/customers/1-{slug}")
customers = st.builds(
    Customer,
    uuid=st.uuids().map(lambda uuid: f"cus_{uuid}"),
    name=words,
    company=words,
    email=words,
    url=st.just("") | urls,
)
several = st.lists(customers, min_size=1, max_size=20)
some_names = st.lists(words, min_size=1, max_size=10)
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))
times = st.builds(
    lambda whens, today: tuple(due_time(when, today) for when in whens),
    st.lists(st.sampled_from(When), unique=True),
    days,
)
wanted = st.builds(
    Wanted,
    reader=ids,
    people=st.lists(ids, max_size=10, unique=True).map(tuple),
    customer=st.none() | customers,
    twins=st.lists(customers, max_size=5).map(tuple),
    due=times,
)

ACME = Customer(uuid="cus_1", name="Acme", url="https://app.chartmogul.com/#/customers/1-acme")
SATURDAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        (Wanted("U1", ("U1",)), "Your open tasks"),
        (Wanted("U1", ("U2",)), "Open tasks of <@U2>"),
        (Wanted("U1", ("U1", "U2", "U3")), "Open tasks of you, <@U2> and <@U3>"),
        (Wanted("U1", tuple(f"U{n}" for n in range(2, 9))), "<@U5>, <@U6> and 2 more"),
        (Wanted("U1", (), ACME), "Open tasks for <https://app.chartmogul.com/#/customers/1-acme|Acme>"),
    ],
)
def test_the_title_says_whose_tasks_they_are(asked: Wanted, title: str) -> None:
    assert list_title.list_title(asked).endswith(title)


@pytest.mark.parametrize(
    ("whens", "title"),
    [
        ([When.OVERDUE], "overdue"),
        ([When.TODAY], "due today"),
        ([When.OVERDUE, When.TODAY], "overdue or due today"),
        ([When.WEEK], "overdue or due by Sun 29 Nov 2026"),
        ([When.OVERDUE, When.TODAY, When.WEEK], "overdue or due by Sun 29 Nov 2026"),
        ([When.TOMORROW], "due tomorrow"),
        ([When.NEXT_WEEK], "due next week, Mon 30 Nov 2026 to Sun 6 Dec 2026"),
    ],
)
def test_the_title_says_when_they_are_due(whens: list[When], title: str) -> None:
    asked = Wanted("U1", ("U1",), due=tuple(due_time(when, SATURDAY) for when in whens))

    assert list_title.list_title(asked) == f"Your open tasks, {title}"


@given(wanted, st.integers(0, 9999))
def test_a_title_fits_and_mentions_only_who_was_asked_about(asked: Wanted, count: int) -> None:
    title = list_title.list_title(asked)

    heading = list_title.list_heading(list_title.changed_meanwhile(title), count)
    assert len(heading) <= HEADING_MAX
    assert set(NOTIFIES.findall(title)) <= set(asked.people)
    assert "\n" not in title


@given(several, some_names)
def test_notes_fit(found: list[Customer], emails: list[str]) -> None:
    for note in (list_answers.may_be_meant(found[0]), list_title.only_first(200), list_title.SLOW):
        assert len(note) <= NOTE_MAX
        assert not NOTIFIES.search(note)
    assert not NOTIFIES.search(list_title.not_seen(emails))


ANSWERS: list[Callable[[str, list[Customer], list[str]], str]] = [
    lambda typed, found, names: list_answers.not_understood(typed),
    lambda typed, found, names: f"{list_answers.did_you_mean(typed)}\n{list_answers.not_understood(typed)}",
    lambda typed, found, names: f"{list_answers.did_you_mean(typed)}\n{list_answers.one_at_a_time(found)}",
    lambda typed, found, names: list_answers.several_customers(typed, found),
    lambda typed, found, names: list_answers.similar_customers(typed, found),
    lambda typed, found, names: list_answers.customer_or_colleague(typed, found),
    lambda typed, found, names: list_answers.several_colleagues(typed, names),
    lambda typed, found, names: list_answers.nobody_called(typed),
    lambda typed, found, names: list_answers.no_tasks_of(typed, "is an app."),
    lambda typed, found, names: list_title.not_seen(names),
    lambda typed, found, names: list_answers.HELP,
    lambda typed, found, names: list_answers.EVERYBODYS,
]


@given(
    words, several, st.lists(words, min_size=1, max_size=10), st.text(max_size=4000), st.sampled_from(ANSWERS)
)
def test_slack_takes_all_answers_and_they_notify_nobody(
    typed: str,
    found: list[Customer],
    names: list[str],
    command: str,
    say: Callable[[str, list[Customer], list[str]], str],
) -> None:
    answer = list_answer(say(typed, found, names), words=command)

    assert answer["response_type"] == "ephemeral"
    assert message_faults(answer["blocks"]) == []
    assert 0 < len(answer["text"]) <= 3000
    assert not NOTIFIES.search(answer["text"])


def test_whoever_is_not_known_is_named_by_who_asked() -> None:
    assert NOTIFIES.findall(list_answers.not_told("U2")) == ["U2"]
