"""P1–P7: times and memory, as multiples of a reference measured in turns with them.

Machines differ and are busy; a ratio taken in the same minute says more than seconds. Each
figure is the median of ``runs``.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

from benchmarks.data import Data
from benchmarks.processes import Ran, briefing, run
from ingest.text.names import fold
from ingest.text.sentences import words
from ingest.text.stopwords import STOPWORDS
from ingest.types import Filters

if TYPE_CHECKING:
    from ingest.library import Library

SMALL = 500
"""Articles of the library that P1 asks."""

ANSWERED = (0, 4)
"""Exit codes of an answer, and of an abstention, which takes as long."""

_IMPORT = [sys.executable, "-c", "import chromadb"]
_QUESTION = "Which company is being accused of turning off the AC in its stores?"


def start(data: Data, work: Path, runs: int) -> dict[str, float]:
    """P1–P3: a cold question, the help and the first screen, in imports of chromadb."""
    library = _small_library(data, work)
    taken: dict[str, list[float]] = {"import": [], "ask": [], "help": [], "paint": []}
    for _ in range(runs):
        taken["import"].append(run(_IMPORT).seconds)
        taken["help"].append(run(briefing("--help")).seconds)
        ask = briefing("--library", str(library), "ask", _QUESTION)
        taken["ask"].append(run(ask, ANSWERED).seconds)
        taken["paint"] += _painted(library)
    unit = median(taken["import"])
    return {
        "P1 cold ask": round(median(taken["ask"]) / unit, 3),
        "P2 help": round(median(taken["help"]) / unit, 3),
        **({"P3 first paint": round(median(taken["paint"]) / unit, 3)} if taken["paint"] else {}),
        "import chromadb s": round(unit, 3),
        "runs": runs,
    }


def _painted(library: Path) -> list[float]:
    if sys.platform == "win32":
        return []
    from benchmarks.first_paint import first_paint_seconds

    return [first_paint_seconds(library)]


def taking_in(data: Data, work: Path, runs: int) -> dict[str, float]:
    """P4, P5 and half of P7: all articles, the same again, and raw Chroma beside them.

    The reference is measured before and after each ingest, and its mean taken, for a machine
    may slow down meanwhile; the first one has the library of an ingest that does not count.
    Processor seconds stand beside those of the clock: they tell work from waiting.
    """
    first, again, raw, peaks, cpu, raw_cpu = [], [], [], [], [], []
    known = work / "ingest-first"
    run(_ingest(data, known))
    for number in range(runs):
        library = work / f"ingest-{number}"
        before = _raw(known, work)
        ran = run(_ingest(data, library))
        after = _raw(library, work)
        first.append(ran.seconds)
        peaks.append(ran.peak or 0.0)
        cpu.append(ran.cpu or 0.0)
        again.append(run(_ingest(data, library)).seconds)
        raw.append((float(before.output) + float(after.output)) / 2)
        raw_cpu.append(((before.cpu or 0.0) + (after.cpu or 0.0)) / 2)
        if number:
            shutil.rmtree(library)
    shutil.rmtree(known)
    return {
        "P4 ingest": round(median(a / b for a, b in zip(first, raw, strict=True)), 3),
        "P5 again, of P4": round(median(again) / median(first), 4),
        "P7 ingest MiB": round(median(peaks), 1),
        "ingest s": round(median(first), 1),
        "raw chroma s": round(median(raw), 1),
        "ingest cpu s": round(median(cpu), 1),
        "raw chroma cpu s, with reading": round(median(raw_cpu), 1),
        "cores": float(os.cpu_count() or 1),
        "runs": runs,
    }


def _ingest(data: Data, library: Path) -> list[str]:
    return briefing("--library", str(library), "-q", "ingest", str(data.articles))


def _raw(library: Path, work: Path) -> Ran:
    folder = work / "raw"
    ran = run([sys.executable, "-m", "benchmarks.raw_chroma", str(library), str(folder)])
    shutil.rmtree(folder)
    return ran


def searching(data: Data, library: Library, step: int = 6) -> dict[str, float]:
    """P6: a search, in multiples of one BM25 query plus one vector query, for every n-th question.

    The BM25 query is an OR of the question's words without function words, over the same
    index. Searches are timed without a filter and as of the question's day.
    """
    from assistant.retrieve import Retriever

    retriever = Retriever(library)
    retriever.search(data.questions[0].text)
    index = sqlite3.connect(f"file:{library.path / 'library.db'}?mode=ro", uri=True)
    taken: dict[str, list[float]] = {"bm25": [], "vector": [], "plain": [], "dated": []}

    def timed(name: str, action: Callable[[], object]) -> None:
        begun = time.perf_counter()
        action()
        taken[name].append((time.perf_counter() - begun) * 1000)

    for item in data.questions[::step]:
        match, vector = _any_of(item.text), library.embedder.embed_query(item.text)
        timed("bm25", lambda match=match: _bm25(index, match))  # type: ignore[misc]
        timed("vector", lambda vector=vector: library.nearest(vector, 20))  # type: ignore[misc]
        timed("plain", lambda text=item.text: retriever.search(text))  # type: ignore[misc]
        dated = Filters(as_of=item.asked)
        timed("dated", lambda text=item.text, f=dated: retriever.search(text, f))  # type: ignore[misc]
    index.close()
    reference = [a + b for a, b in zip(taken["bm25"], taken["vector"], strict=True)]
    half, most = _half_and_most(reference)
    found = {"reference p50 ms": round(half, 1), "reference p95 ms": round(most, 1)}
    for name, label in (("plain", "P6"), ("dated", "P6 as of")):
        at_half, at_most = _half_and_most(taken[name])
        found |= {
            f"{label} p50": round(at_half / half, 3),
            f"{label} p95": round(at_most / most, 3),
        }
    return {
        **found,
        "passages": library.catalogue.counts().passages,
        "with index": float(library.why_no_index is None),
    }


def agreement(data: Data, library: Library, step: int = 12) -> dict[str, float]:
    """How far the first ten passages are the same with the vector index and without it."""
    from assistant.retrieve import Retriever
    from ingest.library import Library as Another

    shares: list[float] = []
    # The index is owned by the library that is open, so the second one has to do without.
    with Another.open(library.path) as other:
        by_index, exact = Retriever(library), Retriever(other)
        for item in data.questions[::step]:
            dated = Filters(as_of=item.asked)
            found = [
                {hit.passage.passage_id for hit in each.search(item.text, dated, 10)}
                for each in (by_index, exact)
            ]
            shares.append(len(found[0] & found[1]) / max(1, len(found[1])))
        if other.why_no_index is None or library.why_no_index is not None:
            raise RuntimeError("the index was not where it should be")
    return {"overlap@10 with exact search": round(sum(shares) / len(shares), 4)}


def asking(library: Path, runs: int) -> dict[str, float]:
    """The other half of P7: the memory of a question to the whole library."""
    command = briefing("--library", str(library), "ask", _QUESTION)
    peaks = [run(command, ANSWERED).peak or 0.0 for _ in range(runs)]
    return {"P7 ask MiB": round(median(peaks), 1)}


def _small_library(data: Data, work: Path) -> Path:
    """A library of the first ``SMALL`` articles; made once."""
    library = work / "small"
    if not library.exists():
        records = work / "small.jsonl"
        with gzip.open(data.articles, "rt", encoding="utf-8") as file:
            records.write_text("".join(islice(file, SMALL)), encoding="utf-8")
        run(briefing("--library", str(library), "-q", "ingest", str(records)))
    return library


def _any_of(question: str) -> str:
    terms = dict.fromkeys(word for word in words(question) if fold(word) not in STOPWORDS)
    return " OR ".join(json.dumps(term, ensure_ascii=False) for term in terms or words(question))


def _bm25(index: sqlite3.Connection, match: str) -> Sequence[object]:
    return index.execute(
        "SELECT rowid FROM passages_fts WHERE passages_fts MATCH ?"
        " ORDER BY bm25(passages_fts) LIMIT 20",
        (match,),
    ).fetchall()


def _half_and_most(values: Sequence[float]) -> tuple[float, float]:
    """Median and 95th percentile."""
    return median(values), quantiles(values, n=20)[-1]
