"""What the tests of the client send and are answered."""

from __future__ import annotations

import json
from typing import Any

from bot.chartmogul import ChartMogul
from bot.task import NewTask

KEY = "secret-key-of-the-account"
ANNA = "anna@example.com"
BERT = "bert@example.com"
NOBODY = "nobody@example.com"
MISSING = "cus_00000000-0000-4000-8000-000000000000"
CUSTOMER = "cus_de305d54-75b4-431b-adb2-eb6b9e546012"
TASK = json.dumps({"task_uuid": "1", "task_details": "Call", "due_date": "2030-01-02"})
PONG = '{"data":"pong!"}'
NEW = NewTask.model_validate(
    {
        "customer_uuid": CUSTOMER,
        "task_details": "Whisper to Anna",
        "assignee": "anna@example.com",
        "due_date": "2030-01-02",
    }
)


def client(url: str, **more: float) -> ChartMogul:
    read = more.get("read", 5.0)
    return ChartMogul(KEY, base_url=url, timeout=(more.get("connect", 2.0), read))


def task_for(customer_uuid: str, **fields: Any) -> NewTask:
    return NewTask.model_validate(
        {
            "customer_uuid": customer_uuid,
            "task_details": "Call about the renewal",
            "assignee": ANNA,
            "due_date": "2030-03-31",
            **fields,
        }
    )
