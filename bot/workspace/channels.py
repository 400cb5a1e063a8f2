"""What Slack said of channels, which customer each is about, and which were used there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, bindparam, case, delete, desc, func, literal, or_, select, union_all, update

from bot.at_hand import AtHand
from bot.runtime import REAL, Runtime
from bot.slack.conversation import Channel
from bot.store.database import Database
from bot.store.schema import channels, links, uses


@dataclass(frozen=True)
class Link:
    """The customer that a channel is about, and who said so when (epoch seconds)."""

    customer_uuid: str
    set_by: str
    set_at: float


@dataclass(frozen=True)
class About:
    """The customers that a channel points to, by UUID."""

    linked: str = ""
    """The one that somebody said it is about; `""` for none."""
    used: tuple[str, ...] = ()
    """Those that were chosen in it, the latest first."""


_LINK = select(links).where(links.c.channel == bindparam("of_channel"))

_ABOUT = union_all(
    select(links.c.customer_uuid, literal(1).label("is_link"), links.c.set_at.label("at")).where(
        links.c.channel == bindparam("of_channel")
    ),
    select(uses.c.customer_uuid, literal(0), func.max(uses.c.at))
    .where(uses.c.channel == bindparam("of_channel"))
    .group_by(uses.c.customer_uuid),
)
_ABOUT_FIRST = _ABOUT.order_by(desc("is_link"), desc("at"), "customer_uuid").limit(bindparam("most"))

_HERE = and_(uses.c.channel == bindparam("here"), uses.c.channel != "")
_RECENT = (
    select(uses.c.customer_uuid)
    .where(or_(_HERE, uses.c.person == bindparam("by_person")))
    .group_by(uses.c.customer_uuid)
    .order_by(func.max(case((_HERE, 1), else_=0)).desc(), func.max(uses.c.at).desc(), uses.c.customer_uuid)
    .limit(bindparam("most"))
)


class Channels:
    """Slack's conversations, remembered.

    Raises:
        DatabaseUnavailable: the database is locked, full or away; from every method.
    """

    def __init__(self, database: Database, runtime: Runtime = REAL) -> None:
        self._database = database
        self._at_hand: AtHand[str, tuple[float, Channel]] = AtHand(runtime)
        """Each with the age, at most, at which it was read."""
        now = database.moment()
        age = now - channels.c.fetched_at
        insert = database.insert(channels).values(fetched_at=now)
        self._remember = insert.on_conflict_do_update(index_elements=["id"], set_=dict(insert.excluded))
        self._using = (
            database.insert(uses)
            .values(at=now)
            .on_conflict_do_update(index_elements=["channel", "person", "customer_uuid"], set_={"at": now})
        )
        self._by_id = select(channels, age.label("age")).where(channels.c.id == bindparam("channel"))

    def get(self, channel_id: str, *, max_age: float | None = None) -> Channel | None:
        """What Slack said of this channel, if that was at most `max_age` seconds ago (None: at any time)."""
        with self._database.reading() as connection:
            row = connection.execute(self._by_id, {"channel": channel_id}).one_or_none()
        if row is None or (max_age is not None and abs(row.age) > max_age):
            return None
        return Channel.model_validate(dict(row._mapping))

    def lately(self, channel_id: str, *, max_age: float) -> Channel | None:
        """`get` as of a moment ago: what another process has learnt since does not count yet."""

        def read(_: Sequence[str]) -> dict[str, tuple[float, Channel]]:
            found = self.get(channel_id, max_age=max_age)
            return {channel_id: (max_age, found)} if found else {}

        lately = self._at_hand.get_or_read([channel_id], read, fits=lambda kept: kept[0] <= max_age)
        return lately[channel_id][1] if channel_id in lately else None

    def remember(self, channel: Channel) -> None:
        """Keep what Slack just said."""
        with self._database.writing(durable=False) as connection:
            connection.execute(self._remember, channel.model_dump())
        self._at_hand.forget(channel.id)

    def link(self, channel_id: str) -> Link | None:
        """The customer that this channel is about, if somebody said so."""
        with self._database.reading() as connection:
            row = connection.execute(_LINK, {"of_channel": channel_id}).one_or_none()
        return Link(row.customer_uuid, row.set_by, row.set_at) if row else None

    def about(self, channel_id: str, limit: int) -> About:
        """What points to customers in this channel: its link, and those used here lately by anybody."""
        with self._database.reading() as connection:
            rows = connection.execute(_ABOUT_FIRST, {"of_channel": channel_id, "most": limit + 1}).all()
        linked = next((row.customer_uuid for row in rows if row.is_link), "")
        return About(linked, tuple(row.customer_uuid for row in rows if not row.is_link)[:limit])

    def set_link(self, channel_id: str, customer_uuid: str, *, by: str) -> None:
        """Tie the channel to a customer, in place of the one before."""
        with self._database.writing() as connection:
            fresh = {
                "customer_uuid": customer_uuid,
                "set_by": by,
                "set_at": self._database.moment(),
            }
            connection.execute(
                self._database.insert(links)
                .values(channel=channel_id, **fresh)
                .on_conflict_do_update(index_elements=["channel"], set_=fresh)
            )

    def unset_link(self, channel_id: str) -> bool:
        """Untie the channel. Whether it was tied."""
        with self._database.writing() as connection:
            gone = connection.execute(
                delete(links).where(links.c.channel == channel_id).returning(links.c.channel)
            ).one_or_none()
        return gone is not None

    def moved(self, channel_id: str, to: str) -> None:
        """A channel has another id from now on, and is about the same customer as before."""
        with self._database.writing() as connection:
            there = select(links.c.channel).where(links.c.channel == to)
            connection.execute(
                update(links).where(links.c.channel == channel_id, ~there.exists()).values(channel=to)
            )

    def replace_customer(self, gone: str, successor: str) -> None:
        """Let another customer stand wherever this one did: it was merged into it."""
        with self._database.writing() as connection:
            connection.execute(
                update(links).where(links.c.customer_uuid == gone).values(customer_uuid=successor)
            )
            lately = connection.execute(select(uses).where(uses.c.customer_uuid == gone)).all()
            for use in lately:
                connection.execute(
                    self._database.insert(uses)
                    .values(channel=use.channel, person=use.person, customer_uuid=successor, at=use.at)
                    .on_conflict_do_nothing()
                )
            connection.execute(delete(uses).where(uses.c.customer_uuid == gone))

    def record_use(self, channel_id: str, person: str, customer_uuid: str) -> None:
        """Somebody chose this customer here. An empty `channel_id` stands for nowhere in particular."""
        with self._database.writing(durable=False, urgent=True) as connection:
            use = {"channel": channel_id, "person": person, "customer_uuid": customer_uuid}
            connection.execute(self._using, use)

    def recent_for(self, channel_id: str, person: str, limit: int = 20) -> list[str]:
        """The UUIDs of customers used lately: in this channel by anybody, then by this person anywhere."""
        by_whom = {"here": channel_id, "by_person": person, "most": limit}
        with self._database.reading() as connection:
            rows = connection.execute(_RECENT, by_whom).all()
        return [row.customer_uuid for row in rows]
