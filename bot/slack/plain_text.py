"""What a Slack message says, as the plain text of a task.

Slack's mark-up: https://docs.slack.dev/messaging/formatting-message-text
"""

from __future__ import annotations

import re
from collections.abc import Callable

import regex

from bot.slack.json_reading import READ_MAX
from bot.slack.message import Message
from bot.slack.text.notation import BEGIN, PART, TYPED, decoded, unframed
from bot.slack.text.said import said
from bot.task import DETAILS_MAX

NameOf = Callable[[str], str | None]
"""The name of the Slack user with this id, or None where it is not known."""

_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
_TARGET = r"[@#!][^<>\n]+|[a-zA-Z][\w+.-]*:[^<>\n]+|(?=[^\s<>|@#!]*\.)[^\s<>|@!]+(?:\|[^<>\n]*)?"
"""What Slack reads as a mention or a link between `<` and `>`; some apps write links without a scheme."""

_LITERAL = re.compile(
    rf"{TYPED}"
    r"|```(?P<fence>.+?)```"
    r"|(?<![^\W_])`(?P<code>[^`\n]+)`(?![^\W_])"
    rf"|<(?P<control>{_TARGET})>",
    re.DOTALL,
)
_CONTROL = re.compile(rf"<({_TARGET})>")
_EMPHASIS = tuple(
    # Slack renders a marker only beside a space or punctuation, so that snake_case and 2*3*4 stay whole.
    re.compile(
        rf"(?<![^\W_])(?<!{mark})[{mark}](?![\s{mark}])"
        rf"((?:[^\n{mark}]|(?<=[^\W_])[{mark}](?=[^\W_]))+)"
        rf"(?<!\s)[{mark}](?![^\W_]|[{mark}])"
    )
    for mark in ("\\*", "_", "~")
)
_QUOTE = re.compile(r"^[ \t]*(?:&gt;&gt;&gt;|&gt;|>>>|>)[ \t]?", re.MULTILINE)
_BULLET = re.compile(r"^[ \t]*[\u2022\u2023\u2043\u25aa\u25ab\u25e6]\ufe0e?[ \t]+", re.MULTILINE)
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f\u00ad\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb]"
)
_LOOSE = " \r\n\t,;:.-"
_STRAIGHT = str.maketrans("\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u201b", "\"\"\"\"''''")


def plain_text(mrkdwn: str, *, name_of: NameOf) -> str:
    """The text as a person reads it in Slack, without mark-up.

    Mentions become `@name` (the id where nobody knows a name), links their text, entities their character
    (once, as Slack escapes once). Markers of bold, italic, strike-through and code go only where Slack
    renders them. Emoji stay as `:shortcodes:`. Blank lines and repeated spaces are closed up. What is beyond
    40,000 characters is not read.
    """
    parts = mrkdwn[:READ_MAX].replace("\x00", "").split(PART)
    return _closed_up("\n".join(_read(part, name_of) for part in parts))


def _read(part: str, name_of: NameOf) -> str:
    literals: list[str] = []

    def set_aside(match: re.Match[str]) -> str:
        literals.append(_literal(match, name_of))
        return "\x00"

    text = _LITERAL.sub(set_aside, part)
    text = _unstressed(_BULLET.sub("- ", _QUOTE.sub("", text)))
    restored = iter(literals)
    return re.sub("\x00", lambda _: next(restored), decoded(text))


def _unstressed(text: str) -> str:
    for emphasis in _EMPHASIS:
        text = emphasis.sub(r"\1", text)
    return text


def _literal(match: re.Match[str], name_of: NameOf) -> str:
    if match["typed"] is not None:
        return decoded(match["typed"])
    code = match["fence"] or match["code"]
    return _code(code, name_of) if code else _control(match["control"], name_of)


def mentioned(mrkdwn: str) -> list[str]:
    """The ids of the users mentioned, each once, in the order of the text."""
    return list(dict.fromkeys(_MENTION.findall(mrkdwn)))


def mentions_in_command(text: str, *, name_of: NameOf = lambda user: None) -> str:
    """What was typed after a slash command, as plain text.

    With `should_escape` on, Slack sends `<@U123|anna>`, `<#C1|sales>` and `<https://…|…>`; phones type
    curly quotes, which are straightened.
    """
    return plain_text(text, name_of=name_of).translate(_STRAIGHT)


def message_text(message: Message) -> str:
    """What the message says, in Slack's mrkdwn: pass it to `plain_text`."""
    return said(message)


def cut(text: str, limit: int = DETAILS_MAX) -> str:
    """The text, or as many whole words of it as fit with an ellipsis.

    The limit counts UTF-16 units, as browsers and so Slack's text inputs do: an emoji is 2 or more. What
    fits by that measure fits by code points too, in which `NewTask` counts. A word longer than the limit is
    cut between graphemes, never inside an emoji or between a letter and its accent.
    """
    if _units(text) <= limit:
        return text
    if limit < 1:
        return ""
    graphemes = regex.findall(r"\X", text)
    room, fitting = limit - 1, 0
    while (room := room - _units(graphemes[fitting])) >= 0:
        fitting += 1
    kept = graphemes[:fitting]
    if not graphemes[fitting].isspace():
        words = next((n for n in range(fitting - 1, 0, -1) if kept[n].isspace()), 0)
        # A single long word (a URL) is cut inside rather than dropped with most of the text.
        kept = kept[:words] if words and words >= fitting // 2 else kept
    while kept and not kept[-1].strip(_LOOSE):
        kept.pop()
    return "".join(kept) + "…"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _code(code: str, name_of: NameOf) -> str:
    """Code as written: links and mentions in it are still resolved, markers are not."""
    literals: list[str] = []

    def set_aside(match: re.Match[str]) -> str:
        literals.append(_control(match[1], name_of))
        return "\x00"

    text = decoded(_CONTROL.sub(set_aside, code))
    restored = iter(literals)
    return re.sub("\x00", lambda _: next(restored), text)


def _control(inner: str, name_of: NameOf) -> str:
    target, _, label = inner.partition("|")
    label = _label(label.strip())
    if target.startswith("@"):
        name = name_of(target[1:]) or label or target[1:]
        return "@" + name.removeprefix("@")
    if target.startswith("#"):
        return "#" + (label or target[1:]).removeprefix("#")
    if target.startswith("!"):
        return _special(target[1:], label)
    return label or _address(decoded(target))


def _label(label: str) -> str:
    is_typed = label.startswith(BEGIN)
    return decoded(unframed(label) if is_typed else _unstressed(label))


def _special(target: str, label: str) -> str:
    if target.startswith("date^"):
        return label
    if target.startswith("subteam^"):
        return "@" + (label.removeprefix("@") or "group")
    return "@" + (label or target).removeprefix("@")


def _address(target: str) -> str:
    """A link without a text: the address of `mailto:` and `tel:`, else the whole URL."""
    scheme, _, rest = target.partition(":")
    if scheme.lower() == "mailto":
        return rest.partition("?")[0]
    return rest if scheme.lower() == "tel" else target


def _closed_up(text: str) -> str:
    lines = (" ".join(line.split()) for line in _INVISIBLE.sub("", text).splitlines())
    return "\n".join(line for line in lines if line)
