"""Variables in a file, `.env` by its usual name: https://saurabh-kumar.com/python-dotenv/#file-format"""

from __future__ import annotations

from collections.abc import Mapping
from io import StringIO
from pathlib import Path


class EnvFileError(Exception):
    """The file cannot be read; the text says why and what to do, and holds nothing that is in it."""


def variables(file: Path) -> Mapping[str, str | None]:
    """What is set in it; nothing where there is no such file.

    Raises:
        EnvFileError: it cannot be read, or one of its lines means nothing.
    """
    if not file.exists():
        return {}
    text = _text(file)
    # Where the host sets all variables, there is no file.
    from dotenv import dotenv_values  # noqa: PLC0415
    from dotenv.parser import parse_stream  # noqa: PLC0415

    for statement in parse_stream(StringIO(text)):
        if statement.error:
            # The library would leave it out, and the bot do without what was meant.
            written = statement.original.string
            above = written[: len(written) - len(written.lstrip())].count("\n")
            number = statement.original.line + above
            raise EnvFileError(f"line {number} is not NAME=value, or a quote in it has no other")
    return dotenv_values(stream=StringIO(text))


def _text(file: Path) -> str:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise EnvFileError(f"cannot be read ({error.strerror})") from None
    try:
        if b"\0" not in content:
            return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content
    found = "it is UTF-16, as PowerShell writes files" if wide else "it has other bytes in it"
    raise EnvFileError(f"is not UTF-8 ({found}). Save it as UTF-8")
