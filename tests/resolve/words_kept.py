"""Whether each word of a command is still somewhere after it has been read."""

from __future__ import annotations

from collections import Counter

import regex

from bot.resolve.understood import Understood
from bot.slack.plain_text import mentions_in_command
from bot.slack.text.notation import unframed
from tests.resolve.command_reader import KNOWN

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+|[\p{S}--[|~`>]]", regex.V1)
"""Symbols are words, too, but for those that part words, mark them up or quote a line."""


def lost_words(text: str, said: Understood) -> Counter[str]:
    """The words that are neither in the details nor among those that were understood, as plain text."""
    names = {user: person.name for user, person in KNOWN.people.items()}
    whole = mentions_in_command(unframed(text), name_of=names.get)
    kept = "\n".join([said.details, said.customer_words, said.assignee_words, said.due_words])
    return Counter(_WORD.findall(whole)) - Counter(_WORD.findall(kept))
