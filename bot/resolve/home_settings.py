"""What people set for themselves in the App Home."""

from __future__ import annotations

from dataclasses import replace

from bot.request import Announce
from bot.slack.payloads import Submission
from bot.views.settings import (
    ANNOUNCE,
    DIRECT_MESSAGES,
    DUE,
    OFF,
    ON,
    REMINDER,
    REMINDER_AT,
    REMINDER_TIMES,
)
from bot.workspace.preferences import Preferences, PreferenceStore, UsualDue


class OwnSettings:
    """Shows and keeps them.

    Every method raises `DatabaseUnavailable` where the store is away.
    """

    def __init__(self, store: PreferenceStore) -> None:
        self._store = store

    def of(self, user: str) -> Preferences:
        """What somebody has set."""
        return self._store.get(user)

    def tell(self, submission: Submission) -> None:
        """Keep what was chosen in the form; what is missing or unknown in it stays as it was."""
        user = submission.user.id
        before = self._store.get(user)
        messages = submission.option(DIRECT_MESSAGES)
        due, announce = submission.option(DUE), submission.option(ANNOUNCE)
        self._store.set(
            user,
            replace(
                before,
                reminder_at=_reminder_at(submission, before),
                direct_messages=messages != OFF if messages else before.direct_messages,
                due=UsualDue(due) if due in set(UsualDue) else before.due,
                announce=Announce(announce) if announce in set(Announce) else before.announce,
            ),
        )


def _reminder_at(submission: Submission, before: Preferences) -> str:
    at = submission.option(REMINDER_AT)
    match submission.option(REMINDER):
        case value if value == OFF:
            return ""
        case value if value == ON and at in REMINDER_TIMES:
            return at
        case _:
            return before.reminder_at
