"""Commands run from outside, with their wall time and the memory of all their processes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

ROOT = Path(__file__).resolve().parents[1]
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
_EVERY = 0.05
_MIB = 1024 * 1024


@dataclass(frozen=True)
class Ran:
    """How long a command took (seconds) and its peak memory (MiB; None where unknown).

    ``cpu`` are the seconds of all cores that it and what it waited for took (None on Windows).
    """

    seconds: float
    peak: float | None
    output: str
    cpu: float | None = None


def briefing(*arguments: str) -> list[str]:
    """The command line of the program, by this interpreter."""
    start = "import sys; from assistant.cli import main; sys.exit(main())"
    return [sys.executable, "-c", start, *arguments]


def run(command: Sequence[str], allowed: Sequence[int] = (0,)) -> Ran:
    """Runs a command to its end. Raises RuntimeError for another exit code than ``allowed``.

    The memory is the largest sum, seen every 50 ms, of what the command and its descendants
    hold; pages they share count for each. Linux only.
    """
    ended = Event()
    peaks = [0]
    begun, before = time.perf_counter(), _children_cpu()
    process = subprocess.Popen(
        list(command), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    watch = Thread(target=_watch, args=(process.pid, ended, peaks), daemon=True)
    watch.start()
    output, errors = process.communicate()
    seconds, after = time.perf_counter() - begun, _children_cpu()
    ended.set()
    watch.join()
    if process.returncode not in allowed:
        raise RuntimeError(f"{command} exited with {process.returncode}: {errors[-500:]}")
    cpu = None if before is None or after is None else after - before
    return Ran(seconds, peaks[0] / _MIB if peaks[0] else None, output, cpu)


def _children_cpu() -> float | None:
    """Seconds of processor time of all children that were waited for."""
    if sys.platform == "win32":
        return None
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _watch(pid: int, ended: Event, peaks: list[int]) -> None:
    while not ended.wait(_EVERY):
        peaks[0] = max(peaks[0], sum(_resident(each) for each in _tree(pid)))


def _tree(pid: int) -> list[int]:
    """A process and all that come of it."""
    found = [pid]
    for each in found:
        for task in _listed(Path(f"/proc/{each}/task")):
            try:
                found += map(int, (task / "children").read_text().split())
            except OSError:
                continue
    return found


def _listed(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0
