"""The English words of which due dates are made, and what they count for."""

from __future__ import annotations


def _numbered(names: str, first: int) -> dict[str, int]:
    """Names counted from `first`; those joined by `|` share a number."""
    return {name: number for number, group in enumerate(names.split(), first) for name in group.split("|")}


WEEKDAY = _numbered(
    "monday|mon tuesday|tues|tue wednesday|weds|wed thursday|thurs|thur|thu"
    " friday|fri saturday|sat sunday|sun",
    first=0,
)
MONTH = _numbered(
    "january|jan february|feb march|mar april|apr may june|jun july|jul august|aug september|sept|sep"
    " october|oct november|nov december|dec",
    first=1,
)
NUMBER = _numbered("a|an|one two three four five six seven eight nine ten eleven twelve", first=1)
TODAY = {
    *("today", "tonight", "eod", "cob", "close of business"),
    *("end of day", "end of the day", "the end of the day", "this afternoon", "this evening"),
}
TOMORROW = {"tomorrow", "tmrw", "tmr", "tomorow", "tommorow", "tommorrow", "tmw", "2moro", "2morrow"}
