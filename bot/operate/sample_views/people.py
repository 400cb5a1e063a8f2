"""The App Home and its forms."""

from __future__ import annotations

from bot.operate.sample_views.sample import home, modal
from bot.operate.sample_views.words import Words
from bot.views.home import MINE_ROWS, OTHERS_ROWS, Home, Part, Parts, home_view, unshown_home
from bot.views.outsiders import guest_home
from bot.views.own_email import own_email_form
from bot.views.settings import settings_form, settings_words
from bot.workspace.preferences import Preferences

_SET = Preferences(reminder_at="09:00", direct_messages=False)


def _part(words: Words, rows: int) -> Part:
    cards = [words.card(number) for number in range(rows)]
    return Part([("Overdue", cards[:1]), ("", cards[1:])], rows, ["1 overdue"], page=1, pages=3)


def _full(words: Words) -> Home:
    """With as many rows as it ever has."""
    tasks = Parts(
        mine=_part(words, MINE_ROWS),
        asked=_part(words, OTHERS_ROWS),
        customer=_part(words, OTHERS_ROWS),
        chosen=words.customer(),
        is_certain=False,
    )
    return Home(
        slack_email=words.email,
        chartmogul_email=words.email,
        tasks=tasks,
        status="As of 9:00",
        hint="Nothing is known yet.",
        settings=settings_words(_SET),
        is_newcomer=False,
    )


SAMPLES = [
    home("Home, of a newcomer", lambda words: home_view(Home(words.email))),
    home("Home, empty", lambda words: home_view(Home(words.email, tasks=Parts(), is_newcomer=False))),
    home("Home, full", lambda words: home_view(_full(words))),
    home("Home, in trouble", lambda words: unshown_home()),
    home("Home, of a guest", lambda words: guest_home()),
    modal("settings", lambda words: settings_form(_SET)),
    modal("settings, untouched", lambda words: settings_form(Preferences())),
    modal("own e-mail", lambda words: own_email_form(current=words.email, slack_email=words.email)),
]
