"""Which tasks are nearly the same, and which only look so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.resolve.alike import likeness

LINK = "https://ourcompany.slack.com/archives/C0123456789/p1700000000000100"

SAME = [
    ("Send renewal quote", "send the renewal quote"),
    ("Send renewal quote", "Please send the renewal quote!"),
    ("Send renewal quote", "Send renewal qoute"),
    ("Send renewal quote", "renewal quote: send"),
    ("Send renewal quote", f"Send renewal quote\n{LINK}"),
    ("Send renewal quote", "Send renewal quotes"),
    ("Call about renewal", "call them about the renewal"),
    ("Call Kim about the Q3 review", "call kim re Q3 review"),
    ("Follow up on invoice 4711", "follow-up on invoice #4711"),
    ("Prepare QBR deck", "prepare the QBR deck"),
    ("Update billing address", "Update the billing adress"),
    ("Don\u2019t forget the contract", "Don't forget the contract"),
    ("Rechnung schicken", "rechnung  schicken"),
    ("Café einladen", "Cafe\u0301 einladen"),
    ("請求書を送る", "請求書を送る"),
    ("Call", "call"),
]

OTHER = [
    ("Send renewal quote", "Send invoice"),
    ("Send renewal quote", "Send quote"),
    ("Send renewal quote", "Sign renewal quote"),
    ("Send renewal quote", ""),
    ("Send Q3 report", "Send Q4 report"),
    ("Follow up on invoice 4711", "Follow up on invoice 4712"),
    ("Report 2025", "Report 2026"),
    ("Call Kim", "Call Lee"),
    ("Call Kim about the renewal", "Call Tim about the renewal"),
    ("Cancel the contract", "Renew the contract"),
    ("Open the account", "Reopen the account"),
    ("Send the quote", "Send the note"),
    ("Plan the onboarding call", "Plan the offboarding call"),
    ("Call", "Mail"),
    ("Upgrade plan", "Downgrade plan"),
    ("請求書を送る", "契約を更新する"),
    (LINK, LINK[:-1] + "1"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_nearly_the_same(one: str, other: str) -> None:
    assert likeness(one, other) > 0
    assert likeness(one, other) == likeness(other, one)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_another_task(one: str, other: str) -> None:
    assert likeness(one, other) == 0
    assert likeness(other, one) == 0


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_words(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 100
