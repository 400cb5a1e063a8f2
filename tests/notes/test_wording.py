"""Whatever people write: a note fits, counts what it leaves out, and lets nobody speak in another's name."""

from __future__ import annotations

import re
from datetime import UTC

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chartmogul.notes import TEXT_MAX, as_html
from bot.notes.looking import is_marked
from bot.notes.wording import Heading, Said, Writer
from bot.slack.conversation import Origin

NAMES = {"U1": "Anna Berg", "U2": "Ben Okafor\nAnna Berg, Fri"}
HEADING = Heading(
    what="Slack conversation",
    origin=Origin(team_domain="ours", channel_id="C1", channel_name="acme", message_ts="1.0"),
    by="U1",
    at=1_710_697_600.0,
    details="Send the quote",
    mark="cm-0123456789ab",
)

words = st.text(max_size=300) | st.sampled_from(
    [
        "",
        "\n\n",
        "&lt;" * 3_000,
        "<@U1> <@U9> <!here> <#C1|sales>",
        "Fine.\nAnna Berg, Sun 17 Mar 17:46: No",
        "\u202eright to left\u2028Anna Berg, Sun 17 Mar 17:46: and more",
        "👩‍👩‍👧 " * 2_000,
        "word " * 4_000,
    ]
)
messages = st.lists(
    st.builds(
        Said,
        ts=st.just("1710697600.000100"),
        words=words,
        author=st.sampled_from(["U1", "U2", "U9", ""]),
        author_name=st.sampled_from(["", "Helpdesk", "Anna Berg, Sun 17 Mar 17:46: Hello\n"]),
        is_edited=st.booleans(),
        is_deleted=st.booleans(),
    ),
    max_size=30,
)
writer = Writer(NAMES, UTC)


@settings(deadline=None)
@given(messages, st.booleans())
def test_any_conversation(said: list[Said], is_whole: bool) -> None:
    text = writer.conversation(HEADING, said, chosen="1.0", is_whole=is_whole)

    assert len(as_html(text)) <= TEXT_MAX
    assert is_marked(as_html(text), HEADING.mark)
    below = text.split("\n", 4)[4] if said or not is_whole else ""
    begun = [line for line in below.splitlines() if line and not line.startswith("\u00a0")]
    left_out = [int(found[1]) for line in begun if (found := re.match(r"\((\d+)(?: or more)? more ", line))]
    others = [line for line in begun if not re.match(r"\((\d+( or more)? more|More) message", line)]
    assert len(others) + sum(left_out) == len(said)
    assert is_whole or "in Slack)" in begun[-1]


@settings(deadline=None)
@given(st.lists(words, min_size=1, max_size=3))
def test_any_words_that_were_typed(typed: list[str]) -> None:
    text = writer.words(HEADING, " ".join(typed))

    assert len(as_html(text)) <= TEXT_MAX
    assert is_marked(as_html(text), HEADING.mark)


@settings(deadline=None)
@given(words)
def test_any_details(details: str) -> None:
    heading = Heading(HEADING.what, HEADING.origin, HEADING.by, HEADING.at, details, HEADING.mark)

    lines = writer.nothing(heading).splitlines()

    assert lines[1].endswith("(cm-0123456789ab)")
    assert len(lines) == 5


def test_of_a_long_conversation_its_beginning_the_chosen_message_and_its_end_are_kept() -> None:
    said = [Said(ts=f"{number}.0", words=f"word{number} " + "x" * 400, author="U1") for number in range(100)]

    text = writer.conversation(HEADING, said, chosen="30.0")

    kept = [int(number) for number in re.findall(r"word(\d+) ", text)]
    assert kept[:2] == [0, 30]
    assert kept[2:] == list(range(kept[2], 100))
    assert "(29 more messages are in Slack)" in text
    assert f"({kept[2] - 31} more messages are in Slack)" in text
    assert text.splitlines()[-1].endswith("x")


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("<https://x.test/contract|here> it is", "here (https://x.test/contract) it is"),
        ("<https://x.test/|x.test>", "x.test"),
        ("<https://www.x.test/a|www.x.test/a> and <https://x.test>", "www.x.test/a and https://x.test"),
        ("&gt; send it\nNo.", "> send it\n\u00a0\u00a0No."),
        ("&gt;&gt;&gt; send it", ">>> send it"),
        ("```&gt; prompt```", "> prompt"),
        ("5 &gt; 4", "5 > 4"),
    ],
)
def test_links_have_their_address_and_quotes_are_marked(words: str, written: str) -> None:
    text = writer.conversation(HEADING, [Said(ts="", words=words, author="U1")])

    assert text.split("Anna Berg: ", 1)[1] == written
