"""Fits the confidence of the extractive engine on odd questions; a reliability table of the even.

``python -m benchmarks.fit_confidence --data DIR --library DIR``. Positives are questions
whose answer stands in the passages, negatives all questions with their gold articles and
every article that holds the answer left out. The weights set by hand are left alone.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.engines.extraction import confidence
from assistant.engines.extraction.evidence import gather
from assistant.engines.extraction.question import analyse
from assistant.types import Context
from benchmarks.contexts import Case, cases
from benchmarks.data import load
from benchmarks.fitting import Features, Floats, auroc, logistic, matrix, printed

BY_HAND = ("untyped", "unheard", "formless")


def _row(context: Context) -> Features:
    asked = analyse(context.question)
    return confidence.features(asked, context, gather(asked, context))


def rows(every: Sequence[Case], names: Sequence[str]) -> tuple[Floats, Floats]:
    """Feature rows of the answerable and of the unanswerable contexts."""
    return (
        matrix([_row(case.context) for case in every if case.held], names),
        matrix([_row(case.unanswerable) for case in every], names),
    )


def main() -> None:
    """Prints the fitted weights and the reliability table."""
    from ingest.library import Library

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--library", type=Path, required=True)
    given = parser.parse_args()
    every = list(cases(load(given.data), Library.open(given.library)))
    names = [name for name in confidence.WEIGHTS if name not in BY_HAND]
    good, bad = rows(every[1::2], names)
    weights = logistic(np.r_[good, bad], np.r_[np.ones(len(good)), np.zeros(len(bad))] > 0)
    print(f"INTERCEPT = {weights[-1]:.2f}")
    print(printed(names, weights[:-1]))
    good, bad = rows(every[0::2], names)
    sure, unsure = (1 / (1 + np.exp(-(part @ weights[:-1] + weights[-1]))) for part in (good, bad))
    print(f"even: auroc {auroc(list(sure), list(unsure)):.3f}")
    for low in np.arange(0, 1, 0.1):
        hit = ((sure >= low) & (sure < low + 0.1)).sum()
        miss = ((unsure >= low) & (unsure < low + 0.1)).sum()
        if hit + miss:
            print(f"{low:.1f}–{low + 0.1:.1f}: {hit / (hit + miss):.2f} of {hit + miss}")
    for at in np.arange(0.2, 0.7, 0.05):
        print(
            f"at {at:.2f}: abstains wrongly {(sure < at).mean():.2f}, "
            f"answers wrongly {(unsure >= at).mean():.2f}"
        )


if __name__ == "__main__":
    main()
