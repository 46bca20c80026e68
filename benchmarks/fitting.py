"""Two small linear models fitted by gradient descent (Adam; Kingma & Ba 2015), in numpy."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Features = Mapping[str, float]

_STEPS = 400
_RATE = 0.1


def matrix(rows: Sequence[Features], names: Sequence[str]) -> Floats:
    """Feature mappings as rows of a matrix, columns in the order of ``names``."""
    return np.array([[row[name] for name in names] for row in rows], dtype=np.float64)


def listwise(groups: Sequence[tuple[Floats, NDArray[np.bool_]]], penalty: float = 0.003) -> Floats:
    """Weights that maximise the softmax mass on the true rows of each group."""

    def gradient(weights: Floats) -> Floats:
        total = np.zeros_like(weights)
        for rows, true in groups:
            scores = rows @ weights
            mass = np.exp(scores - scores.max())
            mass /= mass.sum()
            right = mass * true
            total -= rows.T @ (right / right.sum() - mass)
        return total / len(groups) + 2 * penalty * weights

    return _descend(gradient, groups[0][0].shape[1])


def logistic(rows: Floats, true: NDArray[np.bool_], penalty: float = 0.001) -> Floats:
    """Weights of a logistic regression; the last one is the intercept."""
    padded = np.c_[rows, np.ones(len(rows))]
    free = np.r_[np.full(rows.shape[1], 2 * penalty), 0.0]

    def gradient(weights: Floats) -> Floats:
        chance = 1 / (1 + np.exp(-padded @ weights))
        return np.asarray(padded.T @ (chance - true) / len(true) + free * weights)

    return _descend(gradient, padded.shape[1], 1_500)


def _descend(
    gradient: Callable[[Floats], Floats], size: int, steps: int = _STEPS, rate: float = _RATE
) -> Floats:
    weights = np.zeros(size)
    mean, square = np.zeros(size), np.zeros(size)
    for step in range(1, steps + 1):
        slope = gradient(weights)
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope**2
        weights = weights - rate * (mean / (1 - 0.9**step)) / (
            np.sqrt(square / (1 - 0.99**step)) + 1e-8
        )
    return weights


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """The chance that a positive scores above a negative; ties count half."""
    low = np.sort(np.asarray(negative))
    left = np.searchsorted(low, positive, "left")
    right = np.searchsorted(low, positive, "right")
    return float((left + right).mean() / 2 / max(1, len(low)))


def printed(names: Sequence[str], weights: Floats) -> str:
    """The weights as lines of a Python mapping."""
    return "\n".join(
        f'        "{name}": {weight:.2f},' for name, weight in zip(names, weights, strict=False)
    )
