"""How Slack writes down what people type: `&`, `<`, `>` as entities, mentions and links in `<…>`.

https://docs.slack.dev/messaging/formatting-message-text
"""

from __future__ import annotations

import re

from bot.sandbox.slack.workspace import Workspace

_TOKEN = re.compile(r"<(?:@[UW]\w+|#[CG]\w+|!\w+|https?:|mailto:|tel:)[^<>]*>")
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt);)")
_TYPED = re.compile(
    r"(?P<link>https?://[^\s<>|]+[^\s<>|.,;:!?)\]'\"])"
    r"|(?P<mail>\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b)"
    r"|(?<!\w)@(?P<person>[\w.-]+)"
    r"|(?<!\w)#(?P<channel>[\w-]+)"
)


def escaped(text: str) -> str:
    """Text with its three special characters as entities."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def normalised(text: str) -> str:
    """Text in Slack's notation, with the special characters that are no notation as entities."""
    parts: list[str] = []
    end = 0
    for token in _TOKEN.finditer(text):
        parts += [_plain(text[end : token.start()]), token.group()]
        end = token.end()
    return "".join([*parts, _plain(text[end:])])


def _plain(text: str) -> str:
    return _ENTITY.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")


def linked(text: str, workspace: Workspace) -> str:
    """Typed text with @names, #channels, links and e-mails in Slack's notation, the rest as entities."""
    people = {person.name.lower(): person.id for person in workspace.people.values()}
    channels = {channel.name.lower(): channel for channel in workspace.channels.values() if channel.name}
    parts: list[str] = []
    end = 0
    for found in _TYPED.finditer(text):
        token = ""
        if found["link"]:
            token = f"<{escaped(found['link'])}>"
        elif found["mail"]:
            token = f"<mailto:{found['mail']}|{found['mail']}>"
        elif found["person"] and found["person"].lower() in people:
            name = found["person"].lower()
            token = f"<@{people[name]}|{name}>"
        elif found["channel"] and found["channel"].lower() in channels:
            channel = channels[found["channel"].lower()]
            token = f"<#{channel.id}|{channel.name}>"
        if token:
            parts += [escaped(text[end : found.start()]), token]
            end = found.end()
    return "".join([*parts, escaped(text[end:])])
