"""How often a form looks whether its outcome is there."""

from __future__ import annotations

import time

from bot.outbox.waiting_forms import WaitingForms


def test_a_form_whose_time_is_up_looks_once_more() -> None:
    with WaitingForms(longest=2.0).waiting("one", since=time.monotonic() - 60.0) as turns:
        assert len(list(turns)) == 1
