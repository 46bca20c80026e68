"""Fits the confidence of the extractive engine on odd questions and checks it on the even.

``python -m benchmarks.fit_confidence --data DIR --library DIR [--work DIR]``. First a
logistic model: positives are questions whose answer stands in the passages, negatives all
questions with their gold articles and every article that holds the answer left out. Then
its scale (Platt 1999, "Probabilistic outputs for support vector machines"): a slope and an
offset, so that over all odd questions it is the probability that the chosen sentences hold
the answer's words. The weights set by hand are left alone.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import numpy as np

from assistant.engines.extraction import confidence
from assistant.engines.extraction.evidence import gather
from assistant.engines.extraction.selection import select
from assistant.questions.asked import analyse
from assistant.types import Context
from benchmarks.contexts import Case, add_options, given_cases
from benchmarks.data import holds
from benchmarks.fitting import Features, Floats, auroc, logistic, matrix, printed
from benchmarks.reliability import brier, ece

BY_HAND = ("untyped", "unheard", "formless", "names", "undone", "uncounted", "outright")


@dataclass(frozen=True)
class Example:
    """One question: its features with and without its sources, and what came of it."""

    odd: bool
    held: bool
    answered: bool
    given: Features
    without: Features


def example(case: Case) -> Example:
    """The features of one question and whether its best sentences hold the answer."""
    given, texts = _row(case.context)
    return Example(
        bool(case.item.number % 2),
        case.held,
        holds(" ".join(texts), case.item.answer_text),
        given,
        _row(case.unanswerable)[0],
    )


def _row(context: Context) -> tuple[Features, tuple[str, ...]]:
    asked = analyse(context.question)
    found = gather(asked, context)
    texts = tuple(each.text for each in select(asked, found))
    return confidence.features(asked, context, found), texts


def examples(every: Sequence[Case]) -> list[Example]:
    """Those of all questions, worked out by all processors."""
    with ProcessPoolExecutor() as pool:
        return list(pool.map(example, every, chunksize=16))


def fitted(some: Sequence[Example], names: Sequence[str]) -> Floats:
    """Weights and intercept, scaled to the probability of an answer that holds the string."""
    good = matrix([each.given for each in some if each.held], names)
    bad = matrix([each.without for each in some], names)
    weights = logistic(np.r_[good, bad], np.r_[np.ones(len(good)), np.zeros(len(bad))] > 0, 0.0005)
    totals = matrix([each.given for each in some], names) @ weights[:-1] + weights[-1]
    by_hand = np.array([confidence.WEIGHTS[name] for name in BY_HAND])
    fixed = matrix([each.given for each in some], BY_HAND) @ by_hand
    true = np.array([each.answered for each in some])
    slope, offset = _scaled(totals, fixed, true)
    return np.asarray(np.r_[weights[:-1] * slope, weights[-1] * slope + offset])


def _scaled(
    totals: Floats, fixed: Floats, true: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> tuple[float, float]:
    """Slope and offset of the totals, beside fixed parts, with the least log loss (Newton)."""
    slope, offset = 1.0, 0.0
    design = np.c_[totals, np.ones(len(totals))]
    for _ in range(50):
        chance = 1 / (1 + np.exp(-(slope * totals + offset + fixed)))
        gradient = design.T @ (chance - true)
        curve = (design * (chance * (1 - chance))[:, None]).T @ design
        step = np.linalg.solve(curve + 1e-6 * np.eye(2), gradient)
        slope, offset = slope - float(step[0]), offset - float(step[1])
    return slope, offset


def said(rows: Sequence[Features], names: Sequence[str], weights: Floats) -> Floats:
    """The confidences of feature rows."""
    by_hand = np.array([confidence.WEIGHTS[name] for name in BY_HAND])
    totals = matrix(rows, names) @ weights[:-1] + weights[-1] + matrix(rows, BY_HAND) @ by_hand
    return np.asarray(1 / (1 + np.exp(-totals)))


def main() -> None:
    """Prints the fitted weights, how they do, and what thresholds cost on the odd questions."""
    parser = argparse.ArgumentParser(description=__doc__)
    add_options(parser)
    every = examples(given_cases(parser.parse_args()))
    names = [name for name in confidence.WEIGHTS if name not in BY_HAND]
    odd = [each for each in every if each.odd]
    weights = fitted(odd, names)
    print(f"INTERCEPT = {weights[-1]:.2f}")
    print(printed(names, weights[:-1]))
    for name, some in (("odd", odd), ("even", [each for each in every if not each.odd])):
        sure = said([each.given for each in some], names, weights)
        without = said([each.without for each in some], names, weights)
        held = np.array([each.held for each in some])
        true = [each.answered for each in some]
        print(
            f"{name}: auroc {auroc(list(sure), list(without)):.3f}, held "
            f"{auroc(list(sure[held]), list(without)):.3f}, ECE {ece(list(sure), true):.3f}, "
            f"Brier {brier(list(sure), true):.3f}, prior {np.mean(true):.3f}"
        )
        wrong = held & ~np.array(true)
        for at in np.arange(0.1, 0.65, 0.05):
            print(
                f"  from {at:.2f}: abstains wrongly {(sure[held] < at).mean():.3f}, answers "
                f"without the string {(wrong & (sure >= at)).sum() / held.sum():.3f}, answers "
                f"with the sources gone {(without >= at).mean():.3f}"
            )


if __name__ == "__main__":
    main()
