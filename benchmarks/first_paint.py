"""How long the app takes from its start to the first screenful, on a pseudo-terminal.

    python -m benchmarks.first_paint [RUNS]

Prints the median as a multiple of ``python -c "import chromadb"``, the runs of both taken in
turns. Not for Windows, which has no pseudo-terminals.
"""

from __future__ import annotations

import os
import re
import select
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from statistics import median

ROWS, COLUMNS = 40, 120
PAINTED = "type / for commands"
"""The end of the prompt's placeholder, which stands in the last rows of the first screen."""

_SEQUENCE = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])"
)
_LEAVE = b"\x11"
_ROOT = Path(__file__).resolve().parents[1]


class NotPaintedError(RuntimeError):
    """The app ended, or did not draw its first screen in time."""


def first_paint_seconds(library: Path | None = None, patience: float = 60.0) -> float:
    """Seconds from the start of the process until the prompt stands on the screen.

    The app is opened on ``library``, or on a new one in a folder that is removed afterwards,
    with no settings but the defaults. Raises NotPaintedError after ``patience`` seconds.
    """
    with tempfile.TemporaryDirectory(prefix="briefing-paint-") as folder:
        return _paint(library or Path(folder) / "library", Path(folder), patience)


def reference_seconds() -> float:
    """Seconds that a fresh interpreter takes to ``import chromadb``."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import chromadb"], check=True)
    return time.perf_counter() - begun


def _paint(library: Path, home: Path, patience: float) -> float:
    import fcntl
    import pty
    import struct
    import termios

    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ}
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", "import sys; from assistant.cli import main; sys.exit(main())",
         "--library", str(library)],
        stdin=slave, stdout=slave, stderr=slave, start_new_session=True, cwd=_ROOT,
        env={**kept, "HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor"},
    )  # fmt: skip
    os.close(slave)
    try:
        _read_until_painted(master, begun + patience)
        seconds = time.perf_counter() - begun
        _leave(process, master)
        return seconds
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        os.close(master)


def _read_until_painted(master: int, deadline: float) -> None:
    output = b""
    while (left := deadline - time.perf_counter()) > 0:
        if not select.select([master], [], [], left)[0]:
            break
        try:
            output += os.read(master, 65536)
        except OSError:  # the other end is closed
            break
        if PAINTED in _SEQUENCE.sub(b"", output).decode("utf-8", "replace"):
            return
    drawn = _SEQUENCE.sub(b"", output).decode("utf-8", "replace").strip()
    raise NotPaintedError(f"no first screen; drawn so far: {drawn[-300:]!r}")


def _leave(process: subprocess.Popen[bytes], master: int, patience: float = 15.0) -> None:
    """Asks the app to end, and reads what it still draws so that it can."""
    with suppress(OSError):
        os.write(master, _LEAVE)
        deadline = time.perf_counter() + patience
        while process.poll() is None and time.perf_counter() < deadline:
            if select.select([master], [], [], 0.1)[0]:
                os.read(master, 65536)


def main(arguments: list[str]) -> int:
    """Prints the medians and their ratio."""
    runs = int(arguments[0]) if arguments else 5
    pairs = [(first_paint_seconds(), reference_seconds()) for _ in range(runs)]
    paint, reference = (median(column) for column in zip(*pairs, strict=True))
    print(f"first paint {paint:.2f} s, import chromadb {reference:.2f} s: {paint / reference:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
