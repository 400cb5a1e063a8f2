"""What a form began with and cannot hold, kept for its submission."""

from __future__ import annotations

import structlog

from bot.notes.drafts import Drafts
from bot.slack.budget import Budget
from bot.store.database import DatabaseUnavailable
from bot.views.form import Form
from bot.workspace.lookups import Lookups, NotInTime

log = structlog.get_logger(__name__)


class FormDrafts:
    """Keeps drafts."""

    def __init__(self, drafts: Drafts, lookups: Lookups) -> None:
        self._drafts = drafts
        self._lookups = lookups

    def keep(self, form: Form, budget: Budget) -> None:
        """Keep that of a form that has opened. Never raises: the note has a way without it.

        Args:
            budget: of the request that the form answers; what takes longer goes on.
        """
        draft = form.draft
        if draft is None:
            return
        try:
            self._lookups.run(lambda: self._drafts.put(draft), seconds=budget.left())
        except (DatabaseUnavailable, NotInTime) as error:
            log.warning("form.draft_not_kept", reason=str(error))
