"""Fits the weights of evidence (extractive engine) on the odd questions.

``python -m benchmarks.fit_evidence --data DIR --library DIR [--work DIR]`` prints them, and
how they do on the even questions. The weights set by hand are left alone.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

import numpy as np

from assistant.engines.extraction import evidence
from assistant.questions.asked import analyse
from benchmarks.contexts import Case, add_options, given_cases
from benchmarks.data import holds
from benchmarks.fitting import Floats, listwise, matrix, printed

BY_HAND = (
    *("cause", "motive", "actor", "status", "said", "idle", "counted"),
    *("answering", "news", "presents"),
)
Group = tuple[Floats, "np.ndarray[tuple[int], np.dtype[np.bool_]]"]


def sentences(case: Case, names: Sequence[str]) -> Group | None:
    """The sentences of one question and which hold the answer; None when all or none do."""
    found = evidence.gather(analyse(case.item.text), case.context)
    true = np.array([holds(each.text, case.item.answer_text) for each in found], dtype=bool)
    if not true.any() or true.all():
        return None
    return matrix([each.features for each in found], names), true


def best(groups: Sequence[Group], weights: Floats) -> float:
    """The share of groups whose best row is a true one."""
    return float(np.mean([true[int(np.argmax(rows @ weights))] for rows, true in groups]))


def main() -> None:
    """Prints the fitted weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    add_options(parser)
    every = given_cases(parser.parse_args())
    names = [name for name in evidence.WEIGHTS if name not in BY_HAND]
    odd, even = (
        [
            group
            for case in every
            if case.item.number % 2 == part and (group := sentences(case, names))
        ]
        for part in (1, 0)
    )
    weights = listwise(odd)
    print(f"odd {best(odd, weights):.3f}, even {best(even, weights):.3f}")
    print(printed(names, weights))


if __name__ == "__main__":
    main()
