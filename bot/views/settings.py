"""What people may set for themselves: in words, and the form in which they do."""

from __future__ import annotations

from typing import Any, Protocol

from slack_sdk.models.blocks import (
    InputBlock,
    Option,
    PlainTextObject,
    RadioButtonsElement,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.request import Announce

CALLBACK_ID = "settings"

REMINDER = "reminder"
REMINDER_AT = "reminder_at"
DIRECT_MESSAGES = "direct_messages"
DUE = "usual_due"
ANNOUNCE = "usual_announce"
"""The inputs: each is both its block's id and its action's."""

OFF = "off"
ON = "on"

REMINDER_TIMES = [f"{hour:02}:{minute:02}" for hour in range(6, 12) for minute in (0, 30)]
"""When a reminder may be set for, in each person's own time zone: it comes before noon or not at all."""

USUAL_TIME = "09:00"

DUE_WORDS = {
    "next_working_day": "The next working day",
    "in_3_days": "In 3 days",
    "in_a_week": "In a week",
}

_ANNOUNCE_WORDS = {
    Announce.CHANNEL: "In the channel or thread",
    Announce.ME: "Only to me, in a direct message",
}


class Settings(Protocol):
    """One person's."""

    @property
    def reminder_at(self) -> str:
        """`HH:MM`; `""`: never."""

    @property
    def direct_messages(self) -> bool:
        """Whether to be told of tasks that others give to them."""

    @property
    def due(self) -> str:
        """One of `DUE_WORDS`."""

    @property
    def announce(self) -> Announce:
        """Where summaries go."""


def settings_words(settings: Settings) -> list[str]:
    """What is set, in a few words each."""
    at = settings.reminder_at
    return [
        f"A reminder at {_time(at)} on working mornings" if at else "No reminders",
        f"direct messages about tasks given to me: {ON if settings.direct_messages else OFF}",
        f"due: {_small(DUE_WORDS[settings.due])}",
        f"summaries: {_small(_ANNOUNCE_WORDS[settings.announce])}",
    ]


def settings_form(settings: Settings) -> dict[str, Any]:
    """The modal."""
    return View(
        type="modal",
        callback_id=CALLBACK_ID,
        title=PlainTextObject(text="Settings"),
        submit=PlainTextObject(text="Save"),
        close=PlainTextObject(text="Cancel"),
        blocks=[
            _choice(
                REMINDER,
                "Remind me on working mornings",
                {OFF: "Never", ON: "Of what is overdue or due that day, if anything is"},
                ON if settings.reminder_at else OFF,
            ),
            _reminder_at(settings.reminder_at or USUAL_TIME),
            _choice(
                DIRECT_MESSAGES,
                "Tell me of tasks that others give to me",
                {ON: "By a direct message, unless a channel tells me already", OFF: "Not by messages"},
                ON if settings.direct_messages else OFF,
            ),
            _choice(DUE, "Tasks are usually due", DUE_WORDS, settings.due),
            _choice(ANNOUNCE, "Post the summary", _ANNOUNCE_WORDS, settings.announce),
        ],
    ).to_dict()


def _reminder_at(at: str) -> InputBlock:
    return InputBlock(
        block_id=REMINDER_AT,
        label=PlainTextObject(text="The reminder comes at"),
        hint=PlainTextObject(
            text="In your own time zone. If something holds it up, it comes later, but not after noon."
        ),
        element=StaticSelectElement(
            action_id=REMINDER_AT,
            options=[_option(time, _time(time)) for time in REMINDER_TIMES],
            initial_option=_option(at, _time(at)),
        ),
    )


def _choice(name: str, label: str, words: dict[str, str] | dict[Announce, str], chosen: str) -> InputBlock:
    options = [_option(value, text) for value, text in words.items()]
    return InputBlock(
        block_id=name,
        label=PlainTextObject(text=label),
        element=RadioButtonsElement(
            action_id=name,
            options=options,
            initial_option=next(option for option in options if option.value == chosen),
        ),
    )


def _option(value: str, text: str) -> Option:
    return Option(value=value, text=PlainTextObject(text=text))


def _time(at: str) -> str:
    """As in reminders: `9:00`."""
    return at.removeprefix("0")


def _small(words: str) -> str:
    return words[0].lower() + words[1:]
