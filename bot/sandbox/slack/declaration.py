"""What an app's manifest declares: Slack offers nothing else to people, and sends nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]


@dataclass(frozen=True)
class Command:
    """A slash command, and whether Slack turns names and links in its text into ids."""

    name: str
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = False


@dataclass(frozen=True)
class Shortcut:
    """An entry of the message menu, or of the global shortcuts."""

    callback_id: str
    name: str
    type: Literal["message", "global"]


@dataclass(frozen=True)
class AppDeclaration:
    """The parts of a manifest that decide what Slack shows and sends.

    `scopes` are the bot's; empty when the manifest names none. A workspace may decline `optional_scopes`.
    """

    commands: tuple[Command, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    events: frozenset[str] = field(default_factory=frozenset)
    scopes: frozenset[str] = field(default_factory=frozenset)
    optional_scopes: frozenset[str] = field(default_factory=frozenset)
    interactivity: bool = True
    home_tab: bool = False
    messages_tab: bool = True

    @classmethod
    def from_manifest(cls, manifest: Json) -> AppDeclaration:
        """Read a manifest (https://docs.slack.dev/reference/app-manifest).

        Raises:
            ValueError: a scope is optional that is not asked for.
        """
        features: Json = manifest.get("features") or {}
        settings: Json = manifest.get("settings") or {}
        home: Json = features.get("app_home") or {}
        scopes: Json = (manifest.get("oauth_config") or {}).get("scopes") or {}
        asked, optional = frozenset(scopes.get("bot") or ()), frozenset(scopes.get("bot_optional") or ())
        if optional - asked:
            raise ValueError(f"optional, and not among `bot`: {', '.join(sorted(optional - asked))}")
        return cls(
            commands=tuple(
                Command(
                    name=command["command"],
                    description=command.get("description", ""),
                    usage_hint=command.get("usage_hint", ""),
                    should_escape=bool(command.get("should_escape", False)),
                )
                for command in features.get("slash_commands") or ()
            ),
            shortcuts=tuple(
                Shortcut(callback_id=shortcut["callback_id"], name=shortcut["name"], type=shortcut["type"])
                for shortcut in features.get("shortcuts") or ()
            ),
            events=frozenset((settings.get("event_subscriptions") or {}).get("bot_events") or ()),
            scopes=asked,
            optional_scopes=optional,
            interactivity=bool((settings.get("interactivity") or {}).get("is_enabled", False)),
            home_tab=bool(home.get("home_tab_enabled", False)),
            messages_tab=bool(home.get("messages_tab_enabled", True)),
        )

    def command(self, name: str) -> Command | None:
        """The declared command of that name."""
        return next((command for command in self.commands if command.name == name), None)

    def shortcut(self, callback_id: str, kind: Literal["message", "global"]) -> Shortcut | None:
        """The declared shortcut with that callback_id, in that menu."""
        return next((s for s in self.shortcuts if s.callback_id == callback_id and s.type == kind), None)
