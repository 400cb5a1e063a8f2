"""The client, with a stand-in for it, and surroundings that nothing outside of a test has touched."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from bot.chartmogul import ChartMogul
from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.task import NewTask
from tests.chartmogul.samples import ANNA, BERT, CUSTOMER


@pytest.fixture
def stand_in() -> Iterator[ChartMogulStandIn]:
    with ChartMogulStandIn(strict_limits=False) as stand_in:
        stand_in.add_user(ANNA)
        stand_in.add_user(BERT)
        yield stand_in


@pytest.fixture
def chartmogul(stand_in: ChartMogulStandIn) -> ChartMogul:
    return ChartMogul(SecretStr(stand_in.api_key), base_url=stand_in.url)


@pytest.fixture
def acme(stand_in: ChartMogulStandIn) -> str:
    return str(
        stand_in.add_customer("Acme", company="Acme Inc.", email="hi@acme.example", owner=ANNA)["uuid"]
    )


@pytest.fixture
def new_task() -> NewTask:
    return NewTask.model_validate(
        {
            "customer_uuid": CUSTOMER,
            "task_details": "Call Anna about the renewal",
            "assignee": "anna@example.com",
            "due_date": "2030-01-02",
        }
    )


@pytest.fixture
def refusing_port() -> Iterator[int]:
    """A port that nobody listens on, held so that nobody else takes it."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield int(held.getsockname()[1])


@pytest.fixture
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    return monkeypatch
