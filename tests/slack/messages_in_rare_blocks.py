"""Messages of apps in the blocks that few apps use; names and words are made up."""

from __future__ import annotations

from tests.slack.parts_of_messages import BUTTONS, Json, mrkdwn, plain, rich, run, section

RARE_BLOCKS: dict[str, tuple[Json, str]] = {
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
}
