"""Ingests that are ended at random points: what must hold afterwards.

Each check takes cases and a seed and returns the failures, a line each. Nothing is mocked: the
ingests are processes of their own, killed or told to stop by signals.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from ingest.catalogue import Catalogue
from ingest.indexing.child import environment
from ingest.indexing.generations import Generations
from ingest.indexing.lock import OwnerLock
from ingest.library import Library
from ingest.options import IngestOptions
from ingest.pipeline import ingest, remove

NOW = "2026-01-02T03:04:05+00:00"
_NAMES = ("harbour", "council", "ferry", "pilot", "bridge", "budget", "lantern", "orchard")

#: Takes a folder in, with two readers, and tells how many articles are in after each batch.
INGEST = """
import sys
from pathlib import Path
from ingest import batch
from ingest.library import Library
from ingest.pipeline import IngestOptions, ingest, remove
from ingest.reading import reading
from ingest.run import Run
library, source, prune, *gone = sys.argv[1:]
batch.MOST_ARTICLES, reading.WORTH = 25, 0
flush = Run.flush

def told(self):
    flush(self)
    print("stored", self.library.catalogue.counts().articles, flush=True)

Run.flush = told
with Library.open(Path(library), create=True, write=True) as opened:
    print("open", flush=True)
    options = IngestOptions(now=sys.stdin.readline().strip(), readers=2, prune=prune == "yes")
    report = ingest([source], opened, options)
    if gone and not report.interrupted:
        remove(gone, opened)
    print("done", sum(item.article_id is not None for item in report.items), flush=True)
"""


def text(number: int, state: int = 0) -> str:
    """An article of a few passages; the same for the same number and state."""
    source = random.Random(number * 1000 + state)
    sentences = [
        f"The {source.choice(_NAMES)} was {source.choice(('opened', 'closed', 'sold'))} near the "
        f"{source.choice(_NAMES)} after {source.randint(2, 999)} days of work, it was said."
        for _ in range(24)
    ]
    return f"Report {number} in its state {state}\n\n" + " ".join(sentences) + "\n"


def fill(folder: Path, numbers: range, state: int = 0) -> Path:
    """Writes the articles of these numbers as text files."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        (folder / f"{number:04d}.txt").write_text(text(number, state), "utf-8")
    return folder


def start(library: Path, source: Path, *more: str) -> subprocess.Popen[str]:
    """Begins an ingest in a process of its own, once the library is open there."""
    process = subprocess.Popen(
        [sys.executable, "-c", INGEST, str(library), str(source), *(more or ("no",))],
        env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdout.readline()
    process.stdin.write(NOW + "\n")
    process.stdin.flush()
    return process


def ended(process: subprocess.Popen[str], number: int, after: float) -> tuple[str, float]:
    """Sends a signal after some seconds; what it said, and how long it took to end."""
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.send_signal(number)
    begun = time.monotonic()
    said, _ = process.communicate(timeout=60)
    return said, time.monotonic() - begun


def whole(library: Path, wanted: str, source: Path, *, prune: bool = False) -> list[str]:
    """Runs it again in this process; what is not as it should be then."""
    with Library.open(library, create=True, write=True) as opened:
        report = ingest([str(source)], opened, IngestOptions(now=NOW, readers=0, prune=prune))
        wrong = [
            f"{item.source}: {item.reason}" for item in report.items if item.status == "failed"
        ]
        wrong += opened.catalogue.check()
        if opened.catalogue.fingerprint != wanted:
            wrong.append(f"other content than of an ingest in one go: {opened.catalogue.counts()}")
        index = opened.index
        ids = {op.passage_id for op in opened.catalogue.indexable(0, 100_000)}
        if index is None:
            wrong.append(f"no index: {opened.why_no_index}")
        elif {name for name, _ in index.query([1.0] + [0.0] * 255, max(1, len(ids)))} != ids:
            wrong.append("the index does not hold every passage once")
    return wrong


def reference(work: Path, source: Path) -> tuple[str, float]:
    """The fingerprint of an ingest in one go, and its seconds."""
    begun = time.monotonic()
    ended(start(work / "reference", source), signal.SIGTERM, 300)
    seconds = time.monotonic() - begun
    with Catalogue.open(work / "reference") as catalogue:
        return catalogue.fingerprint, seconds


def _acknowledged(said: str) -> int:
    stored = [int(line.split()[1]) for line in said.splitlines() if line.startswith("stored")]
    return max(stored, default=0)


def killed(work: Path, cases: int, seed: int, articles: int = 500) -> list[str]:
    """S1: kill -9 during an ingest, then again."""
    chance, source = random.Random(seed), fill(work / "articles", range(articles))
    wanted, seconds = reference(work, source)
    wrong: list[str] = []
    for case in range(cases):
        library = work / f"library-{case}"
        said, _ = ended(start(library, source), signal.SIGKILL, chance.uniform(0, seconds))
        found: list[str] = []
        with Catalogue.open(library) as catalogue:
            there = catalogue.counts().articles
            if there < _acknowledged(said):
                found.append(f"{_acknowledged(said)} were acknowledged, {there} are there")
            found += catalogue.check()
        found += whole(library, wanted, source)
        wrong += [f"case {case}: {each}" for each in found]
        shutil.rmtree(library)
    return wrong


def changed(work: Path, cases: int, seed: int, articles: int = 200) -> list[str]:
    """S2: kill -9 while articles are updated and removed."""
    chance, source = random.Random(seed), fill(work / "articles", range(articles))
    reference(work, source)
    before = work / "reference"
    with Catalogue.open(before) as catalogue:
        rows = catalogue.rows()
    dropped = [row.article_id for row in rows if int(Path(row.source).stem) % 10 == 7]
    for number in range(articles):
        if number % 10 == 3:
            (source / f"{number:04d}.txt").unlink()
        elif number % 2 == 0:
            fill(source, range(number, number + 1), 1)
    after = work / "after"
    shutil.copytree(before, after)
    begun = time.monotonic()
    ended(start(after, source, "yes", *dropped), signal.SIGTERM, 300)
    seconds = time.monotonic() - begun
    with Catalogue.open(after) as catalogue:
        wanted = catalogue.fingerprint
    wrong: list[str] = []
    for case in range(cases):
        library = work / f"library-{case}"
        shutil.copytree(before, library)
        process = start(library, source, "yes", *dropped)
        ended(process, signal.SIGKILL, chance.uniform(0, seconds))
        found = _mixed(library)
        with Library.open(library, write=True) as opened:
            ingest([str(source)], opened, IngestOptions(now=NOW, readers=0, prune=True))
            remove(dropped, opened)
            found += opened.catalogue.check()
            if opened.catalogue.fingerprint != wanted:
                found.append("other content than of a run in one go")
        wrong += [f"case {case}: {each}" for each in found]
        shutil.rmtree(library)
    return wrong


def _mixed(library: Path) -> list[str]:
    """Articles that are neither as they were nor as they should be, and passages of no
    current text."""
    found: list[str] = []
    with Catalogue.open(library) as catalogue:
        found += catalogue.check()
        for row in catalogue.rows():
            stored = catalogue.article(row.article_id).article.text.strip()
            number = int(Path(row.source).stem)
            if stored not in (text(number).strip(), text(number, 1).strip()):
                found.append(f"{row.source} is neither old nor new")
        hits = [row for row, _ in catalogue.lexical("harbour council ferry", limit=10_000)]
        for passage in catalogue.passages(hits).values():
            if passage.text not in catalogue.article(passage.article_id).article.text:
                found.append(f"{passage.passage_id} is stale")
    return found


def told(work: Path, cases: int, seed: int, articles: int = 500) -> list[str]:
    """S3: SIGTERM, SIGINT and SIGHUP during an ingest."""
    chance, source = random.Random(seed), fill(work / "articles", range(articles))
    wanted, seconds = reference(work, source)
    wrong: list[str] = []
    for case in range(cases):
        library = work / f"library-{case}"
        number = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)[case % 3]
        said, took = ended(start(library, source), number, chance.uniform(0, seconds))
        found = [] if took <= 3 else [f"took {took:.1f} s to end"]
        if "done" not in said:
            found.append("ended without a report")
        with Catalogue.open(library) as catalogue:
            if catalogue.counts().articles != int(said.split()[-1]):
                found.append("another number is there than was reported")
        try:
            OwnerLock.acquire(Generations(library).lock_path).release()
        except Exception as error:
            found.append(f"the lock is held: {error}")
        found += whole(library, wanted, source)
        wrong += [f"case {case}: {each}" for each in found]
        shutil.rmtree(library)
    return wrong


Check = Callable[[Path, int, int], list[str]]


def main(name: str, check: Check, cases: int) -> int:
    """Runs a check from the command line; 1 on any failure."""
    parser = argparse.ArgumentParser(description=check.__doc__)
    parser.add_argument("--cases", type=int, default=cases)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix=f"briefing-{name.lower()}-") as work:
        failures = check(Path(work), args.cases, args.seed)
    for failure in failures:
        print(failure, file=sys.stderr)
    print(json.dumps({"id": name, "cases": args.cases, "failures": len(failures)}))
    return 1 if failures else 0
