"""A language in Slack says how its speakers write 5 January, or nothing."""

from __future__ import annotations

import pytest

from bot.resolve.locale import day_first


@pytest.mark.parametrize(
    ("locale", "zone", "expected"),
    [
        ("", "", None),
        ("", "America/New_York", None),
        ("en-US", "", False),
        ("en-US", "America/New_York", False),
        ("en-US", "America/Indiana/Knox", False),
        ("en-US", "Asia/Manila", False),
        ("en-US", "Europe/Berlin", None),
        ("en-US", "Asia/Kolkata", None),
        ("en-US", "America/Sao_Paulo", None),
        ("en_US", "US/Pacific", False),
        ("en-GB", "America/New_York", True),
        ("EN-gb", "", True),
        ("en-AU", "", True),
        ("en-CA", "", None),
        ("fr-CA", "America/Toronto", None),
        ("en-ZA", "", None),
        ("en", "", None),
        ("de-DE", "", True),
        ("fr-FR", "", True),
        ("es-ES", "", True),
        ("es-LA", "", True),
        ("pt-BR", "", True),
        ("it-IT", "", True),
        ("ru-RU", "", True),
        ("pl-PL", "", True),
        ("ja-JP", "", False),
        ("ko-KR", "", False),
        ("zh-CN", "", False),
        ("zh-TW", "", False),
        ("tlh", "", None),
        ("-US", "", None),
        ("\u0130", "", None),
    ],
)
def test_what_a_locale_says(locale: str, zone: str, expected: bool | None) -> None:
    assert day_first(locale, zone) is expected
