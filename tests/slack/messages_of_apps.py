"""Messages of apps, and what Slack shows of them; names and words are made up."""

from __future__ import annotations

from tests.slack.parts_of_messages import BUTTONS, Json, mrkdwn, plain, rich, run, section

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
