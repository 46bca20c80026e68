"""Copies: which altered copies of an article are found, and what is wrongly taken for one.

Seeded alterations of real articles, each against its original: cut, halved and edited as papers
do with an agency's report, printed inside longer texts; and another article that quotes three
paragraphs of it, which is no copy. A copy is found when the signatures resemble each other and
the words bear it out, as in the library.
"""

from __future__ import annotations

import gzip
import json
import re
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random

import numpy as np

from ingest.copies import is_copy, shingled, signature, values_of
from ingest.resembling import EQUAL
from ingest.types import Article, Block, BlockKind, Metadata

SAMPLE = 600
_SEED = 11
_LEAST, _MOST = 250, 1500
"""Words of an article that is altered: those of an agency's report."""

_SENTENCE = re.compile(r"(?<=[.!?”\"])\s+")

Alter = Callable[[str, str, Random], str]
"""An altered text from the original, another article's text and a source of chance."""


def measure(articles: Path) -> dict[str, float]:
    """The share of the altered texts that are taken for copies, by alteration, and the time
    that the signature of an article of 600 words takes (ms)."""
    texts = [text for text in read(articles) if _LEAST <= len(text.split()) <= _MOST]
    chance = Random(_SEED)
    chosen = chance.sample(texts, min(2 * SAMPLE, len(texts)))
    pairs = list(zip(chosen[::2], chosen[1::2], strict=False))
    found = {
        name: sum(_found(one, alter(one, other, chance)) for one, other in pairs) / len(pairs)
        for name, alter in ALTERATIONS.items()
    }
    return found | {"ms per 600 words": _time(chosen)}


def read(articles: Path) -> list[str]:
    """The texts of the articles, a JSON object with ``text`` a line; each text once."""
    with gzip.open(articles, "rt", encoding="utf-8") as lines:
        return list(dict.fromkeys(json.loads(line)["text"] for line in lines))


def _article(text: str) -> Article:
    return Article("", "", text, (Block(BlockKind.BODY, 0, len(text)),), Metadata())


def _found(one: str, other: str) -> bool:
    first, second = _article(one), _article(other)
    mine, theirs = values_of(signature(first)), values_of(signature(second))
    if mine is None or theirs is None or int(np.count_nonzero(mine == theirs)) < EQUAL:
        return False
    return is_copy(shingled(first), shingled(second))


def _time(texts: Sequence[str]) -> float:
    articles = [_article(" ".join(text.split(" ")[:600])) for text in texts[:200]]
    words = sum(len(article.text.split()) for article in articles)
    taken = []
    for _ in range(5):
        begun = time.perf_counter()
        for article in articles:
            signature(article)
        taken.append(time.perf_counter() - begun)
    return min(taken) * 1000 * 600 / words


# ── alterations ───────────────────────────────────────────────────────────────────────


def _sentences(text: str) -> list[str]:
    return _SENTENCE.split(text)


def _first_half(text: str, other: str, chance: Random) -> str:
    parts = _sentences(text)
    return " ".join(parts[: (len(parts) + 1) // 2])


def _second_half(text: str, other: str, chance: Random) -> str:
    parts = _sentences(text)
    return " ".join(parts[len(parts) // 2 :])


def _cut(text: str, other: str, chance: Random) -> str:
    """The end is left out: four to nine tenths remain."""
    parts = _sentences(text)
    return " ".join(parts[: max(1, round(len(parts) * chance.uniform(0.4, 0.9)))])


def _edited(text: str, other: str, chance: Random) -> str:
    """One sentence in five is left out or replaced, and every thirtieth word."""
    parts = [part for part in _sentences(text) if chance.random() > 0.1]
    foreign = _sentences(other)
    parts = [chance.choice(foreign) if chance.random() < 0.1 else part for part in parts]
    return _words_changed(" ".join(parts), other, 1 / 30, chance)


def _cut_and_edited(text: str, other: str, chance: Random) -> str:
    return _words_changed(_cut(text, other, chance), other, 1 / 30, chance)


def _words_changed(text: str, other: str, share: float, chance: Random) -> str:
    pool = other.split()
    return " ".join(
        chance.choice(pool) if chance.random() < share else word for word in text.split(" ")
    )


def _new_lead(text: str, other: str, chance: Random) -> str:
    """Two paragraphs of its own before it, as a paper that adds what it knows."""
    own = " ".join(other.split()[:80])
    return f"{own}\n\n{text}"


def _inside(times: float) -> Alter:
    """The whole report inside a text that is so many times as long."""

    def alter(text: str, other: str, chance: Random) -> str:
        own = other.split()
        wanted = round(len(text.split()) * (times - 1))
        more = (own * (wanted // len(own) + 1))[:wanted]
        # The same words over again would make few different 5-grams.
        chance.shuffle(more)
        return f"{text}\n\n{' '.join(more)}"

    return alter


def _quoting(text: str, other: str, chance: Random) -> str:
    """Another article that quotes three paragraphs, or fewer where they are a third of all."""
    paragraphs = [part for part in text.split("\n") if len(part.split()) >= 15]
    quoted = chance.sample(paragraphs, min(3, len(paragraphs)))
    while len(" ".join(quoted).split()) > len(text.split()) / 3:
        quoted.pop()
    return "\n\n".join([other, *quoted])


def _unrelated(text: str, other: str, chance: Random) -> str:
    return other


ALTERATIONS: Mapping[str, Alter] = {
    "cut": _cut,
    "first half": _first_half,
    "second half": _second_half,
    "edited": _edited,
    "cut and edited": _cut_and_edited,
    "new lead": _new_lead,
    "inside twice its length": _inside(2),
    "inside three times": _inside(3),
    "inside four times": _inside(4),
    "inside six times": _inside(6),
    "quoting three paragraphs": _quoting,
    "unrelated": _unrelated,
}
"""Ways in which an article comes back, by name."""
