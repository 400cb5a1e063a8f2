"""A strict ChartMogul on loopback: the double for tests and for the demo.

It keeps to https://dev.chartmogul.com/reference and to answers recorded from the live API, and fails on
demand.
"""

from bot.sandbox.chartmogul.faults import Fault, FaultKind
from bot.sandbox.chartmogul.refusal import ErrorShape
from bot.sandbox.chartmogul.stand_in import ChartMogulStandIn
from bot.sandbox.chartmogul.traffic import RecordedRequest

__all__ = ["ChartMogulStandIn", "ErrorShape", "Fault", "FaultKind", "RecordedRequest"]
