"""cm-task: turns a Slack conversation into a follow-up task in ChartMogul.

Beside the rooms stand only the modules that put them together (`__main__`, `server`, `app`, `services`,
`rooms`, `settings`, `runtime`), and the two things that most of them speak of: a new task (`task`) and what
somebody asked for (`request`). Whatever else there is belongs in a room; `.github/CONTRIBUTING.md` shows
them, floor by floor.
"""

from __future__ import annotations

import sys

# Where structlog finds rich, it loads it to draw tracebacks in colours, with the values of all variables.
# Nobody is to be shown those, and it takes a start 30 ms and 4 MB: so structlog does not find it.
if "rich" not in sys.modules:
    sys.modules["rich"] = None  # type: ignore[assignment]
    import structlog  # noqa: F401 - which looks for it now, and not again

    del sys.modules["rich"]
