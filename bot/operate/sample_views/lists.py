"""Lists of tasks that were asked for, reminders and digests, and what is said in their place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

from bot.operate.sample_views.sample import Json, Sample, message
from bot.operate.sample_views.words import ANNA, BEN, DAY, DELIVERY, Words
from bot.views.card import Card
from bot.views.digest import DigestState, State, digest_state, unposted_message
from bot.views.list_answers import (
    EVERYBODYS,
    HELP,
    customer_or_colleague,
    did_you_mean,
    list_answer,
    not_understood,
    one_at_a_time,
    several_colleagues,
    several_customers,
    similar_customers,
)
from bot.views.list_title import DueTime, Wanted, When, list_heading, list_title, only_first
from bot.views.morning_words import (
    LATER,
    OVERDUE,
    digest_heading,
    digest_note,
    digest_title,
    reminder_heading,
    reminder_note,
)
from bot.views.task_list import PER_PAGE, TaskList, task_list

_OF_LIST, _OF_MORNING = "list", "row"


def _groups(words: Words) -> list[tuple[str, list[Card]]]:
    cards = [words.card(number) for number in range(PER_PAGE)]
    return [(OVERDUE, cards[:1]), (LATER, cards[1:])]


def _asked_for(words: Words) -> Json:
    due = DueTime(When.NEXT_WEEK, DAY, DAY)
    wanted = Wanted(ANNA, (ANNA, BEN) * 4, words.customer(), (words.customer(),), (due,))
    heading = list_heading(list_title(wanted), 999)
    shown = TaskList(heading, _groups(words), page=1, pages=9, note=only_first(999))
    return task_list(shown, _OF_LIST, mentions=True)


def _reminder(words: Words) -> Json:
    heading = reminder_heading(overdue=999, today=1)
    return task_list(
        TaskList(heading, _groups(words), note=reminder_note(time(9))), _OF_MORNING, mentions=False
    )


def _digest(words: Words) -> Json:
    heading = digest_heading(digest_title(words.name, words.url), tasks=999, overdue=9, on=DAY)
    return task_list(
        TaskList(heading, _groups(words), note=digest_note(words.name)), _OF_MORNING, mentions=False
    )


_ANSWERS: dict[str, Callable[[Words], str]] = {
    "everybody's": lambda words: EVERYBODYS,
    "help": lambda words: HELP,
    "not understood": lambda words: not_understood(words.reason),
    "meant otherwise": lambda words: did_you_mean(words.reason),
    "one at a time": lambda words: one_at_a_time([words.customer()] * 5),
    "several customers": lambda words: several_customers(words.reason, [words.customer()] * 9),
    "similar customers": lambda words: similar_customers(words.reason, [words.customer()] * 5),
    "customer or colleague": lambda words: customer_or_colleague(words.name, [words.customer()]),
    "several colleagues": lambda words: several_colleagues(words.name, [words.name] * 9),
}


def _answer(name: str, said: Callable[[Words], str]) -> Sample:
    return message(f"list, {name}", lambda words: list_answer(said(words), words=words.reason))


def _state(state: State) -> Sample:
    def draw(words: Words) -> Json:
        return digest_state(DigestState(state, words.name), words.origin())

    return message(f"digest, {state.name.lower()}", draw)


SAMPLES = [
    message("list", _asked_for),
    message("reminder", _reminder),
    message("digest", _digest),
    *(_answer(name, said) for name, said in _ANSWERS.items()),
    *map(_state, State),
    message(
        "digest, not posted",
        lambda words: unposted_message("C0SAMPLE1", "it is archived", delivery_id=DELIVERY, is_off=True),
    ),
]
