"""A strict ChartMogul on loopback, from its documentation and from answers recorded from the live API.

Here belongs what ChartMogul itself answers and keeps (https://dev.chartmogul.com/reference), how it fails on
demand, and a record of what it was asked. What the demo page shows of it does not.
"""

from bot.sandbox.chartmogul.faults import Fault, FaultKind
from bot.sandbox.chartmogul.refusal import ErrorShape, Refusal
from bot.sandbox.chartmogul.stand_in import ChartMogulStandIn
from bot.sandbox.chartmogul.traffic import RecordedRequest

__all__ = ["ChartMogulStandIn", "ErrorShape", "Fault", "FaultKind", "RecordedRequest", "Refusal"]
