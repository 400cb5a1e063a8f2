"""Why a request was not let in."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """The first thing that was wrong, in the order in which the front door looks."""

    WRONG_PATH = "wrong_path"
    """It has a signature as Slack's have, and is not for the path that Slack is to send to."""
    TOO_LARGE = "too_large"
    NO_SIGNATURE = "no_signature"
    """A header of the signature is missing or has not the shape that Slack gives it."""
    STALE_TIMESTAMP = "stale_timestamp"
    BAD_SIGNATURE = "bad_signature"
    UNREADABLE = "unreadable"
    """Signed, and neither a form nor JSON as Slack sends them."""
    MALFORMED = "malformed"
    """Signed and readable, and not of the structure that Slack documents."""
    NOTHING_DONE = "nothing_done"
    """A click of which Slack does not say on what: nobody is shown a warning for it."""

    @property
    def status(self) -> int:
        """What it is answered with."""
        return _STATUS.get(self, 401)

    @property
    def is_acknowledged(self) -> bool:
        """Whether Slack is told that all is well."""
        return self.status == 200


_STATUS = {
    Reason.WRONG_PATH: 404,
    Reason.TOO_LARGE: 413,
    Reason.UNREADABLE: 400,
    Reason.MALFORMED: 400,
    Reason.NOTHING_DONE: 200,
}


class Refused(Exception):
    """A request that is not let in. Holds nothing of its body.

    Args:
        skew: seconds between the request's timestamp and this machine's clock, where it is stale.
        where: the part of the structure that is wrong.
    """

    def __init__(self, reason: Reason, *, skew: int | None = None, where: str = "") -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.skew = skew
        self.where = where
