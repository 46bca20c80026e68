"""F2: a scripted hostile model, whose unsupported sentences must not be shown as verified.

``python -m benchmarks.hostile [--data DIR] [--cases N] [--seed N]``. True sentences of the
sample articles, and with ``--data`` of news articles too, are altered in the ways of
``benchmarks.mutations`` and given to the gate. Exits 1 when an altered sentence is called
verified, when a true one is not, or when fewer cases could be made than were asked for.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from assistant.samples import samples
from assistant.types import Context, DraftSentence, Hit, Numbered, Verdict
from assistant.units import units
from assistant.verify import verify
from benchmarks.mutations import FAMILIES, Mutation, Target, swapped_roles
from ingest.chunk import chunk
from ingest.fetch import expand, fetch
from ingest.readers import read
from ingest.text.sentences import count_words
from ingest.types import Article, ArticleRow, Passage, Source

CASES = 1_000
SEED = 20_250_812
TOGETHER = 5
"""Articles whose passages a model is given together."""

MOST_ARTICLES = 400

MOST_TRUE = 2_000
"""True sentences that are put to the gate as they stand; the rest are only altered."""


@dataclass
class Outcome:
    """What came of a run. ``leaks`` are (family, altered sentence, true sentence)."""

    cases: Counter[str] = field(default_factory=Counter)
    leaks: list[tuple[str, str, str]] = field(default_factory=list)
    swapped: int = 0
    swapped_leaks: list[tuple[str, str, str]] = field(default_factory=list)
    honest: int = 0
    refused: list[str] = field(default_factory=list)

    def summary(self) -> dict[str, object]:
        """The line that is printed."""
        return {
            "id": "F2",
            "cases": self.cases.total(),
            "failures": len(self.leaks),
            "leak_rate_swapped": round(len(self.swapped_leaks) / max(1, self.swapped), 4),
            "swapped": self.swapped,
            "families": dict(sorted(self.cases.items())),
            "failures_by_family": dict(Counter(family for family, *_ in self.leaks)),
            "true_sentences": self.honest,
            "true_not_verified": len(self.refused),
        }


def articles(data: Path | None, rng: Random) -> list[Article]:
    """The sample articles, and a sample of those of ``data``."""
    with samples() as folder:
        found = list(_read(folder))
    if data is not None:
        inside = data / "realtimeqa-dev"
        path = (inside if inside.is_dir() else data) / "articles.jsonl.gz"
        more = list(_read(path))
        found += rng.sample(more, min(MOST_ARTICLES, len(more)))
    return found


def _read(path: Path) -> Iterator[Article]:
    for source in expand([str(path)]):
        if isinstance(source, Source):
            yield from (each for each in read(fetch(source)) if isinstance(each, Article))


def contexts(found: Sequence[Article]) -> Iterator[Context]:
    """The passages of ``TOGETHER`` articles at a time, numbered as an engine gets them."""
    for first in range(0, len(found), TOGETHER):
        numbered: list[Numbered] = []
        for at, article in enumerate(found[first : first + TOGETHER]):
            row = ArticleRow(f"a{first + at}", 1, article.source, article.meta, "")
            spans = chunk(article.text, article.blocks)
            texts = [article.text[start:end] for start, end in spans]
            for order, ((start, end), text) in enumerate(zip(spans, texts, strict=True)):
                passage = Passage(f"{row.article_id}:{order}", row.article_id, 1, order,
                                  start, end, text)  # fmt: skip
                numbered.append(
                    Numbered(
                        len(numbered) + 1,
                        Hit(passage, row, 1.0),
                        texts[order - 1] if order else "",
                        texts[order + 1] if order + 1 < len(texts) else "",
                    )
                )
        yield Context("", tuple(numbered))


def targets(context: Context) -> Iterator[Target]:
    """The sentences of a context that a model may repeat."""
    for numbered in context.passages:
        text = numbered.hit.passage.text
        near = f"{numbered.before}\n{text}\n{numbered.after}"
        for start, end in units(text):
            if 6 <= count_words(text[start:end]) <= 60:
                yield Target(context, numbered, " ".join(text[start:end].split()), near)


def run(every: Sequence[Target], cases: int, rng: Random) -> Outcome:
    """``cases`` altered sentences, as evenly over the families as these sentences allow."""
    outcome = Outcome()
    for target in rng.sample(every, min(MOST_TRUE, len(every))):
        outcome.honest += 1
        if not _verified(target, target.says(target.text)):
            outcome.refused.append(target.text)
    made = {name: _altered(every, change, rng) for name, change in FAMILIES.items()}
    going = list(made)
    while going and outcome.cases.total() < cases:
        for name in tuple(going):
            if outcome.cases.total() >= cases:
                break
            one = next(made[name], None)
            if one is None:
                going.remove(name)
                continue
            target, said = one
            outcome.cases[name] += 1
            if _verified(target, said):
                outcome.leaks.append((name, said.text, target.text))
    for target, said in _altered(every, swapped_roles, rng, rounds=1):
        outcome.swapped += 1
        if _verified(target, said):
            outcome.swapped_leaks.append(("swapped_roles", said.text, target.text))
        if outcome.swapped >= cases // 4:
            break
    return outcome


def _altered(
    every: Sequence[Target], change: Mutation, rng: Random, rounds: int = 8
) -> Iterator[tuple[Target, DraftSentence]]:
    """Altered sentences, each once, in an order of chance."""
    seen: set[tuple[str, tuple[int, ...], int]] = set()
    for _ in range(rounds):
        for target in rng.sample(every, len(every)):
            said = change(target, rng)
            if said is None:
                continue
            key = (said.text, said.numbers, id(target.context))
            if key not in seen:
                seen.add(key)
                yield target, said


def _verified(target: Target, said: DraftSentence) -> bool:
    return verify(said, target.context).verdict is Verdict.VERIFIED


def measure(data: Path | None = None, cases: int = CASES, seed: int = SEED) -> Outcome:
    """The whole run; the same seed makes the same cases."""
    rng = Random(seed)
    every = [each for context in contexts(articles(data, rng)) for each in targets(context)]
    return run(every, cases, rng)


def main() -> int:
    """Prints the figures as one line of JSON, and what leaked on stderr."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="the folder of RealTime QA")
    parser.add_argument("--cases", type=int, default=CASES)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--show", action="store_true", help="print leaks of swapped roles too")
    options = parser.parse_args()
    outcome = measure(options.data, options.cases, options.seed)
    for family, said, true in outcome.leaks + (outcome.swapped_leaks if options.show else []):
        print(f"{family}\n  said: {said}\n  true: {true}", file=sys.stderr)
    for text in outcome.refused:
        print(f"true, not verified: {text}", file=sys.stderr)
    print(json.dumps(outcome.summary()))
    return int(bool(outcome.leaks or outcome.refused or outcome.cases.total() < options.cases))


if __name__ == "__main__":
    sys.exit(main())
