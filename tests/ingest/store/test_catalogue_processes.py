"""Several processes on one library, and processes that are killed while they write."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ingest.catalogue import Catalogue

WRITER = """
import sys
sys.path[:0] = sys.argv[5:]
from pathlib import Path
import numpy as np
from ingest.catalogue import Catalogue, Write
from ingest.types import Article, Block, BlockKind, Metadata
library, name, first, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
catalogue = Catalogue.open(library, create=True)
for n in range(first, first + count):
    text = f"Heron {n} of {name}. " * 30
    half = len(text) // 2
    article = Article(
        f"x.example/{n}", f"/x/{n}", text, (Block(BlockKind.BODY, 0, len(text)),),
        Metadata(title=f"T{n}", published="2025-01-01"),
    )
    vectors = np.ones((2, 4), dtype=np.float32) / 2
    spans = ((0, half), (half, len(text)))
    (written,) = catalogue.write([Write(article, spans, f"T{n}", vectors, "2026-01-01T00:00Z")])
    print(written.article_id, written.revision, flush=True)
catalogue.close()
"""


def start(library: Path, name: str, first: int, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(library), name, str(first), str(count)]
    command += [path for path in sys.path if path]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def consistent(catalogue: Catalogue) -> None:
    assert catalogue.check() == []
    for row in catalogue.rows():
        catalogue.article(row.article_id)
    counts = catalogue.counts()
    assert counts.passages == 2 * counts.articles
    assert len(catalogue.lexical("heron", limit=10_000)) == counts.passages
    assert len(catalogue.all_vectors()[0]) == counts.passages


def test_processes_begin_and_write_at_once(library: Path) -> None:
    """Half of the articles are common to both, so they race for ids, revisions and rows."""
    running = [start(library, "one", 0, 30), start(library, "two", 15, 30)]
    said = [process.communicate(timeout=120)[0].splitlines() for process in running]
    assert [process.returncode for process in running] == [0, 0]
    assert [len(lines) for lines in said] == [30, 30]
    with Catalogue.open(library) as catalogue:
        consistent(catalogue)
        assert catalogue.counts().articles == 45
        assert catalogue.counts().revisions == 60
        assert len(catalogue.pending(1000)) == 120
    assert [file.name for file in library.iterdir()] == ["library.db"]


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_killed_while_writing(library: Path) -> None:
    rng = random.Random(7)
    kept = 0
    for n in range(6):
        process = start(library, f"run{n}", 0, 500)
        assert process.stdout is not None
        acknowledged = [process.stdout.readline().split() for _ in range(rng.randint(1, 12))]
        time.sleep(rng.random() / 50)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
        with Catalogue.open(library) as catalogue:
            consistent(catalogue)
            for article_id, revision in acknowledged:
                assert catalogue.article(article_id).revision >= int(revision)
                kept += 1
    assert kept > 6
