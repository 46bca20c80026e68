"""S8: 500 runs of 50 steps through everything that can happen to a library equal a dictionary.

    python benchmarks/reliability/s8_state_machine.py [--cases 500] [--steps 50] [--indexed]

Prints ``{"id", "cases", "failures"}``; exits 1 on any failure or when fewer cases ran.
``--indexed`` also feeds and checks the Chroma index after every step, which takes far longer.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from benchmarks.state_machine import LibraryMachine


def main() -> int:
    """0 when every case ran and none failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=500)
    parser.add_argument("--steps", type=int, default=50)
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--indexed", action="store_true")
    args = parser.parse_args()

    @seed(args.seed)
    class Seeded(LibraryMachine):
        indexed = args.indexed

    wanted = settings(
        max_examples=args.cases,
        stateful_step_count=args.steps,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
    )
    failures = 0
    with tempfile.TemporaryDirectory(prefix="briefing-s8-"):
        try:
            run_state_machine_as_test(Seeded, settings=wanted)
        except Exception:
            failures = 1
            traceback.print_exc()
    print(json.dumps({"id": "S8", "cases": Seeded.ran, "failures": failures}))
    return 1 if failures or Seeded.ran < args.cases else 0


if __name__ == "__main__":
    sys.exit(main())
