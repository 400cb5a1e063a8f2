"""`python -m tests.faults`: many runs, one line for each that failed, and a summary."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections import Counter
from collections.abc import Mapping, Sequence

from tests.faults.databases import stores
from tests.faults.plan import Setting
from tests.faults.runner import Outcome, runs
from tests.faults.verdict import KINDS, Verdict


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, print, and return 1 where anything happened that must not."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--runs", type=int, default=10, help="how many runs (10)")
    parser.add_argument("--seed", type=int, default=1, help="the first seed; the others count on (1)")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--processes", type=int, default=1, help="bots on the one database (1)")
    parser.add_argument("--socket", action="store_true", help="over Socket Mode, which fails too")
    chosen = parser.parse_args(arguments)
    outcomes: list[Outcome] = []
    with stores(chosen.database) as opened:
        seeds = range(chosen.seed, chosen.seed + chosen.runs)
        for outcome in runs(seeds, opened, setting=Setting(chosen.processes, chosen.socket)):
            outcomes.append(outcome)
            _tell(outcome)
    print(summary(outcomes), flush=True)
    return int(any(outcome.failed for outcome in outcomes))


def _tell(outcome: Outcome) -> None:
    if not outcome.failed:
        if outcome.logs:
            shutil.rmtree(outcome.logs, ignore_errors=True)
        return
    story = " | ".join([*outcome.verdict.stories, *outcome.problems])
    print(f"seed {outcome.plan.seed}: {story} ({outcome.plan}; logs in {outcome.logs})", flush=True)


def summary(outcomes: Sequence[Outcome]) -> str:
    """All runs in a few lines."""
    total = sum((outcome.verdict for outcome in outcomes), Verdict())
    faults: Counter[str] = sum((outcome.faults for outcome in outcomes), Counter())
    counted = {
        "runs": len(outcomes),
        "failed": sum(outcome.failed for outcome in outcomes),
        "forms": total.forms,
        "faults": faults.total(),
        "kills": sum(outcome.kills for outcome in outcomes),
        "tasks": total.tasks,
        "cards": total.cards,
        "refused": total.refused,
        "unsure": total.unsure.total(),
        "told twice": total.told_twice,
        "in doubt": total.in_doubt,
        **{kind: total.wrong[kind] for kind in KINDS},
    }
    lines = [_listed(counted)]
    if total.unsure:
        lines.append(f"unsure by reason: {_listed(total.unsure)}")
    lines.append(f"faults by kind: {_listed(dict(sorted(faults.items())))}")
    return "\n".join(lines)


def _listed(counted: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {number}" for name, number in counted.items())


if __name__ == "__main__":
    sys.exit(main())
