"""`cm-task demo`: both stand-ins, the bot as a process of its own, and the page."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests
import typer
import yaml
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.demo.clock import DemoClock
from bot.sandbox.demo.page import create_page
from bot.sandbox.demo.seed import seed
from bot.sandbox.slack import AppDeclaration, SlackStandIn

START_SECONDS = 60.0
SERVE = (sys.executable, "-m", "bot", "serve", "--host", "127.0.0.1", "--follow", "2", "--look", "0.5")
"""Cards follow ChartMogul, and mornings come, at once: who tries the demo does not wait for minutes."""

CLOCK = "clock"
"""The file in the bot's folder by which its clock is moved."""

BOT_TOKEN = "xoxb-demo"
SIGNING_SECRET = "demo-signing-secret"
API_KEY = "demo-api-key"

SETTINGS = ("SLACK_", "CHARTMOGUL_", "KEEP_")
"""What the names of the reader's own settings begin with, as far as the demo has none of its own."""


class PortTaken(Exception):
    """The page cannot be shown at the port that was asked for; the text says why."""


@dataclass(frozen=True)
class Demo:
    """A running demo."""

    url: str
    slack: SlackStandIn
    chartmogul: ChartMogulStandIn
    clock: DemoClock


def run(port: int) -> None:
    """Serve the demo until interrupted."""
    try:
        with demo(port) as running:
            typer.echo(f"Open {running.url} in a browser. Ctrl+C ends the demo.")
            threading.Event().wait()
    except KeyboardInterrupt:
        typer.echo("The demo has ended.")
    except RuntimeError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    except PortTaken as error:
        typer.echo(f"The demo cannot use port {port}: {error}. Try --port with another one.", err=True)
        raise typer.Exit(1) from None
    except OSError as error:
        typer.echo(f"The demo cannot start: {error.strerror or error}.", err=True)
        raise typer.Exit(1) from None


@contextmanager
def demo(port: int = 0) -> Iterator[Demo]:
    """The stand-ins, seeded; the bot, ready; and the page. Everything is gone at the end.

    Raises:
        PortTaken: somebody else listens there, or may alone.
        OSError: this machine does not let it make its files.
        RuntimeError: the bot did not start.
    """
    with ExitStack() as stack:
        # Bound here, as werkzeug ends the process where it cannot bind.
        try:
            listening = stack.enter_context(socket.create_server(("127.0.0.1", port)))
        except OSError as error:
            raise PortTaken(error.strerror) from None
        page_port = int(listening.getsockname()[1])
        chartmogul = stack.enter_context(ChartMogulStandIn(API_KEY))
        slack = stack.enter_context(
            SlackStandIn(bot_token=BOT_TOKEN, signing_secret=SIGNING_SECRET, app=_declaration())
        )
        seeded = seed(slack, chartmogul)
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="cm-task-demo-")))
        clock = DemoClock(slack, chartmogul, folder / CLOCK)
        page = make_server(
            "127.0.0.1",
            page_port,
            create_page(slack, chartmogul, clock, me=seeded.me, channel=seeded.channel),
            threaded=True,
            request_handler=_Silent,
            fd=listening.fileno(),
        )
        stack.enter_context(_serving(page))
        bot_port = _free_port()
        slack.request_url = f"http://127.0.0.1:{bot_port}/slack/events"
        stack.enter_context(_bot(_environment(slack, chartmogul, bot_port, folder), folder))
        _await_ready(f"http://127.0.0.1:{bot_port}/readyz", folder)
        yield Demo(f"http://127.0.0.1:{page_port}", slack, chartmogul, clock)


def _declaration() -> AppDeclaration:
    """What the app declares to Slack: printed by the bot's own command, as a deployer would paste it."""
    printed = subprocess.run(
        [sys.executable, "-m", "bot", "manifest"], capture_output=True, check=True, text=True
    )
    return AppDeclaration.from_manifest(yaml.safe_load(printed.stdout))


def _environment(
    slack: SlackStandIn, chartmogul: ChartMogulStandIn, port: int, folder: Path
) -> dict[str, str]:
    # Nothing leads off the machine; with a proxy for the rest, no stand-in would be reached.
    others = (name for name in os.environ if not name.upper().endswith("_PROXY"))
    return {
        **{name: os.environ[name] for name in others if not name.upper().startswith(SETTINGS)},
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "SLACK_API_URL": slack.api_url,
        "CHARTMOGUL_API_KEY": API_KEY,
        "CHARTMOGUL_API_URL": chartmogul.url,
        "DATABASE_URL": f"sqlite:///{folder / 'demo.sqlite3'}",
        "PORT": str(port),
        "LOG_LEVEL": "INFO",
    }


@contextmanager
def _bot(environment: dict[str, str], folder: Path) -> Iterator[None]:
    # In a folder of its own, so that no .env of the reader's reaches the demo.
    with (folder / "bot.log").open("wb") as output:
        process = subprocess.Popen(
            [*SERVE, "--clock", str(folder / CLOCK)],
            env={**environment, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            cwd=folder,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)


@contextmanager
def _serving(page: BaseWSGIServer) -> Iterator[None]:
    thread = threading.Thread(target=page.serve_forever, name="demo page", daemon=True)
    thread.start()
    try:
        yield
    finally:
        page.shutdown()
        page.server_close()


def _await_ready(url: str, folder: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    with requests.Session() as session:
        session.trust_env = False
        while time.monotonic() < deadline:
            try:
                if session.get(url, timeout=2).ok:
                    return
            except requests.RequestException:
                pass
            time.sleep(0.1)
    raise RuntimeError(f"The bot did not start:\n{(folder / 'bot.log').read_text(errors='replace')[-2000:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class _Silent(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Print nothing: the page polls."""
