"""A mistake in the log says where and what kind, and nothing of what was in hand."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable

import pytest
from pydantic import BaseModel
from sqlalchemy import create_engine, text

from bot.operate.exception_text import exception_text

SECRET = "anna@ourcompany.test"


def told(stumble: Callable[[], object]) -> str:
    """What the log says of this."""
    try:
        stumble()
    except Exception:
        kind, error, trace = sys.exc_info()
        assert kind
        assert error
        return exception_text((kind, error, trace))
    raise AssertionError("nothing was raised")


class Form(BaseModel):
    number: int


def violates_a_constraint() -> None:
    with create_engine("sqlite://").connect() as connection:
        connection.execute(text("SELECT * FROM nowhere WHERE email = :email"), {"email": SECRET})


def is_hidden_behind_another() -> None:
    try:
        json.loads(SECRET)
    except ValueError as error:
        raise RuntimeError(f"cannot read {SECRET}") from error


@pytest.mark.parametrize(
    ("stumble", "kind"),
    [
        (lambda: {"a": 1}[SECRET], "KeyError"),
        (lambda: int(SECRET), "ValueError"),
        (lambda: SECRET.encode("utf-16").decode(), "UnicodeDecodeError"),
        (lambda: open(f"/nowhere/{SECRET}"), "FileNotFoundError"),  # noqa: SIM115, PTH123
        (lambda: Form(number=SECRET), "pydantic_core._pydantic_core.ValidationError"),
        (violates_a_constraint, "sqlalchemy.exc.OperationalError"),
        (is_hidden_behind_another, "RuntimeError"),
    ],
)
def test_what_was_stumbled_over_is_not_told(stumble: Callable[[], object], kind: str) -> None:
    written = told(stumble)

    assert SECRET not in written
    assert written.splitlines()[-1] == kind
    assert "test_exception_text.py" in written


def test_what_speaks_of_code_alone_is_told() -> None:
    assert "AttributeError: 'NoneType' object has no attribute 'view'" in told(lambda: None.view)  # type: ignore[attr-defined]
    assert told(lambda: 1 + "1").endswith("unsupported operand type(s) for +: 'int' and 'str'")  # type: ignore[operator]


def test_what_caused_it_comes_first() -> None:
    written = told(is_hidden_behind_another)

    assert written.index("json.decoder.JSONDecodeError") < written.index("RuntimeError")


def test_an_error_that_causes_itself_is_told_all_the_same() -> None:
    def circle() -> None:
        error = ValueError(SECRET)
        error.__cause__ = error
        raise error

    assert told(circle).splitlines()[-1] == "ValueError"
