"""The first seeds hold, replay to the letter, and every mistake is found."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.simulation.__main__ import told
from tests.simulation.laboratory import Laboratory, laboratory
from tests.simulation.mutants import MUTANTS, Mutant
from tests.simulation.options import Kind, drawn
from tests.simulation.shrinking import shrunk
from tests.simulation.world import World

ROOT = Path(__file__).parents[2]

FOUND_AT = {
    "no settling": 3,
    "no fencing token": 1,
    "no claimed-task check": 1,
    "no lease renewal": 1,
    "blind post": 5,
    "blind card": 3,
    "told beforehand": 0,
    "worn tokens": 3,
    "lost nudge": 1,
    "late acknowledgement": 3,
    "uncounted requests": 1,
    "no patience with a busy ChartMogul": 4,
    "a mistake in the code": 1,
    "cards that do not settle": 4,
    "a click without a trace": 0,
    "a change done beforehand": 0,
    "changes that do not settle": 0,
    "a change made twice": 6,
    "a blind edit": 0,
    "cards without a lease": 0,
    "a card drawn in vain": 1,
    "a message for each change": 0,
    "an assignee untold": 3,
    "an assignee told twice": 3,
    "a reminder each time": 1,
    "an App Home that stays as it was": 3,
    "a note sent blindly": 1,
    "notes that do not settle": 2,
    "a note done beforehand": 1,
    "a note that nobody misses": 1,
    "a day noted apart": 2,
    "a reminder that stays as it was": 5,
}
"""Seeds that found a mistake soon when somebody last looked. They only say where to begin: what changes the
dice may make others the first to find it, and all of its seeds have their turn."""


@pytest.fixture(scope="module")
def lab() -> Iterator[Laboratory]:
    with laboratory() as made:
        yield made


@pytest.mark.long(60)
@pytest.mark.timeout(600)
@pytest.mark.parametrize("seeds", [range(first, first + 40) for first in range(0, 200, 40)], ids=str)
def test_every_property_holds_whatever_goes_wrong(lab: Laboratory, seeds: range) -> None:
    happened: set[str] = set()
    for seed in seeds:
        world = lab.run(drawn(seed))
        assert not world.violations, told(shrunk(lab, world))
        happened |= {what for _, who, what in world.lines if who == "fault"}
    assert happened == set(Kind)


def test_nothing_is_posted_twice_where_nothing_can_be_looked_for(lab: Laboratory) -> None:
    waiting = {"ComesToRest", "NobodyUntold", "NoLostClick"}
    for seed in (22, 54):
        world = lab.run(replace(drawn(seed), declined=True))
        assert _wrong(world) <= waiting, told(world)


def test_a_seed_replays_to_the_letter(lab: Laboratory) -> None:
    # Here, strings hash as chance has it.
    here = told(lab.run(drawn(17)))
    assert _replayed(17, hash_seed="1") == here + "\n"
    assert "submit" in here


def _replayed(seed: int, *, hash_seed: str) -> str:
    command = [sys.executable, "-m", "tests.simulation", "--seed", str(seed)]
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return run.stdout


@pytest.mark.parametrize(("name", "mutant"), MUTANTS.items(), ids=list(MUTANTS))
def test_every_mistake_is_found(lab: Laboratory, name: str, mutant: Mutant) -> None:
    first = FOUND_AT.get(name, 0)
    assert _found(lab, mutant, first), f"{mutant.trips} did not notice in {mutant.within} seeds"


def _found(lab: Laboratory, mutant: Mutant, first: int = 0) -> World | None:
    seeds = [*range(first, mutant.within), *range(first)]
    worlds = (lab.run(mutant.options(seed), mutant.mistake) for seed in seeds)
    return next((world for world in worlds if mutant.trips in _wrong(world)), None)


def _wrong(world: World) -> set[str]:
    return {violation.checker for violation in world.violations}


def test_every_checker_finds_a_mistake(lab: Laboratory) -> None:
    names = {type(checker).__name__ for checker in World(drawn(0), lab.database).checkers}
    assert {mutant.trips for mutant in MUTANTS.values()} == names


def test_a_failing_world_is_cut_down(lab: Laboratory) -> None:
    mutant = MUTANTS["worn tokens"]
    failing = _found(lab, mutant, FOUND_AT["worn tokens"])
    assert failing
    small = shrunk(lab, failing, mutant.mistake)
    assert mutant.trips in _wrong(small)
    assert len(small.options.faults) <= 2
    assert len(small.lines) < len(failing.lines)
