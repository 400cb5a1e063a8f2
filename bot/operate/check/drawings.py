"""Every view that the bot can draw, as Slack itself judges it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from bot.operate.check.finding import Finding, Verdict
from bot.operate.sample_views.every import SAMPLES
from bot.operate.sample_views.sample import Json, Sample, Surface
from bot.operate.sample_views.words import EACH
from bot.slack.errors import SlackBusy, SlackError
from bot.slack.validating import message_faults, view_faults

PATIENCE = 180.0
"""Seconds that pauses may take in all: Slack limits the rate, and does not say to how many."""

_KEY, _WHAT = "views", "Views"


def views(api_url: str, *, sleep: Callable[[float], object] = time.sleep) -> Iterator[Finding]:
    """Have each judged; nobody is shown anything, and it needs no scope.

    Where Slack does not judge, all that is said is that there is no telling.
    """
    judge = _Judge(api_url, sleep)
    good, bad = 0, 0
    for sample in SAMPLES:
        for kind, words in EACH.items():
            try:
                faults = judge.faults(sample, sample.draw(words))
            except SlackError as error:
                said = f"cannot tell of {len(SAMPLES) * len(EACH) - good - bad} views: {error.code}"
                yield Finding(_KEY, _WHAT, said, Verdict.UNKNOWN, facts={"good": good, "bad": bad})
                return
            good, bad = good + (not faults), bad + bool(faults)
            if faults:
                said = f"{sample.name} ({kind}): {'; '.join(faults)}"
                do = "This is a mistake of the bot: report it where you have it from"
                yield Finding(f"{_KEY}.{sample.name}.{kind}", _WHAT, said, Verdict.FAILS, do)
    if not bad:
        yield Finding(_KEY, _WHAT, f"Slack takes all {good}", facts={"good": good, "bad": bad})


class _Judge:
    """Asks Slack, and pauses where Slack wants it."""

    def __init__(self, api_url: str, sleep: Callable[[float], object]) -> None:
        self._api_url = api_url
        self._sleep = sleep
        self._left = PATIENCE

    def faults(self, sample: Sample, drawn: Json) -> list[str]:
        """What Slack finds wrong. Raises `SlackError` where it does not say."""
        if sample.surface is Surface.MESSAGE and not drawn.get("blocks"):
            return []
        while True:
            try:
                if sample.surface is Surface.MESSAGE:
                    return message_faults(self._api_url, drawn)
                return view_faults(self._api_url, drawn)
            except SlackBusy as busy:
                pause = max(1.0, busy.retry_after)
                self._left -= pause
                if self._left < 0:
                    raise
            self._sleep(pause)
