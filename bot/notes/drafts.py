"""What forms began with and cannot hold, so that it can be kept as a note: for a day, for who opened them."""

from __future__ import annotations

from sqlalchemy import delete, select

from bot.outbox.delivery import Post
from bot.outbox.wanted_note import NoteState
from bot.request import Draft
from bot.store.database import Database
from bot.store.schema import deliveries, drafts, notes

KEPT_FOR = 86_400.0
"""Seconds after which a draft is removed, unless its note is still on its way."""


class Drafts:
    """The drafts in the database. Every method is one short transaction.

    Raises:
        DatabaseUnavailable: the database is locked, full or away; from every method.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, draft: Draft) -> None:
        """Keep it, for a day from now also where it is kept already."""
        at = self._database.moment()
        new = {"person": draft.person, "words": draft.model_dump_json(), "at": at}
        with self._database.writing(durable=False, urgent=True) as connection:
            connection.execute(
                self._database.insert(drafts)
                .values(id=draft.id, **new)
                .on_conflict_do_update(index_elements=["id"], set_={"at": at})
            )

    def get(self, draft_id: str, *, of: str) -> Draft | None:
        """What the form began with; None where it is not kept any more, or not this person's.

        Args:
            of: Slack user id of who submitted the form.
        """
        if not draft_id:
            return None
        wanted = select(drafts.c.words).where(drafts.c.id == draft_id, drafts.c.person == of)
        with self._database.reading() as connection:
            words = connection.execute(wanted).scalar_one_or_none()
        return Draft.model_validate_json(words) if words is not None else None

    def forget_old(self) -> None:
        """Remove what nobody has submitted for a day."""
        is_wanted = (
            select(notes.c.id)
            .join_from(notes, deliveries, deliveries.c.id == notes.c.id)
            .where(
                notes.c.draft == drafts.c.id,
                notes.c.state == NoteState.WAITING,
                deliveries.c.post != Post.REFUSED,
            )
            .exists()
        )
        is_old = drafts.c.at < self._database.moment() - KEPT_FOR
        with self._database.writing(durable=False) as connection:
            connection.execute(delete(drafts).where(is_old, ~is_wanted))
