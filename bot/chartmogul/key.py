"""The API key: whose it is, and what it may do (https://dev.chartmogul.com/docs/authentication)."""

from __future__ import annotations

from enum import Enum, auto

from bot.chartmogul.answers import read_record
from bot.chartmogul.call import Call
from bot.chartmogul.calls import Caller
from bot.chartmogul.errors import BadKey, ChartMogulError, Forbidden, Invalid
from bot.chartmogul.record import Record, Text

_LACKING = {400, 422}
"""How ChartMogul refuses what lacks something."""


class Account(Record):
    """The ChartMogul account that the key belongs to (https://dev.chartmogul.com/reference/account)."""

    name: Text = ""
    currency: Text = ""
    time_zone: Text = ""


class Writing(Enum):
    """Whether the key may change anything."""

    ALLOWED = auto()
    FORBIDDEN = auto()
    UNKNOWN = auto()


class Key:
    """The key of one client. Every method raises `ChartMogulError`, but for `writing`."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def account(self, *, timeout: float | None = None) -> tuple[Account, float | None]:
        """The account that it belongs to, and ChartMogul's time (epoch seconds), if it says so."""
        call = Call("GET", "/account", timeout=timeout)
        return self._caller.carry_out(call, lambda answer: (read_record(Account, answer), answer.at))

    def writing(self, *, timeout: float | None = None) -> Writing:
        """Whether it may create tasks, found out without creating one. For a key that may read.

        A task with nothing in it is asked for, which cannot be made of anything: every field is required
        (https://dev.chartmogul.com/reference/tasks/add). Of a key that may write that is refused for what it
        lacks, of another one for the key. ChartMogul does not document that it looks at the key first, so
        `ALLOWED` is what such APIs do, and no promise.
        """
        try:
            self._caller.carry_out(Call("POST", "/tasks", body={}, timeout=timeout), lambda answer: None)
        except (Forbidden, BadKey):
            return Writing.FORBIDDEN
        except Invalid as error:
            return Writing.ALLOWED if error.status in _LACKING else Writing.UNKNOWN
        except ChartMogulError:
            return Writing.UNKNOWN
        return Writing.UNKNOWN
