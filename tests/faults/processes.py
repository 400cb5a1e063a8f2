"""Bot processes that can be killed at any moment."""

from __future__ import annotations

import os
import socket
import threading
import time
from pathlib import Path

import requests

from tests.forking import Forked

ROOT = Path(__file__).parents[2]

STARTING = 60.0
"""Seconds in which a process must become ready; a busy machine takes its time."""


class BotProcess:
    """One bot on a port of its own. Its log grows over all its lives."""

    def __init__(self, environment: dict[str, str], folder: Path, name: str) -> None:
        port = _free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.log = folder / f"{name}.log"
        self._folder = folder
        self._environment = {**os.environ, "PYTHONPATH": str(ROOT), **environment, "PORT": str(port)}
        self._process: Forked | None = None
        self._turn = threading.Lock()

    def start(self) -> None:
        """Start it; it may not be ready yet."""
        with self.log.open("ab") as output:
            self._process = Forked(
                ["-m", "tests.faults.bot"],
                cwd=self._folder,
                env=self._environment,
                output=output,
                errors=output,
            )

    def wait_until_ready(self) -> None:
        """Wait until it works.

        Raises:
            RuntimeError: it does not become ready.
        """
        deadline = time.monotonic() + STARTING
        while time.monotonic() < deadline:
            if self._ready():
                return
            time.sleep(0.05)
        raise RuntimeError(f"the bot does not start: see {self.log}")

    def _ready(self) -> bool:
        try:
            return requests.get(f"{self.url}/readyz", timeout=2).status_code == 200
        except requests.RequestException:
            return False

    def restart(self) -> None:
        """Kill it and start it again at once."""
        with self._turn:
            self.kill()
            self.start()

    def kill(self) -> None:
        """`kill -9`, wherever it stands."""
        if self._process:
            self._process.kill()
            self._process = None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
