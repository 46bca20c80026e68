"""F1: verdicts of ``assistant.claims.judge`` against human judgement, on QAGS (Wang et al. 2020).

``python -m benchmarks.faithfulness --data DIR``. Each summary sentence is judged against its
article, cut into passages, as ``briefing check`` does it; people (majority of three) said
whether it is consistent. Balanced accuracy of the verdict, and of the score at the one
threshold of the product.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from assistant.checking.fidelity import FAITHFUL_AT
from assistant.claims import judge
from assistant.types import Context, Hit, Numbered, Verdict
from assistant.verify import Verification
from benchmarks.data import DataError
from benchmarks.fitting import auroc
from ingest.text.sentences import count_words, sentences
from ingest.types import ArticleRow, Metadata, Passage

SETS = ("cnndm", "xsum")
_WORDS = 160


@dataclass(frozen=True)
class Row:
    """One summary sentence, its article, and what the majority of three people said."""

    name: str
    sentence: str
    article: str
    consistent: bool


@dataclass(frozen=True)
class Judged:
    """One summary sentence: whether people found it consistent, and what we found."""

    consistent: bool
    found: Verification

    @property
    def supported(self) -> bool:
        """Whether a reader is told that it is supported."""
        return self.found.verdict is Verdict.VERIFIED


def place(folder: Path) -> Path:
    """``folder`` or the folder of it whose name begins with ``faithfulness``, with the files.

    Raises DataError when they are in neither.
    """
    for inside in (folder, *sorted(folder.glob("faithfulness*"))):
        if all((inside / f"qags_{name}.jsonl.gz").is_file() for name in SETS):
            return inside
    raise DataError(f"{folder} holds no QAGS: qags_cnndm.jsonl.gz and qags_xsum.jsonl.gz.")


def qags(folder: Path, name: str) -> Iterator[Row]:
    """The sentences of one of the ``SETS``."""
    path = place(folder) / f"qags_{name}.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            for each in row["summary_sentences"]:
                yes = sum(answer["response"] == "yes" for answer in each["responses"])
                yield Row(name, each["sentence"], row["article"], 2 * yes > len(each["responses"]))


def digest(folder: Path) -> str:
    """The sha256 over the files: figures of other data must not be compared."""
    whole = sha256()
    for name in SETS:
        whole.update(sha256((place(folder) / f"qags_{name}.jsonl.gz").read_bytes()).digest())
    return whole.hexdigest()


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


def judged(rows: Sequence[Row]) -> list[Judged]:
    """Every sentence after its check."""
    return [Judged(row.consistent, judge(row.sentence, context(row.article))) for row in rows]


def balanced(every: Sequence[tuple[bool, bool]]) -> float:
    """Balanced accuracy of (what people said, what we say)."""
    good = [said for true, said in every if true]
    bad = [not said for true, said in every if not true]
    return (sum(good) / len(good) + sum(bad) / len(bad)) / 2


def measure(folder: Path) -> dict[str, float]:
    """By set: balanced accuracy of verdict and score, and the area under the curve."""
    found: dict[str, float] = {}
    for name in SETS:
        every = judged(list(qags(folder, name)))
        score = [(each.consistent, each.found.score) for each in every]
        found |= {
            f"F1 {name}": round(balanced([(e.consistent, e.supported) for e in every]), 4),
            f"F1 {name} score": round(balanced([(yes, at >= FAITHFUL_AT) for yes, at in score]), 4),
            f"F1 {name} auroc": round(
                auroc([at for yes, at in score if yes], [at for yes, at in score if not yes]), 4
            ),
            f"F1 {name} sentences": len(every),
        }
    return found


def main() -> None:
    """Prints the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the QAGS files")
    print(json.dumps(measure(parser.parse_args().data), indent=1))


if __name__ == "__main__":
    main()
