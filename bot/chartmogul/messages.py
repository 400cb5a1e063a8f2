"""What people in Slack read when ChartMogul does not do what they asked: what happened, what to do next."""

from __future__ import annotations

from bot.chartmogul.errors import (
    ChartMogulError,
    Forbidden,
    Invalid,
    NotFound,
    PaymentRequired,
    Refused,
)
from bot.chartmogul.refusals import Refusal

_FIELDS = {
    "customer_uuid": ("the customer", "Choose the customer again."),
    "task_details": ("the details", "Shorten or reword them."),
    "assignee": (
        "the assignee",
        "Choose somebody with a user in ChartMogul. Whoever has another e-mail there can tell me in my Home.",
    ),
    "due_date": ("the due date", "Choose another day."),
    "completed_at": ("the completion date", "It must be in the past."),
}


def refusal_message(kind: type[Refused], subject: str, refusal: Refusal) -> str:
    """What to say when ChartMogul refused something.

    Args:
        subject: the kind of record that was asked for: customer, contact, task, note.
    """
    words = f" It said: “{refusal.detail.rstrip('.')}”." if refusal.detail else ""
    if kind is NotFound:
        return _not_found(subject, refusal)
    if kind is Invalid:
        what, advice = _FIELDS.get(refusal.param or "", ("this", "Check what you entered and try again."))
        return f"ChartMogul did not accept {what}.{words} {advice}"
    if kind in (Forbidden, PaymentRequired):
        return f"{kind.default_message}{words}"
    return kind.default_message


def _not_found(subject: str, refusal: Refusal) -> str:
    if refusal.param in _FIELDS and refusal.param != "customer_uuid":
        what, advice = _FIELDS[refusal.param]
        return f"ChartMogul does not know {what}. {advice}"
    if refusal.param == "customer_uuid" or subject == "customer":
        return (
            "ChartMogul has no such customer; it may have been deleted or merged. Choose the customer again."
        )
    if subject == "task":
        return "ChartMogul has no such task any more; it may have been deleted there."
    return NotFound.default_message


def intercepted_message(status: int) -> str:
    """What to say when a gateway or firewall, and not ChartMogul, refused a change."""
    return (
        f"Something between this bot and ChartMogul refused this (HTTP {status}). Nothing was changed. "
        "Try again in other words; if that does not help, ask whoever set up the bot to look at its network."
    )


def busy_message(retry_after: float | None) -> str:
    """What to say when ChartMogul takes no more requests for a while."""
    wait = f"in {retry_after:.0f} seconds" if retry_after and 1 < retry_after <= 120 else "in a moment"
    return f"ChartMogul is busy just now. Nothing was changed; try again {wait}."


def uncertain_message(kind: type[ChartMogulError], *, reads: bool) -> str:
    """What to say when no clear answer came; a reading call can simply be repeated."""
    what, _, _ = kind.default_message.partition(". ")
    return f"{what}. Try again in a moment." if reads else kind.default_message
