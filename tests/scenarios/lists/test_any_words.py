"""Whatever stands after `/cm-task list`, who asked gets one answer, and nobody is called by it."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scenarios.lists.asking import answers
from tests.scenarios.running import World

NOTIFIES = re.compile(r"<!|<@(?!U)")

PIECES = [
    *(
        "acme",
        "Acme Corporation",
        "bluebird",
        "logist",
        "anna",
        "@anna",
        "@ben",
        "@nobody",
        "jörg",
        "billing@acme.test",
    ),
    *(
        "overdue",
        "today",
        "tomorrow",
        "week",
        "next week",
        "friday",
        "not",
        "completed",
        "my",
        "everybody",
        "here",
    ),
    *(
        "for",
        "the",
        "all",
        "tasks",
        "#acme",
        "<!channel>",
        "<@U9>",
        '"',
        "“",
        "”",
        "'",
        "&",
        "|",
        "`",
        "@",
        "cus_1",
    ),
    *("https://app.chartmogul.com/#/customers/1-acme", "🚀", "東京", "\n", "payload", "\x00"),
]


@settings(max_examples=60, deadline=None)
@given(
    words=st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=400)
)
def test_there_is_one_answer(standing_world: World, words: str) -> None:
    world = standing_world
    before = len(answers(world))

    delivery = world.slack.person(world.anna).command(world.channel, "/cm-task", f"list {words}")

    assert delivery.status == 200
    [answer] = answers(world)[before:]
    assert answer.text
    assert not NOTIFIES.search(f"{answer.text}{answer.blocks}")
    assert world.slack.messages(world.channel) == []
