"""What can go wrong between the bot and ChartMogul, sorted by what it means for whoever called.

    ChartMogulError
      Refused         4xx: a repetition will be refused too
        BadKey, PaymentRequired, Forbidden, NotFound, Invalid
      Busy            429, or no free slot: certainly not done
      NeverSent       no connection was made: certainly not done
        Intercepted   something else answered in ChartMogul's place: certainly not done
      Uncertain       may have been done: look before doing it again
        TimedOut, Dropped, ServerError, Unreadable, and Endless of lists

Status codes: https://dev.chartmogul.com/docs/response-codes and https://dev.chartmogul.com/docs/rate-limits
"""

from __future__ import annotations

from bot.chartmogul.refusals import FIELDS
from bot.reference import own_reference


class ChartMogulError(Exception):
    """A call to ChartMogul did not succeed.

    `str()` of it is fit for logs: unlike `message` and `detail` it quotes nothing that ChartMogul answered.

    Args:
        message: what happened and what to do next, in plain English for a person in Slack. It holds no key,
            URL, traceback or page; where ChartMogul gave a reason it may quote it.
        reference: of the story in the logs; its own if empty.
        status: the HTTP status, if there was an answer.
        param: the field of `bot.task.NewTask` at fault, or ChartMogul's own name where it is none of those.
        detail: ChartMogul's own words on one line, at most 200 characters.
        retry_after: seconds that ChartMogul asked to wait.
    """

    default_message = "Something went wrong with ChartMogul. Try again in a moment."

    def __init__(
        self,
        message: str = "",
        *,
        reference: str = "",
        status: int | None = None,
        param: str | None = None,
        detail: str | None = None,
        retry_after: float | None = None,
    ) -> None:
        self.message = message or self.default_message
        self.reference = reference or own_reference()
        self.status = status
        self.param = param
        self.detail = detail
        self.retry_after = retry_after
        super().__init__(self.message)

    @property
    def field(self) -> str | None:
        """`param` for logs: what is none of ours may be any text of the answer."""
        return self.param if self.param in FIELDS else None

    def __str__(self) -> str:
        facts = {"status": self.status, "param": self.field, "reference": self.reference}
        return ", ".join(f"{name} {fact}" for name, fact in facts.items() if fact is not None)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self})"


class Refused(ChartMogulError):
    """ChartMogul answered no (4xx): nothing was done, and a repetition will be refused too."""

    default_message = "ChartMogul did not accept this. Check what you entered and try again."


class BadKey(Refused):
    """401: the API key is wrong, or its user was deactivated."""

    default_message = (
        "ChartMogul does not accept this bot's API key. "
        "Ask whoever set up the bot to check CHARTMOGUL_API_KEY; your input is not at fault."
    )


class PaymentRequired(Refused):
    """402: ChartMogul understood the request and would not carry it out."""

    default_message = (
        "ChartMogul would not carry this out. "
        "Ask an admin of your ChartMogul account to check its plan and billing."
    )


class Forbidden(Refused):
    """403: the trial has expired, or the key has no right to do this."""

    default_message = (
        "ChartMogul does not let this bot do that. Its API key may be read-only, or the account's trial has "
        "ended: ask an admin of your ChartMogul account."
    )


class NotFound(Refused):
    """404 or 410 in ChartMogul's own JSON: there is no such record, or no longer.

    A gateway's 404 is `Intercepted`, and one that could be anybody's is so too while reading.
    """

    default_message = "ChartMogul has no such record; it may have been deleted. Look it up again."


class Invalid(Refused):
    """400, 422 or another 4xx: what was sent breaks a rule."""


class Busy(ChartMogulError):
    """ChartMogul (429) or the local throttle takes no more requests just now: certainly not done."""

    default_message = "ChartMogul is busy just now. Nothing was changed; try again in a moment."


class NeverSent(ChartMogulError):
    """Connection refused, no such host, no connection in time, failed TLS: certainly not done."""

    default_message = "ChartMogul cannot be reached just now. Nothing was changed; try again in a moment."


class Intercepted(NeverSent):
    """A 4xx that is not ChartMogul's, of a gateway or proxy that has no way to it just now.

    Nothing was done, and it says nothing of what was asked for. While reading, every 4xx that a gateway
    answers is one; while changing, those that speak of the way and not of the request (404, 405, …).
    """

    default_message = (
        "Something between this bot and ChartMogul answered in its place. "
        "Nothing was changed; try again in a moment."
    )


class Uncertain(ChartMogulError):
    """The request may have reached ChartMogul and taken effect; no readable answer tells."""

    default_message = (
        "ChartMogul gave no clear answer. Look there before trying again: it may have been done."
    )


class TimedOut(Uncertain):
    """No whole answer came within the time given."""

    default_message = (
        "ChartMogul did not answer in time. Look there before trying again: it may have been done."
    )


class Dropped(Uncertain):
    """The connection broke before the answer was complete."""

    default_message = (
        "The connection to ChartMogul broke off. Look there before trying again: it may have been done."
    )


class ServerError(Uncertain):
    """5xx. ChartMogul also answers 503 to more than 20 connections at once."""

    default_message = (
        "ChartMogul has a problem of its own just now. Look there before trying again: it may have been done."
    )


class Unreadable(Uncertain):
    """A success by its status, but not the API's JSON: malformed, empty, a page, a redirect, too large."""

    default_message = (
        "ChartMogul's answer could not be read. Look there before trying again: it may have been done."
    )


class Endless(Unreadable):
    """A list whose pages lead around and around: what was not on them may be absent, or not."""

    default_message = "ChartMogul's list does not come to an end, so that it could not be read as a whole."
