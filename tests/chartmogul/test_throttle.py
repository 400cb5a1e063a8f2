"""Every request asks the throttle for a slot, in the order of what matters more."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field

import pytest
from structlog.testing import capture_logs

from bot.chartmogul import Busy, ChartMogul, ChartMogulError, Priority, Uncertain
from tests.chartmogul.raw_server import answer, close, raw_server
from tests.chartmogul.samples import NEW, PONG, TASK


@dataclass
class Gate:
    """A throttle that remembers who asked, and how many slots were held when each pause began."""

    asked: list[Priority] = field(default_factory=list)
    held: int = 0
    most_held: int = 0
    refusal: ChartMogulError | None = None

    def __call__(self, priority: Priority, /) -> AbstractContextManager[None]:
        return self._slot(priority)

    @contextmanager
    def _slot(self, priority: Priority) -> Iterator[None]:
        self.asked.append(priority)
        if self.refusal:
            raise self.refusal
        self.held += 1
        self.most_held = max(self.most_held, self.held)
        try:
            yield
        finally:
            self.held -= 1


def test_every_request_asks_for_a_slot_and_gives_it_back() -> None:
    gate = Gate()
    with raw_server(answer(500, Retry_After="0"), answer(200, PONG), answer(201, TASK), close) as server:
        chartmogul = ChartMogul("key", base_url=server.url, throttle=gate)
        chartmogul.ping()
        chartmogul.create_task(NEW)
        with pytest.raises(Uncertain):
            chartmogul.create_task(NEW)

        assert gate.asked == [Priority.LOOKUP, Priority.LOOKUP, Priority.TASK, Priority.TASK]
        assert gate.most_held == 1
        assert gate.held == 0


def test_paging_through_everything_goes_last() -> None:
    gate = Gate()
    with raw_server(answer(200, '{"entries": [], "cursor": "x", "has_more": false}')) as server:
        chartmogul = ChartMogul("key", base_url=server.url, throttle=gate)
        chartmogul.customers_page()
        chartmogul.contacts_page()

    assert gate.asked == [Priority.SYNC, Priority.SYNC]
    assert min(Priority) is Priority.TASK
    assert max(Priority) is Priority.SYNC


def test_without_a_slot_nothing_is_sent() -> None:
    refusal = Busy("Too many at once.", retry_after=2.0)
    with raw_server(answer(200, PONG)) as server:
        chartmogul = ChartMogul("key", base_url=server.url, throttle=Gate(refusal=refusal))
        for call in (chartmogul.ping, lambda: chartmogul.create_task(NEW)):
            with capture_logs() as logs, pytest.raises(Busy) as caught:
                call()
            assert caught.value is refusal
            assert [entry["reference"] for entry in logs] == [refusal.reference]

        assert server.requests == []
