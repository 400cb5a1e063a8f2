"""A message for a channel that could not be posted there: why, and whether it ever can be again."""

from __future__ import annotations

from typing import Any

from bot.outbox.delivery import Delivery
from bot.outbox.readers import OUTSIDERS_CAME, READERS_UNKNOWN
from bot.request import Letter
from bot.slack.error_words import Meaning, meaning_of
from bot.views.digest import unposted_message


def is_for_good(delivery: Delivery) -> bool:
    """Whether the next message would be kept out as well, until somebody changes something."""
    word = _word(delivery)
    return word in {OUTSIDERS_CAME, READERS_UNKNOWN} or meaning_of(word) is Meaning.REFUSED


def message(letter: Letter, delivery: Delivery) -> dict[str, Any]:
    """What its person reads instead."""
    return unposted_message(
        letter.channel, _why(_word(delivery)), delivery_id=delivery.id, is_off=is_for_good(delivery)
    )


def _word(delivery: Delivery) -> str:
    return delivery.problem.partition(", ")[0]


def _why(word: str) -> str:
    match word:
        case "outsiders_came":
            return "guests or people of another company read it now"
        case "is_archived" | "channel_is_archived":
            return "it is archived"
        case "readers_unknown" | "not_in_channel" | "channel_not_found" | "no_permission":
            return "I am no member there, or may not see who reads it"
        case "uncertain" | "no_answer":
            return "Slack did not say whether it took it, so it may stand there all the same"
        case _ if word.startswith("restricted_action"):
            return "I am not allowed to"
        case _:
            return "Slack did not take it"
