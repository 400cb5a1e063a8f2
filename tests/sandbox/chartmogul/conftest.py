"""A caller of the API, and an account for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.sandbox.chartmogul import ChartMogulStandIn
from tests.sandbox.chartmogul.caller import KEY, Api


@pytest.fixture
def api() -> Iterator[Api]:
    with ChartMogulStandIn(KEY, strict_limits=False) as account:
        yield Api(account)
