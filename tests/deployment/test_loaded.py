"""What a bot loads: nothing that it may never need, for that would take every start time and memory.

So much is a property; how long a start takes, `uv run python -m tests.benchmarks footprint` measures.
"""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from bot.store.database import Database
from tests.deployment.program import SERVE, ProgramsOffice
from tests.scenarios.running import eventually

TELLING = """
import atexit, json, pathlib, sys
file = pathlib.Path(sys.argv.pop(1))
atexit.register(lambda: file.write_text(json.dumps(sorted(sys.modules))))
from bot.__main__ import main
main()
"""
"""`cm-task`, which tells at its end what it has loaded."""

ONLY_ELSEWHERE = {
    "alembic": "to change a schema",
    "bot.operate.check": "for `cm-task check`",
    "bot.sandbox": "for the demo",
    "bot.socket_mode": "for Socket Mode",
    "dateparser": "for days in rare words",
    "flask": "for the demo",
    "markdown_it": "for messages in markdown",
    "psycopg": "for PostgreSQL",
    "pygments": "for tracebacks in colours",
    "rich": "for tables and progress",
    "sqlalchemy.dialects.postgresql": "for PostgreSQL",
    "websockets": "for Socket Mode",
    "werkzeug": "for the demo",
    "yaml": "for the manifest",
}
"""What is loaded when, and not before."""


def test_a_bot_on_sqlite_that_slack_calls_loads_nothing_else_for_a_form(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'migrated.sqlite3'}"
    database = Database.open(url)
    database.migrate()
    database.close()
    with ExitStack() as stack:
        program = [sys.executable, "-c", TELLING, str(tmp_path / "loaded.json")]
        office = ProgramsOffice(program, stack, url, tmp_path)
        bot = office.start(SERVE)
        person, channel = office.add_person_with_channel("anna")
        assert office.submit(person, channel, "Send the quote tomorrow").closed
        eventually(lambda: office.cards(channel) == 1)
        bot.terminate()
        assert bot.exit_code() == 0

    loaded = set(json.loads((tmp_path / "loaded.json").read_text()))
    assert {"sqlalchemy", "slack_bolt", "bot.server"} <= loaded
    assert loaded & ONLY_ELSEWHERE.keys() == set()


def test_what_reads_words_waits_for_the_first() -> None:
    tell = "import bot.app, bot.server, json, sys; print(json.dumps(sorted(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", tell], stdout=subprocess.PIPE, check=True).stdout

    loaded = set(json.loads(told))
    assert "bot.resolve.first_words" in loaded
    assert loaded & {"bot.resolve.command_words", "bot.resolve.message_words"} == set()
