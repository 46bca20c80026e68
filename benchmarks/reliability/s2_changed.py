"""S2: kill -9 while articles are updated and removed.

    python benchmarks/reliability/s2_changed.py [--cases 200] [--seed 7]

Prints ``{"id", "cases", "failures"}``; exits 1 on any failure.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.sudden_ends import changed, main

if __name__ == "__main__":
    sys.exit(main("S2", changed, 200))
