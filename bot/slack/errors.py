"""Why a call to Slack did not succeed, told apart by what took effect and what may help."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import Any
from urllib.error import URLError

from slack_sdk.errors import SlackApiError, SlackClientError

from bot.slack.connections import NotConnected
from bot.slack.error_words import Meaning, as_word, meaning_of


class SlackError(Exception):
    """A call to Slack did not succeed. `code` is Slack's own word, such as `channel_not_found`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class SlackRefused(SlackError):
    """Slack answered no: nothing happened, and a repetition will be refused too."""


class SlackMalformed(SlackRefused):
    """Slack does not take the call as it was made, such as `invalid_blocks`: our own mistake."""


class SlackLater(SlackError):
    """A passing trouble: nothing happened. `retry_after` is how many seconds Slack wants to be left alone."""

    def __init__(self, code: str, retry_after: float = 0.0) -> None:
        super().__init__(code)
        self.retry_after = retry_after


class SlackBusy(SlackLater):
    """Slack is rate limiting (429): nothing happened."""


class SlackNotReached(SlackLater):
    """No connection was made: nothing happened."""


class SlackLockedOut(SlackLater):
    """Slack does not take the bot's token (any more): nothing happens until somebody mends that."""


class SlackUnknown(SlackLater):
    """A no that nobody has told us of, or not Slack's own: nothing happened; whether it will pass is open."""


class SlackUncertain(SlackError):
    """It may have happened: no readable answer (time-out, dropped connection), a 5xx, or Slack does not know.

    `answered` tells an answer from none.
    """

    def __init__(self, code: str, *, answered: bool = False) -> None:
        super().__init__(code)
        self.answered = answered


UNREADABLE = "unreadable"
"""The code for an answer that says success and is not what Slack's reference promises."""


def refusal(status: int, headers: Mapping[str, Any], said: object) -> SlackError:
    """The error for an answer that is no success.

    Args:
        status: of HTTP; Slack says no with 200 too.
        said: what stands where Slack's word should: a proxy's page has none.
    """
    word = as_word(said)
    meaning = meaning_of(word)
    if status == 429 or meaning is Meaning.LIMITED:
        return SlackBusy(word or "ratelimited", retry_after(headers))
    if meaning is Meaning.LATER:
        return SlackLater(word, retry_after(headers, otherwise=0.0))
    if meaning is Meaning.UNCERTAIN:
        return SlackUncertain(word, answered=True)
    kind = meaning and _KINDS.get(meaning)
    return kind(word) if kind else _by_status(status, headers, word)


_KINDS: dict[Meaning, type[SlackError]] = {
    Meaning.REFUSED: SlackRefused,
    Meaning.MISTAKE: SlackMalformed,
    Meaning.LOCKED_OUT: SlackLockedOut,
}


def check_response_url(status: int, headers: Mapping[str, Any], body: str) -> None:
    """Whether a response URL took a message: it says `ok`, or why not, as text or as JSON, with any status.

    Raises:
        SlackError: it did not, or somebody else answered.
    """
    said, ok = _told(body)
    if status < 300 and ok:
        return
    if status < 300 and not said:
        raise SlackUncertain(UNREADABLE, answered=True)
    raise refusal(status, headers, said)


def _told(body: str) -> tuple[str, bool]:
    """The word in the body, and whether it reads as success."""
    try:
        answer = json.loads(body)
    except ValueError:
        word = as_word(body)
        return word, not (meaning_of(word) or body.lstrip().startswith("<"))
    if not isinstance(answer, dict):
        return "", True
    return as_word(answer.get("error")), answer.get("ok", True) is not False


def _by_status(status: int, headers: Mapping[str, Any], word: str) -> SlackError:
    code = word or f"http_{status}"
    if status >= 500:
        return SlackUncertain(f"http_{status}", answered=True)
    if status in {408, 425}:
        return SlackLater(code, retry_after(headers, otherwise=0.0))
    if status == 413:
        return SlackMalformed(code)
    if word or status >= 300:
        return SlackUnknown(code)
    return SlackUncertain(UNREADABLE, answered=True)


def retry_after(headers: Mapping[str, Any], *, otherwise: float = 1.0) -> float:
    """Seconds that the answer asks for, by `Retry-After` in either form; `otherwise` where it does not.

    It may be absurd: whoever waits bounds it.
    """
    value = header(headers, "retry-after")
    try:
        seconds = float(value)
    except ValueError:
        seconds = _until(value, header(headers, "date"))
    return max(0.0, seconds) if math.isfinite(seconds) else otherwise


def _until(moment: str, now: str) -> float:
    """Seconds from one HTTP date to another; the answer's own clock counts, where it says what time it is."""
    try:
        end = parsedate_to_datetime(moment).timestamp()
    except (ValueError, OverflowError):
        return math.nan
    try:
        return end - parsedate_to_datetime(now).timestamp()
    except (ValueError, OverflowError):
        return end - time.time()


def header(headers: Mapping[str, Any], name: str) -> str:
    """A header, however its name is written; `""` where there is none."""
    value = next((value for written, value in headers.items() if written.lower() == name), "")
    return str(value[0] if isinstance(value, list) and value else value or "")


@contextmanager
def translated() -> Iterator[None]:
    """Turns what slack_sdk and the transport raise into the errors above."""
    try:
        yield
    except SlackApiError as error:
        response = error.response
        said = response.data.get("error") if isinstance(response.data, dict) else ""
        raise refusal(int(response.status_code), dict(response.headers), said) from error
    except NotConnected as error:
        raise SlackNotReached("not_reached") from error
    except URLError as error:
        raise _connection_error(error.reason) from error
    except (SlackClientError, OSError, HTTPException) as error:
        raise SlackUncertain(type(error).__name__) from error
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        # slack_sdk meets a body or an encoding that it does not expect of Slack.
        raise SlackUncertain(UNREADABLE, answered=True) from error


def _connection_error(reason: object) -> SlackError:
    # urllib has words of its own for an address that it cannot even try.
    nothing_sent = isinstance(reason, NotConnected | str)
    return SlackNotReached("not_reached") if nothing_sent else SlackUncertain("dropped")
