"""What the documents say of the code, and the code."""

from __future__ import annotations

import pkgutil
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import Settings, about
from bot.store.schema import metadata
from tests.benchmarks.__main__ import markdown
from tests.documents import CONTRIBUTING, README, ROOT, SECURITY, TABLES, up_to_date

DOCUMENTS = [README, CONTRIBUTING, SECURITY]

FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
PATH = re.compile(r"\.?[\w-]+(/[\w.-]*)+|[\w.-]+\.(py|md|toml|yaml|example)")
MODULE = re.compile(r"(bot|tests)(\.\w+)+")


def code(text: str) -> Iterator[str]:
    """The words that stand as code in a document: in commands, and within its sentences."""
    for language, lines in FENCED.findall(text):
        if language == "sh":
            yield from re.sub("#.*", "", lines).split()
    for span in re.findall("`([^`]+)`", FENCED.sub("", text)):
        yield from span.split()


def named(words: set[str], shape: re.Pattern[str]) -> set[str]:
    """Those that are of this shape."""
    return {word for word in words if shape.fullmatch(word)}


def floors(picture: str) -> Iterator[set[str]]:
    """The rooms and modules on each floor of the picture, from above."""
    for floor in re.split(r"\n(?!  \| )", picture.strip()):
        yield set(re.findall(r"^(?:  \| )?(\w+)", floor, re.MULTILINE))


def is_module(name: str) -> bool:
    """Whether it is a module, or something in one."""
    try:
        pkgutil.resolve_name(name)
    except (ImportError, AttributeError):
        return False
    return True


@pytest.mark.parametrize("document", TABLES, ids=lambda path: path.name)
def test_the_table_is_what_the_code_says(document: Path) -> None:
    assert document.read_text() == up_to_date(document), "run `uv run python -m tests.documents`"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_files_and_modules_that_are_named_exist(document: Path) -> None:
    text = document.read_text()
    words = {word for word in code(text) if not word.startswith(".venv/")}
    paths = named(words, PATH)
    modules = named(words - paths, MODULE)
    links = set(re.findall(r"\]\((?!https?:)([^)#]+)", text))

    assert paths | modules
    assert {path for path in paths if not (ROOT / path).exists()} == set()
    assert {name for name in modules if not is_module(name)} == set()
    assert {link for link in links if not (document.parent / link).exists()} == set()


def test_modules_that_the_code_names_in_its_comments_exist() -> None:
    mentioned = {
        (match[1], path.relative_to(ROOT))
        for path in (ROOT / "bot").rglob("*.py")
        for match in re.finditer(r"`(bot(?:\.\w+)+)`", path.read_text())
    }

    assert mentioned
    assert {(name, path) for name, path in mentioned if not is_module(name)} == set()


def test_no_module_is_longer_than_300_lines() -> None:
    files = [
        path
        for folder in ("bot", "tests")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".css", ".js", ".html"}
    ]

    assert len(files) > 500
    assert {path.relative_to(ROOT) for path in files if len(path.read_text().splitlines()) > 300} == set()


def test_the_picture_of_the_house_is_the_contract_of_its_floors() -> None:
    [picture] = [lines for language, lines in FENCED.findall(CONTRIBUTING.read_text()) if not language]
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    [layers] = [contract["layers"] for contract in contracts if contract["type"] == "layers"]

    assert list(floors(picture)) == [set(floor.split(" | ")) for floor in layers]


def test_the_example_has_every_variable_without_a_default_and_no_unknown_one() -> None:
    text = (ROOT / ".env.example").read_text()
    lines = re.findall(r"^(# )?([A-Z_]+)=", text, re.MULTILINE)
    fields = {name.upper(): field for name, field in Settings.model_fields.items()}
    without_default = {name for name, field in fields.items() if field.is_required() or field.default is None}

    assert {name for comment, name in lines if not comment} == without_default
    assert {name for comment, name in lines if comment} <= fields.keys() - without_default
    assert {name for name in without_default if f"# {about()[name].where}\n" not in text} == set()


def test_security_says_of_every_table_how_long_it_is_kept() -> None:
    section = SECURITY.read_text().partition("## What is stored")[2].partition("\n## ")[0]
    rows = [line.split(" | ")[1] for line in section.splitlines() if line.startswith("| ")]

    assert sorted(re.findall(r"`(\w+)`", " ".join(rows))) == sorted(metadata.tables)


def cells(row: str) -> list[str]:
    """Those of a row of a table."""
    return [cell.strip() for cell in row.split("|")[1:-1]]


def test_of_every_goal_that_was_missed_the_readme_says_why() -> None:
    section = README.read_text().partition("\n## How fast it is\n")[2]
    table, _, reasons = section.partition("\n\nMissed")
    head, line, *rows = (cells(row) for row in table.splitlines() if row.startswith("|"))
    missed = [what for what, _, _, came_out, _ in rows if came_out.endswith(", missed")]

    assert [head, line] == list(map(cells, markdown([]).splitlines()))
    assert len({what for what, *_ in rows}) == len(rows) > 20
    explained = re.findall(r"^- \*\*(.+?)\*\*: ", reasons, re.MULTILINE)
    assert [what for what in missed if not any(what.startswith(start) for start in explained)] == []
    assert [start for start in explained if not any(what.startswith(start) for what in missed)] == []
