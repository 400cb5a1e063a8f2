from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from bot.channel import Channel
from bot.customer import Contact, Customer
from bot.person import Person
from bot.store.channels import Channels
from bot.store.database import Database
from bot.store.directory import Directory
from bot.store.people import Alias, People
from bot.store.schema import metadata


def test_schema(database: Database) -> None:
    with database.reading() as c:
        assert compare_metadata(MigrationContext.configure(c, opts={"compare_type": False}), metadata) == []


def test_all(database: Database) -> None:
    d = Directory(database)
    assert d.is_empty()
    a = Customer(uuid="cus_1", id=5, name="Acme Inc", email="a@acme.com", owner="Me@x.com")
    assert (
        d.upsert_customers([a, Customer(uuid="cus_2", name="Beta\x00", website_url="https://www.beta.io/x")])
        == 2
    )
    assert d.upsert_customers([a]) == 0
    d.upsert_contacts([Contact(uuid="con_1", customer_uuid="cus_2", email="B@Gamma.com")])
    assert d.get("cus_1") == a
    assert d.by_id(5) == a
    assert d.by_email("A@acme.com") == [a]
    assert [c.uuid for c in d.by_email("b@gamma.com")] == ["cus_2"]
    assert [c.uuid for c in d.by_domain("beta.io")] == ["cus_2"]
    assert d.by_name("ACME inc") == [a]
    assert d.known_email("me@x.com")
    assert d.search("acm")[0] == a
    assert d.search("in")[0] == a
    assert d.search("", prefer=["cus_2"])[0].uuid == "cus_2"
    assert d.count() == 2
    with database.reading() as c:
        now = database.now(c)
    d.upsert_customers([a])
    assert d.forget_unseen(now) == 1
    p = People(database)
    me = Person(id="U1", name="Me", email="me@x.com")
    p.remember(me)
    assert p.get("U1", max_age=60) == me
    p.set_alias("U1", "other@x.com", by="U1")
    assert p.alias("U1") == Alias("other@x.com", "U1")
    assert p.by_email("Other@x.com") == me
    ch = Channels(database)
    ch.remember(Channel(id="C1", name="x"))
    assert ch.get("C1", max_age=60) == Channel(id="C1", name="x")
    ch.record_use("C1", "U1", "cus_1")
    ch.record_use("C2", "U1", "cus_2")
    assert ch.recent_for("C1", "U1") == ["cus_1", "cus_2"]
    ch.set_link("C1", "cus_1", by="U1")
    link = ch.link("C1")
    assert link
    assert link.customer_uuid == "cus_1"
    assert ch.unset_link("C1")
