"""As of when an App Home is known, in words that are still right when somebody looks days later."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.boards.board import AtHome
from bot.boards.home_tasks import Resident
from bot.boards.home_words import NO_EMAIL, NOT_READ, UPDATING, hint_words, status_words

NOON = datetime(2026, 11, 28, 12, 5, tzinfo=UTC).timestamp()
BERLIN = ZoneInfo("Europe/Berlin")
ANNA = Resident("U1", "anna@ourcompany.test", "")


@pytest.mark.parametrize(
    ("home", "seen_at", "said"),
    [
        (AtHome(), 0.0, ""),
        (AtHome(), NOON, "As of 13:05, Sat 28 Nov 2026."),
        (AtHome(read_at=NOON), 0.0, "As of 13:05, Sat 28 Nov 2026."),
        (AtHome(read_at=NOON), NOON - 500, "As of 13:05, Sat 28 Nov 2026."),
        (AtHome(reading_until=NOON + 30), 0.0, UPDATING),
        (
            AtHome(read_at=NOON - 86_400, reading_until=NOON + 30),
            0.0,
            f"{UPDATING} This is as of 13:05, Fri 27 Nov 2026.",
        ),
        # What was never heard of again is not said to be on its way for ever.
        (AtHome(read_at=NOON - 86_400, reading_until=NOON - 1), 0.0, "As of 13:05, Fri 27 Nov 2026."),
        (
            AtHome(is_away=True),
            0.0,
            ":warning: ChartMogul does not answer just now. I will show your tasks later. "
            "*Refresh* tries again.",
        ),
        (
            AtHome(is_away=True, read_at=NOON),
            0.0,
            ":warning: ChartMogul does not answer just now. This is what it last showed, as of 13:05, "
            "Sat 28 Nov 2026. *Refresh* tries again.",
        ),
    ],
)
def test_as_of_when(home: AtHome, seen_at: float, said: str) -> None:
    assert status_words(home, NOON, BERLIN, seen_at=seen_at) == said


def test_the_day_is_that_of_the_person() -> None:
    late = datetime(2026, 11, 28, 23, 30, tzinfo=UTC).timestamp()

    said = status_words(AtHome(read_at=late), late, ZoneInfo("Pacific/Auckland"), seen_at=0.0)

    assert said == "As of 12:30, Sun 29 Nov 2026."


@pytest.mark.parametrize(
    ("home", "resident", "is_known", "said"),
    [
        (AtHome(read_at=NOON), Resident("U1", "", ""), False, NO_EMAIL),
        (AtHome(), ANNA, False, NOT_READ),
        (AtHome(is_away=True), ANNA, True, NOT_READ),
        (AtHome(read_at=NOON), ANNA, True, ""),
    ],
)
def test_why_there_is_nothing(home: AtHome, resident: Resident, is_known: bool, said: str) -> None:
    assert hint_words(home, resident, is_known=is_known) == said


def test_an_email_that_chartmogul_never_showed_is_named_harmlessly() -> None:
    resident = Resident("U1", "anna@ourcompany.test", "<!channel>@ourcompany.test")

    said = hint_words(AtHome(read_at=NOON), resident, is_known=False)

    assert "&lt;!channel&gt;@ourcompany.test" in said
    assert "anna@" not in said
