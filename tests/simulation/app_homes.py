"""The App Homes in Slack: what stands in each of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.simulation.slack_words import Refused

Json = dict[str, Any]


@dataclass
class AppHome:
    """One person's, once something was published there."""

    user: str
    content: Json
    hash: str
    is_left_alone: bool = False
    """Whether Slack has said for good that nothing can be published there, since it was opened last."""

    @property
    def id(self) -> str:
        """The view's: it stays."""
        return f"VHOME{self.user}"


class AppHomes:
    """Those of all people."""

    def __init__(self) -> None:
        self._homes: dict[str, AppHome] = {}
        self._count = 0

    def of(self, user: str) -> AppHome | None:
        """What stands there; None before something does."""
        return self._homes.get(user)

    def open(self, user: str) -> AppHome | None:
        """The same, when its person opens it."""
        home = self.of(user)
        if home:
            home.is_left_alone = False
        return home

    def leave(self, user: str) -> None:
        """Slack says for good that nothing can be published there."""
        if home := self.of(user):
            home.is_left_alone = True

    def check(self, arguments: Json) -> None:
        """Whether it is published in place of what its sender thinks.

        Raises:
            Refused: something else stands there by now.
        """
        home = self.of(arguments["user_id"])
        if arguments.get("hash") and (home is None or home.hash != arguments["hash"]):
            raise Refused("hash_conflict")

    def publish(self, arguments: Json) -> Json:
        """`views.publish`.

        Raises:
            Refused: as by `check`.
        """
        self.check(arguments)
        self._count += 1
        user = arguments["user_id"]
        home = self._homes[user] = AppHome(user, arguments["view"], f"home{self._count}")
        return {"ok": True, "view": {"id": home.id, "hash": home.hash, **home.content}}
