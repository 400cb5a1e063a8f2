"""The form while somebody fills it in: the view to update it with, made from the one that Slack has.

https://docs.slack.dev/reference/views/view-object
"""

from __future__ import annotations

from typing import Any

from bot.slack.form_memory import FormMemory
from bot.views.already import ALIKE
from bot.views.assignee import Advice, advice_blocks, is_advice
from bot.views.form import ASSIGNEE_HINT, CUSTOMER_HINT, DUE_HINT, BelowCustomer, Field, below_customer
from bot.views.glance import GLANCE
from bot.views.mrkdwn import person

_KEPT = ("type", "callback_id", "title", "submit", "close", "private_metadata")
"""What the update takes over, of all that Slack tells of a view."""

_OF_ONE_CUSTOMER = {CUSTOMER_HINT, GLANCE, ALIKE}


def with_advice(
    view: dict[str, Any], advice: Advice, *, below: BelowCustomer | None = None
) -> dict[str, Any] | None:
    """The open form with other lines in it, to update it with; None where nothing changes.

    Args:
        advice: what stands below the assignee, and who that is by now.
        below: what stands below the customer, where another one was chosen; None: what stands there holds.
    """
    before: list[dict[str, Any]] = view.get("blocks", [])
    after: list[dict[str, Any]] = []
    for block in before:
        block_id = block.get("block_id")
        if is_advice(block) or (below and block_id in _OF_ONE_CUSTOMER):
            continue
        if block_id == ASSIGNEE_HINT and not _names(block, advice.assignee):
            continue
        if block_id == Field.DUE_DATE:
            after += advice_blocks(advice)
        after.append(block)
        if block_id == Field.CUSTOMER and below:
            after += below_customer(below)
    if [_told(block) for block in before] == [_told(block) for block in after]:
        return None
    return {**_kept(view), "blocks": after}


def _names(line: dict[str, Any], user_id: str) -> bool:
    return any(person(user_id) in str(element.get("text")) for element in line.get("elements", []))


def without_due_reason(view: dict[str, Any]) -> dict[str, Any] | None:
    """The open form, to update it with, once another day is chosen than its line says; None without one."""
    after = [block for block in view["blocks"] if block.get("block_id") != DUE_HINT]
    return {**_kept(view), "blocks": after} if len(after) < len(view["blocks"]) else None


def preferring(view: dict[str, Any], customer_uuid: str) -> dict[str, Any]:
    """The open form, to update it with, whose list of customers this one heads."""
    memory = FormMemory.from_metadata(view.get("private_metadata") or "")
    others = tuple(uuid for uuid in memory.likely if uuid != customer_uuid)
    metadata = memory.model_copy(update={"likely": (customer_uuid, *others)}).to_metadata()
    return {**_kept(view), "private_metadata": metadata, "blocks": view["blocks"]}


def _kept(view: dict[str, Any]) -> dict[str, Any]:
    return {name: view[name] for name in _KEPT if view.get(name)}


def _told(block: dict[str, Any]) -> tuple[Any, ...]:
    """What tells one version of a line from another: its id, and what a line of text says."""
    texts = tuple(element.get("text") for element in block.get("elements", []))
    return block.get("block_id"), texts, (block.get("hint") or {}).get("text")
