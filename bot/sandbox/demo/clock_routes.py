"""What the page asks of the demo's clock: JSON in and out, under `/clock`.

`POST` with `{"as": user id, "to": "working_day"}`, or `"monday"`, goes on to nine o'clock of the next one.
Each answer is `{"ahead": seconds}`, by which it is ahead of the machine's.
"""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from bot.sandbox.demo.clock import MONDAYS, WORKING_DAYS, DemoClock

DAYS = {"working_day": WORKING_DAYS, "monday": MONDAYS}


def clock_routes(clock: DemoClock) -> Blueprint:
    """The routes, to be served by the page."""
    routes = Blueprint("clock", __name__, url_prefix="/clock")

    @routes.post("")
    def next_morning() -> Response:
        body = request.get_json(silent=True)
        asked = body if isinstance(body, dict) else {}
        clock.move_to_next_morning(str(asked.get("as", "")), DAYS[str(asked.get("to", ""))])
        return jsonify({"ahead": clock.ahead})

    @routes.delete("")
    def put_right() -> Response:
        clock.move(0)
        return jsonify({"ahead": clock.ahead})

    @routes.errorhandler(KeyError)
    def unknown(error: KeyError) -> tuple[Response, int]:
        return jsonify({"error": "there is no such person or day"}), 404

    return routes
