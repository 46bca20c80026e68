"""Q1, Q2, N1, N2: does the embedded engine answer, choose, and know when it cannot?

``python -m benchmarks.answers --data DIR --library DIR [--work DIR]`` (the library holds all
articles).
Beside them: rates of wrong answers and of wrong abstentions on 200 answerable questions and
on the same 200 with their gold articles and every article that holds the answer left out.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from assistant.engines.extraction.choices import none_option
from assistant.engines.extractive import ExtractiveEngine
from assistant.types import Context, Draft
from benchmarks.contexts import Case, add_options, cases, given_cases, with_choices
from benchmarks.data import Data, holds, load
from benchmarks.fitting import auroc

if TYPE_CHECKING:
    from ingest.library import Library

JUDGED = 200
"""Answerable questions of which the rates of wrong answers and abstentions are taken."""


@dataclass(frozen=True)
class Result:
    """One question: what came of it, with and without its gold articles."""

    odd: bool
    held: bool
    chosen: bool
    none_true: bool | None
    none_right: bool
    answer_in: bool
    answer_first: bool
    words: int
    confidence: float
    abstained: bool
    confidence_without: float
    abstained_without: bool


def _run(context: Context) -> tuple[Draft, tuple[str, ...]]:
    """The draft, and the sentences also of an engine that would rather abstain."""
    from assistant.engines.extraction.evidence import gather
    from assistant.engines.extraction.selection import select
    from assistant.questions.asked import analyse

    *_, last = ExtractiveEngine().write(context, lambda: False)
    assert isinstance(last, Draft)
    if not last.abstained:
        return last, tuple(each.text for each in last.sentences)
    asked = analyse(context.question)
    return last, tuple(each.text for each in select(asked, gather(asked, context)))


def result(case: Case) -> Result:
    """One question asked three ways."""
    draft, texts = _run(with_choices(case.context, case.item))
    noted, _ = _run(with_choices(case.context, case.none))
    without, _ = _run(case.unanswerable)
    none = none_option(case.none.choices)
    whole = " ".join(texts)
    return Result(
        odd=bool(case.item.number % 2),
        held=case.held,
        chosen=draft.choice == case.item.answer,
        none_true=None if none is None else case.none.answer == none,
        none_right=noted.choice == case.none.answer,
        answer_in=holds(whole, case.item.answer_text),
        answer_first=bool(texts) and holds(texts[0], case.item.answer_text),
        words=len(whole.split()),
        confidence=draft.confidence or 0.0,
        abstained=draft.abstained,
        confidence_without=without.confidence or 0.0,
        abstained_without=without.abstained,
    )


def figures(results: Sequence[Result]) -> dict[str, float]:
    """All figures, for all questions and for the odd and even ones.

    Q2 counts the sentences that were chosen, whether or not the engine then abstained;
    "Q2 answered" counts an abstention as wrong.
    """
    found: dict[str, float] = {}
    for name, part in (
        ("", results),
        (" odd", [each for each in results if each.odd]),
        (" even", [each for each in results if not each.odd]),
    ):
        held = [each for each in part if each.held]
        true = _share(each.none_right for each in part if each.none_true)
        false = _share(each.none_right for each in part if each.none_true is False)
        without = [each.confidence_without for each in part]
        found |= {
            f"Q1 all{name}": _share(each.chosen for each in part),
            f"Q1 held{name}": _share(each.chosen for each in held),
            f"Q2{name}": _share(each.answer_in for each in held),
            f"Q2 answered{name}": _share(each.answer_in and not each.abstained for each in held),
            f"Q2 first sentence{name}": _share(each.answer_first for each in held),
            f"Q2 median words{name}": median([each.words for each in held] or [0]),
            f"N1 true{name}": true,
            f"N1 false{name}": false,
            f"N1 harmonic{name}": round(2 * true * false / (true + false), 4) if true else 0.0,
            f"N2 auroc{name}": round(auroc([each.confidence for each in part], without), 4),
            f"N2 auroc held{name}": round(auroc([each.confidence for each in held], without), 4),
            f"R3{name}": _share(each.held for each in part),
        }
    judged = [each for each in results if each.held][:JUDGED]
    return found | {
        "wrong abstentions": _share(each.abstained for each in judged),
        "wrong answers": _share(not each.abstained and not each.answer_in for each in judged),
        "answers without the gold": _share(not each.abstained_without for each in judged),
        "judged": len(judged),
        "questions": len(results),
    }


def _share(flags: Iterable[bool]) -> float:
    every = list(flags)
    return round(sum(every) / len(every), 4) if every else 0.0


def measure(data: Data, library: Library, step: int = 1) -> dict[str, float]:
    """The figures, by name, over every ``step``-th question."""
    return figures([result(case) for case in cases(data, library, step)])


def main() -> None:
    """Prints the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    add_options(parser)
    given = parser.parse_args()
    figured = figures([result(case) for case in given_cases(given)])
    print(json.dumps({"data": load(given.data).sha256, **figured}, indent=1))


if __name__ == "__main__":
    main()
