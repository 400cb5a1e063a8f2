"""Whether the app was removed from the workspace, as all instances know it.

Slack says so by two events in any order (https://docs.slack.dev/reference/events/app_uninstalled), perhaps an
hour late, when the app may be back, and perhaps of another workspace. So an event is only a reason to ask:
removed is the app once Slack does not take its token any more.
"""

from __future__ import annotations

from dataclasses import dataclass

import structlog
from sqlalchemy import delete, select, update

from bot.store.database import Database, DatabaseUnavailable
from bot.store.schema import removals

log = structlog.get_logger(__name__)

_APP = "this"


@dataclass(frozen=True)
class Said:
    """The row. Times are epoch seconds by the database's clock."""

    team: str
    """The workspace's id in the event; `""` where it had none."""
    said_at: float
    """When the first event came."""
    asked_at: float
    """When Slack was last asked whether it takes the token."""
    confirmed_at: float
    """When it first did not; 0 before."""
    erased_at: float
    """When all data were deleted for that; 0 before."""


class Removal:
    """Knows it without asking the database each time: what other instances noted, after the next `refresh`.

    Raises:
        DatabaseUnavailable: the database is locked, full or away; from every method that is no property.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._said: Said | None = None

    @property
    def is_removed(self) -> bool:
        """Whether nothing is to be asked of Slack: it does not take the token."""
        return self._said is not None and self._said.confirmed_at > 0.0

    def refresh(self) -> Said | None:
        """What is known by now; None where nothing was said."""
        with self._database.reading() as connection:
            row = connection.execute(select(*_COLUMNS)).one_or_none()
        self._said = Said(*row) if row else None
        return self._said

    def said(self, team: str) -> None:
        """Slack says that the app was removed; a second time changes nothing."""
        with self._database.writing() as connection:
            now = self._database.moment()
            nothing = dict.fromkeys(("asked_at", "confirmed_at", "erased_at"), 0.0)
            connection.execute(
                self._database.insert(removals)
                .values(app=_APP, team=team, said_at=now, **nothing)
                .on_conflict_do_nothing()
            )
        log.warning("removal.said", team=team)
        self.refresh()

    def came(self, team: str) -> None:
        """Somebody uses the app, whose team this is: it is installed. Costs nothing where nothing was said.

        It must not keep them waiting for a database that is away: then the next one counts.
        """
        said = self._said
        if said is None or not said.confirmed_at or (said.team and team and said.team != team):
            return
        self._said = None
        try:
            self.is_back()
        except DatabaseUnavailable:
            self._said = said

    def is_back(self) -> None:
        """The app is installed: nothing is deleted."""
        with self._database.writing() as connection:
            gone = connection.execute(delete(removals)).rowcount
        self._said = None
        if gone:
            log.warning("removal.is_back")

    def asked(self, *, is_taken: bool | None) -> None:
        """Slack was asked; None where it said neither that it takes the token nor that it does not."""
        now = self._database.moment()
        with self._database.writing() as connection:
            connection.execute(update(removals).values(asked_at=now))
            if is_taken is False:
                first = update(removals).where(removals.c.confirmed_at == 0.0).values(confirmed_at=now)
                if connection.execute(first).rowcount:
                    log.warning("removal.confirmed")
        self.refresh()

    def erased(self) -> None:
        """Nothing is left of the workspace."""
        with self._database.writing() as connection:
            connection.execute(update(removals).values(erased_at=self._database.moment()))
        self.refresh()

    def now(self) -> float:
        """The database's clock, epoch seconds."""
        return self._database.clock()


_COLUMNS = [removals.c[name] for name in Said.__dataclass_fields__]
