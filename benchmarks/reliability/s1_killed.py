"""S1: kill -9 during an ingest of 500 articles, then again.

    python benchmarks/reliability/s1_killed.py [--cases 200] [--seed 7]

Prints ``{"id", "cases", "failures"}``; exits 1 on any failure.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.sudden_ends import killed, main

if __name__ == "__main__":
    sys.exit(main("S1", killed, 200))
