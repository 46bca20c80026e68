"""F1: verdicts of ``assistant.verify`` against human judgement, on QAGS (Wang et al. 2020).

``python -m benchmarks.faithfulness --data DIR``. Each summary sentence is checked against its
article, cut into passages, by its best passage; people (majority of three) said whether it
is consistent. Balanced accuracy at one threshold of the score for CNN and XSum together.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.types import Context, DraftSentence, Hit, Numbered, Verdict
from assistant.verify import Verification, verify
from benchmarks.fitting import auroc
from ingest.text.sentences import count_words, sentences
from ingest.types import ArticleRow, Metadata, Passage

SETS = ("cnndm", "xsum")
_WORDS = 160
_FATAL = 0.5
"""What is left of the score of a sentence that fails a check."""


@dataclass(frozen=True)
class Judged:
    """One summary sentence: whether people found it consistent, and what we found."""

    consistent: bool
    found: Verification

    @property
    def score(self) -> float:
        """The support, halved when a check fails and the words alone would carry it."""
        failed = self.found.verdict is Verdict.UNSUPPORTED and self.found.score >= _FATAL
        return self.found.score * (_FATAL if failed else 1.0)


def context(text: str) -> Context:
    """The article as numbered passages of whole sentences."""
    row = ArticleRow("article", 1, "article", Metadata(), "")
    spans: list[list[int]] = []
    words = 0
    for start, end in sentences(text):
        more = count_words(text[start:end])
        if not spans or words + more > _WORDS:
            spans.append([start, end])
            words = more
        else:
            spans[-1][1] = end
            words += more
    numbered: list[Numbered] = []
    for number, (start, end) in enumerate(spans, start=1):
        passage = Passage(f"p{number}", "article", 1, number - 1, start, end, text[start:end])
        numbered.append(Numbered(number, Hit(passage, row, 1.0)))
    return Context("", tuple(numbered))


def judge(sentence: str, given: Context) -> Verification:
    """The best verification that any one passage gives the sentence."""
    return max(
        (verify(DraftSentence(sentence, (numbered.number,)), given) for numbered in given.passages),
        key=lambda found: (found.verdict is not Verdict.UNSUPPORTED, found.score),
    )


def judged(path: Path) -> list[Judged]:
    """Every sentence of one file of the set."""
    found: list[Judged] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            given = context(row["article"])
            for each in row["summary_sentences"]:
                yes = sum(answer["response"] == "yes" for answer in each["responses"])
                found.append(
                    Judged(2 * yes > len(each["responses"]), judge(each["sentence"], given))
                )
    return found


def balanced(every: Sequence[Judged], threshold: float) -> float:
    """Balanced accuracy of "score at least ``threshold``"."""
    good = [each.score >= threshold for each in every if each.consistent]
    bad = [each.score < threshold for each in every if not each.consistent]
    return (sum(good) / len(good) + sum(bad) / len(bad)) / 2


def measure(folder: Path) -> dict[str, float]:
    """Balanced accuracies at the best common threshold, and the areas under the curve."""
    sets = {name: judged(folder / f"qags_{name}.jsonl.gz") for name in SETS}
    scores = sorted({each.score for every in sets.values() for each in every})
    best = max(scores, key=lambda at: sum(balanced(every, at) for every in sets.values()))
    found = {"F1 threshold": round(best, 4)}
    for name, every in sets.items():
        found |= {
            f"F1 {name}": round(balanced(every, best), 4),
            f"F1 {name} auroc": round(
                auroc(
                    [each.score for each in every if each.consistent],
                    [each.score for each in every if not each.consistent],
                ),
                4,
            ),
            f"F1 {name} sentences": len(every),
            f"F1 {name} verified": round(
                balanced(
                    [Judged(each.consistent, _as_score(each.found.verdict)) for each in every],
                    1.0,
                ),
                4,
            ),
        }
    return found


def _as_score(verdict: Verdict) -> Verification:
    return Verification("", (), verdict, score=float(verdict is Verdict.VERIFIED))


def main() -> None:
    """Prints the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the QAGS files")
    folder = parser.parse_args().data
    inside = folder / "faithfulness-dev"
    print(json.dumps(measure(inside if inside.is_dir() else folder), indent=1))


if __name__ == "__main__":
    main()
