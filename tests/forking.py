"""Python processes that start at once: forked from one that has imported the bot already.

A fresh interpreter takes a second to import the bot, and the tests start some two hundred of them. One
process, `python -m tests.forking`, imports it once and forks itself for all workers of a run, until none of
them is left. What is forked runs `-m module` or `-c code`, with an environment, a folder, a session and files
of its own, and can be killed at any moment.
"""

from __future__ import annotations

import atexit
import functools
import gc
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import IO, Any

from tests.sharing import RUN

ROOT = Path(__file__).parents[1]

KIND = (socket.AF_UNIX, socket.SOCK_SEQPACKET)
"""Of all sockets in here: messages that arrive whole."""

IMPORTED = (
    "typer",
    "bot.app",
    "bot.server",
    "bot.operate.check",
    "bot.operate.deliveries",
    "bot.operate.manifest",
    "bot.operate.sync",
    "bot.resolve.command_words",
    "bot.resolve.message_words",
    "rich.console",
)
"""What a command would import, one after the other, when it starts, or with the first words that it reads."""


class Forked:
    """A Python process; the part of `subprocess.Popen` that tests need.

    Args:
        arguments: what would stand behind `python` on the command line: `-m` or `-c` and more.
        env: its whole environment.
        output: what it prints.
        errors: what it prints on standard error.
    """

    def __init__(
        self, arguments: Sequence[str], *, cwd: Path, env: Mapping[str, str], output: IO[Any], errors: IO[Any]
    ) -> None:
        self._word, theirs = socket.socketpair(*KIND)
        request = json.dumps({"arguments": [*arguments], "cwd": str(cwd), "env": {**env}}).encode()
        with theirs:
            socket.send_fds(_forker(), [request], [theirs.fileno(), output.fileno(), errors.fileno()])
        self.pid = int(self._word.recv(100))
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Its exit code, negative for a signal; None while it runs."""
        if self.returncode is None and select.select([self._word], [], [], 0)[0]:
            self.returncode = int(self._word.recv(100))
            self._word.close()
        return self.returncode

    def wait(self, timeout: float) -> int:
        """Its exit code, once it has ended.

        Raises:
            subprocess.TimeoutExpired: it still runs.
        """
        if self.returncode is None:
            select.select([self._word], [], [], timeout)
        code = self.poll()
        if code is None:
            raise subprocess.TimeoutExpired(str(self.pid), timeout)
        return code

    def send_signal(self, number: int) -> None:
        """Send it a signal, if it still runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """`kill -9` of it and of all that it has started."""
        if self.poll() is None:
            os.killpg(self.pid, signal.SIGKILL)
            self.wait(10)


def run(
    arguments: Sequence[str], *, cwd: Path, env: Mapping[str, str], timeout: float = 60.0
) -> subprocess.CompletedProcess[str]:
    """Run a Python process to its end.

    Raises:
        subprocess.TimeoutExpired: it takes longer; it is killed.
    """
    with ExitStack() as stack:
        output, errors = (stack.enter_context(tempfile.TemporaryFile()) for _ in range(2))
        process = Forked(arguments, cwd=cwd, env=env, output=output, errors=errors)
        stack.callback(process.kill)
        code = process.wait(timeout)
        output.seek(0)
        errors.seek(0)
        return subprocess.CompletedProcess(arguments, code, output.read().decode(), errors.read().decode())


_asking_for_the_first_time = threading.Lock()


def _forker() -> socket.socket:
    """Where to ask for a process."""
    with _asking_for_the_first_time:
        return _connected()


@functools.cache
def _connected() -> socket.socket:
    asked = socket.socket(*KIND)
    _connect(asked, f"\0cm-task-forking-{RUN}")
    atexit.register(asked.close)
    return asked


def _connect(asked: socket.socket, name: str) -> None:
    """Connect to the process that forks, which whoever comes first starts."""
    with socket.socket(*KIND) as listener:
        try:
            listener.bind(name)
        except OSError:
            _connect_patiently(asked, name)
            return
        listener.listen(100)
        # Before it starts: it ends when nobody can ask any more.
        asked.connect(name)
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.forking", str(listener.fileno())],
            cwd=ROOT,
            pass_fds=[listener.fileno()],
            stdin=subprocess.DEVNULL,
        )
    atexit.register(process.wait)


def _connect_patiently(asked: socket.socket, name: str) -> None:
    """Somebody has bound the name, and listens in a moment."""
    for _ in range(1000):
        with suppress(ConnectionRefusedError):
            asked.connect(name)
            return
        time.sleep(0.001)
    raise ConnectionRefusedError(name)


def _fork_on_request(listener: socket.socket) -> dict[str, Any] | None:
    """What to run, in each process that was forked for it; None in the one that forks, at its end."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    asking: list[socket.socket] = []
    while True:
        for ready in select.select([listener, *asking], [], [])[0]:
            if ready is listener:
                asking.append(listener.accept()[0])
                continue
            message, files, _, _ = socket.recv_fds(ready, 1_000_000, 3)
            if message and os.fork() == 0:
                for ours in (listener, *asking):
                    ours.close()
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                _fork_and_watch(*files)
                return dict(json.loads(message))
            for file in files:
                os.close(file)
            if not message:
                asking.remove(ready)
                ready.close()
        if not asking:
            return None


def _fork_and_watch(word: int, output: int, errors: int) -> None:
    """Return in a new process; in this one, tell its number and, at its end, its exit code."""
    pid = os.fork()
    if pid:
        os.write(word, str(pid).encode())
        _, status = os.waitpid(pid, 0)
        os.write(word, str(os.waitstatus_to_exitcode(status)).encode())
        os._exit(0)
    os.close(word)
    os.setsid()
    for theirs, ours in ((output, 1), (errors, 2)):
        os.dup2(theirs, ours)
        os.close(theirs)


def _become(arguments: list[str], cwd: str, env: dict[str, str]) -> None:
    """Go on as if this process had been started for that."""
    os.environ.clear()
    os.environ.update(env)
    time.tzset()
    os.chdir(cwd)
    encoding = env.get("PYTHONIOENCODING") or "utf-8"
    sys.stdout = open(1, "w", encoding=encoding, closefd=False)  # noqa: SIM115 - until the process ends
    sys.stderr = open(2, "w", encoding=encoding, errors="backslashreplace", closefd=False)  # noqa: SIM115
    kind, what, *rest = arguments
    if kind == "-c":
        sys.argv = [kind, *rest]
        exec(compile(what, "<string>", "exec"), {"__name__": "__main__"})
    else:
        sys.argv = [what, *rest]
        runpy.run_module(what, run_name="__main__", alter_sys=True)


def _main() -> None:
    gc.disable()
    for module in IMPORTED:
        __import__(module)
    gc.collect()
    gc.freeze()
    gc.enable()
    with socket.socket(fileno=int(sys.argv[1])) as listener:
        request = _fork_on_request(listener)
    if request:
        _become(**request)


if __name__ == "__main__":
    _main()
