"""What one process counts, for Prometheus.

Names follow https://prometheus.io/docs/practices/naming/. No label holds an id, or anything else of which
there may be any number: outcomes are `ok` and the names of errors, as in the log.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from bot.front_door.reception import FAILED, KINDS, LATE
from bot.observer import OK, Observer

TO_SLACK: Final = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 2.5, 3)
"""Seconds: Slack waits for 3."""

FROM_ELSEWHERE: Final = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
"""Seconds: calls are given up after ten."""


class Metrics(Observer):
    """The counters of one process; what lies in the database is in `bot.operate.stored_metrics`."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "cm_task_slack_requests", "Requests from Slack over HTTP.", ["status"], registry=self.registry
        )
        self.refused = Counter(
            "cm_task_refused_requests",
            "Requests that were not let in: not from Slack, or not understood.",
            ["reason"],
            registry=self.registry,
        )
        self.seconds = Histogram(
            "cm_task_slack_request_seconds",
            "Time until a request over HTTP was answered, whether it was let in or not.",
            buckets=TO_SLACK,
            registry=self.registry,
        )
        self._answers = Counter(
            "cm_task_acknowledgements",
            "Requests of Slack that were let in, over HTTP or the socket, by what came of them.",
            ["kind", "outcome"],
            registry=self.registry,
        )
        self._answer_seconds = Histogram(
            "cm_task_acknowledgement_seconds",
            "Time until they were answered; Slack waits 3 s.",
            ["kind"],
            buckets=TO_SLACK,
            registry=self.registry,
        )
        self._slack = Counter(
            "cm_task_slack_calls", "Calls to Slack.", ["method", "outcome"], registry=self.registry
        )
        self._slack_seconds = Histogram(
            "cm_task_slack_call_seconds",
            "Time until Slack answered.",
            ["method"],
            buckets=FROM_ELSEWHERE,
            registry=self.registry,
        )
        self._chartmogul = Counter(
            "cm_task_chartmogul_calls",
            "Calls to ChartMogul.",
            ["method", "path", "outcome"],
            registry=self.registry,
        )
        self._chartmogul_seconds = Histogram(
            "cm_task_chartmogul_call_seconds",
            "Time until ChartMogul answered, without the wait for a free place in its limits.",
            ["method", "path"],
            buckets=FROM_ELSEWHERE,
            registry=self.registry,
        )
        self._reconnections = Counter(
            "cm_task_socket_reconnections",
            "Connections of Socket Mode that were replaced: asked for by Slack, or lost.",
            ["cause"],
            registry=self.registry,
        )
        for kind in KINDS:
            # A rate needs a beginning, and what has never failed is to be seen as that.
            for outcome in (OK, FAILED, LATE):
                self._answers.labels(kind, outcome)

    def watch_socket(self, connected: Callable[[], bool]) -> None:
        """Show whether Slack reaches the bot over the socket, where there is one."""
        gauge = Gauge(
            "cm_task_socket_connected",
            "Whether Slack reaches this process over Socket Mode: 1 or 0.",
            registry=self.registry,
        )
        gauge.set_function(lambda: float(connected()))
        for cause in ("asked", "lost"):
            self._reconnections.labels(cause)

    def answered(self, kind: str, outcome: str, seconds: float) -> None:
        self._answers.labels(kind, outcome).inc()
        self._answer_seconds.labels(kind).observe(seconds)

    def called_slack(self, method: str, outcome: str, seconds: float) -> None:
        self._slack.labels(method, outcome).inc()
        self._slack_seconds.labels(method).observe(seconds)

    def called_chartmogul(self, method: str, path: str, outcome: str, seconds: float) -> None:
        self._chartmogul.labels(method, path, outcome).inc()
        self._chartmogul_seconds.labels(method, path).observe(seconds)

    def lost_socket(self, *, planned: bool) -> None:
        self._reconnections.labels("asked" if planned else "lost").inc()
