"""Messages become readable details."""

from __future__ import annotations

import pytest
import regex
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.slack.plain_text import cut, mentioned, mentions_in_command, plain_text
from bot.task import DETAILS_MAX

PEOPLE = {"U1": "Anna Novak", "W2": "@bob"}
FAMILY = "👨\u200d👩\u200d👧"


def read(mrkdwn: str) -> str:
    return plain_text(mrkdwn, name_of=PEOPLE.get)


@pytest.mark.parametrize(
    ("mrkdwn", "plain"),
    [
        ("ask <@U1> today", "ask @Anna Novak today"),
        ("<@U1|an.na>", "@Anna Novak"),
        ("<@W2>", "@bob"),
        ("<@U9|zoe>", "@zoe"),
        ("<@U9>", "@U9"),
        ("in <#C1|sales>", "in #sales"),
        ("in <#C1>", "in #C1"),
        ("in <#C1|>", "in #C1"),
        ("<!here> <!channel> <!everyone|everyone>", "@here @channel @everyone"),
        ("<!subteam^S1|@support-team>", "@support-team"),
        ("<!subteam^S1>", "@group"),
        ("due <!date^1392734382^{date_num}^https://x.io|Feb 18>", "due Feb 18"),
        ("<https://acme.com/a?b=1&amp;c=2>", "https://acme.com/a?b=1&c=2"),
        ("<https://acme.com|the &lt;new&gt; site>", "the <new> site"),
        ("<https://acme.com/_a_b_|>", "https://acme.com/_a_b_"),
        ("<mailto:a@acme.com|a@acme.com>", "a@acme.com"),
        ("<mailto:a@acme.com?subject=hi>", "a@acme.com"),
        ("<tel:+4912345>", "+4912345"),
        ("<tel:+4912345|call us>", "call us"),
        ("not a <control>", "not a <control>"),
        ("<acme.inc|x> <acme.inc> <www.acme.inc/a?b=1&amp;c|>", "x acme.inc www.acme.inc/a?b=1&c"),
        ("<https://acme.com|*the* offer>", "the offer"),
        ("Jo <jo.doe@acme.com> a <b c.d> x < y.z", "Jo <jo.doe@acme.com> a <b c.d> x < y.z"),
    ],
)
def test_controls_are_written_out(mrkdwn: str, plain: str) -> None:
    assert read(mrkdwn) == plain


@pytest.mark.parametrize(
    ("mrkdwn", "plain"),
    [
        ("*bold* _italic_ ~gone~ `code`", "bold italic gone code"),
        ("*_both_* _*both*_ ~*x*~", "both both x"),
        ("(*bold*), *bold*!", "(bold), bold!"),
        ("*<https://acme.com|link>*", "link"),
        ("*call <@U1>*", "call @Anna Novak"),
        ("*two\nlines*", "*two\nlines*"),
        ("snake_case and _snake_case_", "snake_case and snake_case"),
        ("__init__", "__init__"),
        ("2*3*4 = 24", "2*3*4 = 24"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("**not Slack's**", "**not Slack's**"),
        ("~5 or ~6 days", "~5 or ~6 days"),
        ("a*b*c", "a*b*c"),
        ("it`s Anna`s", "it`s Anna`s"),
        ("`*kept* <https://x.io> &lt;b&gt;`", "*kept* https://x.io <b>"),
        ("```\ndef _f_():\n    *x*\n```\nafter", "def _f_():\n*x*\nafter"),
        (":tada: :snake_case_emoji: :+1::skin-tone-2:", ":tada: :snake_case_emoji: :+1::skin-tone-2:"),
    ],
)
def test_markers_go_only_where_slack_renders_them(mrkdwn: str, plain: str) -> None:
    assert read(mrkdwn) == plain


@pytest.mark.parametrize(
    ("mrkdwn", "plain"),
    [
        ("&gt; quoted\n&gt;more", "quoted\nmore"),
        ("&gt;&gt;&gt; all\nof it", "all\nof it"),
        ("5 &gt; 3", "5 > 3"),
        ("• one\n    ◦ two\n1. three\n- four", "- one\n- two\n1. three\n- four"),
        ("a   b\t c\u00a0d\n\n \n e ", "a b c d\ne"),
        ("AT&amp;T &lt;b&gt;", "AT&T <b>"),
        ("&amp;lt;", "&lt;"),
        ("&amp;amp;amp;", "&amp;amp;"),
        ("&quot;", "&quot;"),
        ("in\u200bvis\u2060ible\ufeff\x07", "invisible"),
        ("a\x00b", "ab"),
        ("", ""),
        (" \n ", ""),
    ],
)
def test_lines_and_characters(mrkdwn: str, plain: str) -> None:
    assert read(mrkdwn) == plain


PIECES = st.lists(
    st.sampled_from(
        [
            "*",
            "_",
            "~",
            "`",
            "```",
            "<",
            ">",
            "@",
            "#",
            "!",
            "|",
            "&amp;",
            "&",
            "\n",
            " ",
            "a",
            "<@U1>",
            "é",
            "•",
        ]
    ),
    max_size=40,
).map("".join)


@settings(deadline=None)
@given(PIECES | st.text())
def test_any_text_is_read_without_blank_lines_or_loose_spaces(mrkdwn: str) -> None:
    plain = read(mrkdwn)
    assert plain == plain.strip()
    assert all(line and line == " ".join(line.split()) for line in plain.splitlines())


@settings(deadline=None)
@given(st.text(alphabet=st.characters(categories=["L", "Nd"]), min_size=1))
def test_words_without_mark_up_stay_as_they_are(word: str) -> None:
    assert read(f"{word} {word}") == f"{word} {word}"


@pytest.mark.parametrize("piece", ["*a ", "_a ", "~a", "`a ", "```", "<", "<@U1|", "&gt;", " \n", "_a_b"])
def test_a_long_message_full_of_markers_is_read(piece: str) -> None:
    assert len(read(piece * 10_000)) <= len(piece) * 10_000


def test_mentioned_users_come_once_in_order() -> None:
    assert mentioned("<@U2> and <@W1|anna>, again <@U2>, not <#C1|x> nor <!here> nor @U5") == ["U2", "W1"]


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("call <@U123|anna> in <#C1|sales>", "call @anna in #sales"),
        ("read <https://acme.com|acme.com> &amp; reply", "read acme.com & reply"),
        ("say \u201chi\u201d, it\u2019s \u2018fine\u2019", "say \"hi\", it's 'fine'"),
        ("", ""),
    ],
)
def test_words_after_a_command(typed: str, plain: str) -> None:
    assert mentions_in_command(typed) == plain


def test_a_command_can_name_people() -> None:
    assert mentions_in_command("ask <@U1>", name_of=PEOPLE.get) == "ask @Anna Novak"


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("fits", 4, "fits"),
        ("hello world again", 12, "hello world…"),
        ("hello world again", 11, "hello…"),
        ("hello, world", 8, "hello…"),
        ("a https://acme.com/a-long-address", 20, "a https://acme.com/…"),
        ("one\ntwo three", 9, "one\ntwo…"),
        (FAMILY * 3, 12, FAMILY + "…"),
        (FAMILY, 5, "…"),
        ("cafe\u0301s", 5, "caf…"),
        ("😀😀", 4, "😀😀"),
        ("😀😀", 3, "😀…"),
        ("anything", 0, ""),
    ],
)
def test_cut(text: str, limit: int, short: str) -> None:
    assert cut(text, limit) == short


def test_cut_to_what_chartmogul_takes() -> None:
    assert cut("word " * 100) == "word " * 50 + "word…"
    assert len(cut("word " * 100)) == DETAILS_MAX


GRAPHEMES = st.lists(
    st.sampled_from(
        ["a", "b", " ", "\n", ".", "😀", FAMILY, "🇩🇪", "1\ufe0f\u20e3", "e\u0301", "👍🏽", "\r\n"]
    )
).map("".join)


@settings(deadline=None)
@given(GRAPHEMES | st.text(), st.integers(0, 60))
@example("\r\naa", 3)
@example("\u0600. long enough", 5)
def test_a_cut_fits_and_ends_between_characters(text: str, limit: int) -> None:
    short = cut(text, limit)
    units = len(short.encode("utf-16-le")) // 2
    assert len(short) <= units <= limit
    if short != text and limit:
        assert short.endswith("…")
        kept = regex.findall(r"\X", short[:-1])
        assert kept == regex.findall(r"\X", text)[: len(kept)]


@settings(deadline=None)
@given(GRAPHEMES, st.integers(1, 60))
def test_cutting_twice_changes_nothing(text: str, limit: int) -> None:
    assert cut(cut(text, limit), limit) == cut(text, limit)
