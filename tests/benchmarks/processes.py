"""The bot, its peer and what answers both, each as a process of its own."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.load import SECRET

OURS = ["bot", "serve", "--host", "127.0.0.1"]
BARE = ["tests.benchmarks.bare_bolt"]


@dataclass(frozen=True)
class Served:
    """A process that takes Slack's requests."""

    pid: int
    port: int
    started: float
    """By `time.perf_counter`."""


@contextmanager
def instant() -> Iterator[int]:
    """What answers every call of Slack's and of ChartMogul's at once; its port."""
    with _process(["tests.benchmarks.instant"], dict(os.environ)) as process:
        assert process.stdout is not None
        yield int(process.stdout.readline())


@contextmanager
def customer_pages(customers: int) -> Iterator[int]:
    """What serves pages of so many customers; its port."""
    with _process(["tests.benchmarks.customer_pages", str(customers)], dict(os.environ)) as process:
        assert process.stdout is not None
        yield int(process.stdout.readline())


@contextmanager
def served(module: list[str], *, answers: int, database_url: str) -> Iterator[Served]:
    """One of `OURS` and `BARE`, from when it is started.

    Args:
        answers: the port of `instant`.
    """
    port = _free_port()
    environment = {
        **os.environ,
        "SLACK_BOT_TOKEN": "xoxb-benchmark",
        "SLACK_SIGNING_SECRET": SECRET,
        "CHARTMOGUL_API_KEY": "benchmark-key",
        "SLACK_API_URL": f"http://127.0.0.1:{answers}/api/",
        "CHARTMOGUL_API_URL": f"http://127.0.0.1:{answers}/v1",
        "DATABASE_URL": database_url,
        "PORT": str(port),
        "LOG_LEVEL": "ERROR",
    }
    # Where they are installed, Python compiles modules once, and not at every start.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    started = time.perf_counter()
    with _process(module, environment) as process:
        yield Served(process.pid, port, started)


def wait_until_it_listens(served: Served) -> None:
    """Until a connection is taken and answered, whatever the answer."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=5)
            connection.request("GET", "/healthz")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.002)
        else:
            return
    raise TimeoutError(f"nothing listens on {served.port}")


@contextmanager
def _process(module: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        [sys.executable, "-m", *module],
        env=environment,
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
    ) as process:
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


def _free_port() -> int:
    with socket.socket() as some:
        some.bind(("127.0.0.1", 0))
        return int(some.getsockname()[1])
