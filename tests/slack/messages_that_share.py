"""Messages of people that pass something on: forwards, links and previews; names and words are made up."""

from __future__ import annotations

from tests.slack.parts_of_messages import ASK, BUTTONS, Json, forwarded, rich, run, section

SHARED: dict[str, tuple[Json, str]] = {
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
}
