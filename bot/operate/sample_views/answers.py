"""What the command answers, and the form that links a channel to a customer."""

from __future__ import annotations

from bot.operate.sample_views.sample import message, modal
from bot.views.link import link_form, link_state, linked, unlinked
from bot.views.outsiders import NOT_KNOWN_YET, only_you
from bot.views.usage import usage

SAMPLES = [
    modal(
        "link",
        lambda words: link_form(
            words.origin(), asked=words.reason, suggestion=words.customer(), command=words.reason
        ),
    ),
    modal("link, empty", lambda words: link_form(words.origin(), asked="", suggestion=None)),
    message("linked", lambda words: linked(words.origin(), words.customer())),
    message("link state", lambda words: link_state(words.origin(), words.customer(), linked=True)),
    message("link state, dead", lambda words: link_state(words.origin(), None, linked=True)),
    message("link state, none", lambda words: link_state(words.origin(), None, linked=False)),
    message("unlinked", lambda words: unlinked(words.origin(), was_linked=True)),
    message("usage", lambda words: usage()),
    message("who you are", lambda words: only_you(NOT_KNOWN_YET)),
]
