"""Whom a name on the command line means, and where they are named in what is stored."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, false, func, or_, select

from bot.directory.terms import literal
from bot.store.database import Database
from bot.store.schema import aliases, people, tasks
from bot.task import is_email

_USER = re.compile(r"(?:<@)?([UW][A-Z0-9]{2,20})(?:\|[^>]*)?>?", re.IGNORECASE)


class NotOnePerson(Exception):
    """The name is no Slack user id and no e-mail, or the e-mail of several people."""


@dataclass(frozen=True)
class Who:
    """One person, as the database knows them."""

    ids: tuple[str, ...]
    """Their Slack user id; none where only an e-mail is known."""
    emails: tuple[str, ...]
    """Their e-mails, as `literal` compares them: in Slack, and those under which they had tasks here."""
    name: str = ""
    shared: tuple[str, ...] = ()
    """E-mails that others have as well: what names one may be theirs."""

    def __str__(self) -> str:
        return ", ".join(filter(None, [*self.ids, self.name, *self.emails]))

    def in_column(self, column: ColumnElement[str]) -> ColumnElement[bool]:
        """Whether a text may name them; `is_in` says whether it does."""
        found = [func.lower(column).contains(name.lower(), autoescape=True) for name in self._names]
        return or_(false(), *found)

    def is_in(self, text: str) -> bool:
        """Whether a text, or JSON, names them."""
        return any(self._named.search(part) for part in _strings(text))

    @property
    def _names(self) -> tuple[str, ...]:
        return (*self.ids, *self.emails)

    @cached_property
    def _named(self) -> re.Pattern[str]:
        ids = (rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])" for name in self.ids)
        emails = (rf"(?<![\w.+%-]){re.escape(name)}(?![\w-]|\.\w)" for name in self.emails)
        return re.compile("|".join([*ids, *emails]) or r"(?!)", re.IGNORECASE)


def find(database: Database, name: str) -> Who:
    """The person of this Slack user id or e-mail, whether anything is stored of them or not.

    Raises:
        NotOnePerson: it is neither, or several people have this e-mail.
        DatabaseUnavailable: the store is away.
    """
    name = name.strip()
    if user := _USER.fullmatch(name):
        return _known(database, user[1].upper(), ())
    if not is_email(name):
        raise NotOnePerson("this is neither a Slack user id (U…) nor an e-mail")
    email = literal(name)
    with database.reading() as connection:
        in_slack = select(people.c.id).where(people.c.email_key == email)
        told = select(aliases.c.person).where(aliases.c.email_key == email)
        users = sorted(set(connection.scalars(in_slack)) | set(connection.scalars(told)))
    if len(users) > 1:
        raise NotOnePerson(f"several people have this e-mail; name one of them: {', '.join(users)}")
    return _known(database, users[0], (email,)) if users else Who((), (email,))


def _known(database: Database, user: str, emails: tuple[str, ...]) -> Who:
    with database.reading() as connection:
        known = connection.execute(
            select(people.c.name, people.c.real_name, people.c.email_key).where(people.c.id == user)
        ).one_or_none()
        own = connection.scalars(select(aliases.c.email_key).where(aliases.c.person == user)).all()
        given = connection.scalars(
            select(tasks.c.assignee_key).where(tasks.c.assignee_user == user).distinct()
        ).all()
    found = dict.fromkeys(filter(None, [*emails, known.email_key if known else "", *own, *given]))
    shared = _shared(database, user, list(found))
    return Who(
        (user,),
        tuple(email for email in found if email not in shared),
        (known.real_name or known.name) if known else "",
        tuple(email for email in found if email in shared),
    )


def _shared(database: Database, user: str, emails: list[str]) -> set[str]:
    in_slack = select(people.c.email_key).where(people.c.email_key.in_(emails), people.c.id != user)
    told = select(aliases.c.email_key).where(aliases.c.email_key.in_(emails), aliases.c.person != user)
    with database.reading() as connection:
        return {*connection.scalars(in_slack), *connection.scalars(told)}


def _strings(text: str) -> Iterator[str]:
    """The strings of JSON, also of JSON in strings; the text itself where it is none."""
    if text[:1] in {"{", "["}:
        try:
            yield from _inside(json.loads(text))
        except ValueError:
            yield text
    else:
        yield text


def _inside(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from _strings(value)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _inside(item)
    elif isinstance(value, list):
        for item in value:
            yield from _inside(item)
