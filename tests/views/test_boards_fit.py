"""However many tasks there are and whatever they are called, Slack takes the App Home and the lists."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.chartmogul.customer import Customer
from bot.request import Announce
from bot.sandbox.slack.limits import message_faults, too_large, too_long, view_faults
from bot.views.card import Card
from bot.views.home import MINE_ROWS, OTHERS_ROWS, Home, Part, Parts, home_view
from bot.views.settings import DUE_WORDS, REMINDER_TIMES, settings_form, settings_words
from bot.views.task_list import PER_PAGE, TaskList, task_list
from bot.workspace.preferences import Preferences, UsualDue

TODAY = date(2026, 11, 28)
TITLES = ("Overdue", "Today", "This week", "Later")

WORST = {
    "of entities": "&" * 255,
    "of brackets": "<" * 255,
    "of letters": "w" * 255,
    "of emoji": "\U0001f525" * 255,
    "of accents": "e\u0301" * 120,
    "of lines": "a\n" * 127,
    "of nothing": "",
}

words = st.sampled_from(list(WORST.values())) | st.text(max_size=255)


def card(number: int, text: str, *, is_open: bool = True, under_way: tuple[str, ...] = ()) -> Card:
    """A task that is called this in every way."""
    return Card(
        task_uuid=f"{number:08}-217b-11f0-b2b4-5b42f025062c",
        customer_name=text,
        customer_url="https://app.chartmogul.com/#/customers/" + "a&" * 230,
        details=text or "x",
        assignee="U0000000001",
        assignee_email="a" * 60 + "@" + "b" * 190 + ".test",
        due_date=TODAY - timedelta(days=number % 60),
        asked_by="U0000000002",
        today=TODAY,
        completed_on=None if is_open else TODAY,
        completed_by="" if is_open else "U0000000001",
        under_way=under_way,
    )


def part(text: str, rows: int, titles: tuple[str, ...]) -> Part:
    """A full page in the middle of many."""
    cards = [card(number, text, under_way=("completing",)) for number in range(rows)]
    size = -(-rows // len(titles))
    groups = [(title, cards[at * size : (at + 1) * size]) for at, title in enumerate(titles)]
    return Part(groups, 1000, [f"250 {title.lower()}" for title in TITLES], page=3, pages=60)


def full_home(text: str) -> dict[str, Any]:
    """An App Home with all that it may show, the same tasks in each part."""
    chosen = Customer(uuid="cus_1", name=text, company=text, email=text)
    parts = Parts(
        mine=part(text, MINE_ROWS, TITLES),
        asked=part(text, OTHERS_ROWS, ("",)),
        customer=part(text, OTHERS_ROWS, ("",)),
        chosen=chosen,
    )
    email = f"{text[:200]}@ourcompany.test"
    set_by_them = settings_words(Preferences(reminder_at="09:00"))
    return home_view(Home(email, email, parts, "As of 14:05.", "", set_by_them))


@pytest.mark.parametrize("text", WORST.values(), ids=WORST)
def test_a_full_home_is_taken(text: str) -> None:
    assert_home(full_home(text))


@given(words)
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_so_is_one_of_any_words(text: str) -> None:
    assert_home(full_home(text))


def assert_home(view: dict[str, Any]) -> None:
    assert view_faults(view, "home") == []
    assert not too_large(view)
    ids = Counter(block["block_id"] for block in view["blocks"] if block.get("block_id"))
    assert max(ids.values()) == 1


def test_an_empty_home_is_taken_and_so_is_one_of_somebody_unknown() -> None:
    assert_home(home_view(Home("anna@ourcompany.test", tasks=Parts())))
    assert view_faults(home_view(Home("")), "home") == []


def test_another_customer_is_chosen_in_a_block_of_another_id() -> None:
    """Slack's apps go on showing the earlier choice in a block of the same id."""

    def block_ids(uuid: str) -> set[str]:
        parts = Parts(chosen=Customer(uuid=uuid, name="Acme"))
        blocks = home_view(Home("", tasks=parts))["blocks"]
        return {str(block["block_id"]) for block in blocks if "home_customer" in str(block)}

    assert block_ids("cus_1") != block_ids("cus_2")
    assert block_ids("cus_1") == block_ids("cus_1")


@pytest.mark.parametrize("text", WORST.values(), ids=WORST)
def test_a_full_list_is_taken(text: str) -> None:
    cards = [card(number, text, is_open=number % 3 > 0) for number in range(PER_PAGE)]
    groups = [(TITLES[0], cards[:3]), (TITLES[1], cards[3:])]
    message = task_list(
        TaskList(f"*{PER_PAGE} open tasks*", groups, page=1, pages=9, note="As of 14:05."),
        "list-0123456789ab",
        mentions=True,
    )

    assert 0 < len(message["text"]) <= 4000
    assert message_faults(message["blocks"]) == []
    assert not too_long(message["blocks"])


@given(
    st.sampled_from(["", *REMINDER_TIMES]),
    st.booleans(),
    st.sampled_from(UsualDue),
    st.sampled_from(Announce),
)
def test_the_settings(at: str, told: bool, due: UsualDue, announce: Announce) -> None:
    assert view_faults(settings_form(Preferences(at, "", told, due, announce)), "modal") == []


def test_there_are_words_for_every_usual_due_date() -> None:
    assert set(DUE_WORDS) == {due.value for due in UsualDue}
