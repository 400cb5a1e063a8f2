"""`cm-task deliveries` and `cm-task sync`, as an operator uses them."""

from __future__ import annotations

import os
import signal
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.directory.customers import Directory
from bot.outbox.deliveries import Deliveries
from bot.outbox.delivery import Post, State
from bot.request import Announce, Request
from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.slack.conversation import Origin
from bot.store.database import Database
from bot.task import NewTask
from tests import forking
from tests.scenarios.running import API_KEY, SECRET, TOKEN, World, eventually

ROOT = Path(__file__).parents[2]


def environment(database_url: str, chartmogul_url: str) -> dict[str, str]:
    """What the command reads."""
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "COLUMNS": "200",
        "SLACK_BOT_TOKEN": TOKEN,
        "SLACK_SIGNING_SECRET": SECRET,
        "CHARTMOGUL_API_KEY": API_KEY,
        "CHARTMOGUL_API_URL": chartmogul_url,
        "DATABASE_URL": database_url,
    }


def cm_task(folder: Path, database_url: str, chartmogul_url: str, *arguments: str) -> tuple[int, str, str]:
    """Run the command; its exit code, output and errors."""
    ended = forking.run(["-m", "bot", *arguments], cwd=folder, env=environment(database_url, chartmogul_url))
    return ended.returncode, ended.stdout, ended.stderr


def test_the_outbox_is_listed_and_a_failed_delivery_tried_again(
    world: World, database_url: str, tmp_path: Path
) -> None:
    world.chartmogul.fault("POST", "/tasks", kind="status", status=422, body={"error": "no"})
    anna = world.slack.person(world.anna)
    anna.command(world.channel, "/cm-task", "Send the quote")
    anna.fill("customer", "Acme")
    assert not anna.submit().closed
    [failed] = world.application.rooms.deliveries.listed([State.FAILED], limit=10)

    code, output, _ = cm_task(tmp_path, database_url, world.chartmogul.url, "deliveries")
    assert code == 0
    assert failed.id[:8] in output
    assert "Acme Corporation" in output
    assert failed.reference in output
    assert "0 waiting, 0 done, 1 failed, 0 unsure, 0 untold" in output

    assert cm_task(tmp_path, database_url, world.chartmogul.url, "deliveries", "retry", "zzz")[0] == 1
    code, output, _ = cm_task(
        tmp_path, database_url, world.chartmogul.url, "deliveries", "retry", failed.id[:8]
    )
    assert code == 0
    assert "will be tried again" in output
    eventually(lambda: world.cards(world.channel))
    assert len(world.chartmogul.tasks) == 1
    stored = world.application.rooms.deliveries.get(failed.id)
    assert stored is not None
    assert stored.post is Post.CREATED
    eventually(lambda: world.application.rooms.deliveries.counts()[State.DONE])
    code, output, _ = cm_task(tmp_path, database_url, world.chartmogul.url, "deliveries")
    assert f"task {stored.task_uuid}" in output
    code, output, _ = cm_task(tmp_path, database_url, world.chartmogul.url, "deliveries", "--only", "waiting")
    assert code == 0
    assert failed.id[:8] not in output


def test_a_sync_at_once(database_url: str, tmp_path: Path) -> None:
    with ChartMogulStandIn(API_KEY) as chartmogul:
        chartmogul.add_customers({"name": f"Customer {n}"} for n in range(450))

        code, output, _ = cm_task(tmp_path, database_url, chartmogul.url, "sync")

    assert code == 0
    assert "450 customers and 0 contacts are known." in output


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("status", "said"),
    [
        (
            401,
            "ChartMogul: it does not accept the key. CHARTMOGUL_API_KEY is from https://app.chartmogul.com/",
        ),
        (
            402,
            "Something went wrong”. See the account's plan, and what the user may do whose key this is",
        ),
    ],
)
def test_whoever_syncs_is_told_what_to_do(database_url: str, tmp_path: Path, status: int, said: str) -> None:
    with ChartMogulStandIn(API_KEY) as chartmogul:
        chartmogul.fault("GET", "/customers", kind="status", status=status, times=None)

        code, _, errors = cm_task(tmp_path, database_url, chartmogul.url, "sync")

    assert code == 1
    assert said in errors
    assert ".." not in errors


def test_a_sync_says_what_it_kept_and_how_to_have_it_forgotten(database_url: str, tmp_path: Path) -> None:
    with ChartMogulStandIn(API_KEY) as chartmogul:
        chartmogul.add_customers({"name": f"Customer {n}"} for n in range(250))
        assert cm_task(tmp_path, database_url, chartmogul.url, "sync")[0] == 0
        nothing: dict[str, Any] = {"entries": [], "cursor": None, "has_more": False}
        chartmogul.fault("GET", "/customers", kind="delay")
        chartmogul.fault("GET", "/customers", kind="status", status=200, body=nothing)

        code, output, _ = cm_task(tmp_path, database_url, chartmogul.url, "sync")

        assert code == 0
        assert "lists may not have been whole: a page was empty" in output
        assert "50 that were not found are kept" in output
        assert "cm-task sync --forget" in output
        chartmogul.fault("GET", "/customers", kind="delay")
        chartmogul.fault("GET", "/customers", kind="status", status=200, body=nothing)
        code, output, _ = cm_task(tmp_path, database_url, chartmogul.url, "sync", "--forget")
        assert code == 0
        assert "kept" not in output
        with closing(Database.open(database_url)) as database:
            assert Directory(database).count() == 200


def test_a_sync_that_was_stopped_goes_on_where_it_was(database_url: str, tmp_path: Path) -> None:
    with ChartMogulStandIn(API_KEY) as chartmogul:
        chartmogul.add_customers({"name": f"Customer {n}"} for n in range(900))
        # Slow until the second command has looked, however long that takes to start.
        chartmogul.fault("GET", "/customers", kind="delay", seconds=3, times=None)
        log = tmp_path / "sync.log"
        with log.open("w") as written:
            running = forking.Forked(
                ["-m", "bot", "sync"],
                cwd=tmp_path,
                env=environment(database_url, chartmogul.url),
                output=written,
                errors=written,
            )
            eventually(lambda: len(chartmogul.requests) >= 2, seconds=30)
            refused = cm_task(tmp_path, database_url, chartmogul.url, "sync")
            chartmogul.clear_faults()
            running.send_signal(signal.SIGINT)
            running.wait(30)
        read = len(chartmogul.requests)

        code, output, _ = cm_task(tmp_path, database_url, chartmogul.url, "sync")

        assert refused[0] == 1
        assert "Another process is reading the customers" in refused[2]
        assert running.returncode == 1
        assert "the next sync goes on from there" in log.read_text()
        assert code == 0
        assert "900 customers and 0 contacts are known." in output
        # Five pages of customers and one of contacts; the page under way when it was stopped is read twice.
        assert len(chartmogul.requests) - read <= 5
        assert len(chartmogul.requests) <= 7


ODD_NAMES = {
    "[/x]": "[/x]",
    "[bold red]Acme[/]": "[bold red]Acme[/]",
    "Acme \x1b[31mred\x1b]0;title\x07": "\\x1b[31mred\\x1b]0;title\\x07",
    "Acme \u202emoc.live": "\\u202emoc.live",
    "Acme\r\nfailed": "Acme  failed",
    "\x9b2J\x00Acme": "\\x9b2J\\x00Acme",
    "株式会社東京電算 👩\u200d💻": "株式会社東京電算 👩\u200d💻",
    ":smile: Acme": ":smile: Acme",
}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_what_others_wrote_is_shown_and_never_obeyed(
    database: Database, database_url: str, tmp_path: Path, encoding: str
) -> None:
    task = NewTask(
        customer_uuid="cus_00000000-0000-0000-0000-000000000001",
        task_details="Send the quote",
        assignee="anna@ourcompany.test",
        due_date=date(2030, 1, 1),
    )
    outbox = Deliveries(database)
    for number, name in enumerate(ODD_NAMES):
        request = Request(
            task=task, customer_name=name, assignee="U1", asked_by="U1", origin=Origin(), announce=Announce.ME
        )
        outbox.add(f"{number}", request.model_dump_json(), form_seconds=0)

    ended = forking.run(
        ["-m", "bot", "deliveries"],
        cwd=tmp_path,
        env={
            **environment(database_url, "http://127.0.0.1:9"),
            "PYTHONIOENCODING": encoding,
            "COLUMNS": "300",
        },
    )

    assert ended.returncode == 0, ended.stderr
    printed = ended.stdout
    assert f"{len(ODD_NAMES)} waiting" in printed
    assert not any(character in printed for character in "\x1b\x07\x9b\x00\r\u202e")
    for shown in ODD_NAMES.values():
        assert (
            shown if encoding == "utf-8" else shown.encode("ascii", "backslashreplace").decode()
        ) in printed


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_id_that_would_move_the_cursor_is_shown_and_never_obeyed(
    database_url: str, tmp_path: Path
) -> None:
    code, _, said = cm_task(tmp_path, database_url, "http://127.0.0.1:9", "deliveries", "retry", "\x1b[2J")
    assert code == 1
    assert said == "\\x1b[2J: there is no such delivery.\n"
