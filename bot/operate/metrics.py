"""What the bot counts, for Prometheus."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.changes.changes import Changes
from bot.notes.notes import Notes
from bot.outbox.deliveries import Deliveries
from bot.store.database import DatabaseUnavailable


class Metrics:
    """The counters of one process, and what waits in the database that all processes share."""

    def __init__(self, deliveries: Deliveries, changes: Changes, notes: Notes) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "cm_task_slack_requests", "Requests from Slack.", ["status"], registry=self.registry
        )
        self.refused = Counter(
            "cm_task_refused_requests",
            "Requests that were not let in: not from Slack, or not understood.",
            ["reason"],
            registry=self.registry,
        )
        self.seconds = Histogram(
            "cm_task_slack_request_seconds",
            "Time until Slack was answered; it waits 3 s.",
            buckets=(0.05, 0.1, 0.25, 0.5, 1, 2, 3),
            registry=self.registry,
        )
        self.registry.register(_Stored(deliveries, changes, notes))


class _Stored(Collector):
    """What lies in the database; nothing while that is away, as all other numbers still come."""

    def __init__(self, deliveries: Deliveries, changes: Changes, notes: Notes) -> None:
        self._deliveries = deliveries
        self._changes = changes
        self._notes = notes

    def collect(self) -> Iterable[Metric]:
        try:
            values: list[Mapping[Any, float]] = [
                self._deliveries.counts(),
                self._changes.counts(),
                self._changes.oldest(),
                self._notes.counts(),
            ]
        except DatabaseUnavailable:
            return
        for gauge, by_state in zip(self.describe(), values, strict=True):
            for state, value in by_state.items():
                gauge.add_metric([state.value], value)
            yield gauge

    def describe(self) -> list[GaugeMetricFamily]:
        return [GaugeMetricFamily(name, said, labels=["state"]) for name, said in _STORED.items()]


_STORED = {
    "cm_task_deliveries": "Deliveries by state.",
    "cm_task_changes": "Changes of tasks by state.",
    "cm_task_oldest_change_seconds": "How long ago the oldest unfinished change was asked for, by state.",
    "cm_task_notes": "Notes that are wanted beside tasks, by state.",
}
