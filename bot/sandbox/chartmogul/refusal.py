"""How ChartMogul says no, in each of the shapes its error answers are known to take."""

from __future__ import annotations

import json
from typing import Any, Literal

from flask import Response

ErrorShape = Literal["param", "error", "errors", "details", "text", "empty"]
"""`param`: `{"code", "message", "param"}`; `error`: `{"error"}`; `errors`: `{"errors": {field: reason}}`;
`details`: `{field: [reason], "error_details": [...]}`; `text`: the reason as plain text; `empty`: no body."""


class Refusal(Exception):
    """The request is refused with this status, for this reason, because of this parameter."""

    def __init__(self, status: int, message: str, param: str | None = None, *, code: str = "invalid") -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.param = param
        self.code = code


def json_answer(body: Any, status: int = 200) -> Response:
    """A JSON answer, in UTF-8 as the live API writes it."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return Response(text.encode(), status, content_type="application/json")


def refuse(refusal: Refusal, shape: ErrorShape = "param") -> Response:
    """The answer that says so."""
    if shape == "text":
        return Response(refusal.message, refusal.status, content_type="text/plain; charset=utf-8")
    if shape == "empty":
        return Response(b"", refusal.status, content_type="application/json")
    return json_answer(_body(refusal, shape), refusal.status)


def _body(refusal: Refusal, shape: ErrorShape) -> dict[str, Any]:
    field = refusal.param or "base"
    if shape == "error":
        return {"error": refusal.message}
    if shape == "errors":
        return {"errors": {field: refusal.message}}
    if shape == "details":
        detail = {"param": field, "code": refusal.code, "message": refusal.message}
        return {field: [refusal.message], "error_details": [detail]}
    return {"code": refusal.status, "message": refusal.message, "param": refusal.param}
