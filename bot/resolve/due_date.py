"""Due dates written in words.

A wrong due date is worse than none, because nobody looks at it again. So every phrase of `parse_due_date` has
one reading, and what has two (5/1, "in a few days", "next month") has none.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from bot.resolve.date_words import MONTH, NUMBER, TODAY, TOMORROW, WEEKDAY
from bot.resolve.days import (
    coming,
    exists,
    last_of_month,
    monday_of,
    months_later,
    next_in_years,
    next_working_day,
)

_LONGEST = 60


_LEAD = re.compile(r"^(?:(?:due|by|on|until|till|for)\b\s*)+")
_CLOCK = (
    r"(?:(?:at|@|by)\s*)?(?:(?:0?[1-9]|1[0-2])(?::[0-5][0-9])?\s?[ap]m|(?:[01]?[0-9]|2[0-3]):[0-5][0-9]|noon)"
    r"|(?:in the\s)?(?:morning|afternoon|evening)|night|eod|cob|end of day|close of business"
)
_CLOCK_AFTER = re.compile(rf"(?<=\S)\s(?:{_CLOCK}|[ap]m|first thing)$")
_CLOCK_BEFORE = re.compile(rf"^(?:{_CLOCK}|first thing)\s(?:on\s|of\s)?(?=\S)")
_WEEK = re.compile(r"\b(next|this) wk\b")
_TIME = re.compile(r"\b(days?|weeks?|months?|years?)'?s?'? time$")

_W = "(?P<weekday>" + "|".join(WEEKDAY) + ")"
_M = "(?P<month>" + "|".join(MONTH) + ")"
_D = r"(?P<day>[0-3]?[0-9])"
_Y = r"(?P<year>[0-9]{4})"
_N = "(?P<number>[0-9]{1,3}|" + "|".join(NUMBER) + ")"
_UNIT = (
    r"(?:(?P<working>(?:business|working) days?|weekdays?)|(?P<days>d|days?)|(?P<weeks>w|wks?|weeks?)"
    r"|(?P<fortnights>fortnights?)|(?P<months>mos?|months?)|(?P<years>y|yrs?|years?))"
)

Reading = Callable[[re.Match[str], date], date | None]


def parse_due_date(words: str, *, today: date, locale_day_first: bool | None = None) -> date | None:
    """The day that English words name, today or later; None where they name none, a past one, or several.

    Weeks run from Monday to Sunday. "wed" is the first Wednesday after today, "this wed" this week's, "next
    wed" next week's; "next week" is its Monday, "end of week" the Friday. A day of a month without a year is
    the next such day. Quarters are those of the calendar. A time of day may be written and is left out.

    Args:
        words: the whole phrase, nothing else; "by", "on" or "due" may stand before it.
        today: the day in the time zone of the person who wrote; no other clock is read.
        locale_day_first: what 5/1 means to that person: 5 January (True) or 1 May (False). Where it is not
            known (None), only dates with one reading count, as 25/12 and 5.1. do.
    """
    day = named_day(words, today=today, locale_day_first=locale_day_first)
    return day if day is not None and day >= today else None


def named_day(words: str, *, today: date, locale_day_first: bool | None = None) -> date | None:
    """The same, of days before today, too: "this mon" on a Wednesday, or 5 May of a year that is over."""
    phrase = _normalised(words)
    if not phrase or len(phrase) > _LONGEST:
        return None
    try:
        return _read(phrase, today, locale_day_first)
    except (OverflowError, ValueError):
        return None


def _normalised(words: str) -> str:
    phrase = words.casefold().replace("\u2019", "'").replace(",", " ").rstrip("!?; \t\n")
    phrase = re.sub(r"(?<=[a-z])\.(?=\s|$)", "", phrase).replace("a.m", "am").replace("p.m", "pm")
    phrase = _LEAD.sub("", " ".join(phrase.split()))
    phrase = _TIME.sub(r"\1", _WEEK.sub(r"\1 week", re.sub(r"\bnxt\b", "next", phrase)))
    return phrase if phrase in TODAY else _CLOCK_BEFORE.sub("", _CLOCK_AFTER.sub("", phrase))


def _read(phrase: str, today: date, day_first: bool | None) -> date | None:
    if phrase in TODAY:
        return today
    if phrase in TOMORROW:
        return today + timedelta(days=1)
    numeric = _NUMERIC.fullmatch(phrase)
    if numeric:
        return _numeric(numeric, today, day_first)
    for pattern, reading in _READINGS:
        match = pattern.fullmatch(phrase)
        if match:
            return reading(match, today)
    return _by_dateparser(phrase, today)


_NUMERIC = re.compile(
    r"(?P<first>[0-9]{1,2})(?P<mark>[./-])(?P<second>[0-9]{1,2})"
    r"(?:(?P=mark)(?P<year>[0-9]{4}|[0-9]{2})|(?P<dot>\.))?"
)


_SHORT_YEAR_AHEAD = 10
"""In how many years at most a date may be whose year has two digits: 5.1.41 is a version."""


def _numeric(match: re.Match[str], today: date, day_first: bool | None) -> date | None:
    year, mark = match["year"], match["mark"]
    if mark == ".":
        # Where dots separate the parts, the day comes first; a bare 5.1 is as likely a version.
        is_date = year or match["dot"] or day_first
        return _ordered(match, today, day_first=True) if is_date else None
    if match["dot"] or (mark == "-" and not year):
        return None  # 5-1 is as likely a range
    if day_first is not None:
        return _ordered(match, today, day_first) or _ordered(match, today, not day_first)
    readings = {_ordered(match, today, day_first=True), _ordered(match, today, day_first=False)} - {None}
    # With two digits the year may as well come first.
    return readings.pop() if len(readings) == 1 and len(year or "year") == 4 else None


def _ordered(match: re.Match[str], today: date, day_first: bool) -> date | None:
    day, month = (int(match[part]) for part in (("first", "second") if day_first else ("second", "first")))
    if not match["year"]:
        return next_in_years(month, day, today)
    is_short = len(match["year"]) == 2
    year = int(match["year"]) + (2000 if is_short else 0)
    if is_short and year > today.year + _SHORT_YEAR_AHEAD:
        return None
    return date(year, month, day) if exists(year, month, day) else None


def _iso(match: re.Match[str], today: date) -> date:
    return date(int(match["year"]), int(match["month"]), int(match["day"]))


def _named(match: re.Match[str], today: date) -> date | None:
    """A day of a named month; a weekday beside it must agree."""
    parts = match.groupdict()
    month, number = MONTH[match["month"]], int(match["day"])
    year = parts.get("year")
    day = date(int(year), month, number) if year else next_in_years(month, number, today)
    weekday = parts.get("weekday")
    if day and weekday and day.weekday() != WEEKDAY[weekday]:
        return None
    return day


def _day_of_month(match: re.Match[str], today: date) -> date:
    day = today.replace(day=int(match["day"]))
    return day if day >= today else months_later(today.replace(day=1), 1).replace(day=day.day)


def _weekday_and_day(match: re.Match[str], today: date) -> date | None:
    day = _day_of_month(match, today)
    return day if day.weekday() == WEEKDAY[match["weekday"]] else None


def _weekday(match: re.Match[str], today: date) -> date:
    number, which = WEEKDAY[match["weekday"]], match["which"]
    if which == "this":
        return monday_of(today) + timedelta(days=number)
    if which == "next":
        return monday_of(today) + timedelta(days=7 + number)
    return coming(number, today)


def _offset(match: re.Match[str], today: date) -> date | None:
    number = NUMBER[match["number"]] if match["number"] in NUMBER else int(match["number"])
    start = today
    origin = match["origin"]
    if origin in WEEKDAY:
        if WEEKDAY[origin] == today.weekday():
            return None  # from today, or from the one in a week
        start = coming(WEEKDAY[origin], today)
    elif origin in TOMORROW:
        start += timedelta(days=1)
    if match["working"]:
        for _ in range(number):
            start = next_working_day(start)
        return start
    if match["months"] or match["years"]:
        return months_later(start, number * (12 if match["years"] else 1))
    return start + timedelta(days=number * (1 if match["days"] else 14 if match["fortnights"] else 7))


def _end(match: re.Match[str], today: date) -> date:
    span = {"w": "week", "m": "month", "q": "quarter", "y": "year"}[match["span"][0]]
    ahead = 1 if match["which"] == "next" else 0
    if span == "week":
        friday = monday_of(today) + timedelta(days=4 + 7 * ahead)
        return friday if friday >= today else friday + timedelta(days=7)
    if span == "year":
        return date(today.year + ahead, 12, 31)
    if span == "quarter":
        ahead = ahead * 3 + (3 - today.month) % 3
    last = months_later(today.replace(day=1), ahead)
    return last_of_month(last.year, last.month)


def _start(match: re.Match[str], today: date) -> date:
    span = match["span"]
    if span == "week":
        return monday_of(today) + timedelta(days=7)
    if span == "year":
        return date(today.year + 1, 1, 1)
    return months_later(today.replace(day=1), 1 + ((3 - today.month) % 3 if span == "quarter" else 0))


def _end_of_named(match: re.Match[str], today: date) -> date:
    month = int(match["quarter"]) * 3 if match["quarter"] else MONTH[match["month"]]
    if match["year"]:
        return last_of_month(int(match["year"]), month)
    last = last_of_month(today.year, month)
    return last if last >= today else last_of_month(today.year + 1, month)


_READINGS: list[tuple[re.Pattern[str], Reading]] = [
    (re.compile(pattern), reading)
    for pattern, reading in (
        (
            rf"{_Y}(?P<mark>[-/.])(?P<month>[0-9]{{1,2}})(?P=mark)(?P<day>[0-9]{{1,2}})(?:t[0-9:.]+(?:z|[+-][0-9:]+)?)?",
            _iso,
        ),
        (rf"(?:{_W} )?(?:the )?{_D}(?:st|nd|rd|th|\.)?(?: of)?[ -]?{_M}(?:[ -]{_Y})?", _named),
        (rf"(?:{_W} )?{_M}[ -]?(?:the )?{_D}(?:st|nd|rd|th)?(?:[ -]{_Y})?", _named),
        (rf"(?:the )?{_D}(?:st|nd|rd|th)", _day_of_month),
        (rf"{_W} (?:the )?{_D}(?:st|nd|rd|th)", _weekday_and_day),
        (r"(?:christmas|xmas)(?: day)?", lambda match, today: next_in_years(12, 25, today)),
        (rf"(?:(?P<which>this|next|(?:this )?(?:up)?coming) )?{_W}", _weekday),
        (rf"{_W} (?:of )?(?P<which>this|next) week", _weekday),
        (rf"(?P<which>this|next) week (?:on )?{_W}", _weekday),
        (
            rf"(?:in |within )?{_N}(?:(?<=[0-9]) ?| (?=[a-z]{{2}})){_UNIT}"
            rf"(?: from (?P<origin>now|today|{'|'.join(TOMORROW)}|{'|'.join(WEEKDAY)}))?",
            _offset,
        ),
        (r"(?:the )?day after (?:tomorrow|tmrw)", lambda match, today: today + timedelta(days=2)),
        (r"(?:the )?next (?:working|business) day", lambda match, today: next_working_day(today)),
        (r"(?P<which>)eo(?P<span>[wmqy])", _end),
        (r"(?:the )?end of (?:the )?(?:(?P<which>this|next) )?(?P<span>week|month|quarter|year)", _end),
        (r"(?:(?P<which>this|next) )?(?P<span>month|quarter|year)[ -]?end", _end),
        (r"(?:(?:the )?(?:start|beginning|first(?: day)?|1st) of )?next (?P<span>week)", _start),
        (r"(?:the )?(?:start|beginning|first(?: day)?|1st) of next (?P<span>month|quarter|year)", _start),
        (rf"(?:the )?end of (?:q(?P<quarter>[1-4])|{_M})(?: {_Y})?", _end_of_named),
    )
]

_FULL_DATE = re.compile(r"\b[0-9]{4}\b")
_LENGTH = re.compile(r"\b(?:days?|weeks?|months?|years?)\b")
_SUM = re.compile(r"in [a-z0-9]+ [a-z]+ and [a-z0-9]+ [a-z]+")
_MISREAD = re.compile(r"\b(?:" + "|".join(WEEKDAY) + r"|ago|from|hours?|hrs?|min\w*|sec\w*|last|next)\b")


def _by_dateparser(phrase: str, today: date) -> date | None:
    """Full dates in other orders, and sums as "in 2 weeks and 3 days".

    Tried with 1.5: strict parsing leaves weekdays beside a date unchecked and reads "2 weeks from today" as
    past, so such phrases are not asked for.
    """
    year = _FULL_DATE.search(phrase)
    if year and _LENGTH.search(phrase):
        return None
    if not (year or _SUM.fullmatch(phrase)) or _MISREAD.search(phrase):
        return None
    import dateparser  # noqa: PLC0415 - large, and few phrases get here

    found = dateparser.parse(
        phrase,
        languages=["en"],
        settings={
            "STRICT_PARSING": True,
            "PREFER_DATES_FROM": "future",
            "RELATIVE_BASE": datetime.combine(today, time(12)),
            "PARSERS": ["relative-time", "absolute-time"],
        },
    )
    if found is None or found.tzinfo is not None or (year and found.year != int(year[0])):
        return None
    return found.date()
