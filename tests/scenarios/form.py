"""The form that creates a task, filled in and looked at."""

from __future__ import annotations

from collections.abc import Callable

from bot.sandbox.slack.person import PersonDriver
from tests.scenarios.running import World, eventually


def opened_knowing(person: PersonDriver, open_form: Callable[[], object]) -> PersonDriver:
    """The person, with a form open that knows who they are and who reads along.

    It is opened again where this machine is too busy for the look-ups of a form.
    """

    def is_known() -> bool:
        open_form()
        assert person.view is not None
        said = str(person.view.blocks)
        return "did not tell me" not in said and "does not tell me" not in said

    eventually(is_known)
    return person


def fill(world: World, who: str, *, customer: str = "Acme", details: str = "Send the quote") -> None:
    """Fill in what the form does not know by itself."""
    person = world.slack.person(who)
    person.fill("customer", customer)
    person.fill("details", details)


def refused_and_reopened(world: World, who: str, *, meanwhile: Callable[[], object] = lambda: None) -> None:
    """Submit the form while ChartMogul is busy, close it, and open it again where its refusal is told of.

    For tests marked `late`, whose form holds something that ChartMogul refuses once it answers.

    Args:
        meanwhile: what happens in ChartMogul while it is closed.
    """
    person = world.slack.person(who)
    world.chartmogul.fault("POST", "/tasks", kind="status", status=429, times=None)
    assert person.submit().errors == {}
    person.close()
    meanwhile()
    world.chartmogul.clear_faults()
    [message] = eventually(lambda: world.slack.dms(who))
    person.click(message.channel, message.ts, "reopen_form")


def initial(world: World, who: str, field: str) -> object:
    """What a field of the open form holds."""
    view = world.slack.person(who).view
    assert view is not None
    state = view.state[field][field]
    return next((state[key] for key in state if key not in {"type"} and state[key] is not None), None)
