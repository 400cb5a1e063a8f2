"""Connections to PostgreSQL, directly or through a pooler such as pgbouncer.

A pooler in transaction mode gives every transaction another session of the server. It takes no start-up
`options`, what one transaction sets would be found by another client, and a prepared statement is gone or
somebody else's by the next transaction. So whatever must be set there is set within each transaction, in the
round trip that begins it, and nothing is prepared (https://www.pgbouncer.org/features.html).

A session of one's own costs less: it is set up once, a statement alone is one round trip, and what is run
often is planned once. Whether it is one's own shows at its number: a pooler gives its clients made-up ones.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

from bot.store.database_url import DatabaseUrl
from bot.store.failures import DatabaseError

STATEMENT = 10.0
"""Seconds after which a statement is given up."""

RESTED = 1.0
"""Seconds without use after which a connection is tried before it is used: the server may be another one."""

ANSWER = STATEMENT + 2.0
"""Seconds to wait for an answer of any kind: longer only where the server itself can no longer give up."""

_PLANNED_ONCE = "plan_cache_mode = force_generic_plan"
"""For statements alone, most of which are a search's: planning each anew takes longer than running it."""
_PLANNED_AS_USUAL = "plan_cache_mode = auto"

_IN_USE = "cm_task_in_use"
_POOLED = "cm_task_pooled"


class _Connection(psycopg.Connection[Any]):
    """Waits for no answer longer than it may.

    A pooler keeps a transaction waiting until it has a session for it, by default for two minutes, and knows
    nothing of the time-outs that the server would keep.
    """

    limit: float | None = ANSWER
    """Seconds; None for however long it takes."""

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """See psycopg's. Where the time is up, the connection is of no more use."""
        try:
            return super().wait(gen, interval, self.limit if timeout is None else timeout)
        except psycopg.errors._WaitTimeout:
            self.pgconn.finish()
            raise psycopg.OperationalError("no answer in time") from None


def engine(database: DatabaseUrl, *, wait: float, connections: int) -> Engine:
    """An engine whose transactions begin as `begin` says. Connections are made when they are needed.

    Args:
        wait: seconds to wait for a lock, a free connection, or a server that does not answer.
        connections: most of them at once.
    """
    # The driver begins no transactions of its own: `begin` does, with what must be set in the same breath.
    made = create_engine(
        database.url,
        hide_parameters=True,
        isolation_level="AUTOCOMMIT",
        connect_args=_connect_args(database, wait),
        pool_size=connections,
        max_overflow=0,
        pool_timeout=wait,
        pool_use_lifo=True,
    )
    session = _session_settings(database, wait)

    @event.listens_for(made, "do_connect")
    def connecting(dialect: Any, record: Any, arguments: Any, named: dict[str, Any]) -> _Connection:
        return _Connection.connect(*arguments, **named)

    @event.listens_for(made, "connect", insert=True)
    def connected(connection: _Connection, record: ConnectionPoolEntry) -> None:
        connection.limit = wait
        connection.autocommit = True
        record.info[_POOLED] = database.pooled or not _is_own(connection)
        if record.info[_POOLED]:
            connection.prepare_threshold = None
        else:
            connection.execute("; ".join(f"SET {setting}" for setting in [*session, _PLANNED_ONCE]))

    # The pool's own ping costs every transaction a round trip; a connection in use a moment ago is alive.
    @event.listens_for(made, "checkin")
    def rested(connection: Any, record: ConnectionPoolEntry) -> None:
        record.info[_IN_USE] = time.monotonic()

    @event.listens_for(made, "checkout")
    def wanted(connection: _Connection, record: ConnectionPoolEntry, proxy: Any) -> None:
        connection.limit = wait
        if time.monotonic() - record.info.get(_IN_USE, time.monotonic()) < RESTED:
            return
        try:
            connection.execute("SELECT 1")
        except psycopg.Error as error:
            raise DisconnectionError from error

    @event.listens_for(made, "begin")
    def begun(connection: Connection) -> None:
        options, pooled = connection.get_execution_options(), connection.info[_POOLED]
        if not options.get("cm_task_alone") or pooled:
            settings = [*session] if pooled else [_PLANNED_AS_USUAL]
            connection.exec_driver_sql(_beginning(options, settings, wait))
        driver: Any = connection.connection.driver_connection
        driver.limit = None if options.get("cm_task_patient") else ANSWER

    return made


def _beginning(options: Mapping[str, Any], settings: list[str], wait: float) -> str:
    if options.get("cm_task_writing") == "fast":
        settings.append("synchronous_commit = off")
    if options.get("cm_task_wait", wait) != wait:
        settings.append(f"lock_timeout = {int(options['cm_task_wait'] * 1000)}")
    return "; ".join(["BEGIN", *(f"SET LOCAL {setting}" for setting in settings)])


def is_pooled(connection: Connection) -> bool:
    """Whether a pooler shares out the server's sessions, by what this one was found to be."""
    return bool(connection.info.get(_POOLED))


def check_encoding(connection: Connection) -> None:
    """Whether the database stores what people write.

    Raises:
        DatabaseError: it knows one script only. `SQL_ASCII` stores any bytes as they come, so it will do.
    """
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    if encoding not in {"UTF8", "SQL_ASCII"}:
        raise DatabaseError(
            f"this database stores text as {encoding}, which lacks most of what people write in Slack. "
            "Create one with ENCODING 'UTF8'"
        )


def _connect_args(database: DatabaseUrl, wait: float) -> dict[str, Any]:
    defaults: dict[str, Any] = {
        "connect_timeout": int(wait),
        "tcp_user_timeout": 5000,
        "application_name": "cm-task",
        # A database in SQL_ASCII would otherwise hand out bytes.
        "client_encoding": "utf8",
    }
    return {name: value for name, value in defaults.items() if name not in database.url.query}


def _session_settings(database: DatabaseUrl, wait: float) -> list[str]:
    settings = [
        f"statement_timeout = {int(STATEMENT * 1000)}",
        f"lock_timeout = {int(wait * 1000)}",
        "idle_in_transaction_session_timeout = 60000",
        # Also where the server has it off: after a crash it would not know what was accepted a moment before.
        "synchronous_commit = on",
        # For disks without heads: as if they had some, PostgreSQL would rather read whole tables.
        "random_page_cost = 1.1",
    ]
    if database.schema:
        quoted = database.schema.replace('"', '""')
        settings.append(f'search_path = "{quoted}"')
    return settings


def _is_own(connection: psycopg.Connection) -> bool:
    """Whether nobody else uses this session of the server."""
    number = connection.execute("SELECT pg_backend_pid()").fetchone()
    return number is not None and number[0] == connection.info.backend_pid
