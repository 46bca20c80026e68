"""Files of invented articles, and a library to take them into."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from random import Random

import pytest

from ingest.library import Library
from ingest.pipeline import IngestOptions, ingest, remove
from ingest.types import Report

NOW = "2026-01-02T03:04:05+00:00"

NOUNS = [
    "harbour",
    "council",
    "ferry",
    "pilot",
    "bridge",
    "budget",
    "lantern",
    "orchard",
    "mayor",
    "signal",
    "museum",
    "quarry",
]
VERBS = [
    "opened",
    "closed",
    "repaired",
    "counted",
    "praised",
    "delayed",
    "measured",
    "painted",
    "sold",
    "moved",
]


def prose(seed: int, words: int = 320) -> str:
    """Running text of short sentences, in paragraphs; the same for the same seed."""
    random = Random(seed)
    paragraphs, sentences, length = [], [], 0
    while length < words:
        sentence = (
            f"The {random.choice(NOUNS)} {random.choice(VERBS)} the {random.choice(NOUNS)} "
            f"near the {random.choice(NOUNS)} after {random.randint(2, 90)} days of work."
        )
        sentences.append(sentence)
        length += len(sentence.split())
        if len(sentences) == 5:
            paragraphs.append(" ".join(sentences))
            sentences = []
    return "\n\n".join([*paragraphs, " ".join(sentences)]).strip()


@pytest.fixture
def write_articles(tmp_path: Path) -> Callable[..., Path]:
    """``write_articles(count)`` fills the folder ``articles`` with text files."""

    def write(count: int, words: int = 320, folder: str = "articles", first: int = 0) -> Path:
        root = tmp_path / folder
        root.mkdir(exist_ok=True)
        for number in range(first, first + count):
            text = f"Report number {number} from the harbour\n\n{prose(number, words)}\n"
            (root / f"{number:04d}.txt").write_text(text, "utf-8")
        return root

    return write


@pytest.fixture(scope="session")
def emptied_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library whose only article is gone again: its vector index stands already."""
    folder = tmp_path_factory.mktemp("emptied")
    (folder / "gone.txt").write_text("A first note stood here. It is gone.\n", "utf-8")
    with Library.open(folder / "library", create=True, write=True) as library:
        ingest([str(folder / "gone.txt")], library, IngestOptions(now=NOW))
        remove([row.article_id for row in library.catalogue.rows()], library)
    return folder / "library"


@pytest.fixture
def open_library(tmp_path: Path, emptied_once: Path) -> Iterator[Callable[..., Library]]:
    """Opens the library of this test; all are closed at the end.

    A new one has no index yet, unless ``begun`` asks for one that has: quicker, where the
    making of the first is not what is tested.
    """
    with ExitStack() as stack:

        def open_(name: str = "library", *, begun: bool = False, **options: object) -> Library:
            if begun:
                shutil.copytree(emptied_once, tmp_path / name)
            options.setdefault("create", True)
            options.setdefault("write", True)
            return stack.enter_context(Library.open(tmp_path / name, **options))  # type: ignore[arg-type]

        yield open_


_IMPATIENT = """
import sys
from ingest.indexing import process
process.WAIT = 0.3
sys.exit(process.main(sys.argv[1:]))
"""


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The index process soon gives up on another one that has the index open."""
    monkeypatch.setattr(
        "ingest.indexing.indexer.command",
        lambda _module, *arguments: [sys.executable, "-P", "-c", _IMPATIENT, *arguments],
    )


@pytest.fixture
def options() -> Callable[..., IngestOptions]:
    """The options of an ingest at a fixed time."""
    return lambda **stated: IngestOptions(now=NOW, **stated)


@pytest.fixture
def statuses() -> Callable[[Report], dict[str, int]]:
    """How many items of a report have each status; those that none has are left out."""

    def count(report: Report) -> dict[str, int]:
        found: dict[str, int] = {}
        for item in report.items:
            found[item.status.value] = found.get(item.status.value, 0) + 1
        return found

    return count
