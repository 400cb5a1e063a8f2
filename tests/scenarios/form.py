"""The form that creates a task, filled in and looked at."""

from __future__ import annotations

from tests.scenarios.running import World


def fill(world: World, who: str, *, customer: str = "Acme", details: str = "Send the quote") -> None:
    """Fill in what the form does not know by itself."""
    person = world.slack.person(who)
    person.fill("customer", customer)
    person.fill("details", details)


def initial(world: World, who: str, field: str) -> object:
    """What a field of the open form holds."""
    view = world.slack.person(who).view
    assert view is not None
    state = view.state[field][field]
    return next((state[key] for key in state if key not in {"type"} and state[key] is not None), None)
