"""The words that a form begins with → what they say of its task.

What reads them is loaded when the first come: most forms begin without, and so does a start.
"""

from __future__ import annotations

from datetime import date

from bot.directory.customers import Directory
from bot.resolve.colleagues import Colleagues
from bot.resolve.customer import CustomerFinder
from bot.resolve.locale import day_first
from bot.resolve.occasion import Occasion
from bot.resolve.today import day_written
from bot.resolve.understood import Understood
from bot.runtime import Runtime
from bot.slack.insiders import Standing
from bot.slack.person import Person
from bot.slack.plain_text import mentions_in_command
from bot.workspace.whereabouts import Known


class FirstWords:
    """Reads them: a command's, of which what is understood goes out, and a message's, which stay whole."""

    def __init__(
        self, customers: CustomerFinder, directory: Directory, colleagues: Colleagues, runtime: Runtime
    ) -> None:
        self._customers = customers
        self._directory = directory
        self._colleagues = colleagues
        self._runtime = runtime

    def read(
        self, occasion: Occasion, *, known: Known, who: Standing, today: date, seconds: float
    ) -> Understood:
        """What the words say.

        Args:
            who: what the person is; customers are looked up for those inside alone.
            today: where they are.
            seconds: for asking ChartMogul.

        Raises:
            DatabaseUnavailable: the store is away.
        """
        if not occasion.text.strip():
            return Understood(details="")
        from bot.resolve.command_words import CommandWords  # noqa: PLC0415
        from bot.resolve.message_words import read_message  # noqa: PLC0415

        person = known.people.get(occasion.asker)
        if occasion.is_command and who is Standing.INSIDE:
            return CommandWords(self._customers, self._directory, self._colleagues).read(
                occasion.text,
                asker=occasion.asker,
                known=known,
                today=today,
                day_first=_reads_day_first(person),
                seconds=seconds,
            )
        if occasion.is_command:
            names = {user: person.name for user, person in known.people.items()}
            return Understood(details=mentions_in_command(occasion.text, name_of=names.get).strip())
        author = known.people.get(occasion.author or occasion.asker)
        return read_message(
            occasion.text,
            occasion.own,
            known=known,
            written=day_written(occasion.ts, person, self._runtime.now()),
            today=today,
            day_first=_reads_day_first(author),
        )


def _reads_day_first(person: Person | None) -> bool | None:
    return day_first(person.locale, person.tz) if person else None
