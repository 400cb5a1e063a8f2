"""ChartMogul is asked once for all instances, however many there are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from bot.cards.following import Following
from bot.chartmogul import ChartMogul
from bot.chartmogul.task import Task
from bot.runtime import REAL
from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.tasks.places import CardPlaces
from bot.tasks.reading import TaskReader
from bot.tasks.tasks import Tasks
from tests.scenarios.running import eventually
from tests.store.clock import StoppedClock

EVERY = 0.05


@pytest.fixture
def chartmogul() -> Iterator[ChartMogulStandIn]:
    """A ChartMogul that knows Anna."""
    with ChartMogulStandIn() as standin:
        standin.add_user("anna@ourcompany.test")
        yield standin


def test_of_several_instances_one_reads(clock: StoppedClock, chartmogul: ChartMogulStandIn) -> None:
    client = ChartMogul(SecretStr(chartmogul.api_key), base_url=chartmogul.url)
    acme = chartmogul.add_customer("Acme")
    task = chartmogul.add_task(acme["uuid"], "Call", assignee="anna@ourcompany.test", due_date="2037-03-03")
    tasks = Tasks(clock)
    tasks.learn([Task.model_validate(task)], as_of=tasks.now())
    CardPlaces(clock).add("C1", "1.2", task["task_uuid"], shown=1)
    reader, looks = TaskReader(client, tasks), [0, 0, 0]

    def looking(number: int) -> Following:
        def changed() -> None:
            looks[number] += 1

        return Following(clock, tasks, reader, REAL, changed=changed, every=EVERY)

    instances = [looking(number) for number in range(len(looks))]
    for instance in instances:
        instance.start()
    try:
        for reading in range(1, 6):
            eventually(lambda wanted=reading: sum(looks) >= wanted)  # type: ignore[misc]
            assert sum(looks) == reading
            clock.seconds += 2 * EVERY
        eventually(lambda: sum(looks) == 6)
    finally:
        for instance in instances:
            instance.stop()
    assert sum(request.path == "/tasks" for request in chartmogul.requests) == 6
