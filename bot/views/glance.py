"""The customer at a glance: what stands below them in the form, for people inside alone."""

from __future__ import annotations

from dataclasses import dataclass

GLANCE = "customer_glance"
"""The line's block id."""


@dataclass(frozen=True)
class Glance:
    """What is known of the customer that is chosen."""

    text: str


def glance_line(glance: Glance) -> str:
    """The line, in mrkdwn."""
    return glance.text
