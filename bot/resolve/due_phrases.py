"""The phrases of a text that name the day on which something is due."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise

from bot.resolve.date_words import MONTH, NUMBER, TODAY, TOMORROW, WEEKDAY
from bot.resolve.days import months_later
from bot.resolve.due_date import named_day
from bot.resolve.due_guards import Span, is_event, is_part_of_sentence
from bot.resolve.due_leads import STRONG, is_joined, lead_before, tail_from
from bot.resolve.written_words import Word, listed, words_of
from bot.slack.text.notation import decoded

READ_MAX = 4_000
"""Most characters of a text that are looked through."""

WORDS_MAX = 10
"""Most words of one phrase."""

EFFORT_MAX = 1_000
"""Most that is tried in one text, in tries of which a hundred take a millisecond."""

JUST_PASSED = timedelta(days=60)
"""How long ago a day of which no year is written is that one, and not next year's."""

_FULL_DATE_EFFORT = 30
"""Tries that one takes in which a year is written: it may be asked of dateparser."""


@dataclass(frozen=True)
class DuePhrase:
    """A phrase that names a day, or seems to."""

    start: int
    """Where it begins in the text, without its lead."""
    end: int
    led_from: int
    """Where its lead begins; `start` where it has none."""
    words: str
    """As it was written, without its lead."""
    day: date | None
    """None where it is in doubt."""
    lead: str = ""
    """What leads to it, in lower case: "due by", "on"."""
    is_strongly_led: bool = False
    """Whether it is said that something is due then, or until then; "on" and "for" do not say so."""
    follows_event: bool = False
    """Whether it stands right after what has a day of its own: "the demo on Friday"."""
    doubt: str = ""
    """Why it names no day, as a sentence in plain words: it is past, or it may be several days."""


def due_phrases(text: str, *, today: date, day_first: bool | None = None) -> list[DuePhrase]:
    """The phrases in their order, each the longest in its place, none inside a mention, link or emoji.

    Phrases that are seen to belong to their sentence are none: "the Friday report", "5 days ago", "2 weeks
    trial", "from Monday to Friday". What stands before or after others is for the caller to judge.

    Args:
        text: mrkdwn as Slack has it, of any length: `READ_MAX` characters are looked through.
        today: the day in the time zone of whoever wrote.
        day_first: what 5/1 means to them: 5 January (True) or 1 May (False).
    """
    return _Text(text, today, day_first).phrases()


_VOCABULARY = (
    listed(" ".join([*WEEKDAY, *MONTH, *NUMBER, *TODAY, *TOMORROW]))
    | listed("the of in on at from by next this coming upcoming up now within and noon am pm a.m p.m @")
    | listed("d day days w wk wks week weeks weekday weekdays fortnight fortnights mo mos month months")
    | listed("y yr yrs year years quarter business working start beginning end first after")
    | listed("nxt first thing time week's day's month's year's christmas xmas")
    | listed("eow eom eoq eoy q1 q2 q3 q4 month-end quarter-end year-end morning afternoon evening night")
)
_WITH_DIGITS = re.compile(r"@?[a-z]{0,9}[-/.]?[0-9][0-9a-z:./+-]{0,30}")
_NO_FIRST = listed("of on by from now and up am pm")
_YEAR = re.compile(r"[0-9]{4}|[0-9][-/.][0-9]{1,2}[-/.][0-9]{2}")
_DAY_AND_MONTH = re.compile(rf"\b(?:{'|'.join(MONTH)})\b|[0-9][./][0-9]", re.IGNORECASE)
_APOSTROPHES = {"'", "\u2019"}
_ABBREVIATION_MAX = 4
_RANGES = listed("to - \u2013 \u2014 through thru")
_CHOICES = listed("or and and/or / & &amp;")
_ENDS_DAY = re.compile(
    r"\b(?:end|eod|cob|close|eo[wmqy]|noon|night|morning|afternoon|evening|[ap]m)\b|[0-9]\s?[ap]m|:", re.I
)


@dataclass(frozen=True)
class _Text:
    text: str
    today: date
    day_first: bool | None

    @cached_property
    def words(self) -> list[Word]:
        return words_of(self.text, READ_MAX)

    def phrases(self) -> list[DuePhrase]:
        found = list(self._spans())
        spans = _without_ranges(found, self.words)
        kept = [span for span in spans if not is_part_of_sentence(span, self.words, found)]
        return [self._phrase(span) for span in _joined(kept, self.words)]

    def _spans(self) -> Iterator[Span]:
        effort, place = 0, 0
        while place < len(self.words) and effort < EFFORT_MAX:
            found = None
            for last in range(_reach(self.words, place), place, -1):
                named = self.text[self.words[place].start : self.words[last - 1].end]
                effort += _FULL_DATE_EFFORT if _YEAR.search(named) else 1
                if self._days(named):
                    found = Span(lead_before(self.words, place), place, last, named)
                if found or effort >= EFFORT_MAX:
                    break
            if found:
                yield found
            place = found.last if found else place + 1

    def _days(self, named: str) -> list[date]:
        """The day, or the two that it may be."""
        day = named_day(named, today=self.today, locale_day_first=self.day_first)
        if day or self.day_first is not None:
            return [day] if day else []
        both = {named_day(named, today=self.today, locale_day_first=order) for order in (True, False)}
        return [] if None in both or len(both) == 1 else [day for day in both if day]

    def _phrase(self, span: Span) -> DuePhrase:
        words = self.words
        last = span.last + tail_from(words, span.last)
        start, end, led_from = words[span.first].start, words[last - 1].end, words[span.led_from].start
        lead = tuple(word.folded for word in words[span.led_from : span.first])
        before = words[span.led_from - 1] if span.led_from else None
        why = self._why_none(span, lead)
        return DuePhrase(
            start=start,
            end=end,
            led_from=led_from,
            words=self.text[start:end],
            day=None if why else self._days(span.named)[0],
            lead=" ".join(lead),
            is_strongly_led=last > span.last or not STRONG.isdisjoint(lead),
            follows_event=before is not None and is_joined(words[span.led_from]) and is_event(before),
            doubt=f"\u201c{decoded(' '.join(self.text[led_from:end].split()))}\u201d {why}" if why else "",
        )

    def _why_none(self, span: Span, lead: Sequence[str]) -> str:
        days = self._days(span.named)
        following = [word.folded for word in self.words[span.last : span.last + 2]]
        if len(days) != 1 or (following and following[0] in _CHOICES and following[-1][:1].isdigit()):
            return "can be several days, so choose the date."
        if days[0] < self.today or self._has_just_passed(span.named, days[0]):
            return "is past, so choose the date."
        if "before" in lead and "or" not in lead and not _ENDS_DAY.search(span.named):
            return "may leave that day out, so choose the date."
        return ""

    def _has_just_passed(self, named: str, day: date) -> bool:
        """Whether the same day, of which no year is written, was a few weeks ago: "1 Dec" on 2 December."""
        is_yearless = _DAY_AND_MONTH.search(named) is not None and not _YEAR.search(named)
        return is_yearless and months_later(day, -12) >= self.today - JUST_PASSED


def _reach(words: Sequence[Word], place: int) -> int:
    """The place after the last word that may belong to a phrase which begins here."""
    last = place
    if words[place].folded in _NO_FIRST:
        return place
    while last < len(words) and last < place + WORDS_MAX and _is_known(words[last]):
        if last > place and not _goes_on(words[last - 1], words[last]):
            break
        last += 1
    return last


def _is_known(word: Word) -> bool:
    folded = word.folded
    return not word.is_markup and (folded in _VOCABULARY or _WITH_DIGITS.fullmatch(folded) is not None)


def _goes_on(before: Word, word: Word) -> bool:
    """Whether both may be of one phrase: a dot stands after "Jan" or "5", and at the end of a sentence."""
    gap = word.gap.strip(" \t\u00a0")
    if gap == ".":
        return before.folded != "may" and (before.folded.isdigit() or len(before.folded) <= _ABBREVIATION_MAX)
    if gap in _APOSTROPHES:
        return word.folded == "time"
    return gap in {"", ","} and "\n" not in word.gap


def _without_ranges(spans: Sequence[Span], words: Sequence[Word]) -> list[Span]:
    """The spans that are neither the first nor the last of several days: "Monday to Friday"."""
    dropped: set[Span] = set()
    for span, following in pairwise(spans):
        if _is_between(span, following, words, _RANGES):
            dropped |= {span, following}
    return [span for span in spans if span not in dropped]


def _joined(spans: Sequence[Span], words: Sequence[Word]) -> list[Span]:
    """The spans with those of which one is meant, or each, as one that names no day."""
    joined: list[Span] = []
    for span in spans:
        if joined and _is_between(joined[-1], span, words, _CHOICES):
            joined[-1] = replace(joined[-1], last=span.last, named="")
        else:
            joined.append(span)
    return joined


def _is_between(span: Span, following: Span, words: Sequence[Word], which: frozenset[str]) -> bool:
    """Whether nothing but one of these words stands between the two."""
    between = words[span.last : following.led_from]
    if not between:
        return words[following.led_from].gap.strip() in which
    return len(between) == 1 and between[0].folded in which and is_joined(between[0])
