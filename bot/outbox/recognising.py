"""Whether a task that ChartMogul lists is the one that was sent to it.

ChartMogul may store words otherwise than they were sent: escaped for HTML, without tags or emoji, composed
differently, cut. What is certainly the same is taken for the task; what may be it is for a person to look at.
"""

from __future__ import annotations

import html
import re
import unicodedata
from enum import IntEnum

import regex
from rapidfuzz import fuzz

from bot.chartmogul.task import Task
from bot.task import NewTask

ALIKE = 75.0
"""From here on, of 100, two texts may be one that was changed on the way (`rapidfuzz.fuzz.ratio`)."""

_TAG = re.compile(r"<[^<>]*>")
_NOT_SPELT = regex.compile(r"[^\p{L}\p{N}]+")


class Likeness(IntEnum):
    """How much a listed task is like the one that was sent."""

    NONE = 0
    RESEMBLING = 1
    """It may be the task: nobody can say."""
    SAME_WORDS = 2
    """It is the task, but for what ChartMogul makes of characters."""
    SAME = 3


def likeness(found: Task, sent: NewTask) -> Likeness:
    """How much they are alike. Times and claims of other deliveries are not looked at."""
    by_details = _of_details(found.task_details, sent.task_details)
    if by_details is Likeness.NONE:
        return Likeness.NONE
    if found.due_date is None:
        by_details = min(by_details, Likeness.SAME_WORDS)
    elif found.due_date != sent.due_date:
        return Likeness.RESEMBLING if found.task_details else Likeness.NONE
    if found.customer_uuid and found.customer_uuid != sent.customer_uuid:
        # ChartMogul lists it for this customer all the same: two may have become one.
        return Likeness.RESEMBLING
    return by_details


def _of_details(found: str, sent: str) -> Likeness:
    if _closed_up(found) == _closed_up(sent):
        return Likeness.SAME
    left, right = _spelt(found), _spelt(sent)
    if left == right:
        return Likeness.SAME_WORDS
    if not left or right.startswith(left) or fuzz.ratio(left, right) >= ALIKE:
        return Likeness.RESEMBLING
    return Likeness.NONE


def _closed_up(details: str) -> str:
    return " ".join(unicodedata.normalize("NFC", details).split())


def _spelt(details: str) -> str:
    """Letters and digits alone; the text as it is where it has none."""
    text = unicodedata.normalize("NFKC", without_markup(details)).casefold()
    return _NOT_SPELT.sub("", text) or _closed_up(text)


def without_markup(text: str) -> str:
    """What ChartMogul shows, without tags and entities."""
    # What was escaped by us may be escaped once more by ChartMogul.
    return _TAG.sub("", html.unescape(html.unescape(text)))
