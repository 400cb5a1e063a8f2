"""What the bot's token may do, as Slack's own answers say in passing.

Every answer lists the token's scopes in a header, so what a workspace grants later is known by the next
call, whatever it was. Where a proxy takes the header out, a refusal says it, and counts for a while.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from bot.runtime import Runtime
from bot.slack.errors import header

KEPT = 600.0
"""Seconds for which a refusal is taken as still true, and nothing is asked that would be refused too."""

CHANNELS_MAX = 1000
"""Most conversations of which it is remembered what reading them needs."""

_HISTORY = {
    "C": frozenset({"channels:history", "groups:history", "mpim:history"}),
    "G": frozenset({"groups:history", "mpim:history"}),
    "D": frozenset({"im:history"}),
}
"""What may be needed to read in a conversation, by how its id begins; private ones may look public."""


class Granted:
    """Remembers it for one token. Safe to share between threads."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._listed = ""
        self._scopes: frozenset[str] = frozenset()
        self._until = 0.0
        self._needed: OrderedDict[str, frozenset[str]] = OrderedDict()

    def hear(self, headers: Mapping[str, Any]) -> None:
        """Take note of the scopes that an answer lists, if it does."""
        if listed := header(headers, "x-oauth-scopes"):
            self._know(listed)

    def hear_refusal(self, headers: Mapping[str, Any], said: object, channel: str) -> None:
        """Take note of what a refusal lists, too.

        Args:
            said: the body of the answer.
            channel: the conversation that the call was about, if any.
        """
        self.hear(headers)
        if not isinstance(said, Mapping) or said.get("error") != "missing_scope":
            return
        if isinstance(said.get("provided"), str):
            self._know(said["provided"])
        needed = _each(str(said.get("needed") or ""))
        if channel and needed:
            self._needed[channel] = needed
            while len(self._needed) > CHANNELS_MAX:
                self._needed.popitem(last=False)

    def may_read(self, channel: str) -> bool:
        """Whether Slack may show what was said there; True where that is not known."""
        if self._runtime.monotonic() >= self._until:
            return True
        needed = self._needed.get(channel) or _HISTORY.get(channel[:1])
        return needed is None or bool(needed & self._scopes)

    def _know(self, listed: str) -> None:
        if listed != self._listed:
            self._listed, self._scopes = listed, _each(listed)
            self._needed.clear()
        self._until = self._runtime.monotonic() + KEPT


def _each(listed: str) -> frozenset[str]:
    return frozenset(filter(None, map(str.strip, listed.split(","))))
