"""One rule for what a message says: the words that Slack shows, each once, for any kind of message.

The payloads follow those that apps, people and Slack itself send; names and words are made up.
"""

from __future__ import annotations

from typing import Any

import pytest

from bot.resolve.details import message_text, plain_text
from bot.resolve.json_reading import READ_MAX
from bot.resolve.links import domains, emails
from bot.resolve.list_numbers import list_number
from bot.resolve.message import Message

Json = dict[str, Any]
PEOPLE = {"U1": "Anna", "U2": "Ben"}


def marked(payload: Any) -> str:
    return message_text(Message.from_payload(payload))


def read(payload: Any) -> str:
    return plain_text(marked(payload), name_of=PEOPLE.get)


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text, "verbatim": False}


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text, "emoji": True}


def section(text: str, **more: Any) -> Json:
    return {"type": "section", "block_id": "s1", "text": mrkdwn(text), **more}


def run(text: str, **style: bool) -> Json:
    return {"type": "text", "text": text, "style": style} if style else {"type": "text", "text": text}


def rich(*parts: Json) -> Json:
    return {
        "type": "rich_text",
        "block_id": "r1",
        "elements": [{"type": "rich_text_section", "elements": list(parts)}],
    }


def listed(*items: str, style: str = "bullet", **more: Any) -> Json:
    elements = [{"type": "rich_text_section", "elements": [run(item)]} for item in items]
    return {"type": "rich_text_list", "style": style, "elements": elements, "border": 0, **more}


def forwarded(words: str, **more: Any) -> Json:
    """A forward, which carries its words three times."""
    return {
        "ts": "1776404384.245429",
        "author_id": "U2",
        "author_name": "Ben Okafor",
        "author_subname": "ben",
        "channel_id": "C9",
        "channel_team": "T1",
        "is_msg_unfurl": True,
        "is_share": True,
        "from_url": "https://acme.slack.com/archives/C9/p1776404384245429",
        "id": 1,
        "fallback": f"[April 17th, 2026 5:39 AM] ben: {words}",
        "footer": "Posted in #support",
        "mrkdwn_in": ["text"],
        "text": words,
        "message_blocks": [
            {
                "team": "T1",
                "channel": "C9",
                "ts": "1776404384.245429",
                "message": {"blocks": [rich(run(words))]},
            }
        ],
        "blocks": [rich(run(words))],
        **more,
    }


ASK = "Kim from bluebird.test wants *two* seats"
BUTTONS = {
    "type": "actions",
    "elements": [
        {
            "type": "button",
            "action_id": "view_7",
            "value": "secret-7",
            "url": "https://desk.example.org/7",
            "text": plain("View ticket"),
        }
    ],
}

APPS: dict[str, tuple[Json, str]] = {
    "a ticket in blocks with a notification as text": (
        {
            "bot_id": "B1",
            "user": "U0DESK",
            "text": "New ticket assigned to you",
            "blocks": [
                section("*<https://desk.example.org/7|#7 Invoice is wrong>*"),
                {
                    "type": "section",
                    "fields": [
                        mrkdwn("*Requester*\nKim Lee <mailto:kim@bluebird.test|kim@bluebird.test>"),
                        mrkdwn("*Priority*\nHigh"),
                    ],
                },
                BUTTONS,
            ],
        },
        "#7 Invoice is wrong\nRequester\nKim Lee kim@bluebird.test\nPriority\nHigh",
    ),
    "an alert in an attachment's blocks": (
        {
            "subtype": "bot_message",
            "bot_id": "B1",
            "text": "",
            "attachments": [
                {
                    "color": "#e03e2f",
                    "fallback": "[no preview available]",
                    "id": 1,
                    "blocks": [
                        section(":red_circle: <https://errors.example.org/1|*TypeError*>"),
                        section("```'NoneType' object is not subscriptable```"),
                        {
                            "type": "context",
                            "elements": [mrkdwn("Project: <https://x.example.org|web>"), mrkdwn("2m ago")],
                        },
                        BUTTONS,
                    ],
                }
            ],
        },
        ":red_circle: TypeError\n'NoneType' object is not subscriptable\nProject: web 2m ago",
    ),
    "a pull request in a legacy attachment": (
        {
            "bot_id": "B1",
            "text": "",
            "attachments": [
                {
                    "fallback": "[acme/web] Pull request opened by ben",
                    "pretext": "Pull request opened by <https://git.example.org/ben|ben>",
                    "title": "<https://git.example.org/acme/web/pull/4|#4 Fix _the_ invoice>",
                    "text": "It was *wrong*.",
                    "fields": [{"title": "Reviewers", "value": "<@U1>", "short": True}, {"value": "soon"}],
                    "footer": "acme/web",
                    "footer_icon": "https://git.example.org/icon.png",
                    "ts": 1776404384,
                }
            ],
        },
        "Pull request opened by ben\n#4 Fix the invoice\nIt was wrong.\nReviewers: @Anna\nsoon",
    ),
    "text above attachments": (
        {
            "bot_id": "B1",
            "text": "Triggered #12",
            "attachments": [
                {
                    "title": "Disk is full",
                    "title_link": "https://p.example.org/12",
                    "text": "on db-1",
                    "fallback": "x",
                }
            ],
        },
        "Triggered #12\nDisk is full\non db-1",
    ),
    "a lead with its author": (
        {
            "bot_id": "B1",
            "text": "",
            "attachments": [
                {"author_name": "Kim Lee", "author_link": "https://x.example.org", "text": "Asked for a demo"}
            ],
        },
        "Kim Lee\nAsked for a demo",
    ),
    "blocks that show nothing": (
        {"bot_id": "B1", "text": "Deploy done", "blocks": [{"type": "divider"}, BUTTONS]},
        "Deploy done",
    ),
    "only a fallback": (
        {"bot_id": "B1", "attachments": [{"fallback": "disk is full", "color": "danger"}]},
        "disk is full",
    ),
    "the placeholder for blocks": (
        {
            "bot_id": "B1",
            "text": "This content can't be displayed.",
            "blocks": [{"type": "header", "text": plain("Up & *on*")}],
        },
        "Up & *on*",
    ),
    "a preview of a page beside an app's words": (
        {
            "bot_id": "B1",
            "text": "See <https://news.example.org>",
            "attachments": [
                {
                    "from_url": "https://news.example.org",
                    "title": "News",
                    "text": "All the news",
                    "service_name": "News",
                }
            ],
        },
        "See https://news.example.org",
    ),
    "markdown": (
        {
            "bot_id": "B1",
            "text": "",
            "blocks": [
                {
                    "type": "markdown",
                    "text": "# Summary\n**Acme** wants [a quote](https://acme.test/q) by _Friday_, says"
                    " <@U1>."
                    "\n\n"
                    "- `a_b`\n- 2 * 3\n\n| Plan | MRR |\n|---|---|\n| Pro | 5 |",
                }
            ],
        },
        "Summary\nAcme wants a quote by Friday, says @Anna.\n- a_b\n- 2 * 3\nPlan | MRR\nPro | 5",
    ),
    "an alert, a card and a carousel": (
        {
            "bot_id": "B1",
            "text": "x",
            "blocks": [
                {"type": "alert", "level": "warning", "text": mrkdwn("*Payment* failed")},
                {
                    "type": "card",
                    "icon": {"type": "image", "image_url": "https://x.example.org/i.png", "alt_text": "Icon"},
                    "title": mrkdwn("*Acme*"),
                    "subtitle": plain("Pro plan"),
                    "body": mrkdwn("Renews on _Friday_"),
                    "actions": BUTTONS["elements"],
                },
                {
                    "type": "carousel",
                    "elements": [
                        {"type": "card", "title": plain("One")},
                        {"type": "card", "body": plain("Two")},
                    ],
                },
            ],
        },
        "Payment failed\nAcme\nPro plan\nRenews on Friday\nOne\nTwo",
    ),
    "a container": (
        {
            "bot_id": "B1",
            "text": "x",
            "blocks": [
                {
                    "type": "container",
                    "title": plain("Ticket"),
                    "subtitle": plain("#7"),
                    "width": "full",
                    "child_blocks": [section("Kim asks"), BUTTONS],
                },
                {
                    "type": "container",
                    "rich_text_title": rich(run("Rich", bold=True)),
                    "title": plain("Rich"),
                    "child_blocks": [section("more")],
                },
            ],
        },
        "Ticket\n#7\nKim asks\nRich\nmore",
    ),
    "tables": (
        {
            "bot_id": "B1",
            "text": "x",
            "blocks": [
                {
                    "type": "table",
                    "column_settings": [{"align": "left"}],
                    "rows": [
                        [{"type": "raw_text", "text": "Plan"}, {"type": "raw_text", "text": "*"}],
                        [rich(run("Pro")), None, {"type": "raw_number", "value": 3, "text": "3"}],
                    ],
                },
                {
                    "type": "data_table",
                    "caption": "Devices",
                    "rows": [
                        [{"type": "raw_text", "text": "a"}],
                        {"cells": [{"type": "raw_text", "text": "b"}]},
                    ],
                },
            ],
        },
        "Plan | *\nPro | 3\nDevices\na\nb",
    ),
    "a plan of tasks": (
        {
            "bot_id": "B1",
            "text": "x",
            "blocks": [
                {
                    "type": "plan",
                    "title": "Thinking completed",
                    "tasks": [
                        {
                            "task_id": "call_001",
                            "title": "Looked up Acme",
                            "status": "complete",
                            "details": rich(run("3 seats")),
                            "output": rich(run("found")),
                            "sources": [{"type": "url", "url": "https://acme.test/x", "text": "acme.test"}],
                        }
                    ],
                }
            ],
        },
        "Thinking completed\nLooked up Acme\n3 seats\nfound\nacme.test",
    ),
    "a video and an image": (
        {
            "bot_id": "B1",
            "text": "x",
            "blocks": [
                {
                    "type": "video",
                    "title": plain("Demo"),
                    "alt_text": "a demo",
                    "video_url": "https://v.example.org",
                    "description": plain("In two minutes"),
                },
                {"type": "image", "image_url": "https://x.example.org/c.png", "alt_text": "a chart"},
            ],
        },
        "Demo\nIn two minutes\na chart",
    ),
    "a chart and a call": (
        {
            "bot_id": "B1",
            "text": "x",
            "blocks": [
                {
                    "type": "data_visualization",
                    "title": "Seats",
                    "chart": {"type": "pie", "segments": [{"label": "Pro", "value": 45}]},
                },
                {"type": "call", "call_id": "R1", "call": {"v1": {"id": "R1", "name": "Zoom with Acme"}}},
            ],
        },
        "Seats\nPro\nZoom with Acme",
    ),
    "blank sections around a header": (
        {
            "bot_id": "B1",
            "text": "This content can\u2019t be displayed.",
            "blocks": [section(" "), {"type": "header", "text": plain("Hello")}, section("\u2062 \u2062")],
        },
        "Hello",
    ),
    "an attachment of placeholders": (
        {
            "bot_id": "B1",
            "text": "",
            "attachments": [{"fallback": "This message contains interactive elements.", "text": ""}],
        },
        "",
    ),
    "a block of the future": (
        {
            "bot_id": "B1",
            "text": "x",
            "blocks": [
                {
                    "type": "hologram",
                    "block_id": "h1",
                    "headline": plain("Kim is here"),
                    "url": "https://x.example.org",
                    "panes": [
                        {"pane_id": "p1", "body": mrkdwn("and *waits*"), "content": rich(run("by the door"))},
                        BUTTONS["elements"][0],
                    ],
                }
            ],
        },
        "Kim is here\nand waits\nby the door",
    ),
}

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


@pytest.mark.parametrize(("payload", "said"), APPS.values(), ids=APPS)
def test_what_an_apps_message_says(payload: Json, said: str) -> None:
    assert read(payload) == said


@pytest.mark.parametrize(("payload", "said"), PEOPLES.values(), ids=PEOPLES)
def test_what_a_persons_message_says(payload: Json, said: str) -> None:
    assert read(payload) == said


def test_the_customer_is_named_by_what_slack_shows_and_not_by_previews() -> None:
    ticket = marked(APPS["a ticket in blocks with a notification as text"][0])
    mail = marked(PEOPLES["an e-mail"][0])
    preview = marked(PEOPLES["a preview of a page"][0])
    assert emails(ticket) == emails(mail) == ["kim@bluebird.test"]
    assert (emails(preview), domains(preview)) == ([], ["gamma.test"])


@pytest.mark.parametrize(
    "odd", [None, 5, 1.5, True, "x", [], [None, 3, "x", []], {}, {"type": None}, {"text": {"text": 4}}]
)
@pytest.mark.parametrize(
    "field", ["blocks", "attachments", "files", "user", "bot_id", "subtype", "ts", "message", "bot_profile"]
)
def test_odd_fields_count_as_absent(field: str, odd: Any) -> None:
    said = read({"text": "call Kim", field: odd})
    assert said in ("call Kim", "call Kim\nx")


@pytest.mark.parametrize("missing", [None, 5, [], {}])
@pytest.mark.parametrize(
    "path",
    ["title", "text", "fields", "blocks", "message_blocks", "pretext", "files", "from_url", "is_share"],
)
def test_odd_fields_of_an_attachment_count_as_absent(path: str, missing: Any) -> None:
    attachment = {"author_name": "Kim", path: missing}
    assert read({"bot_id": "B1", "attachments": [attachment]}).replace("5", "").strip() == "Kim"


def nested(depth: int, wrap: Any, inner: Any) -> Any:
    for _ in range(depth):
        inner = wrap(inner)
    return inner


@pytest.mark.parametrize(
    "payload",
    [
        nested(900, lambda it: {"type": "container", "child_blocks": [it]}, section("deep")),
        nested(900, lambda it: {"type": "hologram", "panes": [it]}, section("deep")),
        nested(900, lambda it: {"type": "rich_text_list", "elements": [it]}, run("deep")),
        nested(900, lambda it: {"type": "rich_text", "elements": [it]}, run("deep")),
    ],
    ids=["container", "unknown", "list", "rich text"],
)
def test_endless_nesting_ends(payload: Json) -> None:
    assert read({"bot_id": "B1", "text": "shown", "blocks": [payload]}) == "shown"


def test_endless_forwards_end() -> None:
    deep = nested(
        900,
        lambda it: {
            "is_share": True,
            "message_blocks": [{"message": {"text": "again", "attachments": [it]}}],
        },
        {"is_share": True, "text": "deep"},
    )
    assert read({"user": "U1", "text": "see", "attachments": [deep]}).startswith("see\nagain")


MILLION = 1_000_000
LONG: dict[str, tuple[Json, str]] = {
    "words": ({"user": "U1", "text": "word " * 600_000}, "word word"),
    "rich text": ({"user": "U1", "text": "", "blocks": [rich(run("*a" * MILLION))]}, "*a*a"),
    "runs": ({"user": "U1", "text": "", "blocks": [rich(*[run("a*", bold=True)] * 50_000)]}, "a*a*"),
    "empty blocks": ({"bot_id": "B1", "text": "last", "blocks": [{}] * MILLION}, "last"),
    "unknown blocks": (
        {"bot_id": "B1", "text": "last", "blocks": [{"type": "x", "a": [{"b": {}}]}] * 150_000},
        "last",
    ),
    "attachments": ({"bot_id": "B1", "attachments": [{"text": "a"}, {"text": "b"}] * 80_000}, "a\nb"),
    "files": ({"user": "U1", "text": "", "files": [{"name": "a"}] * 200_000}, "File: a"),
    "markdown": ({"bot_id": "B1", "blocks": [{"type": "markdown", "text": "[*_" * MILLION}]}, "["),
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize(("payload", "start"), LONG.values(), ids=LONG)
def test_three_megabytes_are_read_as_far_as_a_message_can_go(payload: Json, start: str) -> None:
    said = read(payload)

    assert said.startswith(start)
    assert len(said) <= READ_MAX
    assert domains(marked(payload)) == []


MARKS = """
* _ ~ < > ` ``` *a _a `a <a <@U1| <a.b| <a:b: a:b &gt; a. a@ a- @a. *_~` 😀* https://a https://app.chartmogul.com/
"""


@pytest.mark.timeout(20)
@pytest.mark.parametrize("piece", [*MARKS.split(), "\n", " ", " *a", "\u200d"])
@pytest.mark.parametrize("start", ["", "<", "<@", "*", "`"])
def test_a_long_text_of_nothing_but_marks_is_read(start: str, piece: str) -> None:
    text = start + piece * (MILLION // 8 // len(piece))

    assert len(plain_text(text, name_of=PEOPLE.get)) <= READ_MAX
    assert len([*domains(text), *emails(text)]) <= 1


@pytest.mark.parametrize(
    ("number", "level", "written"),
    [
        (1, 0, "1"),
        (3, 3, "3"),
        (1, 1, "a"),
        (26, 1, "z"),
        (27, 4, "aa"),
        (1994, 2, "mcmxciv"),
        (0, 1, "0"),
        (-2, 2, "-2"),
    ],
)
def test_numbers_of_lists(number: int, level: int, written: str) -> None:
    assert list_number(number, level) == written
