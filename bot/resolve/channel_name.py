"""What the name of a Slack channel says about the customer that is talked about in it."""

from __future__ import annotations

import re

_NOISE_WORDS = """
account accounts acct alerts all and billing care chat client clients collab company connect cs csm
cust customer customers deal deals discuss discussion eng engineering ext extern external feedback
for general group guest help helpdesk implementation int integration intern internal joint migration
onboarding open ops partner partners pilot poc prj proj project projects prospect public renewal
renewals rollout sales service services setup shared slack success sup support talk team teams tech
the tmp trial vendor vip with x
"""

_NOISE = frozenset(_NOISE_WORDS.split())
"""Words that say what a channel is for, not whose it is."""

_COMMON_WORDS = """
ag bv co corp gmbh inc limited llc ltd plc sa sas srl
announcements bugs design dev development devops finance fun hiring hr incidents introductions it
jobs legal lunch management marketing memes music news off offtopic people pets product random
releases security social standup test testing topic watercooler welcome
"""

_COMMON = frozenset(_COMMON_WORDS.split())
"""Words of a company's own channels, and legal forms: part of a longer name, but none by themselves."""


def candidate_names(channel_name: str) -> list[str]:
    """Names of customers that the channel's name may hold, the likeliest first, in lower case.

    Longer names come first, as they match fewer customers: `ext-acme-corp-support` gives `acme corp support`,
    `acme corp`, `acme` and so on. `general` and `sales-team` give none.
    """
    words = _words(channel_name)
    core = _core(words)
    if _says_nothing(words[core]):
        return []
    spans = [words[core.start : end] for end in range(len(words), core.start, -1)]
    # A word of noise can belong to the name itself, as in Team Viewer.
    spans += [words[core.start - 1 : core.stop]] if core.start else []
    spans += [[word] for word in words[core] if len(word) > 2]
    return list(dict.fromkeys(" ".join(span) for span in spans if not _says_nothing(span)))


def core_name(channel_name: str) -> str:
    """The name without the words that say what the channel is for: `ext-acme-corp-support` gives `acme corp`.

    Empty where nothing is left that could be a customer's name.
    """
    words = _words(channel_name)
    core = words[_core(words)]
    return "" if _says_nothing(core) else " ".join(core)


def _words(channel_name: str) -> list[str]:
    return [word for word in re.split(r"[\W_]+", channel_name.casefold()) if word]


def _core(words: list[str]) -> slice:
    """Where the words are that noise leaves."""
    start, stop = 0, len(words)
    while start < stop and words[start] in _NOISE:
        start += 1
    while stop > start and words[stop - 1] in _NOISE:
        stop -= 1
    return slice(start, stop)


def _says_nothing(words: list[str]) -> bool:
    return all(word in _NOISE or word in _COMMON or word.isdigit() for word in words)
