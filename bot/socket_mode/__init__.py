"""Socket Mode: Slack's requests over a WebSocket that the bot opens, for hosts without a public address.

The clients of `slack_sdk` were measured against cut connections: the built-in one stays deaf for a minute
with a core busy, the others notice no silence at all or wait for an outage's end without a bound. What is
left to do beside the WebSocket library is little: ask for an address, answer envelopes, open again. What an
envelope asks for is no matter in here: it goes through `bot.front_door` to Bolt, as over HTTP.

https://docs.slack.dev/apis/events-api/using-socket-mode
"""

from bot.socket_mode.client import SocketMode

__all__ = ["SocketMode"]
