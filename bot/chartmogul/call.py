"""What is asked of ChartMogul."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from bot.chartmogul.errors import NotFound
from bot.chartmogul.messages import refusal_message
from bot.chartmogul.refusals import Refusal
from bot.chartmogul.throttle import Priority
from bot.reference import own_reference

_ID = re.compile(r"[A-Za-z0-9_-]{1,100}")


@dataclass(frozen=True)
class Call:
    """One request to ChartMogul, not sent yet.

    Args:
        template: the path with placeholders, such as `/tasks/{task_uuid}`: this is what logs show.
        ids: what stands in for the placeholders.
        timeout: seconds for the whole call, pauses included; the client's own if None.
    """

    method: str
    template: str
    ids: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: Any = field(default=None, repr=False)
    priority: Priority = Priority.LOOKUP
    timeout: float | None = None
    reference: str = field(default_factory=own_reference)

    @property
    def reads(self) -> bool:
        return self.method == "GET"

    @property
    def subject(self) -> str:
        """The kind of record that is asked for, in the singular."""
        return self.template.split("/")[1].removesuffix("s")

    def path(self) -> str:
        """The path to ask for.

        Raises:
            NotFound: an id cannot be ChartMogul's, such as `""` or `".."`, which would name another path.
        """
        for value in self.ids.values():
            if not _ID.fullmatch(value):
                raise NotFound(refusal_message(NotFound, self.subject, Refusal()), reference=self.reference)
        return self.template.format_map({name: quote(value, safe="") for name, value in self.ids.items()})
