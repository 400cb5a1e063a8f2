"""Messages of people with files, e-mails and clips; names and words are made up."""

from __future__ import annotations

from tests.slack.parts_of_messages import Json, rich, run

FILES: dict[str, tuple[Json, str]] = {
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
}
