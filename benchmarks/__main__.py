"""Runs benchmarks: ``python -m benchmarks --data DIR [name …]``.

``DIR`` is the folder of the data, or one that holds it. Figures go to
``benchmarks/results/`` as JSON and to the screen as a table; the exit code is 1 when one of
them is worse than ``floors.json`` allows. ``--library DIR`` takes a library of all articles
that is there already instead of making one.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.data import Data, DataError, load
from benchmarks.floors import read_floors, write_result

if TYPE_CHECKING:
    from ingest.library import Library

Figures = Mapping[str, float]


@dataclass
class Bench:
    """What a benchmark has at hand: the data, a folder to work in, a library of all articles."""

    folder: Path
    work: Path
    runs: int
    given: Path | None = None

    @cached_property
    def data(self) -> Data:
        """RealTime QA. Raises DataError."""
        return load(self.folder)

    @cached_property
    def library_path(self) -> Path:
        """The folder of a library that holds all articles; made when none was given."""
        from benchmarks.processes import briefing, run

        if self.given is not None:
            return self.given
        made = self.work / "ingest-0"
        if not made.exists():
            run(briefing("--library", str(made), "-q", "ingest", str(self.data.articles)))
        return made

    def digest(self, name: str) -> str:
        """The sha256 of the data that the benchmark of this name reads."""
        if name == "faithfulness":
            from benchmarks import faithfulness

            return faithfulness.digest(self.folder)
        if name == "extraction":
            from benchmarks import extraction

            return extraction.digest(self.folder)
        return self.data.sha256

    @contextmanager
    def library(self) -> Iterator[Library]:
        """That library, open."""
        from ingest.library import Library

        with Library.open(self.library_path) as library:
            yield library


def _retrieval(bench: Bench) -> Figures:
    from benchmarks.retrieval import measure

    with bench.library() as library:
        return measure(bench.data, library)


def _answers(bench: Bench) -> Figures:
    from benchmarks.answers import measure

    with bench.library() as library:
        return measure(bench.data, library)


def _start(bench: Bench) -> Figures:
    from benchmarks.performance import start

    return start(bench.data, bench.work, bench.runs)


def _ingest(bench: Bench) -> Figures:
    from benchmarks.performance import taking_in

    return taking_in(bench.data, bench.work, bench.runs)


def _search(bench: Bench) -> Figures:
    from benchmarks.performance import agreement, asking, searching

    with bench.library() as library:
        found = searching(bench.data, library) | agreement(bench.data, library)
    return {**found, **asking(bench.library_path, bench.runs)}


def _faithfulness(bench: Bench) -> Figures:
    from benchmarks.faithfulness import measure

    return measure(bench.folder)


def _extraction(bench: Bench) -> Figures:
    from benchmarks.extraction import measure

    return measure(bench.folder)


def _copies(bench: Bench) -> Figures:
    from benchmarks.copies import measure

    return measure(bench.data.articles)


def _hostile(bench: Bench) -> Figures:
    from benchmarks.hostile import measure

    outcome = measure(bench.data.folder)
    return {
        "F2 cases": outcome.cases.total(),
        "F2 failures": len(outcome.leaks),
        "F2 leak rate of swapped roles": len(outcome.swapped_leaks) / max(1, outcome.swapped),
        "true sentences not verified": len(outcome.refused),
    }


REGISTRY: dict[str, Callable[[Bench], Figures]] = {
    "start": _start,
    "ingest": _ingest,
    "search": _search,
    "retrieval": _retrieval,
    "answers": _answers,
    "faithfulness": _faithfulness,
    "extraction": _extraction,
    "hostile": _hostile,
    "copies": _copies,
}
"""Benchmarks by name, in the order in which they run."""


def main(arguments: list[str] | None = None) -> int:
    """Runs those that are named, or all; 0 when every figure is good enough."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--library", type=Path)
    parser.add_argument("--work", type=Path, help="a folder to work in and to keep")
    parser.add_argument("--runs", type=int, default=5, help="runs that a median is taken of")
    parser.add_argument("names", nargs="*", help=", ".join(REGISTRY))
    options = parser.parse_args(arguments)
    unknown = [name for name in options.names if name not in REGISTRY]
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)} (there are {', '.join(REGISTRY)})")
    with _work(options.work) as work:
        bench = Bench(options.data.resolve(), work, options.runs, options.library)
        try:
            worse = [name for name in options.names or REGISTRY if _run(bench, name)]
            return int(bool(worse))
        except DataError as error:
            print(error, file=sys.stderr)
            return 2


def _run(bench: Bench, name: str) -> bool:
    """Runs one, shows and keeps its figures; whether any is not good enough."""
    figures = REGISTRY[name](bench)
    floors = read_floors().get(name)
    digest = bench.digest(name)
    broken = floors.broken(digest, figures) if floors else []
    print(f"\n{name}  (data {digest[:12]})")
    for key, value in figures.items():
        bound = (floors.at_least.get(key) or floors.at_most.get(key)) if floors else None
        print(f"  {key:<32}{value:>12.4g}" + (f"   bound {bound:g}" if bound else ""))
    for line in broken:
        print(f"  ✗ {line}")
    write_result(name, digest, figures)
    return bool(broken)


@contextmanager
def _work(folder: Path | None) -> Iterator[Path]:
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        yield folder.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="briefing-bench-") as made:
        yield Path(made)


if __name__ == "__main__":
    sys.exit(main())
