"""Routes of a Flask app that addresses are matched against and never made from."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

from werkzeug.routing import Rule


class MatchedOnly(Rule):
    """A route without the code that would make an address of it.

    Werkzeug writes and compiles it twice for each route. That is most of what starting a stand-in takes, and
    tests start thousands.
    """

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., NoReturn]:
        return _unmade


def _unmade(rule: Rule) -> NoReturn:
    raise NotImplementedError("these routes make no addresses")
