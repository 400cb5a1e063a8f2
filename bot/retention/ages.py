"""How old what is over becomes."""

from __future__ import annotations

from dataclasses import dataclass

DAY = 86_400.0


@dataclass(frozen=True)
class Ages:
    """In seconds, since something ended or was last used."""

    words: float = 30 * DAY
    """Until what people wrote is forgotten."""
    requests: float = 180 * DAY
    """Until nothing is left of it; not less than `words`."""

    @classmethod
    def of_days(cls, words: float, requests: float) -> Ages:
        """As the settings have them."""
        return cls(words * DAY, requests * DAY)
