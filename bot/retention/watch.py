"""Finds out whether the app was removed after all, and deletes everything a week after that."""

from __future__ import annotations

import structlog

from bot.outbox.pace import Pace
from bot.retention import everything
from bot.retention.ages import DAY
from bot.retention.removal import Removal, Said
from bot.retention.sweep import Sweeping
from bot.runtime import Runtime
from bot.slack.errors import SlackError, SlackLockedOut
from bot.slack.web_api import Slack
from bot.store.database import Database, DatabaseUnavailable
from bot.store.leases import Lease, Leases

log = structlog.get_logger(__name__)

ERASED_AFTER = 7 * DAY
"""Seconds from the first event until everything is deleted."""

SETTLES = 600.0
"""Seconds after an event for which Slack may still take the token of an app that was removed."""

ASKED_EVERY = 3600.0
"""Seconds after which Slack is asked again where it did not take the token; before, at every look."""

REMOVED = frozenset({"account_inactive", "invalid_auth", "token_revoked"})
"""Slack's words for a token that will not be taken again; others lock an app out that is installed."""

_LEASE = "removal"


class Watch:
    """Looks again and again, in a thread of this process; of several instances, one does it for all."""

    def __init__(
        self, database: Database, removal: Removal, slack: Slack, pace: Pace, runtime: Runtime
    ) -> None:
        self._database = database
        self._leases = Leases(database)
        self._removal = removal
        self._slack = slack
        self._pace = pace
        self._runtime = runtime
        self._stopping = runtime.event()
        self._is_first = True

    def start(self) -> None:
        """Know what was said before, and begin to look."""
        try:
            self._removal.refresh()
        except DatabaseUnavailable:
            log.warning("removal.database_away")
        self._runtime.start(self._run, "removal")

    def stop(self) -> None:
        """Stop after the rows in hand; the next process goes on from there."""
        self._stopping.set()

    def look(self) -> None:
        """Ask Slack where it is time to, and do what follows from that.

        Raises:
            DatabaseUnavailable: the store is away, and it is to be called again.
        """
        said = self._removal.refresh()
        if said is None or not self._is_time(said):
            return
        lease = self._leases.acquire(_LEASE, seconds=self._pace.lease)
        if lease is None:
            return
        self._is_first = False
        self._ask(said, lease)
        self._leases.release(lease)

    def _is_time(self, said: Said) -> bool:
        # A process that starts may have been given the token of a new installation.
        if self._is_first or not said.confirmed_at:
            return True
        now = self._removal.now()
        is_due = not said.erased_at and now >= said.said_at + ERASED_AFTER > said.asked_at
        return is_due or not said.asked_at <= now < said.asked_at + ASKED_EVERY

    def _ask(self, said: Said, lease: Lease) -> None:
        is_taken = self._is_taken()
        if is_taken and (said.confirmed_at or self._removal.now() >= said.said_at + SETTLES):
            self._removal.is_back()
            return
        self._removal.asked(is_taken=is_taken)
        is_old = self._removal.now() >= said.said_at + ERASED_AFTER
        if is_taken is False and said.confirmed_at and is_old and not said.erased_at:
            self._erase(lease)

    def _is_taken(self) -> bool | None:
        """Whether Slack takes the token; None where it does not say so."""
        try:
            self._slack.home(timeout=self._pace.call)
        except SlackLockedOut as error:
            return False if error.code in REMOVED else None
        except SlackError as error:
            log.info("removal.not_told", code=error.code)
            return None
        return True

    def _erase(self, lease: Lease) -> None:
        def goes_on() -> bool:
            is_still_removed = self._removal.refresh() is not None
            return (
                is_still_removed
                and not self._stopping.is_set()
                and self._leases.renew(lease, seconds=self._pace.lease)
            )

        sweeping = Sweeping(self._database, self._runtime, goes_on)
        erased = {sweep.name: sweeping.run(sweep) for sweep in everything.sweeps()}
        if goes_on():
            self._removal.erased()
            log.warning("removal.erased", **erased)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self.look()
            except DatabaseUnavailable:
                log.warning("removal.database_away")
            except Exception:
                # The only thread that does this: it must outlive any mistake.
                log.exception("removal.broke")
            self._stopping.wait(self._pace.look)
