"""The words after `/cm-task` → what they say of a task."""

from __future__ import annotations

from datetime import date

from bot.resolve.understood import Understood
from bot.slack.plain_text import mentions_in_command
from bot.workspace.whereabouts import Known


class CommandWords:
    """Reads them."""

    def read(
        self, text: str, *, asker: str, known: Known, today: date, day_first: bool | None, seconds: float
    ) -> Understood:
        """What the words say; all that is not understood stays in the details.

        Raises:
            DatabaseUnavailable: the store is away.
        """
        names = {user: person.name for user, person in known.people.items()}
        return Understood(details=mentions_in_command(text, name_of=names.get).strip())
