"""The demo's page: a small Slack in the browser, and ChartMogul beside it to look at and to break."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask, Response, abort, jsonify, request, send_from_directory

from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.demo.chartmogul_column import Column
from bot.sandbox.demo.chartmogul_routes import chartmogul_routes
from bot.sandbox.demo.clock import DemoClock
from bot.sandbox.demo.clock_routes import clock_routes
from bot.sandbox.slack import SlackStandIn

FOLDER = Path(__file__).parent / "static"

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Everything comes from the page's own server, so that nothing somebody typed can load or run anything."""


def create_page(
    slack: SlackStandIn,
    chartmogul: ChartMogulStandIn,
    clock: DemoClock | None = None,
    *,
    me: str = "",
    channel: str = "",
    team: str = "Our Company",
) -> Flask:
    """The page as a WSGI app; it opens as the person `me` in `channel`, else with the first of each.

    `clock` can be moved on the page.
    """
    page = Flask("demo-page", static_folder=None)
    # A foreign site must neither read the demo through a name of its own nor post to it.
    page.config["TRUSTED_HOSTS"] = ["127.0.0.1", "localhost", "[::1]"]
    page.register_blueprint(slack.human_routes())
    page.register_blueprint(chartmogul_routes(Column(chartmogul)))
    if clock:
        page.register_blueprint(clock_routes(clock))

    @page.before_request
    def own_pages_only() -> None:
        origin = request.headers.get("Origin")
        if origin and urlsplit(origin).netloc != request.host:
            abort(403)

    @page.get("/opening")
    def opening() -> Response:
        start = {"me": me or _first_person(slack), "channel": channel, "team": team}
        return jsonify({**start, "clock": clock.ahead if clock else None})

    @page.get("/")
    def index() -> Response:
        return _file("index.html")

    @page.get("/<path:name>")
    def file(name: str) -> Response:
        return _file(name)

    @page.after_request
    def only_own_content(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Cache-Control"] = "no-store"
        return response

    return page


def _file(name: str) -> Response:
    return send_from_directory(FOLDER, name)


def _first_person(slack: SlackStandIn) -> str:
    people = slack.workspace.people.values()
    return next((p.id for p in people if not (p.is_bot or p.deleted or p.is_stranger)), "")
