"""The API's routes under `/v1`: who may ask, and what is answered where nothing is found."""

from __future__ import annotations

from collections.abc import Callable
from secrets import compare_digest

from flask import Blueprint, Flask, Response, request
from werkzeug.datastructures import Authorization
from werkzeug.exceptions import HTTPException

from bot.sandbox.chartmogul.account import Account
from bot.sandbox.chartmogul.contacts import contacts_api
from bot.sandbox.chartmogul.customers import customers_api
from bot.sandbox.chartmogul.notes import notes_api
from bot.sandbox.chartmogul.refusal import ErrorShape, Refusal, json_answer, refuse
from bot.sandbox.chartmogul.tasks import tasks_api
from bot.sandbox.routes import MatchedOnly

API = "/v1"


def authenticated(authorization: Authorization | None, api_key: str) -> bool:
    """Whether the API key is the user name and the password is empty: https://dev.chartmogul.com/docs/authentication"""
    if authorization is None or authorization.type != "basic" or authorization.password:
        return False
    return compare_digest((authorization.username or "").encode(), api_key.encode())


def create_app(
    account: Account,
    api_key: str,
    error_shape: Callable[[], ErrorShape],
    control: Blueprint,
    *,
    read_only: Callable[[], bool],
) -> Flask:
    """The whole of what is served: the API, and `control` beside it."""
    app = Flask(__name__, static_folder=None)
    app.url_rule_class = MatchedOnly
    app.url_map.redirect_defaults = False
    for api in (
        tasks_api(account),
        customers_api(account),
        contacts_api(account),
        notes_api(account, "notes"),
        notes_api(account, "customer_notes"),
        _account_api(account),
    ):
        app.register_blueprint(api, url_prefix=API + (api.url_prefix or ""))
    app.register_blueprint(control)

    @app.before_request
    def check_key() -> Response | None:
        if not request.path.startswith(f"{API}/"):
            return None
        if not authenticated(request.authorization, api_key):
            return refuse(Refusal(401, "No valid API key provided"))
        if read_only() and request.method != "GET":
            # Neither word nor order is documented: 403 is "no right", and rights come before content.
            return refuse(Refusal(403, "This API key is read-only"), error_shape())
        return None

    @app.errorhandler(Refusal)
    def refused(refusal: Refusal) -> Response:
        return refuse(refusal, error_shape())

    @app.errorhandler(HTTPException)
    def failed(error: HTTPException) -> Response:
        answer = refuse(Refusal(error.code or 500, error.name))
        for name, value in error.get_headers():
            if name == "Allow":
                answer.headers[name] = value
        return answer

    return app


def _account_api(account: Account) -> Blueprint:
    api = Blueprint("account", __name__)

    @api.get("/ping")
    def ping() -> Response:
        return json_answer({"data": "pong!"})

    @api.get("/account")
    def retrieve() -> Response:
        return json_answer(
            {
                "id": "acc_5ca1ab1e-0000-4000-8000-000000000001",
                "name": account.name,
                "currency": "EUR",
                "time_zone": "Europe/Berlin",
                "week_start_on": "monday",
            }
        )

    return api
