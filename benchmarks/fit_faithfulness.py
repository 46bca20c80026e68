"""Fits the weights of ``assistant.checking.fidelity`` on QAGS and prints them.

``python -m benchmarks.fit_faithfulness --data DIR``. The four groups (CNN and XSum, consistent
or not) weigh alike. Beside the weights: balanced accuracy when articles are held out (ten
times, five parts), which is what to expect of other articles.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.checking.fidelity import features
from benchmarks.faithfulness import SETS, Row, qags
from benchmarks.fitting import Floats, auroc, matrix
from ingest.text.sentences import sentences

PENALTY = 10.0
"""Of the squared weights of standardised features."""

Bools = NDArray[np.bool_]


def newton(rows: Floats, true: Bools, weight: Floats, penalty: float = PENALTY) -> Floats:
    """Weights of a weighted, penalised logistic regression; the last one is the intercept."""
    padded = np.c_[rows, np.ones(len(rows))]
    free = np.eye(padded.shape[1]) * penalty
    free[-1, -1] = 1e-6
    found = np.zeros(padded.shape[1])
    for _ in range(20):
        chance = 1 / (1 + np.exp(-padded @ found))
        slope = padded.T @ (weight * (true - chance)) - free @ found
        curve = (padded * (weight * chance * (1 - chance))[:, None]).T @ padded + free
        found = found + np.linalg.solve(curve, slope)
    return np.asarray(found)


def group_weights(true: Bools, group: Bools) -> Floats:
    """One weight per row, so that each of the four groups weighs the same."""
    weight = np.zeros(len(true))
    for yes in (True, False):
        for one in (True, False):
            rows = (true == yes) & (group == one)
            weight[rows] = len(true) / 4 / max(1, rows.sum())
    return weight


def balanced(score: Floats, true: Bools, at: float) -> float:
    """Balanced accuracy of "score at least ``at``"."""
    return float(((score[true] >= at).mean() + (score[~true] < at).mean()) / 2)


def best_common(score: Floats, true: Bools, group: Bools) -> float:
    """The threshold with the largest sum of both sets' balanced accuracies."""
    return max(
        map(float, np.unique(score)),
        key=lambda at: sum(balanced(score[rows], true[rows], at) for rows in (group, ~group)),
    )


def held_out(rows: Floats, true: Bools, group: Bools, articles: NDArray[np.int_]) -> list[float]:
    """Balanced accuracy and AUROC of either set over articles that were not fitted on."""
    rng = np.random.default_rng(7)
    names = np.unique(articles)
    found: list[list[float]] = []
    for _ in range(10):
        part = dict(zip(names, rng.permutation(len(names)) % 5, strict=True))
        parts = np.array([part[each] for each in articles])
        for number in range(5):
            fit, test = parts != number, parts == number
            weights = newton(rows[fit], true[fit], group_weights(true[fit], group[fit]))
            score = np.c_[rows, np.ones(len(rows))] @ weights
            at = best_common(score[fit], true[fit], group[fit])
            each = [test & ~group, test & group]
            found.append(
                [balanced(score[rows_], true[rows_], at) for rows_ in each]
                + [auroc(score[r & true].tolist(), score[r & ~true].tolist()) for r in each]
            )
    return [float(value) for value in np.mean(found, axis=0)]


def _table(folder: Path) -> tuple[list[Row], list[dict[str, float]]]:
    rows = [row for name in SETS for row in qags(folder, name)]
    made = [
        features(row.sentence, [row.article[a:b] for a, b in sentences(row.article)])
        for row in rows
    ]
    return rows, made


def main() -> None:
    """Prints the weights as Python, and the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the QAGS files")
    rows, made = _table(parser.parse_args().data)
    names = list(made[0])
    plain = matrix(made, names)
    mean, spread = plain.mean(0), plain.std(0) + 1e-9
    scaled = (plain - mean) / spread
    true = np.array([row.consistent for row in rows])
    group = np.array([row.name == "xsum" for row in rows])
    articles = np.unique([row.article for row in rows], return_inverse=True)[1]
    weights = newton(scaled, true, group_weights(true, group))
    at = best_common(np.c_[scaled, np.ones(len(scaled))] @ weights, true, group)
    own = weights[:-1] / spread
    for name, weight in zip(names, own, strict=True):
        print(f'        "{name}": {weight:.3f},')
    print(f"INTERCEPT = {weights[-1] - own @ mean - at + 1e-4:.4f}")
    figures = held_out(scaled, true, group, articles)
    print("held out: cnndm, xsum, auroc of either:", *(f"{value:.3f}" for value in figures))


if __name__ == "__main__":
    main()
