"""What the tests of the directory share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.chartmogul import ChartMogul
from bot.sandbox.chartmogul import ChartMogulStandIn


@pytest.fixture
def client(standin: ChartMogulStandIn) -> Iterator[ChartMogul]:
    """The bot's client of the account that the module makes."""
    made = ChartMogul(standin.api_key, base_url=standin.url)
    yield made
    made.close()
