"""Is the embedded engine's confidence a probability? Writes the reliability diagram.

``python -m benchmarks.calibration --data DIR --library DIR [--work DIR] [--svg FILE]``. A
question counts as come true when the sentences that were chosen hold the answer's words,
whether or not the engine then abstained. All questions are asked over the whole library, so
the prior is the share of them that come true there; the trade of thresholds shows beside it
the same questions without their sources.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from benchmarks.answers import Result, result
from benchmarks.contexts import add_options, given_cases
from benchmarks.reliability import bins, brier, ece, svg, table

THRESHOLDS = tuple(round(at, 2) for at in np.arange(0.1, 0.65, 0.05))


def report(results: Sequence[Result]) -> str:
    """Errors for all, odd and even questions, and the table of bins."""
    lines: list[str] = []
    for name, part in (
        ("all", results),
        ("odd (fitted)", [each for each in results if each.odd]),
        ("even", [each for each in results if not each.odd]),
    ):
        said, true = _outcomes(part)
        lines.append(
            f"{name}: {len(part)} questions, prior {sum(true) / max(1, len(true)):.3f}, "
            f"ECE {ece(said, true):.3f}, Brier {brier(said, true):.3f}"
        )
    return "\n".join(lines) + "\n\n" + table(bins(*_outcomes(results)))


def trade(results: Sequence[Result]) -> str:
    """What each threshold costs, as a Markdown table."""
    held = [each for each in results if each.held]
    rows = [
        f"| {at:.2f} | {_share(each.confidence < at for each in held)} "
        f"| {_share(each.confidence >= at and not each.answer_in for each in held)} "
        f"| {_share(each.confidence_without >= at for each in held)} |"
        for at in THRESHOLDS
    ]
    head = [
        "| answers from | abstained wrongly | answered without the string "
        "| answered with the sources gone |",
        "|---|---|---|---|",
    ]
    return "\n".join([*head, *rows]) + "\n"


def _share(flags: Iterable[bool]) -> str:
    every = list(flags)
    return f"{sum(every) / max(1, len(every)):.3f}"


def _outcomes(results: Sequence[Result]) -> tuple[list[float], list[bool]]:
    return [each.confidence for each in results], [each.answer_in for each in results]


def picture(results: Sequence[Result]) -> str:
    """The diagram of all questions as SVG."""
    said, true = _outcomes(results)
    note = (
        f"{len(results)} questions, prior {sum(true) / max(1, len(true)):.2f}, "
        f"ECE {ece(said, true):.3f}, Brier {brier(said, true):.3f}"
    )
    return svg(bins(said, true), "Confidence of the embedded engine", note)


def main() -> None:
    """Prints the tables and writes the diagram."""
    parser = argparse.ArgumentParser(description=__doc__)
    add_options(parser)
    parser.add_argument("--svg", type=Path, help="where the diagram goes")
    given = parser.parse_args()
    results = [result(case) for case in given_cases(given)]
    print(report(results))
    print(trade(results))
    if given.svg is not None:
        given.svg.write_text(picture(results), encoding="utf-8")


if __name__ == "__main__":
    main()
