"""A line of the log for whoever reads it on a terminal.

Not `structlog.dev.ConsoleRenderer`: it prints text from elsewhere as it is, which a terminal would obey.
"""

from __future__ import annotations

import os

from structlog.typing import EventDict

from bot.operate.printable import printable

_COLORS = {"debug": "2", "info": "32", "warning": "33", "error": "31", "critical": "31;1"}

_EVENT_WIDTH = 30


class ConsoleLine:
    """Renders lines such as `14:02:11 info     delivery.ended  state=done reference=cm-7f3a9c`."""

    def __init__(self) -> None:
        # https://no-color.org
        self._colored = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"

    def __call__(self, logger: object, method: str, event: EventDict) -> str:
        at, level, what = (str(event.pop(key, "")) for key in ("timestamp", "level", "event"))
        exception, reference = event.pop("exception", ""), event.pop("reference", None)
        facts = {**event, "reference": reference}
        said = " ".join(f"{name}={_value(fact)}" for name, fact in facts.items() if fact is not None)
        line = " ".join(
            (
                printable(at),
                self._in(_COLORS.get(level, "0"), f"{printable(level):8}"),
                self._in("1", f"{printable(what):{_EVENT_WIDTH}}"),
                said,
            )
        ).rstrip()
        lines = [line, *(printable(part) for part in str(exception).splitlines())]
        return "\n".join(lines)

    def _in(self, color: str, text: str) -> str:
        return f"\x1b[{color}m{text}\x1b[0m" if self._colored else text


def _value(fact: object) -> str:
    text = printable(str(fact))
    return f'"{text}"' if " " in text or not text else text
