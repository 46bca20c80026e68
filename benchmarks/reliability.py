"""How far a stated probability can be believed: bins, error and a diagram.

Terms as in Guo et al. 2017, "On calibration of modern neural networks": the expected
calibration error (ECE) is the mean distance between what was said and what came true, over
bins of equal width, weighted by how many fell into each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The forecasts between ``low`` and ``high``: how many, their mean, the share come true."""

    low: float
    high: float
    count: int
    said: float
    true: float


def bins(said: Sequence[float], true: Sequence[bool], number: int = BINS) -> tuple[Bin, ...]:
    """Bins of equal width over 0..1, empty ones left out; 1 falls into the last."""
    grouped: dict[int, list[tuple[float, bool]]] = {}
    for chance, came in zip(said, true, strict=True):
        grouped.setdefault(min(int(chance * number), number - 1), []).append((chance, came))
    return tuple(
        Bin(
            at / number,
            (at + 1) / number,
            len(pairs),
            sum(chance for chance, _ in pairs) / len(pairs),
            sum(came for _, came in pairs) / len(pairs),
        )
        for at, pairs in sorted(grouped.items())
    )


def ece(said: Sequence[float], true: Sequence[bool], number: int = BINS) -> float:
    """The expected calibration error, 0..1; 0 without forecasts."""
    every = bins(said, true, number)
    total = sum(each.count for each in every)
    return sum(each.count * abs(each.said - each.true) for each in every) / total if total else 0.0


def brier(said: Sequence[float], true: Sequence[bool]) -> float:
    """The mean squared error of the forecasts (Brier 1950); 0 without forecasts."""
    pairs = list(zip(said, true, strict=True))
    return sum((chance - came) ** 2 for chance, came in pairs) / len(pairs) if pairs else 0.0


def table(every: Sequence[Bin]) -> str:
    """The bins as a Markdown table."""
    rows = [
        f"| {each.low:.1f}–{each.high:.1f} | {each.count} | {each.said:.2f} | {each.true:.2f} |"
        for each in every
    ]
    head = ["| confidence | questions | said | came true |", "|---|---|---|---|"]
    return "\n".join([*head, *rows]) + "\n"


_SIZE = 320
_LEFT, _TOP = 56, 40


def svg(every: Sequence[Bin], title: str, note: str) -> str:
    """A reliability diagram: what came true over what was said, circles by their number.

    On the dotted line a probability is worth what it says. The texts must be free of markup.
    """
    most = max((each.count for each in every), default=1)
    marks = [
        f'<circle cx="{_x(each.said):.1f}" cy="{_y(each.true):.1f}" '
        f'r="{3 + 11 * (each.count / most) ** 0.5:.1f}" fill="#2b6cb0" fill-opacity="0.55" '
        f'stroke="#2b6cb0"><title>said {each.said:.2f}, came true {each.true:.2f}, '
        f"{each.count} questions</title></circle>"
        for each in every
    ]
    path = " ".join(f"{_x(each.said):.1f},{_y(each.true):.1f}" for each in every)
    lines = [
        f'<line x1="{_x(at)}" y1="{_y(0)}" x2="{_x(at)}" y2="{_y(1)}" stroke="#e2e8f0"/>'
        f'<line x1="{_x(0)}" y1="{_y(at)}" x2="{_x(1)}" y2="{_y(at)}" stroke="#e2e8f0"/>'
        f'<text x="{_x(at)}" y="{_y(0) + 18}" text-anchor="middle">{at:g}</text>'
        f'<text x="{_x(0) - 8}" y="{_y(at) + 4}" text-anchor="end">{at:g}</text>'
        for at in (0, 0.2, 0.4, 0.6, 0.8, 1)
    ]
    width, height = _LEFT + _SIZE + 24, _TOP + _SIZE + 66
    middle = _LEFT + _SIZE / 2
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            f'viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12" '
            'fill="#2d3748">',
            f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
            f'<text x="{middle}" y="24" text-anchor="middle" font-size="14">{title}</text>',
            *lines,
            f'<line x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}" stroke="#718096" '
            'stroke-dasharray="4 4"/>',
            f'<polyline points="{path}" fill="none" stroke="#2b6cb0"/>',
            *marks,
            f'<text x="{middle}" y="{_y(0) + 38}" text-anchor="middle">confidence</text>',
            f'<text x="16" y="{_TOP + _SIZE / 2}" text-anchor="middle" '
            f'transform="rotate(-90 16 {_TOP + _SIZE / 2})">'
            "share of answers that hold the answer</text>",
            f'<text x="{middle}" y="{_y(0) + 58}" text-anchor="middle" fill="#718096">'
            f"{note}</text>",
            "</svg>\n",
        ]
    )


def _x(value: float) -> float:
    return _LEFT + _SIZE * value


def _y(value: float) -> float:
    return _TOP + _SIZE * (1 - value)


__all__ = ["BINS", "Bin", "bins", "brier", "ece", "svg", "table"]
