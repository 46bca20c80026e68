"""Several processes that ingest into one library and ask it, all at the same time."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.sudden_ends import NOW, fill, reference, whole
from ingest.indexing.child import environment

#: Asks again and again until its input ends; says how often.
ASK = """
import sys, threading
from pathlib import Path
from ingest.errors import LibraryMissing
from ingest.library import Library
ended = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
asked = 0
while not ended.is_set() or not asked:
    try:
        with Library.open(Path(sys.argv[1])) as opened:
            opened.catalogue.lexical("harbour council")
            opened.nearest(opened.embedder.embed_query("the ferry"), 10)
            asked += 1
    except LibraryMissing:
        ended.wait(0.02)
print(asked)
"""


def together(work: Path, cases: int, seed: int, articles: int = 120) -> list[str]:
    """S4: four processes ingest and ask on one library."""
    chance = random.Random(seed)
    source = fill(work / "articles", range(articles))
    wanted, _ = reference(work, source)
    wrong: list[str] = []
    for case in range(cases):
        library, cut = work / f"library-{case}", chance.randrange(10, articles - 10)
        asking = [
            subprocess.Popen(
                [sys.executable, "-c", ASK, str(library)], env=environment(), text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            )
            for _ in range(2)
        ]  # fmt: skip
        parts = [[str(source / f"{n:04d}.txt") for n in part]
                 for part in (range(cut + 10), range(cut, articles))]  # fmt: skip
        wrong += [f"case {case}: {each}" for each in _all_at_once(library, parts, asking)]
        wrong += [f"case {case}: {each}" for each in whole(library, wanted, source)]
        shutil.rmtree(library)
    return wrong


_PART = """
import sys
from pathlib import Path
from ingest.library import Library
from ingest.pipeline import IngestOptions, ingest
with Library.open(Path(sys.argv[1]), create=True, write=True) as opened:
    report = ingest(sys.argv[3:], opened, IngestOptions(now=sys.argv[2], readers=1))
print("failed" if report.failed else "done")
"""


def _all_at_once(
    library: Path, parts: list[list[str]], asking: list[subprocess.Popen[str]]
) -> list[str]:
    found: list[str] = []
    taking = [
        subprocess.Popen(
            [sys.executable, "-c", _PART, str(library), NOW, *part], env=environment(),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for part in parts
    ]  # fmt: skip
    for name, processes in (("ingest", taking), ("question", asking)):
        for process in processes:
            try:
                said, errors = process.communicate(timeout=60)
            except subprocess.TimeoutExpired:
                process.kill()
                said, errors = process.communicate()
                found.append(f"a process with an {name} hung")
            if process.returncode or "failed" in said:
                found.append(f"a process with an {name} failed: {errors[-300:]}")
    return found
