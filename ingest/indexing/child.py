"""How a process of ours starts another one of ours, whatever folder it stands in."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def command(module: str, *arguments: str) -> list[str]:
    """The command line that runs ``module``; ``-P`` keeps the working directory out of it."""
    return [sys.executable, "-P", "-m", module, *arguments]


_ALONE = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def environment() -> dict[str, str]:
    """This process's environment, with the place of our own packages added to the path.

    Keys and tokens are left out: no child of ours needs one. numpy is to compute in one
    thread: as many processes run as there are cores.
    """
    root = str(Path(__file__).resolve().parents[2])
    known = os.environ.get("PYTHONPATH")
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.upper().endswith(("_KEY", "_TOKEN", "_SECRET", "_PASSWORD"))
    }
    return kept | _ALONE | {"PYTHONPATH": f"{root}{os.pathsep}{known}" if known else root}
