"""A PostgreSQL server that is ended and started again, by those who run it or by a crash."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Literal

from sqlalchemy import Engine, text

Mode = Literal["smart", "fast", "immediate"]
"""How it ends: once everybody has left, without waiting for them, or as in a power cut
(https://www.postgresql.org/docs/current/server-shutdown.html)."""


class Server:
    """One that is nobody else's.

    Args:
        engine: connected to it.
    """

    def __init__(self, engine: Engine) -> None:
        with engine.connect() as connection:
            self._data = Path(connection.execute(text("SHOW data_directory")).scalar_one())
        engine.dispose()
        running = int((self._data / "postmaster.pid").read_text().split()[0])
        self._pg_ctl = Path(f"/proc/{running}/exe").readlink().with_name("pg_ctl")

    def restart(self, mode: Mode) -> None:
        """End it, and start it again."""
        self._control("restart", "-w", "-m", mode, "-l", str(self._data / "log"))

    def begin_to_end(self) -> None:
        """Let nobody connect any more, and end once all have left."""
        self._control("stop", "-W", "-m", "smart")

    def _control(self, *arguments: str) -> None:
        # PostgreSQL does not run as root.
        owner = self._data.stat().st_uid
        subprocess.run(
            [self._pg_ctl, "-D", self._data, "-t", "60", *arguments],
            user=owner if os.geteuid() == 0 else None,
            cwd=self._data,
            stdout=subprocess.DEVNULL,
            check=True,
        )
