"""What people set for themselves in the App Home."""

from __future__ import annotations

from dataclasses import replace

from bot.request import Announce
from bot.slack.payloads import Submission
from bot.views.settings import ANNOUNCE, DIRECT_MESSAGES, DUE, OFF, REMINDER, REMINDER_TIMES
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
        reminder, messages = submission.option(REMINDER), submission.option(DIRECT_MESSAGES)
        due, announce = submission.option(DUE), submission.option(ANNOUNCE)
        at = reminder if reminder in REMINDER_TIMES else "" if reminder == OFF else before.reminder_at
        self._store.set(
            user,
            replace(
                before,
                reminder_at=at,
                direct_messages=messages != OFF if messages else before.direct_messages,
                due=UsualDue(due) if due in set(UsualDue) else before.due,
                announce=Announce(announce) if announce in set(Announce) else before.announce,
            ),
        )
