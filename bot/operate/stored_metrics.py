"""What lies in the database that all processes share, for Prometheus: each process tells the same of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.changes.changes import Changes
from bot.directory.customers import Directory
from bot.directory.sync_progress import SyncProgress
from bot.notes.notes import Notes
from bot.outbox.deliveries import Deliveries
from bot.store.database import DatabaseUnavailable


class StoredMetrics(Collector):
    """Looks whenever somebody asks. While the database is away it says that alone; all other numbers still
    come.
    """

    def __init__(
        self,
        deliveries: Deliveries,
        changes: Changes,
        notes: Notes,
        *,
        directory: Directory,
        sync: SyncProgress,
    ) -> None:
        self._deliveries = deliveries
        self._changes = changes
        self._notes = notes
        self._directory = directory
        self._sync = sync

    def collect(self) -> Iterable[Metric]:
        try:
            found = [*self._by_state(), *self._customers()]
        except DatabaseUnavailable:
            found = []
        yield _gauge("cm_task_database_up", float(bool(found)))
        yield from found

    def describe(self) -> Iterable[Metric]:
        return [
            GaugeMetricFamily(name, said, labels=labels)
            for about, labels in ((_BY_STATE, ["state"]), (_OF_ALL, []))
            for name, said in about.items()
        ]

    def _by_state(self) -> Iterable[Metric]:
        values: list[Mapping[Any, float]] = [
            self._deliveries.counts(),
            self._deliveries.oldest(),
            self._changes.counts(),
            self._changes.oldest(),
            self._notes.counts(),
        ]
        for (name, said), by_state in zip(_BY_STATE.items(), values, strict=True):
            gauge = GaugeMetricFamily(name, said, labels=["state"])
            for state, value in by_state.items():
                gauge.add_metric([state.value], value)
            yield gauge

    def _customers(self) -> Iterable[Metric]:
        last = self._sync.get().finished_at
        yield _gauge("cm_task_directory_customers", self._directory.count())
        yield _gauge("cm_task_sync_last_success_timestamp_seconds", last)
        if last:
            age = max(0.0, self._deliveries.now() - last)
            yield _gauge("cm_task_directory_age_seconds", age)


def _gauge(name: str, value: float) -> Metric:
    return GaugeMetricFamily(name, _OF_ALL[name], value=value)


_BY_STATE = {
    "cm_task_deliveries": "Deliveries by state; `untold`: nobody could be told of them.",
    "cm_task_oldest_delivery_seconds": "How long ago the oldest open delivery was asked for, by state.",
    "cm_task_changes": "Changes of tasks by state.",
    "cm_task_oldest_change_seconds": "How long ago the oldest unfinished change was asked for, by state.",
    "cm_task_notes": "Notes that are wanted beside tasks, by state.",
}

_OF_ALL = {
    "cm_task_database_up": "Whether the database answers: 1 or 0.",
    "cm_task_directory_customers": "Customers that are known.",
    "cm_task_directory_age_seconds": "How long ago all customers were last read, if ever.",
    "cm_task_sync_last_success_timestamp_seconds": "When all customers were last read; 0: never.",
}
