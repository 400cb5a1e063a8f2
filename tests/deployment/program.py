"""The bot as a process of its own, in which nothing is loaded yet: a forked one has what the tests use."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

from tests.scenarios.deployed import Bot, Office

SERVE = ("serve", "--host", "127.0.0.1")


class ProgramsOffice(Office):
    """An office whose bot is started by a command.

    Args:
        program: the command's beginning; what `start` is given follows it.
        unset: variables that it does not see.
    """

    def __init__(
        self,
        program: Sequence[str],
        stack: ExitStack,
        database_url: str,
        folder: Path,
        *,
        unset: Sequence[str] = (),
    ) -> None:
        super().__init__(stack, database_url, folder)
        self._program = program
        self._unset = unset

    def bot(self, module: tuple[str, ...]) -> Bot:
        bot = _Program(module, self.slack, self.chartmogul, self.database_url, self.folder)
        bot.program = [*self._program, *module]
        for name in self._unset:
            bot.environment.pop(name, None)
        return bot


class _Program(Bot):
    program: Sequence[str] = ()

    def _started(self, output: IO[Any]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            self.program,
            cwd=self.folder,
            env=self.environment,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
