"""`python -m tests.simulation`: replay a seed with its trace, or look for failures in many."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import fields, replace

from tests.simulation.laboratory import Laboratory, laboratory
from tests.simulation.mutants import MUTANTS
from tests.simulation.options import Kind, Options, drawn
from tests.simulation.shrinking import shrunk
from tests.simulation.world import NONE, Mistake, World

BATCH = 200
"""Seeds that a process of the many takes at once."""

NUMBERS = tuple(field.name for field in fields(Options) if field.type == "int" and field.name != "seed")
"""What there is more or less of in a world."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, print, and return 1 where anything happened that must not."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seed", type=int, help="replay this one and print its trace")
    parser.add_argument("--seeds", type=int, default=200, help="how many to look through (200)")
    parser.add_argument("--first", type=int, default=0, help="the first of them (0)")
    parser.add_argument("--jobs", type=int, default=1, help="processes that share the work (1)")
    parser.add_argument("--mutant", choices=sorted(MUTANTS), help="put this mistake into the bot")
    parser.add_argument("--whole", action="store_true", help="do not cut a failing world down")
    for name in NUMBERS:
        parser.add_argument(f"--{name}", type=int, help="instead of what the seed says, with --seed")
    for name in ("list-lag", "clock-ahead"):
        parser.add_argument(f"--{name}", type=float, help="the same")
    parser.add_argument("--without", default="", help="kinds of faults to leave out, parted by commas")
    chosen = parser.parse_args(arguments)
    if chosen.seed is not None:
        return _replay(_options(chosen), _mistake(chosen.mutant))
    return _look_through(chosen)


def _options(chosen: argparse.Namespace) -> Options:
    options = drawn(chosen.seed)
    names = (*NUMBERS, "list_lag", "clock_ahead")
    given = {name: getattr(chosen, name) for name in names if getattr(chosen, name) is not None}
    without = {Kind(kind) for kind in chosen.without.split(",") if kind}
    faults = {kind: weight for kind, weight in options.faults.items() if kind not in without}
    return replace(options, **given, faults=faults)


def _mistake(mutant: str | None) -> Mistake:
    return MUTANTS[mutant].mistake if mutant else NONE


def _replay(options: Options, mistake: Mistake) -> int:
    with laboratory() as lab:
        world = lab.run(options, mistake)
    print(told(world))
    return int(bool(world.violations))


def told(world: World) -> str:
    """All that happened up to the first thing that must not, or to the end."""
    wrong = next((n for n, (_, who, _) in enumerate(world.lines) if who == "VIOLATED"), len(world.lines))
    lines = [f"{at:9.3f}  {who:8}  {what}" for at, who, what in world.lines[: wrong + 1]]
    verdict = [str(violation) for violation in world.violations] or ["nothing is wrong"]
    return "\n".join([str(world.options), *lines, "", *verdict])


def _look_through(chosen: argparse.Namespace) -> int:
    begun, turns, failed = time.perf_counter(), 0, list[int]()
    last = chosen.first + chosen.seeds
    batches = [
        (range(start, min(start + BATCH, last)), chosen.mutant) for start in range(chosen.first, last, BATCH)
    ]
    with ProcessPoolExecutor(chosen.jobs) as pool:
        for (seeds, _), (found, taken) in zip(batches, pool.map(_batch, batches), strict=True):
            print(f"{seeds.stop - chosen.first} seeds so far", file=sys.stderr, flush=True)
            turns += taken
            failed += found
            for seed, checkers in found.items():
                print(f"seed {seed}: {', '.join(checkers)}", flush=True)
    took = time.perf_counter() - begun
    print(f"{chosen.seeds} seeds in {took:.0f} s, {turns} turns, {len(failed)} failed")
    if failed and not chosen.whole:
        with laboratory() as lab:
            print(_smallest(lab, failed[0], _mistake(chosen.mutant)))
    return int(bool(failed))


def _smallest(lab: Laboratory, seed: int, mistake: Mistake) -> str:
    return told(shrunk(lab, lab.run(drawn(seed), mistake), mistake))


def _batch(work: tuple[range, str | None]) -> tuple[dict[int, list[str]], int]:
    """The checkers that found something, by seed, and how many turns all that took."""
    seeds, mutant = work
    found, turns = dict[int, list[str]](), 0
    with laboratory() as lab:
        for seed in seeds:
            world = lab.run(drawn(seed), _mistake(mutant))
            turns += world.scheduler.turns
            if world.violations:
                found[seed] = sorted({violation.checker for violation in world.violations})
    return found, turns


if __name__ == "__main__":
    sys.exit(main())
