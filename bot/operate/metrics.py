"""What the bot counts, for Prometheus."""

from __future__ import annotations

from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.outbox.deliveries import Deliveries
from bot.store.database import DatabaseUnavailable


class Metrics:
    """The counters of one process, and the outbox that all processes share."""

    def __init__(self, deliveries: Deliveries) -> None:
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
        self.registry.register(_Outbox(deliveries))


class _Outbox(Collector):
    def __init__(self, deliveries: Deliveries) -> None:
        self._deliveries = deliveries

    def collect(self) -> Iterable[Metric]:
        gauge = GaugeMetricFamily("cm_task_deliveries", "Deliveries by state.", labels=["state"])
        try:
            counts = self._deliveries.counts()
        except DatabaseUnavailable:
            # A scrape without these tells that the database is away; the other numbers still come.
            return
        for state, count in counts.items():
            gauge.add_metric([state.value], count)
        yield gauge

    def describe(self) -> Iterable[Metric]:
        return [GaugeMetricFamily("cm_task_deliveries", "Deliveries by state.", labels=["state"])]
