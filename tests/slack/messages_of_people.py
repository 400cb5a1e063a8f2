"""Messages of people and of Slack itself, and what Slack shows of them; names and words are made up."""

from __future__ import annotations

from tests.slack.parts_of_messages import (
    ASK,
    BUTTONS,
    Json,
    forwarded,
    listed,
    rich,
    run,
    section,
)

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
    "a forward with a comment": (
        {
            "user": "U1",
            "text": "Can you take this?",
            "blocks": [rich(run("Can you take this?"))],
            "attachments": [forwarded(ASK)],
        },
        f"Can you take this?\n{ASK}",
    ),
    "a forward without a comment": ({"user": "U1", "text": "", "attachments": [forwarded(ASK)]}, ASK),
    "a forward that has only text": (
        {
            "user": "U1",
            "text": "",
            "attachments": [{"is_share": True, "text": "Kim *asks*", "fallback": "[10:00] ben: Kim *asks*"}],
        },
        "Kim asks",
    ),
    "a forwarded ticket": (
        {
            "user": "U1",
            "text": "",
            "attachments": [
                forwarded(
                    "New ticket",
                    blocks=None,
                    message_blocks=[
                        {"message": {"text": "New ticket", "blocks": [section("*Kim* asks"), BUTTONS]}}
                    ],
                )
            ],
        },
        "Kim asks",
    ),
    "a forward of blocks alone": (
        {
            "user": "U1",
            "text": "",
            "attachments": [{"is_share": True, "message_blocks": [section("*Kim* asks")]}],
        },
        "Kim asks",
    ),
    "a forward of a message in an attachment": (
        {
            "user": "U1",
            "text": "",
            "attachments": [
                {
                    "is_share": True,
                    "title": "Ticket",
                    "message": {
                        "text": "Kim asks",
                        "attachments": [{"text": "twice"}],
                        "files": [{"name": "a.pdf"}],
                    },
                }
            ],
        },
        "Ticket\nKim asks\ntwice\nFile: a.pdf",
    ),
    "the link of a document, which Slack makes a file of": (
        {
            "user": "U1",
            "text": "see <https://docs.example.org/d/1?a=1&amp;b=2>",
            "files": [
                {
                    "mode": "external",
                    "is_external": True,
                    "title": "Plan",
                    "url_private": "https://docs.example.org/d/1?a=1&b=2",
                },
                {
                    "mode": "external",
                    "is_external": True,
                    "title": "Other",
                    "url_private": "https://docs.example.org/d/2",
                },
            ],
        },
        "see https://docs.example.org/d/1?a=1&b=2\nFile: Other",
    ),
    "the link of a message, shown below it": (
        {
            "user": "U1",
            "text": "as <https://acme.slack.com/archives/C9/p1776404384245429> says",
            "attachments": [forwarded("please call", is_share=None)],
        },
        "as https://acme.slack.com/archives/C9/p1776404384245429 says\nplease call",
    ),
    "two forwards, one of them twice": (
        {
            "user": "U1",
            "text": "",
            "attachments": [forwarded("first"), forwarded("second"), forwarded("first")],
        },
        "first\nsecond",
    ),
    "a forward with a file": (
        {
            "user": "U1",
            "text": "",
            "attachments": [forwarded("see this", files=[{"id": "F1", "name": "a.pdf"}])],
        },
        "see this\nFile: a.pdf",
    ),
    "a preview of a page": (
        {
            "user": "U1",
            "text": "<https://gamma.test/pricing>",
            "blocks": [rich({"type": "link", "url": "https://gamma.test/pricing"})],
            "attachments": [
                {
                    "from_url": "https://gamma.test/pricing",
                    "original_url": "https://gamma.test/pricing",
                    "service_name": "Gamma",
                    "title": "Pricing",
                    "title_link": "https://gamma.test/pricing",
                    "text": "Ask sales@gamma.test",
                    "fallback": "Gamma: Pricing",
                    "id": 1,
                }
            ],
        },
        "https://gamma.test/pricing",
    ),
    "a preview that an app made": (
        {
            "user": "U1",
            "text": "<https://git.example.org/acme/web>",
            "attachments": [
                {
                    "bot_id": "B2",
                    "app_unfurl_url": "https://git.example.org/acme/web",
                    "is_app_unfurl": True,
                    "title": "acme/web",
                    "text": "A site",
                },
                {
                    "bot_id": "B2",
                    "app_unfurl_url": "https://git.example.org/acme/web",
                    "blocks": [section("More")],
                },
            ],
        },
        "https://git.example.org/acme/web",
    ),
    "a picture with words": (
        {
            "user": "U1",
            "text": "the *invoice*",
            "blocks": [rich(run("the "), run("invoice", bold=True))],
            "files": [{"name": "IMG_1.png", "title": "March_2026.png", "mimetype": "image/png"}],
        },
        "the invoice\nFile: March_2026.png",
    ),
    "a file with an old comment": (
        {
            "user": "U1",
            "text": "",
            "subtype": "file_share",
            "files": [{"name": "a.pdf", "title": "a.pdf", "initial_comment": {"comment": "*please* pay"}}],
        },
        "File: a.pdf\nplease pay",
    ),
    "an e-mail": (
        {
            "user": "USLACKBOT",
            "text": "",
            "files": [
                {
                    "id": "F1",
                    "name": "Fwd: Our invoice",
                    "title": "Fwd: Our invoice",
                    "filetype": "email",
                    "mode": "email",
                    "from": [
                        {
                            "address": "kim@bluebird.test",
                            "name": "Kim Lee",
                            "original": "Kim Lee <kim@bluebird.test>",
                        }
                    ],
                    "to": [{"address": "in@ourcompany.test", "name": "", "original": "in@ourcompany.test"}],
                    "subject": "Fwd: Our invoice",
                    "plain_text": "Hello,\nit is *wrong*.",
                    "preview": "<div>Hello,</div>",
                    "preview_plain_text": "Hello,",
                    "attachments": [{"filename": "invoice.pdf", "mimetype": "application/pdf"}],
                }
            ],
        },
        "From: Kim Lee <kim@bluebird.test>\nFwd: Our invoice\nHello,\nit is *wrong*.\nFile: invoice.pdf",
    ),
    "an e-mail of which only the subject came": (
        {
            "user": "USLACKBOT",
            "text": "",
            "files": [
                {"filetype": "email", "title": "Our invoice", "from": [{"address": "kim@bluebird.test"}]}
            ],
        },
        "From: kim@bluebird.test\nOur invoice",
    ),
    "a voice clip": (
        {
            "user": "U1",
            "text": "",
            "files": [
                {
                    "name": "audio_message.m4a",
                    "subtype": "slack_audio",
                    "transcription": {
                        "status": "complete",
                        "locale": "en-US",
                        "preview": {"content": "Call Bluebird back", "has_more": False},
                    },
                },
                {
                    "name": "audio_message.m4a",
                    "subtype": "slack_audio",
                    "transcription": {"status": "processing"},
                },
            ],
        },
        "Call Bluebird back\nFile: audio_message.m4a",
    ),
    "files that are gone": (
        {
            "user": "U1",
            "text": "two",
            "files": [
                {"id": "F1", "mode": "tombstone", "name": "x"},
                {"id": "F2", "mode": "hidden_by_limit"},
            ],
        },
        "two",
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
