"""What the page asks of ChartMogul's column: JSON in and out, under `/chartmogul`.

What is refused or unknown is answered with `{"error": why}`.
"""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from bot.sandbox.chartmogul import Refusal
from bot.sandbox.demo.chartmogul_column import Column, Json, UnknownTrouble


def chartmogul_routes(column: Column) -> Blueprint:
    """The routes, to be served by the page."""
    routes = Blueprint("chartmogul", __name__, url_prefix="/chartmogul")
    _add_tasks(routes, column)
    _add_troubles(routes, column)

    @routes.errorhandler(Refusal)
    def refused(refusal: Refusal) -> tuple[Response, int]:
        return jsonify({"error": refusal.message}), refusal.status

    @routes.errorhandler(UnknownTrouble)
    def unknown(error: UnknownTrouble) -> tuple[Response, int]:
        return jsonify({"error": str(error)}), 404

    @routes.errorhandler(KeyError)
    def gone(error: KeyError) -> tuple[Response, int]:
        return jsonify({"error": "this task is no longer in ChartMogul"}), 404

    return routes


def _add_tasks(routes: Blueprint, column: Column) -> None:
    @routes.get("/state")
    def state() -> Response:
        return jsonify(column.state())

    @routes.patch("/tasks/<uuid>")
    def change(uuid: str) -> Response:
        column.change(uuid, _body())
        return jsonify({"ok": True})

    @routes.delete("/tasks/<uuid>")
    def delete(uuid: str) -> Response:
        column.delete(uuid)
        return jsonify({"ok": True})


def _add_troubles(routes: Blueprint, column: Column) -> None:
    @routes.get("/faults")
    def troubles() -> Response:
        return jsonify({"troubles": column.troubles(), "trouble": column.trouble()})

    @routes.post("/faults")
    def break_it() -> Response:
        column.break_with(str(_body().get("name", "")))
        return jsonify({"trouble": column.trouble()})

    @routes.delete("/faults")
    def repair() -> Response:
        column.repair()
        return jsonify({"trouble": column.trouble()})


def _body() -> Json:
    body = request.get_json(silent=True)
    return body if isinstance(body, dict) else {}
