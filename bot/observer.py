"""What happens in the rooms, for whoever counts it: who works there knows nobody who does."""

from __future__ import annotations


class Observer:
    """Hears of what happens, in the thread in which it does. This one lets it all pass.

    Whoever listens must be quick, and must not raise.
    """

    def answered(self, kind: str, outcome: str, seconds: float) -> None:
        """A request of Slack's was answered; see `bot.front_door.reception`."""

    def called_slack(self, method: str, outcome: str, seconds: float) -> None:
        """Slack was called.

        Args:
            method: of the Web API, or `response_url`.
            outcome: `ok`, or the name of the error.
        """

    def called_chartmogul(self, method: str, path: str, outcome: str, seconds: float) -> None:
        """ChartMogul was called, or would have been if there had been room.

        Args:
            path: with placeholders.
            outcome: `ok`, or the name of the error.
            seconds: until the answer, without the wait for room.
        """

    def lost_socket(self, *, planned: bool) -> None:
        """A connection over which Slack sends is to be replaced by another one.

        Args:
            planned: Slack asked for that, as it does every few hours.
        """


UNOBSERVED = Observer()
"""Nobody listens."""

OK = "ok"
"""The outcome of what succeeded."""
