"""What people are offered while they type a customer's name, through signed requests of Slack's."""

from __future__ import annotations

import pytest

from bot.sandbox.chartmogul import ChartMogulStandIn
from tests.scenarios.running import World

pytestmark = pytest.mark.first_sync

TYPED = {
    "東京電算": "株式会社東京電算",
    "ﾄｳｷｮｳ": "トウキョウ商事",
    "자동차": "현대자동차주식회사",
    "שלום": "שָׁלוֹם תקשורת",
    "cocacola": "The Coca-Cola Company",
    "hewlettpackard": "Hewlett Packard Enterprise",
    "hewletpackard": "Hewlett Packard Enterprise",
    "eon": "E.ON",
    "att": "AT&T",
    "23 and me": "23andMe",
    "r and d partners": "R&D Partners",
    "face book": "Facebook",
    "acme corporation gmbh": "Acme Corporation · Acme · billing@acme.test · Active",
    "www.acme.test": "Acme Corporation · Acme · billing@acme.test · Active",
    "!!!": "!!!",
    "🚀🚀": "🚀🚀",
}


@pytest.fixture
def twins(chartmogul: ChartMogulStandIn) -> list[str]:
    """The ids of two customers of one name, of whom the second has an external id; others are there too."""
    for name in dict.fromkeys(name for name in TYPED.values() if "·" not in name):
        chartmogul.add_customer(name, status="")
    chartmogul.add_customer(None, email="kim@nameless.test")
    chartmogul.add_customer("\u202eEvil\x1b[31m\n" + "x" * 5000, status="")
    first = chartmogul.add_customer("Twin\u200b Ltd", email="a@twin.test")
    second = chartmogul.add_customer("twin  ltd", email="a@twin.test", external_id="crm-2")
    return [first["uuid"], second["uuid"]]


@pytest.fixture
def typing(twins: list[str], world: World) -> World:
    """The bot, which knows them."""
    assert world.application.rooms.directory.by_name("twin ltd") != []
    return world


def offered(world: World, typed: str) -> list[str]:
    """What Anna is offered in a new form."""
    anna = world.slack.person(world.anna)
    anna.command(world.channel, "/cm-task")
    texts = [option["text"]["text"] for option in anna.suggest("customer", typed)]
    anna.close()
    return texts


def test_customers_are_found_in_every_script_and_spacing(typing: World) -> None:
    anna = typing.slack.person(typing.anna)
    anna.command(typing.channel, "/cm-task")

    first = {
        typed: [option["text"]["text"] for option in anna.suggest("customer", typed)][:1] for typed in TYPED
    }

    assert first == {typed: [name] for typed, name in TYPED.items()}


def test_twins_never_read_alike(typing: World, twins: list[str]) -> None:
    assert sorted(offered(typing, "twin")) == sorted(
        [
            "Twin Ltd · a@twin.test · Active",
            "twin ltd · a@twin.test · Active · crm-2",
        ]
    )


def test_a_preselected_twin_and_those_that_head_the_list_are_told_apart(
    typing: World, twins: list[str]
) -> None:
    anna = typing.slack.person(typing.anna)
    anna.command(typing.channel, "/cm-task", twins[1])
    assert anna.view is not None
    assert anna.view.state["customer"]["customer"]["selected_option"]["text"]["text"].endswith(" · crm-2")
    anna.close()

    anna.command(typing.channel, "/cm-task", "call a@twin.test")
    assert anna.view is not None
    assert "choose one: Twin Ltd, twin ltd · crm-2 (" in str(anna.view.blocks)


def test_customers_without_a_name_or_with_a_wild_one_can_be_chosen(typing: World) -> None:
    assert offered(typing, "kim@nameless.test") == ["Customer without a name · kim@nameless.test · Active"]
    [wild] = offered(typing, "evil")
    assert wild.startswith("Evil [31m xxx")
    assert len(wild) <= 75
