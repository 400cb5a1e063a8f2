"""What the steps of a delivery have in common: the row in hand, and the wish to go on later."""

from __future__ import annotations

from bot.outbox.delivery import Delivery


class Later(Exception):
    """Nothing more to do for this delivery now: try again after some seconds, with these changes."""

    def __init__(self, delivery: Delivery, seconds: float, **changes: object) -> None:
        super().__init__(delivery.id)
        self.delivery = delivery
        self.seconds = seconds
        self.changes = changes
