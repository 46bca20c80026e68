"""Fits the weights of evidence and of choices (extractive engine) on the odd questions.

``python -m benchmarks.fit_evidence --data DIR --library DIR`` prints both mappings, and how
the weights do on the even questions. The weights set by hand are left alone.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.engines.extraction import choices, evidence
from assistant.engines.extraction.question import analyse
from benchmarks.contexts import Case, cases
from benchmarks.data import holds, load
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


def options(case: Case, names: Sequence[str]) -> Group:
    """The options of one question and which is right."""
    asked = analyse(case.item.text)
    found = evidence.gather(asked, case.context)
    rows = [choices.features(option, asked, found) for option in case.item.choices]
    true = np.zeros(len(rows), dtype=bool)
    true[case.item.answer] = True
    return matrix(rows, names), true


def best(groups: Sequence[Group], weights: Floats) -> float:
    """The share of groups whose best row is a true one."""
    return float(np.mean([true[int(np.argmax(rows @ weights))] for rows, true in groups]))


def main() -> None:
    """Prints the fitted weights."""
    from ingest.library import Library

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--library", type=Path, required=True)
    given = parser.parse_args()
    every = list(cases(load(given.data), Library.open(given.library)))
    names = [name for name in evidence.WEIGHTS if name not in BY_HAND]
    for title, columns, make in (
        ("evidence", names, sentences),
        ("choices", list(choices.WEIGHTS), options),
    ):
        odd, even = (
            [group for case in part if (group := make(case, columns)) is not None]
            for part in (every[1::2], every[0::2])
        )
        weights = listwise(odd)
        print(f"{title}: odd {best(odd, weights):.3f}, even {best(even, weights):.3f}")
        print(printed(columns, weights))


if __name__ == "__main__":
    main()
