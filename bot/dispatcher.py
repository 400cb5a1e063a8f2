"""Works off what lies in the database: one thread claims what is due, others each do one piece of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

import structlog

from bot.reference import new_reference, referring
from bot.runtime import Runtime
from bot.store.claims import LeaseLost
from bot.store.database import DatabaseUnavailable

log = structlog.get_logger(__name__)

Job = TypeVar("Job")


class Dispatcher(Generic[Job]):
    """Claims jobs and has them done, in threads of this process.

    Args:
        name: what the work is called, in the log and of its threads.
        claim: takes the next job that is due, None where there is none.
        work: does one. Whatever it raises is logged, and the job is due again once its lease has run out.
        label: what a job is known by in the log.
        reference: of the story that it belongs to; empty: it begins one.
        broke: hears of a job that ended with a mistake of ours.
        workers: jobs in hand at once.
        poll: seconds after which to look again without being told to.
        runtime: tells the time, and runs the threads.
    """

    def __init__(
        self,
        name: str,
        claim: Callable[[], Job | None],
        work: Callable[[Job], None],
        *,
        label: Callable[[Job], object],
        reference: Callable[[Job], str] = lambda job: "",
        broke: Callable[[Job, Exception], None] = lambda job, error: None,
        workers: int,
        poll: float,
        runtime: Runtime,
    ) -> None:
        self._runtime = runtime
        self._name = name
        self._claim = claim
        self._do = work
        self._label = label
        self._reference = reference
        self._broke = broke
        self._workers = workers
        self._poll = poll
        self._free = runtime.semaphore(workers)
        self._pool = runtime.pool(workers, name)
        self._nudge = runtime.event()
        self._stopping = runtime.event()

    def start(self) -> None:
        """Begin to work off what is due, also what an earlier process left."""
        self._runtime.start(self._dispatch, f"{self._name} dispatcher")

    def stop(self, *, timeout: float = 20.0) -> None:
        """Take nothing new, and give what is in hand `timeout` seconds. The rest stays where it is."""
        self._stopping.set()
        self.wake()
        deadline = self._runtime.monotonic() + timeout
        for _ in range(self._workers):
            if not self._free.acquire(timeout=max(0.0, deadline - self._runtime.monotonic())):
                log.warning(f"{self._name}.stopped_with_work_in_hand")
                break
        self._pool.shutdown(wait=False, cancel_futures=True)

    def wake(self) -> None:
        """Look now for what is due, and not at the next poll: somebody knows of something."""
        self._nudge.set()

    def _dispatch(self) -> None:
        while not self._stopping.is_set():
            if not self._free.acquire(timeout=self._poll):
                continue
            claimed = self._claimed()
            if claimed is None:
                self._free.release()
                self._nudge.wait(self._poll)
                self._nudge.clear()
            else:
                self._pool.submit(self._work, claimed)

    def _claimed(self) -> Job | None:
        try:
            return self._claim()
        except DatabaseUnavailable:
            log.debug(f"{self._name}.database_away")
        except Exception:
            # The only one of its process: it must outlive any mistake.
            log.exception(f"{self._name}.claim_failed")
        return None

    def _work(self, job: Job) -> None:
        try:
            with referring(self._reference(job) or new_reference()):
                self._guarded(job)
        finally:
            self._free.release()
            self.wake()

    def _guarded(self, job: Job) -> None:
        known_by = {self._name: self._label(job)}
        try:
            self._do(job)
        except LeaseLost:
            log.info(f"{self._name}.lease_lost", **known_by)
        except DatabaseUnavailable:
            log.warning(f"{self._name}.database_away", **known_by)
        except Exception as error:
            # The lease keeps it from spinning.
            log.exception(f"{self._name}.broke", **known_by)
            self._broke(job, error)
