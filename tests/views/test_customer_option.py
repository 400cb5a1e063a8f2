"""Customers as lines of a list: Slack takes them, nothing in them misleads, and no two read alike."""

# ruff: noqa: RUF001  (look-alikes are what is tested)

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chartmogul.customer import Customer
from bot.sandbox.slack.limits import view_faults
from bot.views.customer_option import (
    OPTION_TEXT_MAX,
    OPTIONS_MAX,
    customer_input,
    customer_names,
    customer_options,
)
from bot.views.one_line import length, reads_as


def uuid(number: int) -> str:
    """An id as ChartMogul makes them."""
    return f"cus_{number:08x}-0000-4000-8000-{number:012x}"


def lines(*customers: Customer) -> list[str]:
    """What the options say."""
    return [option.to_dict()["text"]["text"] for option in customer_options(customers)]


ALIKE = (
    ("Acme", "Acme"),
    ("Acme", "ACME"),
    ("Acme", " Acme\n"),
    ("Acme Inc", "Acme\u00a0Inc"),
    ("Acme Inc", "Acme \u2003 Inc"),
    ("Acme", "Ac\u200bme"),
    ("Acme", "\u202eAcme\u202c"),
    ("Acme", "Ac\u00adme\ufe0f"),
    ("Acme", "Аcmе"),
    ("Acme", "Ａｃｍｅ"),
    ("Ill", "lll"),
    ("A-B", "A–B"),
    ("", " \u200b"),
    ("", ""),
    ("🚀", "🚀\ufe0f"),
    ("x" * 5000, "x" * 5000 + "y"),
)


@pytest.mark.parametrize(("one", "other"), ALIKE)
@pytest.mark.parametrize(
    ("ids", "ends"),
    [
        (("crm-1", "crm-2"), ("crm-1", "crm-2")),
        (("", ""), ("00000001", "00000002")),
        (("same", "same"), ("00000001", "00000002")),
        (("crm-1", ""), ("crm-1", "")),
        (("y" * 5000 + "1", "y" * 5000 + "2"), ("00000001", "00000002")),
    ],
)
def test_twins_are_told_apart_by_external_id_or_the_end_of_their_uuid(
    one: str, other: str, ids: tuple[str, str], ends: tuple[str, str]
) -> None:
    twins = [
        Customer(uuid=uuid(number + 1), name=name, external_id=ids[number], email="a@acme.test" * 9)
        for number, name in enumerate((one, other))
    ]

    shown = lines(*twins)

    assert [line.endswith(end) for line, end in zip(shown, ends, strict=True)] == [True, True]
    assert len(set(map(reads_as, shown))) == 2
    assert all(0 < length(line) <= OPTION_TEXT_MAX for line in shown)


def test_who_is_no_twin_is_shown_without_an_id() -> None:
    acme = Customer(uuid=uuid(1), name="Acme", email="a@acme.test", status="Active", external_id="crm-1")
    other = acme.model_copy(update={"uuid": uuid(2), "email": "b@acme.test"})

    assert lines(acme, other) == ["Acme · a@acme.test · Active", "Acme · b@acme.test · Active"]


def test_a_line_that_reads_like_a_twin_with_its_id_is_told_apart_too() -> None:
    names = [("Acme", "1"), ("Acme", "2"), ("Acme · 1", ""), ("ACME · 1", "")]
    shown = lines(
        *(Customer(uuid=uuid(at), name=name, external_id=id_) for at, (name, id_) in enumerate(names))
    )

    assert len(set(map(reads_as, shown))) == len(names)


def test_uuids_that_end_alike_are_shown_further() -> None:
    ends_alike = [Customer(uuid=f"cus_{start}-1234567890", name="Acme") for start in "ab"]

    assert len(set(lines(*ends_alike))) == 2


@pytest.mark.parametrize(
    ("customer", "line"),
    [
        (Customer(uuid="cus_1"), "Customer without a name"),
        (Customer(uuid="cus_1", email="kim@acme.test"), "Customer without a name · kim@acme.test"),
        (
            Customer(uuid="cus_1", name="\u200b\t", website_url="https://www.acme.test/"),
            "Customer without a name · acme.test",
        ),
        (Customer(uuid="cus_1", name="\u3164", status="Active"), "Customer without a name · Active"),
        (Customer(uuid="cus_1", company="Acme"), "Acme"),
        (Customer(uuid="cus_1", name="A\x00c\x1bme\r\nInc\x7f"), "A c me Inc"),
        (Customer(uuid="cus_1", name="\u202eemcA\u202c \u2066x\u2069"), "emcA x"),
        (Customer(uuid="cus_1", name="Ame\u0301lie"), "Ame\u0301lie"),
        (Customer(uuid="cus_1", name="👩\u200d🚀 Rockets"), "👩\u200d🚀 Rockets"),
        (Customer(uuid="cus_1", name="می\u200cخواهم"), "می\u200cخواهم"),
        (Customer(uuid="cus_1", name="Z" + "\u0300" * 500), "Z" + "\u0300" * 4),
    ],
)
def test_what_a_line_shows(customer: Customer, line: str) -> None:
    assert lines(customer) == [line]


def test_a_cut_never_splits_what_is_seen_as_one_character() -> None:
    family = "👨\u200d👩\u200d👧"

    (line,) = lines(Customer(uuid="cus_1", name=family * 20))

    assert line == family * 9 + "…"


def test_an_answer_has_a_hundred_options_at_most_and_each_customer_once() -> None:
    many = [Customer(uuid=uuid(number), name="Acme") for number in range(150)]

    assert len(lines(*many)) == OPTIONS_MAX
    assert lines(many[0], many[0]) == ["Acme"]


def test_the_customer_of_a_form_is_told_apart_from_others_of_its_name() -> None:
    acme, twin = (Customer(uuid=uuid(n), name="Acme", external_id=f"crm-{n}") for n in (1, 2))

    assert chosen(customer_input(acme, among=[acme, twin])) == "Acme · crm-1"
    assert chosen(customer_input(acme)) == "Acme"


def chosen(block: dict[str, Any]) -> str:
    """The text of the field's initial option."""
    return str(block["element"]["initial_option"]["text"]["text"])


def test_names_in_a_sentence_are_told_apart_and_end_whole() -> None:
    twins = [Customer(uuid=uuid(n), name="Acme", external_id=f"crm-{n}") for n in range(30)]

    assert customer_names(twins[:2], most=200) == "Acme · crm-0, Acme · crm-1"
    assert customer_names([twins[0], twins[0]], most=200) == "Acme"
    assert customer_names(twins, most=45) == "Acme · crm-0, Acme · crm-1, Acme · crm-2, …"


anything = st.text(max_size=100) | st.sampled_from(["Acme", "acme ", "\u200b", "🚀" * 80, "é" * 5000])


listed = st.builds(
    Customer,
    uuid=st.integers(1, 40).map(uuid),
    name=anything,
    company=anything,
    email=anything,
    status=anything,
    website_url=anything,
    external_id=anything,
)


@settings(deadline=None, max_examples=25)
@given(st.lists(listed, max_size=8))
def test_slack_takes_every_list_and_no_two_lines_read_alike(customers: list[Customer]) -> None:
    shown = lines(*customers)

    assert len(set(map(reads_as, shown))) == len({customer.uuid for customer in customers})
    assert all(line.strip() and length(line) <= OPTION_TEXT_MAX for line in shown)


@settings(deadline=None, max_examples=25)
@given(listed, st.lists(listed, max_size=3))
def test_slack_takes_the_field_with_any_customer_in_it(customer: Customer, among: list[Customer]) -> None:
    block = customer_input(customer, among=among)
    words = {"type": "plain_text", "text": "x"}

    assert view_faults({"type": "modal", "title": words, "submit": words, "blocks": [block]}, "modal") == []
