"""What people choose and tell in one form, for the next."""

from __future__ import annotations

from bot.slack.payloads import Submission
from bot.views.assignee import email_question_id
from bot.views.form import Field
from bot.workspace.channels import Channels
from bot.workspace.people import People
from bot.workspace.preferences import PreferenceStore


class Habits:
    """Remembers them."""

    def __init__(self, channels: Channels, people: People, preferences: PreferenceStore) -> None:
        self._channels = channels
        self._people = people
        self._preferences = preferences

    def remember(self, submission: Submission) -> None:
        """Have this customer head the list, and what people told of themselves serve from now on.

        What somebody tells of somebody else serves that one task.

        Raises:
            DatabaseUnavailable: the store is away.
        """
        asker, customer = submission.user.id, submission.option(Field.CUSTOMER)
        told = submission.text(email_question_id(asker))
        self._channels.record_use(submission.origin.channel_id, asker, customer)
        if told and submission.person(Field.ASSIGNEE) == asker:
            self._people.set_own_email(asker, told)
        if submission.ticked(Field.SAVE_NOTE) != submission.was_ticked(Field.SAVE_NOTE):
            # A box that was left as it was offered says nothing of what this person wants the next time.
            self._preferences.set_keep_note(asker, is_on=submission.ticked(Field.SAVE_NOTE))
