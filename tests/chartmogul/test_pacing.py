"""One process stays within ChartMogul's limits, however many threads ask at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

from bot.chartmogul import ChartMogul, Pacing, Priority
from bot.chartmogul.pacing import SYNC_CONNECTIONS
from bot.sandbox.chartmogul import ChartMogulStandIn


def test_never_more_than_twenty_in_flight_nor_forty_a_second() -> None:
    with ChartMogulStandIn("key") as standin:
        standin.fault("GET", "/ping", kind="delay", seconds=0.3, times=60)
        client = ChartMogul("key", base_url=standin.url, throttle=Pacing())
        with ThreadPoolExecutor(60) as pool:
            asked = [pool.submit(client.ping, timeout=8.0) for _ in range(100)]
            failures = [failure for future in asked if (failure := future.exception())]

        assert failures == []
        assert len(standin.requests) == 100
        assert standin.peak_in_flight <= 20
        assert standin.peak_per_second <= 40


def test_reading_all_customers_leaves_room_for_tasks() -> None:
    pacing = Pacing()
    with ExitStack() as syncing, ThreadPoolExecutor(1) as pool:
        first = syncing.enter_context(ExitStack())
        first.enter_context(pacing(Priority.SYNC))
        for _ in range(SYNC_CONNECTIONS - 1):
            syncing.enter_context(pacing(Priority.SYNC))
        one_more = pool.submit(lambda: pacing(Priority.SYNC).__enter__())

        with pacing(Priority.TASK):
            assert not one_more.done()
        first.close()
        one_more.result(timeout=5)
