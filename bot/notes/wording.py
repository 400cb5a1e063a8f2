"""What a note says: plain text, in which nobody can put words into somebody else's mouth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from bot.chartmogul.notes import TEXT_MAX, as_html
from bot.notes.in_full import in_full
from bot.notes.thread import moment
from bot.slack.conversation import Origin
from bot.slack.message_link import without_links
from bot.slack.plain_text import cut as cut_words
from bot.slack.plain_text import mentioned, mentions_in_command, plain_text
from bot.task import DETAILS_MAX
from bot.views.mrkdwn import MONTHS, WEEKDAYS
from bot.views.one_line import cut, one_line

NAME_MAX = 80
DETAILS_SHOWN = 80
SOMEBODY = "somebody"
AN_APP = "An app"
DELETED = "(a deleted message)"
INDENT = "\u00a0\u00a0"
"""Before each further line of a message, so that it cannot look like the beginning of another one."""

ONE_MESSAGE_ALONE = "The conversation could not be read in Slack, so this is the one message."
NO_MESSAGE = "What was said could not be read in Slack."

_GAP_MAX = 80
"""Characters of a line that says how many messages are left out."""

Names = Mapping[str, str]
"""What people are called, by their Slack user ids."""


@dataclass(frozen=True)
class Said:
    """One message, or what was typed."""

    ts: str
    words: str
    """In Slack's mrkdwn."""
    author: str = ""
    """Slack user id; empty for an app."""
    author_name: str = ""
    """What an app called itself."""
    is_edited: bool = False
    is_deleted: bool = False

    @property
    def people(self) -> list[str]:
        """Whose names are needed to write it down."""
        return [*([self.author] if self.author else []), *mentioned(self.words)]


@dataclass(frozen=True)
class Heading:
    """What stands above it."""

    what: str
    """Such as `Slack conversation`."""
    origin: Origin
    by: str
    """Slack user id of who keeps it."""
    at: float
    """When, epoch seconds."""
    details: str
    """Of the task that it is kept beside."""
    mark: str


@dataclass(frozen=True)
class Writer:
    """Writes notes down for one person."""

    names: Names
    zone: tzinfo

    def conversation(
        self, heading: Heading, messages: Sequence[Said], *, chosen: str = "", is_whole: bool = True
    ) -> str:
        """Who said what and when; where it is too long, as many whole messages as fit.

        Args:
            chosen: the `ts` of the message that stays in any case.
            is_whole: whether there are no other messages than these.
        """
        above, year = self._above(heading), self._at(heading.at).year
        texts = [self._message(message, year) for message in messages]
        room = TEXT_MAX - _size(above) - 3 * _GAP_MAX
        kept = _fitting(texts, [number for number, said in enumerate(messages) if said.ts == chosen], room)
        lines, last = [above, ""], -1
        for number in sorted(kept):
            if number > last + 1:
                lines.append(_left_out(number - last - 1))
            lines.append(kept[number])
            last = number
        beyond = len(texts) - 1 - last
        if beyond or not is_whole:
            lines.append(_left_out(beyond, or_more=not is_whole))
        return "\n".join(lines)

    def words(self, heading: Heading, typed: str) -> str:
        """What was typed for the bot."""
        above = self._above(heading)
        text = mentions_in_command(typed, name_of=self._name_of)
        return f"{above}\n\n{_cut_to(text, TEXT_MAX - _size(above) - _GAP_MAX)}"

    def nothing(self, heading: Heading) -> str:
        """The task's words alone, in the heading."""
        return f"{self._above(heading, most=DETAILS_MAX)}\n\n{NO_MESSAGE}"

    def _above(self, heading: Heading, *, most: int = DETAILS_SHOWN) -> str:
        """The heading, with at most so many characters of the task's details."""
        origin, day = heading.origin, self._at(heading.at)
        where = (
            f" in #{one_line(origin.channel_name)}" if origin.channel_name and not origin.is_direct else ""
        )
        by = self.names.get(heading.by) or SOMEBODY
        on = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
        details = cut(one_line(without_links(heading.details)), most)
        lines = [f"{heading.what}{where}, kept by {_one_name(by)} on {on}"]
        lines += [f"For the task “{details}” ({heading.mark})", heading.origin.message_url]
        return "\n".join(filter(None, lines))

    def _message(self, message: Said, year: int) -> str:
        who = self.names.get(message.author) or SOMEBODY if message.author else message.author_name or AN_APP
        said = plain_text(in_full(message.words), name_of=self._name_of)
        if message.is_deleted:
            who, said = "", DELETED
        if message.is_edited and said:
            said = f"{said} (edited)"
        begin = ", ".join(filter(None, [_one_name(who), self._time(message.ts, year)]))
        return f"\n{INDENT}".join(f"{begin}: {said}".splitlines())

    def _time(self, ts: str, year: int) -> str:
        if not moment(ts):
            return ""
        at = self._at(moment(ts))
        day = f"{WEEKDAYS[at.weekday()]} {at.day} {MONTHS[at.month - 1]}"
        return f"{day} {at:%H:%M}" if at.year == year else f"{day} {at.year} {at:%H:%M}"

    def _at(self, moment: float) -> datetime:
        try:
            return datetime.fromtimestamp(moment, UTC).astimezone(self.zone)
        except (OverflowError, OSError, ValueError):
            return datetime.fromtimestamp(0, UTC)

    def _name_of(self, user: str) -> str | None:
        return self.names.get(user, SOMEBODY)


def _one_name(name: str) -> str:
    return cut(one_line(name), NAME_MAX)


def _size(text: str) -> int:
    return len(as_html(text)) + len("<br>")


def _fitting(texts: Sequence[str], chosen: Sequence[int], room: int) -> dict[int, str]:
    """The texts that fit into so many characters, by their number.

    The chosen one goes first, cut where it has no room, then the one that all began with, then what was said
    last, back as far as there is room.
    """
    kept: dict[int, str] = {}
    for number in dict.fromkeys([*chosen, *range(min(1, len(texts))), *reversed(range(len(texts)))]):
        size = _size(texts[number])
        if size > room and kept:
            if number == 0:
                continue
            break
        kept[number] = texts[number] if size <= room else _cut_to(texts[number], room)
        room -= _size(kept[number])
    return kept


def _cut_to(text: str, room: int) -> str:
    """As many whole words as fit once they are escaped."""
    if _size(text) <= room:
        return text
    # Escaping makes it only longer.
    text = text[: room + 1]
    low, high = 1, len(text) + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _size(cut_words(text, middle)) <= room else (low, middle)
    return cut_words(text, low)


def _left_out(count: int, *, or_more: bool = False) -> str:
    if not count:
        return "(More messages are in Slack)"
    number = f"{count} or more" if or_more else str(count)
    verb = "is" if number == "1" else "are"
    return f"({number} more message{'' if number == '1' else 's'} {verb} in Slack)"
