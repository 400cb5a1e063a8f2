"""What people write, and what Slack itself tells of them; names and words are made up."""

from __future__ import annotations

from tests.slack.parts_of_messages import Json, listed, rich, run

PEOPLES: dict[str, tuple[Json, str]] = {
    "styled words": (
        {
            "user": "U1",
            "text": "*rich text *message",
            "blocks": [rich(run("rich text ", bold=True), run("message"))],
        },
        "rich text message",
    ),
    "words typed as mark-up": (
        {"user": "U1", "text": "x", "blocks": [rich(run("2*3*4 _no_ ~a~ `b` &amp; <b> ```c``` > q"))]},
        "2*3*4 _no_ ~a~ `b` &amp; <b> ```c``` > q",
    ),
    "fences typed in two places": (
        {"user": "U1", "text": "x", "blocks": [rich(run("``` *a*")), rich(run("*b* ```"))]},
        "``` *a*\n*b* ```",
    ),
    "people, channels, groups and dates": (
        {
            "user": "U1",
            "text": "<@U2> <#C1|sales> <!subteam^S1|@support> <!here> <!date^1^{date}^https://x.io|Feb 18>",
            "blocks": [
                rich(
                    {"type": "user", "user_id": "U2"},
                    run(" "),
                    {"type": "channel", "channel_id": "C1"},
                    run(" "),
                    {"type": "usergroup", "usergroup_id": "S1"},
                    run(" "),
                    {"type": "broadcast", "range": "here"},
                    run(" "),
                    {"type": "date", "timestamp": 1392734382, "format": "{date}", "fallback": "Feb 18"},
                )
            ],
        },
        "@Ben #sales @support @here Feb 18",
    ),
    "emoji with skin tones": (
        {
            "user": "U1",
            "text": "x",
            "blocks": [
                rich(
                    {"type": "emoji", "name": "+1", "unicode": "1f44d-1f3fb", "skin_tone": 2},
                    {"type": "emoji", "name": "wave::skin-tone-3"},
                    {"type": "emoji", "name": "acme-logo"},
                    {"type": "emoji", "unicode": "1f44d-1f3fb"},
                    {"type": "emoji", "unicode": "no"},
                    {"type": "emoji", "unicode": "fffffffffffffffff"},
                )
            ],
        },
        ":+1::skin-tone-2::wave::skin-tone-3::acme-logo:👍🏻",
    ),
    "lists in lists, a quote and code": (
        {
            "user": "U1",
            "text": "x",
            "blocks": [
                {
                    "type": "rich_text",
                    "elements": [
                        {"type": "rich_text_section", "elements": [run("To do:\n")]},
                        listed("one", style="ordered", indent=0),
                        listed("inner *x*", indent=1),
                        listed("a", "b", style="ordered", indent=1),
                        listed("i", style="ordered", indent=2, offset=3),
                        listed("two", style="ordered", indent=0, offset=1),
                        {"type": "rich_text_quote", "elements": [run("they said\n> so")]},
                        {
                            "type": "rich_text_preformatted",
                            "elements": [run("x = `1`\n"), {"type": "link", "url": "https://x.io"}],
                            "border": 0,
                        },
                    ],
                }
            ],
        },
        "To do:\n1. one\n- inner *x*\na. a\nb. b\niv. i\n2. two\nthey said\n> so\nx = `1`\nhttps://x.io",
    ),
    "a list within a list, and dates without words": (
        {
            "user": "U1",
            "text": "x",
            "blocks": [
                {
                    "type": "rich_text",
                    "elements": [
                        {
                            "type": "rich_text_list",
                            "style": "bullet",
                            "elements": [listed("in", "side"), listed()],
                        }
                    ],
                },
                rich(
                    run("on "),
                    {"type": "date", "timestamp": 1392734382, "format": "{date}"},
                    {"type": "date", "timestamp": 0},
                    {"type": "date", "timestamp": 10**20},
                    {"type": "date", "timestamp": None, "fallback": None},
                ),
            ],
        },
        "- in\n- side\non 2014-02-18",
    ),
    "links with labels": (
        {
            "user": "U1",
            "text": "x",
            "blocks": [
                rich(
                    run("see "),
                    {
                        "type": "link",
                        "url": "https://acme.test/a_b_c?d=1&e=2",
                        "text": "their *offer*",
                        "style": {"bold": True},
                    },
                )
            ],
        },
        "see their *offer*",
    ),
    "a table that somebody pasted": (
        {
            "user": "U1",
            "text": "Q1 below",
            "blocks": [
                rich(run("Q1 below")),
                {
                    "type": "table",
                    "rows": [[{"type": "raw_text", "text": "Acme"}, {"type": "raw_text", "text": "5"}]],
                },
            ],
        },
        "Q1 below\nAcme | 5",
    ),
    "a message that is gone": (
        {"user": "USLACKBOT", "subtype": "tombstone", "hidden": True, "text": "This message was deleted."},
        "",
    ),
    "an edited message": (
        {
            "subtype": "message_changed",
            "hidden": True,
            "message": {"user": "U1", "text": "now this"},
            "previous_message": {"text": "not this"},
        },
        "now this",
    ),
    "a reply shown in the channel too": (
        {"user": "U1", "subtype": "thread_broadcast", "text": "a *reply*", "root": {"text": "not this"}},
        "a reply",
    ),
    "/me": ({"user": "U1", "subtype": "me_message", "text": "waves at <@U2>"}, "waves at @Ben"),
    "somebody who joined": (
        {"user": "U1", "subtype": "channel_join", "text": "<@U1> has joined the channel"},
        "@Anna has joined the channel",
    ),
    "a huddle": (
        {
            "user": "U1",
            "subtype": "huddle_thread",
            "text": "A huddle started",
            "room": {"name": "", "topic": "x"},
        },
        "A huddle started",
    ),
    "nothing": ({"user": "U1", "text": "", "blocks": [], "attachments": [], "files": []}, ""),
}
