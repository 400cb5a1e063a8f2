"""What the bot learns from a task that ChartMogul refused."""

from __future__ import annotations

from bot.directory.customers import Directory
from bot.outbox.delivery import Delivery
from bot.request import Request
from bot.resolve.gone_customer import Gone, GoneCustomers


class Refusals:
    """Has what ChartMogul did not take not be taken for good the next time."""

    def __init__(self, directory: Directory, gone: GoneCustomers) -> None:
        self._directory = directory
        self._gone = gone

    def learn(self, refused: Delivery, request: Request, *, seconds: float) -> Gone | None:
        """What became of the customer, where that was the reason.

        Args:
            seconds: for asking ChartMogul.

        Raises:
            DatabaseUnavailable: the store is away.
        """
        match refused.field:
            case "assignee":
                self._directory.forget_email(request.task.assignee)
            case "customer_uuid":
                return self._gone.look_again(
                    request.task.customer_uuid, name=request.customer_name, seconds=seconds
                )
        return None
