"""The table of commands: what people write after `/cm-task`, and what is right for it.

It was written before the reader. Each module has one kind; `row.py` says what stands in a row.
"""

from __future__ import annotations

from tests.resolve.command_rows.customers import CUSTOMERS
from tests.resolve.command_rows.dates import DATES
from tests.resolve.command_rows.found_customers import FOUND_CUSTOMERS
from tests.resolve.command_rows.found_dates import FOUND_DATES
from tests.resolve.command_rows.found_people import FOUND_PEOPLE
from tests.resolve.command_rows.ids import IDS
from tests.resolve.command_rows.people import PEOPLE
from tests.resolve.command_rows.prose import PROSE
from tests.resolve.command_rows.together import TOGETHER

ROWS = [*TOGETHER, *CUSTOMERS, *IDS, *PEOPLE, *DATES, *PROSE, *FOUND_DATES, *FOUND_PEOPLE, *FOUND_CUSTOMERS]
