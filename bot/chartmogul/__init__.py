"""ChartMogul's REST API, as far as the bot uses it: customers, contacts, tasks and notes.

In here: one call and its limits of time and size, the answer as a typed record, and what went wrong, sorted
by whether it may have taken effect. A change is sent once: whether to look or to try again is decided in
`bot.outbox`. What is kept of ChartMogul is in `bot.directory`.
"""

from bot.chartmogul.answers import Page
from bot.chartmogul.client import ChartMogul
from bot.chartmogul.errors import (
    BadKey,
    Busy,
    ChartMogulError,
    Dropped,
    Endless,
    Forbidden,
    Intercepted,
    Invalid,
    NeverSent,
    NotFound,
    PaymentRequired,
    Refused,
    ServerError,
    TimedOut,
    Uncertain,
    Unreadable,
)
from bot.chartmogul.key import Account, Writing
from bot.chartmogul.pages import PageTurner
from bot.chartmogul.throttle import Priority, Throttle, unthrottled

__all__ = [
    "Account",
    "BadKey",
    "Busy",
    "ChartMogul",
    "ChartMogulError",
    "Dropped",
    "Endless",
    "Forbidden",
    "Intercepted",
    "Invalid",
    "NeverSent",
    "NotFound",
    "Page",
    "PageTurner",
    "PaymentRequired",
    "Priority",
    "Refused",
    "ServerError",
    "Throttle",
    "TimedOut",
    "Uncertain",
    "Unreadable",
    "Writing",
    "unthrottled",
]
