"""The rules that a task meets before it is sent."""

from __future__ import annotations

import pytest

from bot.task import is_email


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("jo@acme.com", True),
        ("jo+x@mail.acme.co.uk", True),
        ("zoë@müller.de", True),
        ("jo\ud83d@acme.com", False),
        ("jo@acme\ude00.com", False),
        ("Jo <jo@acme.com>", False),
        ("jo@localhost", False),
    ],
)
def test_an_address_has_one_form_and_no_half_characters(text: str, fits: bool) -> None:
    assert is_email(text) is fits
