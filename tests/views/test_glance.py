"""What a form says of its customer, and of tasks that there are already."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from bot.chartmogul.customer import Customer
from bot.sandbox.slack.limits import too_large, view_faults
from bot.slack.conversation import Origin
from bot.views.already import Already, AlreadyThere, Fate, alike_lines, from_message_lines
from bot.views.form import Form, create_task_form
from bot.views.glance import Glance, ToDo, glance_line
from bot.views.money import money

TODAY = date(2026, 11, 28)
URL = "https://ourcompany.slack.com/archives/C0123456789/p1700000000000100"


def customer(**fields: Any) -> Customer:
    """Somebody of whom this is known."""
    return Customer.model_validate({"uuid": "cus_1", **fields})


@pytest.mark.parametrize(
    ("amount", "currency", "written"),
    [
        (120_000, "EUR", "€1,200"),
        (65_853, "USD", "$658.53"),
        (65_805, "GBP", "£658.05"),
        (5, "EUR", "€0.05"),
        (120_000, "JPY", "¥120,000"),
        (120_000, "KRW", "₩120,000"),
        (1_200_500, "KWD", "KWD 1,200.500"),
        (120_000, "CHF", "CHF 1,200"),
        (120_000, " eur ", "€1,200"),
        (10**18, "EUR", "€10,000,000,000,000,000"),
        (120_000, "", ""),
        (120_000, "Euro", ""),
        (120_000, "<!>", ""),
    ],
)
def test_money(amount: int, currency: str, written: str) -> None:
    assert money(amount, currency) == written


def test_all_of_it() -> None:
    to_do = (ToDo("Send quote", date(2026, 12, 3)), ToDo("Call *Kim*", date(2027, 1, 4)), ToDo("Sign", None))
    acme = customer(status="Active", owner="a@b.test", since="2023-03-14", mrr=120_000, currency="EUR")

    assert glance_line(Glance(acme, TODAY, owner="U1", to_do=to_do)) == (
        "Active · owner <@U1> · customer since March 2023 · €1,200 MRR · "
        "3 open: Send quote, due 3 Dec; Call \u2217Kim\u2217, due 4 Jan 2027; Sign"
    )


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({}, ""),
        ({"status": "New Lead"}, "New Lead"),
        ({"owner": "kim@ourcompany.test"}, "owner kim@ourcompany.test"),
        ({"mrr": 0, "currency": "EUR"}, ""),
        ({"mrr": 120_000}, ""),
        ({"status": "\u202eActive\n"}, "Active"),
        ({"status": "<!channel> *x*"}, "&lt;!channel&gt; \u2217x\u2217"),
    ],
)
def test_what_is_not_known_is_left_out(fields: dict[str, Any], line: str) -> None:
    assert glance_line(Glance(customer(**fields), TODAY)) == line


@pytest.mark.parametrize(
    ("number", "is_whole", "said"),
    [
        (0, True, "no open tasks"),
        (0, False, ""),
        (1, True, "1 open: T0, due 1 Dec"),
        (4, True, "4 open: T0, due 1 Dec; T1, due 1 Dec; T2, due 1 Dec; …"),
        (200, False, "200+ open: T0, due 1 Dec; T1, due 1 Dec; T2, due 1 Dec; …"),
    ],
)
def test_open_tasks(number: int, is_whole: bool, said: str) -> None:
    tasks = tuple(ToDo(f"T{n}\n{URL}", date(2026, 12, 1)) for n in range(number))

    assert glance_line(Glance(customer(), TODAY, to_do=tasks, is_whole=is_whole)) == said


def test_what_is_overdue_says_since_when() -> None:
    late = ToDo("Call", TODAY - timedelta(days=1)), ToDo("Sign", TODAY)

    said = glance_line(Glance(customer(), date(2026, 12, 2), to_do=late))

    assert said == "2 open: Call, overdue since 27 Nov; Sign, overdue since 28 Nov"


def test_tasks_from_the_message_are_told_with_their_card_and_counted() -> None:
    done = Already("Send *quote*", Fate.DONE, date(2026, 12, 4), "U1", "", "U2", URL)
    there = AlreadyThere((done, Already("Call", Fate.ON_ITS_WAY), Already("x"), Already("y")))

    assert from_message_lines(there).splitlines() == [
        f":information_source: From this message there is already a task: <{URL}|Send \u2217quote\u2217> · "
        "asked by <@U2> · <@U1> has it · due Fri 4 Dec 2026 · completed",
        ":information_source: From this message there is already a task: Call · on its way to ChartMogul",
        "… and 2 more.",
    ]


@pytest.mark.parametrize(
    ("from_message", "alike", "lines"), [(0, 3, 3), (1, 1, 1), (1, 2, 2), (2, 2, 0), (9, 9, 0)]
)
def test_no_more_than_two_are_told(from_message: int, alike: int, lines: int) -> None:
    one = Already("Send the quote")
    there = AlreadyThere((one,) * from_message, (one,) * alike)

    assert len(alike_lines(there).splitlines()) == lines
    assert len(from_message_lines(there).splitlines()) <= 3


@pytest.mark.parametrize("character", ["x", "<", "&", "\U0001f600", "e\u0301\u0301", "\u0627", "_", "|"])
def test_the_longest_of_everything_fits(character: str) -> None:
    long = character * 10_000
    acme = customer(name=long, status=long, owner=long, currency="CHF", mrr=10**18 - 1)
    card = "https://x.slack.com/" + "y" * 470
    tasks = tuple(Already(long, Fate.ON_ITS_WAY, date.max, "", long, "U2", card) for _ in range(200))
    view = create_task_form(
        Form(
            origin=Origin(channel_id="C1", channel_name=long),
            assignee="U1",
            due_date=TODAY,
            customer=acme,
            glance=Glance(acme, TODAY, to_do=(ToDo(long, date.max),) * 200, is_whole=False),
            already=AlreadyThere(tasks[:1], tasks),
        )
    )

    assert view_faults(view, "modal") == []
    assert not too_large(view)
