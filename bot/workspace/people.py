"""Who people in Slack are, as it last said, and what ChartMogul calls them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, tzinfo
from hashlib import sha256
from typing import Any

from sqlalchemy import Row, bindparam, case, delete, select

from bot.at_hand import AtHand
from bot.directory.terms import literal
from bot.runtime import REAL, Runtime
from bot.slack.person import Person
from bot.store.database import Database
from bot.store.one_of import one_of
from bot.store.schema import aliases, forgotten, people

EVERYBODY_MAX = 5000
"""Most people who are looked through at once."""


_OWN_EMAIL = select(aliases.c.email).where(aliases.c.person == bindparam("of_person"))


class People:
    """Slack users, remembered, and their e-mails in ChartMogul.

    Raises:
        DatabaseUnavailable: the database is locked, full or away; from every method.
    """

    def __init__(self, database: Database, runtime: Runtime = REAL) -> None:
        self._database = database
        self._at_hand: AtHand[str, tuple[float, Person]] = AtHand(runtime)
        """Each with the age, at most, at which they were read."""
        age = database.moment() - people.c.fetched_at
        insert = database.insert(people).values(fetched_at=database.moment())
        # Only one of Slack's methods tells the locale.
        locale = case((insert.excluded.locale == "", people.c.locale), else_=insert.excluded.locale)
        self._remember = insert.on_conflict_do_update(
            index_elements=["id"], set_={**dict(insert.excluded), "locale": locale}
        )
        self._listed = select(people, age.label("age")).where(one_of(people.c.id, "ids"))

    def get(self, user_id: str, *, max_age: float | None = None) -> Person | None:
        """What Slack said of this user, if that was at most `max_age` seconds ago (None: at any time)."""
        return self.get_all([user_id], max_age=max_age).get(user_id)

    def get_all(self, user_ids: Iterable[str], *, max_age: float | None = None) -> dict[str, Person]:
        """`get` for several users at once: those that are known."""
        ids = list(user_ids)
        if not ids:
            return {}
        with self._database.reading() as connection:
            rows = connection.execute(self._listed, {"ids": ids}).all()
        return {row.id: _person(row) for row in rows if max_age is None or abs(row.age) <= max_age}

    def lately(self, user_ids: Sequence[str], *, max_age: float) -> dict[str, Person]:
        """`get_all` as of a moment ago: what another process has learnt since does not count yet."""
        lately = self._at_hand.get_or_read(
            user_ids,
            lambda users: {
                user: (max_age, person) for user, person in self.get_all(users, max_age=max_age).items()
            },
            fits=lambda kept: kept[0] <= max_age,
        )
        return {user: person for user, (_, person) in lately.items()}

    def by_email(self, email: str) -> Person | None:
        """The active user with this e-mail, in ChartMogul or else in Slack, in any case of letters."""
        wanted = literal(email)
        if not wanted:
            return None
        aliased = select(aliases.c.person).where(aliases.c.email_key == wanted)
        with self._database.reading() as connection:
            found = connection.execute(
                select(people)
                .where(
                    people.c.deleted.is_(False), (people.c.id.in_(aliased)) | (people.c.email_key == wanted)
                )
                .order_by(people.c.id.in_(aliased).desc(), people.c.is_stranger, people.c.id)
                .limit(1)
            ).one_or_none()
        return _person(found) if found else None

    def user_of(self, email: str) -> str:
        """The id of the active user with this e-mail, as by `by_email`; `""` where nobody is known to."""
        found = self.by_email(email)
        return found.id if found else ""

    def names_of(self, user_ids: Iterable[str]) -> dict[str, str]:
        """What these are called in Slack, those of them that are known."""
        return {user_id: person.name for user_id, person in self.get_all(user_ids).items()}

    def zone_of(self, user_id: str) -> tzinfo:
        """This user's time zone; UTC where it is not known."""
        found = self.get(user_id) if user_id else None
        return found.zone if found else UTC

    def everybody(self) -> list[Person]:
        """The people whom the bot has seen, no apps and no strangers. Those who have left come last."""
        with self._database.reading() as connection:
            rows = connection.execute(
                select(people)
                .where(people.c.is_bot.is_(False), people.c.is_stranger.is_(False))
                .order_by(people.c.deleted, people.c.id)
                .limit(EVERYBODY_MAX)
            ).all()
        return [_person(row) for row in rows]

    def remember(self, person: Person, *, acts: bool = False) -> None:
        """Keep what Slack just said, unless they were forgotten.

        Args:
            acts: whether they use the bot, which ends that.
        """
        is_it = forgotten.c.person == _fingerprint(person.id)
        with self._database.writing(durable=False) as connection:
            if acts:
                connection.execute(delete(forgotten).where(is_it))
            elif connection.execute(select(forgotten.c.at).where(is_it)).first():
                return
            fresh = {
                **person.model_dump(),
                "email": person.email.strip(),
                "email_key": literal(person.email),
                "teams": " ".join(person.teams),
            }
            connection.execute(self._remember, fresh)
        self._at_hand.forget(person.id)

    def forget(self, user_id: str) -> None:
        """Keep nothing of what Slack says of this user from now on, until they use the bot."""
        new = {"person": _fingerprint(user_id), "at": self._database.moment()}
        with self._database.writing() as connection:
            connection.execute(self._database.insert(forgotten).values(new).on_conflict_do_nothing())

    def own_email(self, user_id: str) -> str:
        """The e-mail that this user has in ChartMogul as they themselves said; empty where they did not."""
        with self._database.reading() as connection:
            found = connection.scalar(_OWN_EMAIL, {"of_person": user_id})
        return found or ""

    def set_own_email(self, user_id: str, email: str) -> None:
        """Take this as the user's e-mail in ChartMogul from now on, as they themselves say."""
        with self._database.writing() as connection:
            fresh = {
                "email": email.strip(),
                "email_key": literal(email),
                "set_at": self._database.moment(),
            }
            connection.execute(
                self._database.insert(aliases)
                .values(person=user_id, **fresh)
                .on_conflict_do_update(index_elements=["person"], set_=fresh)
            )

    def forget_own_email(self, user_id: str) -> None:
        """Go by the e-mail in Slack again."""
        with self._database.writing() as connection:
            connection.execute(delete(aliases).where(aliases.c.person == user_id))


def _fingerprint(user_id: str) -> str:
    return sha256(f"cm-task forgot {user_id}".encode()).hexdigest()[:32]


def _person(row: Row[Any]) -> Person:
    known = {name: row._mapping[name] for name in Person.model_fields}
    return Person.model_validate({**known, "teams": tuple(known["teams"].split())})
