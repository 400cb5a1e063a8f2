"""What a message asks of whom until when, from messages as people write them in Slack."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from bot.resolve.message_words import read_message
from bot.slack.insiders import Home
from bot.slack.message import Message
from bot.slack.person import Person
from bot.slack.plain_text import plain_text
from bot.slack.text.own_words import own_words
from bot.workspace.whereabouts import Known
from tests.resolve.messages import EARLIER, MESSAGES

FRIDAY = date(2026, 11, 20)

PEOPLE = {
    "anna": Person(id="U1ANNA", name="Anna", team_id="T1"),
    "ben": Person(id="U2BEN", name="Ben", team_id="T1"),
    "chloe": Person(id="U3CHLOE", name="Chloé", team_id="T1"),
    "guest": Person(id="U4GUEST", name="Hugo", team_id="T1", is_restricted=True),
    "pat": Person(id="U5PAT", name="Pat", team_id="T2", is_stranger=True),
    "left": Person(id="U6LEFT", name="Gina", team_id="T1", deleted=True),
    "robot": Person(id="U7ROBOT", name="Helpdesk", team_id="T1", is_bot=True),
}
UNKNOWN = "U8UNKNOWN"
KNOWN = Known(people={person.id: person for person in PEOPLE.values()}, home=Home("T1"))


def _table(messages: str) -> list[tuple[str, str, str]]:
    rows = []
    for line in messages.strip().splitlines():
        words, _, wanted = line.partition(" =>")
        assignee = next((word for word in wanted.split() if word in PEOPLE), "")
        due = next((word for word in wanted.split() if word not in PEOPLE), "")
        rows.append((words, assignee, due))
    return rows


def _mrkdwn(words: str) -> str:
    ids = {name: person.id for name, person in PEOPLE.items()} | {"unknown": UNKNOWN}
    text = re.sub(r"(?<!\^S1\|)@(\w+)", lambda match: f"<@{ids[match[1]]}>", words)
    return text.replace(r"\n", "\n").replace("--", "\u2013")


@pytest.mark.parametrize(("words", "assignee", "due"), _table(MESSAGES))
def test_messages(words: str, assignee: str, due: str) -> None:
    text = _mrkdwn(words)
    own = own_words(Message(text=text))

    found = read_message(text, own, known=KNOWN, written=FRIDAY, today=FRIDAY, day_first=None)
    names = {person.id: person.name for person in PEOPLE.values()}
    shown = plain_text(text, name_of=names.get)

    assert found.assignee == (PEOPLE[assignee].id if assignee else "")
    assert found.due_date == (date.fromisoformat(due) if due else None)
    assert found.details == shown.strip()
    # An ellipsis stands for code.
    assert all(part.strip() in " ".join(shown.split()) for part in found.assignee_words.split("\u2026"))
    assert found.due_words in shown


@pytest.mark.parametrize(("words", "_assignee", "due"), _table(EARLIER))
@pytest.mark.parametrize("days", [0, 7, 60])
def test_days_count_from_when_the_message_was_written(
    words: str, _assignee: str, due: str, days: int
) -> None:
    written, day = date(2026, 11, 13), date.fromisoformat(due)
    today = written + timedelta(days=days)

    found = read_message(words, words, known=KNOWN, written=written, today=today, day_first=None)

    assert found.due_date == (day if day >= today else None)


@pytest.mark.parametrize(
    ("day_first", "due"), [(None, None), (True, date(2026, 12, 3)), (False, date(2027, 3, 12))]
)
def test_numbers_are_read_as_their_author_writes_them(day_first: bool | None, due: date | None) -> None:
    words = "Please send it by 3/12"

    found = read_message(words, words, known=KNOWN, written=FRIDAY, today=FRIDAY, day_first=day_first)

    assert found.due_date == due
    assert found.due_doubt == ("" if due else "“by 3/12” can be several days, so choose the date.")


def test_nobody_is_a_colleague_as_long_as_it_is_not_known_whose_bot_this_is() -> None:
    words = "<@U2BEN> could you send it?"

    found = read_message(
        words, words, known=Known(KNOWN.people), written=FRIDAY, today=FRIDAY, day_first=None
    )

    assert not found.assignee
