"""A real pgbouncer in transaction mode before a PostgreSQL server."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, make_url

SESSIONS = 3
"""Sessions of the server that all clients share, in turns: what one leaves behind, another finds."""


def program() -> str:
    """Where pgbouncer is. Without it the test is skipped, but not where it must not be."""
    found = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if found is None:
        reason = "pgbouncer is not installed (on Debian: apt-get install pgbouncer)"
        if os.environ.get("CM_TASK_REQUIRE_PGBOUNCER"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


def through(url: str, port: int) -> str:
    """The same database behind the pooler on this port."""
    return f"postgresql://postgres@127.0.0.1:{port}/{make_url(url).database}"


@contextmanager
def pooler(server: Engine) -> Iterator[int]:
    """pgbouncer as hosts run it, with Debian's defaults, before this server; its port on loopback."""
    socket_folder = Path(str(server.url.query["host"]))
    with (
        tempfile.TemporaryDirectory(prefix="cm-task-pooler-") as folder,
        _pooler(socket_folder, Path(folder)) as port,
    ):
        yield port


@contextmanager
def _pooler(server_folder: Path, folder: Path) -> Iterator[int]:
    """The same; the server's socket is in one folder, and pgbouncer's own files are in the other."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    users, settings = folder / "users.txt", folder / "pgbouncer.ini"
    users.write_text('"postgres" ""\n')
    settings.write_text(
        f"""
        [databases]
        * = host={server_folder}
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = {port}
        unix_socket_dir =
        auth_type = trust
        auth_file = {users}
        pool_mode = transaction
        default_pool_size = {SESSIONS}
        server_login_retry = 1
        server_round_robin = 1
        """.replace("        ", "")
    )
    # It refuses to run as root; then it runs as who owns the server, whose socket nobody else may use.
    owner = pwd.getpwuid(server_folder.stat().st_uid).pw_name
    arguments = ["-u", owner] if os.geteuid() == 0 else []
    folder.chmod(0o755)
    with (
        (folder / "log").open("w") as log,
        subprocess.Popen([program(), *arguments, str(settings)], stderr=log, stdout=log) as running,
    ):
        try:
            _await_port(port, running, folder / "log")
            yield port
        finally:
            running.kill()


def _await_port(port: int, running: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 10
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            assert running.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.02)
