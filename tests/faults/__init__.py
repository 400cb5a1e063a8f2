"""Random faults on every side of real bot processes, and whether every form came to exactly one end.

`uv run python -m tests.faults --runs 50 --seed 1 --database sqlite` runs it; see `--help`.
"""
