"""`cm-task backup`: a copy of the database that is whole, private, and good to start from."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from tests import forking
from tests.scenarios.deployed import Office
from tests.scenarios.running import eventually
from tests.scenarios.test_operations import cm_task, environment
from tests.store.revisions import connected, schema_of, upgrade
from tests.store.small_disk import small_disk
from tests.store.trouble import locked

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

LIMITED = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)); "
NO_LARGE_FILES = LIMITED + "from bot.__main__ import main; main()"


def back_up(folder: Path, database_url: str, *arguments: str) -> tuple[int, str, str]:
    """Run the command; its exit code, output and errors."""
    return cm_task(folder, database_url, "http://127.0.0.1:9", "backup", *arguments)


def path_of(database_url: str) -> Path:
    return Path(str(make_url(database_url).database))


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    """No bot is started yet."""
    with ExitStack() as stack:
        yield Office(stack, database_url, tmp_path)


@on_sqlite
def test_all_that_was_accepted_before_is_in_the_copy_of_a_busy_bot(office: Office, tmp_path: Path) -> None:
    bot = office.start()
    desks = [office.add_person_with_channel(name) for name in ("anna", "ben", "chloe")]
    accepted: list[str] = []

    def work(desk: int) -> None:
        for number in range(6):
            words = f"Send quote {desk} {number}"
            office.submit(*desks[desk], words)
            accepted.append(words)

    with ThreadPoolExecutor(len(desks)) as pool:
        working = [pool.submit(work, desk) for desk in range(len(desks))]
        eventually(lambda: len(accepted) >= 3)
        before = list(accepted)
        code, output, errors = back_up(tmp_path, office.database_url, "copy.sqlite3")
        for each in working:
            each.result()

    assert (code, errors) == (0, "")
    assert "is in copy.sqlite3" in output
    copy = tmp_path / "copy.sqlite3"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir() if "copy" in path.name or "backup" in path.name] == [
        "copy.sqlite3"
    ]
    with closing(sqlite3.connect(copy)) as connection:
        stored = str(connection.execute("SELECT request FROM deliveries").fetchall())
    assert [words for words in before if f'"{words}"' not in stored] == []
    eventually(lambda: bot.done() == len(accepted) == 18)
    assert len(office.chartmogul.tasks) == 18
    assert [office.cards(channel) for _, channel in desks] == [6] * 3


@on_sqlite
def test_a_bot_that_starts_from_a_copy_repeats_nothing_that_was_done_since(
    office: Office, tmp_path: Path
) -> None:
    bot = office.start()
    done_since, done_after = office.add_person_with_channel("anna"), office.add_person_with_channel("ben")
    office.chartmogul.down()
    for person, channel in (done_since, done_after):
        office.submit(person, channel)
    assert back_up(tmp_path, office.database_url, "copy.sqlite3")[0] == 0
    office.slack.fail(
        "chat.postMessage", status=503, times=None, when=lambda call: call["channel"] == done_after[1]
    )
    office.chartmogul.up()
    eventually(lambda: bot.done() == 1 and len(office.chartmogul.tasks) == 2)

    bot.kill()
    office.slack.clear_faults()
    database = path_of(office.database_url)
    for each in database.parent.glob(f"{database.name}*"):
        each.unlink()
    shutil.move(tmp_path / "copy.sqlite3", database)
    bot.start()

    eventually(lambda: bot.done() == 2, seconds=60)
    assert len(office.chartmogul.tasks) == 2
    assert [office.cards(channel) for _, channel in (done_since, done_after)] == [1, 1]


def in_a_missing_folder(folder: Path) -> str:
    return "nowhere/copy.sqlite3"


def over_another_file(folder: Path) -> str:
    (folder / "mine").write_text("mine")
    return "mine"


def over_a_folder(folder: Path) -> str:
    (folder / "mine").mkdir()
    return "mine"


def beside_what_a_program_left(folder: Path) -> str:
    (folder / "copy-wal").write_text("left")
    return "copy"


@on_sqlite
@pytest.mark.parametrize(
    ("prepared", "said"),
    [
        (in_a_missing_folder, "Not copied: there is no folder nowhere.\n"),
        (
            over_another_file,
            "Not copied: mine is there already; name another file, or replace it with --force.\n",
        ),
        (over_a_folder, "Not copied: mine is a folder; name a file, such as mine/cm-task-backup.sqlite3.\n"),
        (
            beside_what_a_program_left,
            "Not copied: copy-wal is there: a program uses copy, or has left it unfinished.\n",
        ),
        (lambda folder: "/dev/null", "Not copied: /dev/null is not a file.\n"),
        (
            lambda folder: "/proc/copy",
            "Not copied: /proc/copy cannot be written: No such file or directory.\n",
        ),
    ],
)
def test_where_a_copy_cannot_go(
    database_url: str, tmp_path: Path, prepared: Callable[[Path], str], said: str
) -> None:
    target = prepared(tmp_path)
    there = sorted(tmp_path.rglob("*"))

    assert back_up(tmp_path, database_url, target) == (1, "", said)

    assert sorted(tmp_path.rglob("*")) == there


@on_sqlite
def test_the_database_itself_is_never_replaced(database_url: str, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(path_of(database_url))
    before = path_of(database_url).stat().st_ino
    for target in ("link", str(path_of(database_url))):
        code, _, said = back_up(tmp_path, database_url, target, "--force")
        assert (code, said) == (1, f"Not copied: {target} is the database itself; name another file.\n")
    assert path_of(database_url).stat().st_ino == before


@on_sqlite
def test_a_file_is_replaced_where_that_is_asked_for(database_url: str, tmp_path: Path) -> None:
    (tmp_path / "copy.sqlite3").write_text("of yesterday")

    assert back_up(tmp_path, database_url, "copy.sqlite3", "--force")[0] == 0

    with closing(sqlite3.connect(tmp_path / "copy.sqlite3")) as connection:
        assert connection.execute("SELECT count(*) FROM deliveries").fetchone() == (0,)


def test_what_an_older_version_left_is_copied_as_it_is(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/old.sqlite3"
    with connected(url) as connection:
        upgrade(connection, "0005")

    assert back_up(tmp_path, url, "copy.sqlite3")[0] == 0

    with connected(url) as old, connected(f"sqlite:///{tmp_path}/copy.sqlite3") as copy:
        for connection in (old, copy):
            assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == "0005"
        assert str(schema_of(copy)) == str(schema_of(old))


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://bot:very-secret@db.test/tasks", "pg_dump --format=custom --file=FILE URL"),
        ("sqlite:///nothing.sqlite3", "there is no database at {folder}/nothing.sqlite3: check DATABASE_URL"),
        ("sqlite:///file:nothing.sqlite3?uri=true", "the file of the database cannot be opened"),
        ("sqlite:///letter.txt", "the file is not a database"),
        ("sqlite:///other.sqlite3", "holds nothing of cm-task"),
        ("sqlite:///damaged.sqlite3", "damaged"),
    ],
)
def test_what_cannot_be_copied(url: str, said: str, migrated_sqlite: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear all, " * 1000)
    with closing(sqlite3.connect(tmp_path / "other.sqlite3")) as connection:
        connection.execute("CREATE TABLE other (something)")
    whole = migrated_sqlite.read_bytes()
    (tmp_path / "damaged.sqlite3").write_bytes(whole[:20000] + b"\xff" * 40000 + whole[60000:])
    there = sorted(tmp_path.iterdir())

    code, output, errors = back_up(tmp_path, url, "copy.sqlite3")

    assert (code, output) == (1, "")
    assert errors.startswith("Not copied: ")
    assert said.format(folder=tmp_path) in errors
    assert errors.count("\n") == 1
    assert "very-secret" not in errors
    assert sorted(tmp_path.iterdir()) == there


@on_sqlite
def test_a_disk_without_room_for_it(database_url: str, tmp_path: Path) -> None:
    with small_disk(tmp_path, megabytes=1) as disk:
        (disk / "ballast").write_bytes(bytes(900_000))
        (disk / "copy.sqlite3").write_text("of yesterday")

        code, _, said = back_up(disk, database_url, "copy.sqlite3", "--force")

        assert (code, said) == (1, "Not copied: there is not enough room for the copy on its disk.\n")
        assert sorted(path.name for path in disk.iterdir()) == ["ballast", "copy.sqlite3"]
        assert (disk / "copy.sqlite3").read_text() == "of yesterday"


@on_sqlite
def test_a_user_who_may_write_no_large_files(database_url: str, tmp_path: Path) -> None:
    ended = forking.run(
        ["-c", NO_LARGE_FILES, "backup", "copy.sqlite3"],
        cwd=tmp_path,
        env=environment(database_url, "http://127.0.0.1:9"),
    )

    assert ended.returncode == 1
    assert ended.stderr.startswith("Not copied: the copy cannot be written")
    assert ended.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@on_sqlite
def test_a_database_that_somebody_keeps_locked_can_be_copied(database_url: str, tmp_path: Path) -> None:
    with locked(database_url):
        assert back_up(tmp_path, database_url, "copy.sqlite3")[0] == 0
