"""S4: four processes ingest and ask on one library.

    python benchmarks/reliability/s4_together.py [--cases 50] [--seed 7]

Prints ``{"id", "cases", "failures"}``; exits 1 on any failure.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.at_once import together
from benchmarks.sudden_ends import main

if __name__ == "__main__":
    sys.exit(main("S4", together, 50))
