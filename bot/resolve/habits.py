"""What people choose and tell in one form, for the next."""

from __future__ import annotations

from bot.slack.payloads import Submission
from bot.views.assignee import email_question_id
from bot.views.form import Field
from bot.workspace.channels import Channels
from bot.workspace.people import People


class Habits:
    """Remembers them."""

    def __init__(self, channels: Channels, people: People) -> None:
        self._channels = channels
        self._people = people

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
