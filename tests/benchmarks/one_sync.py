"""One sync of all customers, in a process of its own: `python -m tests.benchmarks.one_sync PORT DATABASE`.

Prints as JSON what it took and wrote.
"""

from __future__ import annotations

import gc
import json
import re
import resource
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Engine, event

from bot.chartmogul import ChartMogul, unthrottled
from bot.directory.sync import DirectorySync
from bot.operate import logs
from bot.store.database import Database
from bot.store.limits import DatabaseThrottle

_WRITING = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM) (\w+)")

DIRECTORY = {"customers", "customer_keys", "customer_words", "words", "contacts", "known_emails"}


@dataclass(frozen=True)
class Sync:
    """What a sync took: its seconds, those of the processor for this process, and bytes of memory at most."""

    seconds: float
    cpu: float
    memory: int
    customers: int
    rows: int
    """Rows of the directory that were written."""
    beside: int
    """Rows that say how far it has come. Those of ChartMogul's limits are not among them."""


def sync(port: int, url: str, *, throttled: bool) -> Sync:
    """Read all customers, from what serves them at this port.

    Args:
        throttled: keep to ChartMogul's limits.
    """
    database = Database.open(url)
    database.migrate()
    throttle = DatabaseThrottle(database) if throttled else unthrottled
    client = ChartMogul("benchmark-key", base_url=f"http://127.0.0.1:{port}/v1", throttle=throttle)
    written = Counter[str]()
    event.listen(Engine, "after_cursor_execute", _counting(written))
    # As `serve` does it.
    gc.freeze()
    started, used = time.perf_counter(), time.process_time()
    done = DirectorySync(client, database).run()
    taken = Sync(
        seconds=time.perf_counter() - started,
        cpu=time.process_time() - used,
        # Kilobytes on Linux, bytes on a Mac.
        memory=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024),
        customers=done.customers,
        rows=sum(count for table, count in written.items() if table in DIRECTORY),
        beside=written["sync_progress"] + written["sync_seen"],
    )
    client.close()
    database.close()
    return taken


def _counting(written: Counter[str]) -> Any:
    def count(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if table := _WRITING.match(statement):
            written[table[1]] += max(cursor.rowcount, 0)

    return count


if __name__ == "__main__":
    logs.configure("CRITICAL")
    print(json.dumps(asdict(sync(int(sys.argv[1]), sys.argv[2], throttled=sys.argv[3] == "throttled"))))
