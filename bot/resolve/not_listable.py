"""Why there is no list to show."""

from __future__ import annotations


class NotListable(Exception):
    """It is not clear what to list; the text says why and how to ask, in mrkdwn.

    Args:
        may_be_a_task: whether the words may be those of a new task.
    """

    def __init__(self, text: str, *, may_be_a_task: bool = False) -> None:
        super().__init__(text)
        self.may_be_a_task = may_be_a_task
