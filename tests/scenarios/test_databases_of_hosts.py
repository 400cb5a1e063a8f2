"""Databases as hosts hand them out: behind a pooler, in an odd encoding, with other programs' parameters."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
import requests
from sqlalchemy import Engine, text

from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import SlackStandIn
from bot.sandbox.slack.submission import SubmitResult
from bot.store.database import Database
from tests.pooler import SESSIONS, through
from tests.postgresql import postgresql_database
from tests.scenarios.running import World, bot_between, eventually

FORMS = 12


def crowd(world: World, size: int) -> tuple[str, list[str]]:
    """So many people, and a channel that they are in."""
    people = [world.slack.add_person(f"p{n}", email=f"p{n}@ourcompany.test") for n in range(size)]
    return world.slack.add_channel("quotes", members=people), people


def details(number: int) -> str:
    """What one of the forms says."""
    return f"Send quote {number}: größer, 東京 🚀"


def fill_and_submit(world: World, channel: str, who: str, number: int) -> SubmitResult:
    """One person asks for one task."""
    person = world.slack.person(who)
    person.command(channel, "/cm-task", details(number))
    person.fill("customer", "Acme")
    person.fill("assignee", world.anna)
    return person.submit()


@pytest.mark.parametrize("database_url", ["pgbouncer", "SQL_ASCII"], indirect=True)
def test_twelve_forms_become_twelve_tasks_and_twelve_cards(world: World) -> None:
    channel, people = crowd(world, FORMS)
    with ThreadPoolExecutor(FORMS) as pool:
        results = list(
            pool.map(lambda number: fill_and_submit(world, channel, people[number], number), range(FORMS))
        )

    assert [result.errors for result in results] == [{}] * FORMS
    eventually(lambda: len(world.chartmogul.tasks) == FORMS)
    told = sorted(task["task_details"] for task in world.chartmogul.tasks)
    assert told == sorted(details(number) for number in range(FORMS))
    eventually(lambda: len(world.cards(channel)) == FORMS)
    assert requests.get(f"{world.url}/readyz", timeout=5).status_code == 200


@pytest.mark.parametrize("database_url", ["pgbouncer"], indirect=True)
def test_nothing_is_left_behind_in_the_sessions_that_a_pooler_shares(world: World, database_url: str) -> None:
    channel, [somebody] = crowd(world, 1)
    for number in range(8):
        assert fill_and_submit(world, channel, somebody, number).errors == {}
    eventually(lambda: len(world.cards(channel)) == 8)

    with psycopg.connect(database_url, autocommit=True, prepare_threshold=None) as other:
        for _ in range(2 * SESSIONS):
            found = other.execute(
                "SELECT (SELECT count(*) FROM pg_prepared_statements), current_setting('statement_timeout'),"
                " current_setting('search_path'), current_setting('synchronous_commit'),"
                " (SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database"
                "  WHERE locktype = 'advisory' AND datname = current_database())"
            ).fetchone()
            assert found == (0, "0", '"$user", public', "off", 0)


def a_task_from(slack: SlackStandIn, chartmogul: ChartMogulStandIn, database_url: str) -> None:
    """One form becomes one task and one card with this database."""
    somebody = slack.add_person("anna", email="anna@ourcompany.test")
    channel = slack.add_channel("acme", members=[somebody])
    chartmogul.add_user("anna@ourcompany.test")
    chartmogul.add_customer("Acme Corporation")
    with bot_between(slack, chartmogul, database_url) as (_, url):
        anna = slack.person(somebody)
        anna.command(channel, "/cm-task", "Send the quote")
        anna.fill("customer", "Acme")
        assert anna.submit().closed
        eventually(lambda: slack.messages(channel))
        assert requests.get(f"{url}/readyz", timeout=5).text == "ok"
    assert [task["task_details"] for task in chartmogul.tasks] == ["Send the quote"]


PARAMETERS = [
    "pgbouncer=true",
    "pgbouncer=true&connection_limit=1&pool_timeout=20&statement_cache_size=0",
    "schema=public",
    "sslmode=prefer&channel_binding=prefer",
    "sslmode=disable&supa=base-pooler.x&workaround=supabase-pooler.vercel",
    "ssl=false&prepareThreshold=0&currentSchema=public&ApplicationName=x",
    "pool=5&prepared_statements=false&encoding=unicode&reaping_frequency=10",
    "default_query_exec_mode=simple_protocol&pool_max_conns=4&search_path=public",
    "client_encoding=latin1&connect_timeout=10&application_name=tasks",
    "autocommit=true&prepare_threshold=0&row_factory=x&cursor_factory=y&conninfo=z",
    "sslmode=&target_session_attrs=any&keepalives=1&options=",
    "uselibpqcompat=true&sslmode=disable&sslmode=disable",
]


@pytest.mark.parametrize("pooled", [False, True], ids=["direct", "pooled"])
@pytest.mark.parametrize("parameters", PARAMETERS)
def test_what_other_programs_put_into_the_url_is_understood_or_ignored(
    postgresql_server: Engine, migrated_postgresql: str, pooler_port: int, parameters: str, pooled: bool
) -> None:
    with postgresql_database(postgresql_server, f"TEMPLATE {migrated_postgresql}") as url:
        written = through(url, pooler_port) if pooled else url
        _, _, rest = written.partition("://")
        database = Database.open(f"postgres://{rest}{'&' if '?' in rest else '?'}{parameters}")
        database.migrate()
        assert database.ready()
        with database.reading() as connection:
            assert connection.execute(text("SHOW statement_timeout")).scalar_one() == "10s"
            assert connection.execute(text("SELECT 'größer'")).scalar_one() == "größer"
        database.close()


@pytest.mark.parametrize("empty_database_url", ["postgresql", "pgbouncer"], indirect=True)
def test_a_schema_in_the_url_holds_the_tables(
    empty_database_url: str, slack: SlackStandIn, chartmogul: ChartMogulStandIn
) -> None:
    with psycopg.connect(empty_database_url, autocommit=True) as owner:
        owner.execute('CREATE SCHEMA "Our ""Tasks"""')
        separator = "&" if "?" in empty_database_url else "?"
        a_task_from(slack, chartmogul, f"{empty_database_url}{separator}schema=Our%20%22Tasks%22")
        stored = owner.execute('SELECT count(*) FROM "Our ""Tasks""".deliveries').fetchone()
        outside = owner.execute("SELECT to_regclass('public.deliveries')").fetchone()
    assert (stored, outside) == ((1,), (None,))


@pytest.mark.parametrize("empty_database_url", ["postgresql", "pgbouncer"], indirect=True)
def test_several_start_at_once_behind_a_pooler_too(empty_database_url: str) -> None:
    databases = [Database.open(empty_database_url) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(Database.migrate, databases))
    assert all(database.ready() for database in databases)
    for database in databases:
        database.close()
