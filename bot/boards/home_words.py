"""What an App Home says beside its tasks: as of when they are known, and why there may be none."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from bot.boards.board import AtHome
from bot.boards.home_tasks import Resident
from bot.views.mrkdwn import day, escape, shorten

UPDATING = ":arrows_counterclockwise: Updating…"

NO_EMAIL = (
    "I do not know under which e-mail ChartMogul has you, so I cannot find your tasks. *Tell me below.*"
)

NOT_READ = "Your tasks stand here as soon as ChartMogul has shown them to me."


def status_words(home: AtHome, now: float, zone: tzinfo, *, seen_at: float) -> str:
    """As of when ChartMogul's tasks are known: the hour and the day, for an App Home may stay on for days.

    Args:
        now: by the database's clock.
        seen_at: when those that were never read as a whole were last seen; 0 where there are none.
    """
    as_of = _moment(home.read_at or seen_at, zone)
    if now < home.reading_until:
        return f"{UPDATING} This is as of {as_of}." if as_of else UPDATING
    if home.is_away:
        known = f"This is what it last showed, as of {as_of}." if as_of else "I will show your tasks later."
        return f":warning: ChartMogul does not answer just now. {known} *Refresh* tries again."
    return f"As of {as_of}." if as_of else ""


def hint_words(home: AtHome, resident: Resident, *, is_known: bool) -> str:
    """Why nothing of theirs is open, where that may have a cause; `""` where it is a fine day.

    Args:
        is_known: whether ChartMogul has ever shown or taken the person's e-mail.
    """
    if not resident.email:
        return NO_EMAIL
    if not home.read_at:
        return NOT_READ
    if not is_known:
        shown = escape(shorten(resident.email, 300))
        return (
            f"Nothing is open, and I have never seen {shown} in ChartMogul. "
            "If it knows you by another e-mail, *change it below.*"
        )
    return ""


def _moment(at: float, zone: tzinfo) -> str:
    if not at:
        return ""
    then = datetime.fromtimestamp(at, UTC).astimezone(zone)
    return f"{then:%-H:%M}, {day(then.date())}"
