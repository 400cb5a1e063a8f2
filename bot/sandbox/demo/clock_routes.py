"""What the page asks of the demo's clock: JSON in and out, under `/clock`.

Each answer is `{"ahead": seconds}`, by which it is ahead of the machine's.
"""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from bot.sandbox.demo.clock import DemoClock


def clock_routes(clock: DemoClock) -> Blueprint:
    """The routes, to be served by the page."""
    routes = Blueprint("clock", __name__, url_prefix="/clock")

    @routes.post("")
    def next_morning() -> Response:
        body = request.get_json(silent=True)
        clock.move_to_next_morning(str(body.get("as", "")) if isinstance(body, dict) else "")
        return jsonify({"ahead": clock.ahead})

    @routes.delete("")
    def put_right() -> Response:
        clock.move(0)
        return jsonify({"ahead": clock.ahead})

    @routes.errorhandler(KeyError)
    def nobody(error: KeyError) -> tuple[Response, int]:
        return jsonify({"error": "there is no such person"}), 404

    return routes
