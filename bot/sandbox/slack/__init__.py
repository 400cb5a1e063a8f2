"""A strict Slack on loopback: the Web API, signed requests to the app, and the people who use it.

Here belongs what Slack takes from an app, sends to it, refuses, and shows to people: all of it documented at
https://docs.slack.dev, for any app. What this bot says, and how the demo page draws it, does not.
"""

from bot.sandbox.slack.declaration import AppDeclaration
from bot.sandbox.slack.dispatch import Delivery
from bot.sandbox.slack.errors import ClientRefused
from bot.sandbox.slack.objects import Message
from bot.sandbox.slack.person import PersonDriver
from bot.sandbox.slack.stand_in import SlackStandIn
from bot.sandbox.slack.submission import SubmitResult
from bot.sandbox.slack.views import ModalView
from bot.sandbox.slack.web_api import ApiCall

__all__ = [
    "ApiCall",
    "AppDeclaration",
    "ClientRefused",
    "Delivery",
    "Message",
    "ModalView",
    "PersonDriver",
    "SlackStandIn",
    "SubmitResult",
]
