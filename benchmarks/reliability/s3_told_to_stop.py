"""S3: SIGTERM, SIGINT and SIGHUP during an ingest.

    python benchmarks/reliability/s3_told_to_stop.py [--cases 60] [--seed 7]

Prints ``{"id", "cases", "failures"}``; exits 1 on any failure.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.sudden_ends import main, told

if __name__ == "__main__":
    sys.exit(main("S3", told, 60))
