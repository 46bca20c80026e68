"""Killed anywhere, told to stop anywhere: the next run carries on, and ends the same."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.indexing.child import environment
from ingest.indexing.generations import Generations
from ingest.indexing.lock import OwnerLock
from ingest.library import Library
from ingest.pipeline import ingest

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals"),
    pytest.mark.usefixtures("plain_signals"),
]

#: Ingests, and at the given step sends itself a signal, or one to its index process.
RUN = """
import json, os, signal, sys, threading
from pathlib import Path
from ingest import batch, feeding
from ingest.library import Library
from ingest.pipeline import IngestOptions, ingest
library, source, number, step, where = sys.argv[1:]
batch.MOST_ARTICLES, feeding.FEW = 10, 60
seen = {"files": 0, "indexing": 0}

def progress(at):
    kind = "indexing" if at.note == "indexing" else "files"
    seen[kind] += 1
    if kind == where and seen[kind] == int(step):
        os.kill(os.getpid(), int(number))

with Library.open(Path(library), create=True, write=True) as opened:
    report = ingest([source], opened, IngestOptions(now="2026-01-02T03:04:05+00:00"), progress=progress)
print(json.dumps({"interrupted": report.interrupted, "items": len(report.items)}))
"""


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    def run_(source: Path, number: int, step: int, where: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", RUN, str(tmp_path / "library"), str(source),
             str(number), str(step), where],
            env=environment(), capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip

    return run_


def complete(library: Library, root: Path, options, articles: int) -> None:
    """The next run brings everything in: nothing lost, doubled or half there."""
    report = ingest([str(root)], library, options())
    assert not report.failed
    assert len(report.items) == articles
    counts = library.catalogue.counts()
    assert (counts.articles, counts.revisions, counts.pending) == (articles, articles, 0)
    assert library.catalogue.check() == []
    index = library.index
    assert index is not None, library.why_no_index
    ops = library.catalogue.indexable(0, 100_000)
    assert index.count() == len(ops) == counts.passages
    found = {name for name, _ in index.query([1.0] + [0.0] * 255, len(ops))}
    assert found == {op.passage_id for op in ops}


@pytest.mark.usefixtures("unmeasured")  # what is killed writes none of it down
@pytest.mark.parametrize(
    ("step", "where"),
    [(1, "files"), (15, "files"), (39, "files"), (40, "files"), (1, "indexing"), (2, "indexing")],
)
def test_killed_anywhere_the_next_run_carries_on(
    write_articles, open_library, options, run, step: int, where: str
) -> None:
    root = write_articles(40)
    done = run(root, signal.SIGKILL, step, where)
    assert done.returncode == -signal.SIGKILL
    complete(open_library(), root, options, 40)


@pytest.mark.usefixtures("unmeasured")
def test_killed_twice(write_articles, open_library, options, run) -> None:
    root = write_articles(40)
    for step in (20, 35):
        assert run(root, signal.SIGKILL, step, "files").returncode == -signal.SIGKILL
    complete(open_library(), root, options, 40)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize(("step", "where"), [(15, "files"), (1, "indexing")])
def test_told_to_stop_it_finishes_what_is_begun(
    write_articles,
    open_library,
    options,
    run,
    number: int,
    step: int,
    where: str,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    if number != signal.SIGINT:  # one of them is enough for the coverage
        request.getfixturevalue("unmeasured")
    root = write_articles(40)
    done = run(root, number, step, where)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["interrupted"]
    library = open_library()
    # Every article that was reported is there, and the index was closed cleanly.
    assert library.catalogue.counts().articles == said["items"]
    OwnerLock.acquire(Generations(tmp_path / "library").lock_path).release()
    complete(library, root, options, 40)


def test_a_second_interrupt_does_not_wait() -> None:
    from ingest.interrupts import Interrupted, Interrupts

    with Interrupts(lambda: False) as stop:
        assert not stop()
        with pytest.raises(Interrupted), stop.breakable():
            signal.raise_signal(signal.SIGINT)
        assert stop()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.usefixtures("impatient")
def test_the_index_process_ends_with_its_parent(write_articles, options, open_library) -> None:
    from ingest.indexing.indexer import Indexer
    from ingest.vectors import IndexUnavailable

    library = open_library()
    ingest([str(write_articles(3))], library, options())
    library.release_index()
    indexer = Indexer(library.path)
    indexer.stop()
    OwnerLock.acquire(Generations(library.path).lock_path).release()
    indexer = Indexer(library.path)
    indexer._process.kill()
    with pytest.raises(IndexUnavailable, match="ended by itself"):
        indexer.finish()
    with OwnerLock.acquire(Generations(library.path).lock_path):
        waiting = Indexer(library.path)
        with pytest.raises(IndexUnavailable, match="another process"):
            waiting.finish()
