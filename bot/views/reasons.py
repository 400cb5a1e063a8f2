"""Why the form begins with what it does: a line under each field that words at hand have filled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.chartmogul.customer import Customer
from bot.views.customer_option import customer_names
from bot.views.mrkdwn import escape, person, shorten

WORDS_MAX = 100
"""Characters of somebody's words in such a line."""

THREAD_NOT_READ = "I was not given the permission to read threads, so this one gives no clue to the customer."
"""Under the field of the customer, where a thread could have told which one it is."""


def because_of_words(words: str) -> str:
    """Which words they were, in plain text."""
    return f"from “{shorten(words, WORDS_MAX)}”"


def assignee_reason(user_id: str, words: str) -> str:
    """Why somebody is the assignee, in mrkdwn."""
    return f"The task goes to {person(user_id)}, {escape(because_of_words(words))}."


def due_reason(due_date: date, words: str, *, today: date) -> str:
    """Why a task is due then, in plain text; with the year where it is not this one."""
    year = "" if due_date.year == today.year else f" {due_date.year}"
    return f"Due {due_date:%A %-d %B}{year}, {because_of_words(words)}."


def customer_reason(customers: Sequence[Customer], words: str) -> str:
    """Why the one customer is chosen, or which several fit; in plain text, empty for none."""
    if not customers:
        return ""
    if len(customers) == 1:
        chosen = customer_names(customers, most=110, each=100)
        return f"{chosen} is chosen, {because_of_words(words)}."
    names = customer_names(customers, most=200)
    return f"Several customers fit “{shorten(words, WORDS_MAX)}”, so choose one: {names}."
