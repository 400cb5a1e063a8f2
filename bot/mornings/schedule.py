"""Looks whose morning it is, and gives them what they asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import structlog

from bot.chartmogul import ChartMogulError
from bot.outbox.pace import Pace
from bot.runtime import Runtime
from bot.slack.errors import SlackBusy, SlackError
from bot.store.database import Database, DatabaseUnavailable
from bot.store.leases import Leases

log = structlog.get_logger(__name__)

Give = Callable[[], None]
"""Sees to one person or channel. It raises `SlackError` or `ChartMogulError` where it did not succeed."""

_LEASE = "mornings"


class Schedule:
    """Looks again and again, in a thread of this process; of several instances, one at a time sees to it.

    So at nine o'clock, which it is for many people at once, one is seen to after the other, and no more is
    asked of Slack and ChartMogul than that.

    Args:
        kinds: each says whom it is time to see to. It may raise `DatabaseUnavailable`.
    """

    def __init__(
        self,
        database: Database,
        kinds: Sequence[Callable[[], Sequence[Give]]],
        pace: Pace,
        runtime: Runtime,
    ) -> None:
        self._leases = Leases(database)
        self._kinds = kinds
        self._pace = pace
        self._runtime = runtime
        self._stopping = runtime.event()

    def start(self) -> None:
        """Begin to look."""
        self._runtime.start(self._run, "mornings")

    def stop(self) -> None:
        """See to nobody more, once who is in hand has been seen to."""
        self._stopping.set()

    def look(self) -> None:
        """See to everybody whose time it is, unless another instance does.

        Raises:
            DatabaseUnavailable: the store is away.
        """
        if next(self._due(), None) is None:
            return
        lease = self._leases.acquire(_LEASE, seconds=self._pace.lease)
        if lease is None:
            return
        went_well = True
        for give in self._due():
            if self._stopping.is_set():
                break
            if not self._leases.renew(lease, seconds=self._pace.lease):
                return
            try:
                went_well = self._see_to(give) and went_well
            except SlackBusy:
                # The others would be told the same.
                log.warning("morning.slack_busy")
                return
        if went_well:
            # What did not go well is tried again when the lease has run out, by whoever comes first.
            self._leases.release(lease)

    def _due(self) -> Iterator[Give]:
        for kind in self._kinds:
            yield from kind()

    def _see_to(self, give: Give) -> bool:
        try:
            give()
        except (SlackBusy, DatabaseUnavailable):
            raise
        except SlackError as error:
            log.warning("morning.slack_away", code=error.code)
        except ChartMogulError as error:
            log.warning("morning.not_read", status=error.status, reference=error.reference)
        except Exception:
            # A mistake of ours about one of them is no reason to forget the others.
            log.exception("morning.broke")
        else:
            return True
        return False

    def _run(self) -> None:
        # A machine that sleeps counts no seconds: so this looks often, and waits for no moment of the day.
        while not self._stopping.wait(self._pace.look):
            try:
                self.look()
            except DatabaseUnavailable:
                log.debug("morning.database_away")
            except Exception:
                # The only thread that does this: it must outlive any mistake.
                log.exception("morning.broke")
