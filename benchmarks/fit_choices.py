"""Fits the choice among options (extractive engine) on odd questions; checks it on the even.

``python -m benchmarks.fit_choices --data DIR --library DIR [--work DIR]`` prints the three
things to put into ``assistant/engines/extraction/choices.py``: the weights of an option's
features (a softmax over the options, on questions whose answer stands in the passages), the
model of the best option's being right and its thresholds (on the variant with a "None of
the above", which is true for about a quarter).
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np

from assistant.engines.extraction import choices
from assistant.engines.extraction.evidence import gather
from assistant.engines.extraction.option_features import rows, shared_mass
from assistant.engines.extraction.options import none_option, prepare
from assistant.questions.asked import analyse
from benchmarks.contexts import Case, add_options, given_cases
from benchmarks.fitting import Floats, listwise, logistic, matrix, printed

Flags = np.ndarray[tuple[int], np.dtype[np.bool_]]


@dataclass(frozen=True)
class Offered:
    """The options of one question as rows of features; ``right`` None when none is right."""

    rows: Floats
    shared: float
    right: int | None


@dataclass(frozen=True)
class Example:
    """One question: all its options, and those of the variant without "None of the above"."""

    odd: bool
    held: bool
    whole: Offered
    variant: Offered


def example(case: Case, names: Sequence[str]) -> Example:
    """The features of one question's options."""
    asked = analyse(case.item.text)
    found = gather(asked, case.context)

    def offered(options: Sequence[str], answer: int) -> Offered:
        none = none_option(options)
        kept = [index for index in range(len(options)) if index != none]
        made = rows(asked, prepare(asked, [options[index] for index in kept]), found)
        right = kept.index(answer) if answer in kept else None
        return Offered(matrix(made, names), shared_mass(made), right)

    return Example(
        bool(case.item.number % 2),
        case.held,
        offered(case.item.choices, case.item.answer),
        offered(case.none.choices, case.none.answer),
    )


def examples(every: Sequence[Case], names: Sequence[str]) -> list[Example]:
    """Those of all questions, worked out by all processors."""
    with ProcessPoolExecutor() as pool:
        return list(pool.map(partial(example, names=names), every, chunksize=16))


def fitted(some: Sequence[Example]) -> Floats:
    """The weights of the softmax."""
    groups = []
    for each in some:
        if each.held and each.whole.right is not None:
            groups.append((each.whole.rows, np.arange(len(each.whole.rows)) == each.whole.right))
    return listwise(groups, 0.01)


def outcomes(
    some: Sequence[Example],
    weights: Floats,
    names: Sequence[str],
    offered: Callable[[Example], Offered],
) -> tuple[Floats, Flags, Flags]:
    """Features of the best options, whether each is right, whether any could be."""
    mass = list(names).index("mass")
    found, right, any_right = [], [], []
    for each in map(offered, some):
        if not len(each.rows):
            continue
        support = each.rows @ weights
        best = int(np.argmax(support))
        rest = np.delete(support, best)
        margin = support[best] - (rest.max() if len(rest) else 0.0)
        found.append([support[best], margin, each.rows[best, mass], each.shared])
        right.append(each.right == best)
        any_right.append(each.right is not None)
    return np.array(found), np.array(right), np.array(any_right)


def harmonic(sure: Floats, right: Flags, possible: Flags, at: float) -> tuple[float, float, float]:
    """N1 at a threshold: the harmonic mean, where none is true, and where one is."""
    true = float((sure < at)[~possible].mean())
    false = float((right & (sure >= at))[possible].mean())
    return 2 * true * false / (true + false) if true + false else 0.0, true, false


def main() -> None:
    """Prints the fitted weights and thresholds."""
    parser = argparse.ArgumentParser(description=__doc__)
    add_options(parser)
    names = list(choices.WEIGHTS)
    every = examples(given_cases(parser.parse_args()), names)
    odd = [each for each in every if each.odd]
    even = [each for each in every if not each.odd]
    weights = fitted(odd)
    print(f"WEIGHTS\n{printed(names, weights)}")

    parts, right, _ = outcomes(odd, weights, names, lambda each: each.variant)
    model = logistic(parts, right, 0.003)
    print(f"RIGHT\n{printed(list(choices.RIGHT), model)}")

    def sure(
        some: Sequence[Example], offered: Callable[[Example], Offered]
    ) -> tuple[Floats, Flags, Flags]:
        found, true, can = outcomes(some, weights, names, offered)
        return 1 / (1 + np.exp(-(found @ model[:-1] + model[-1]))), true, can

    def variant(each: Example) -> Offered:
        return each.variant

    def whole(each: Example) -> Offered:
        return each.whole

    places = np.arange(0.2, 0.8, 0.01)
    heights = [harmonic(*sure(odd, variant), at)[0] for at in places]
    smooth = np.convolve(heights, np.ones(7) / 7, "valid")
    at = float(places[int(np.argmax(smooth)) + 3])
    print(f"NONE_BELOW = {at:.2f}")
    for name, some in (("odd", odd), ("even", even)):
        print(f"{name}: N1 {harmonic(*sure(some, variant), at)}")
        held = [each for each in some if each.held]
        for null in (0.0, 0.1, 0.15, 0.2, 0.25, 0.3):
            line = []
            for group in (some, held):
                chance, true, _ = sure(group, whole)
                line.append(f"{(true & (chance >= null)).mean():.3f}")
            chance, true, _ = sure(some, whole)
            guesses = true[chance < null].mean() if (chance < null).any() else 0.0
            print(
                f"  no option below {null:.2f}: Q1 {' / held '.join(line)}, "
                f"{(chance < null).sum()} left out, of which right {guesses:.2f}"
            )


if __name__ == "__main__":
    main()
