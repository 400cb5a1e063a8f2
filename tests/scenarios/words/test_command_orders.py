"""What a command says is read at both ends of it in any order, and nowhere else."""

from __future__ import annotations

import pytest

from tests.scenarios.form import initial
from tests.scenarios.running import World, next_working_day_in
from tests.scenarios.test_assignee import assignee, shown
from tests.scenarios.words.test_command_form import chosen_customer, opened
from tests.scenarios.words.test_shortcut_words import due, line

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.mark.parametrize(
    "words",
    [
        "by 24 december 2099, @ben: for acme: send renewal quote",
        "@ben \u2013 acme \u2013 send renewal quote \u2013 2099-12-24",
        "send renewal quote for acme due 24.12.2099 (@ben)",
        "acme\nsend renewal quote\n@ben\n2099-12-24",
        "\u201cAcme\u201d: send renewal quote, owner @ben, due: Dec 24, 2099",
    ],
)
def test_any_order(world: World, words: str) -> None:
    anna = opened(world, words)

    assert chosen_customer(world).startswith("Acme Corporation")
    assert initial(world, world.anna, "details") == "send renewal quote"
    assert (assignee(anna), due(world)) == (world.ben, "2099-12-24")


def test_what_was_read_may_be_corrected(world: World) -> None:
    anna = opened(world, "acme: send renewal quote @ben by 24 december 2099")

    anna.fill("assignee", world.anna)
    anna.fill("due_date", "2099-12-31")
    assert anna.submit().closed

    [task] = world.chartmogul.tasks
    assert (task["assignee"], task["due_date"][:10]) == ("anna@ourcompany.test", "2099-12-31")


def test_who_is_a_part_of_a_sentence_stays_in_it(world: World) -> None:
    words = "ask @ben about the May 5 invoice"

    anna = opened(world, words)

    assert initial(world, world.anna, "details") == words
    assert (assignee(anna), due(world)) == (world.anna, next_working_day_in("Europe/Berlin").isoformat())


def test_who_cannot_have_tasks_is_no_assignee(world: World) -> None:
    hugo = world.slack.add_person("hugo", is_restricted=True)

    anna = opened(world, "send the quote @hugo")

    assert initial(world, world.anna, "details") == "send the quote @hugo"
    assert assignee(anna) == world.anna
    assert line(anna, "assignee_hint") == "Hugo is a guest, so choose a colleague."
    assert hugo not in shown(anna)
