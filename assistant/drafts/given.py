"""Articles that were given to check a draft against, as passages; no library is needed. Pure."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

from assistant.terms import keys
from assistant.types import Context, Hit, Numbered
from ingest.chunk import chunk
from ingest.clusters import Carried
from ingest.text.clean import clean
from ingest.types import Article, ArticleRow, Block, BlockKind, Metadata, Passage

MOST = 12
"""Passages that a sentence is compared with; of longer articles those nearest by words."""


class GivenArticles:
    """The evidence of given articles: for each sentence the passages nearest to it."""

    def __init__(self, articles: Sequence[Article], most: int = MOST) -> None:
        self._most = most
        self._texts: dict[str, str] = {}
        self._hits: list[Hit] = []
        self._around: list[tuple[str, str]] = []
        for article in articles:
            self._add(article)
        self._keys: list[frozenset[str]] | None = None
        self._weights: dict[str, float] = {}

    def context(self, query: str) -> Context:
        """The passages to judge a sentence by: all of a short article, else the nearest."""
        chosen: Sequence[tuple[float, int]] = [(1.0, at) for at in range(len(self._hits))]
        if len(self._hits) > self._most:
            chosen = self._ranked(query)[: self._most]
        return Context(
            query,
            tuple(
                Numbered(number, _scored(self._hits[at], score), *self._around[at])
                for number, (score, at) in enumerate(chosen, 1)
            ),
        )

    def carried(self, row: ArticleRow) -> Carried:
        """No other outlet is known to carry an article that was merely given."""
        return Carried()

    def text(self, article_id: str) -> str:
        """The text that a citation's offsets count in."""
        return self._texts[article_id]

    def _add(self, article: Article) -> None:
        # As ingest names a text from standard input: by its words, wherever it was read.
        article_id = "a" + sha256(f"text:{article.content_hash}".encode()).hexdigest()[:12]
        if article_id in self._texts:
            return
        self._texts[article_id] = article.text
        row = ArticleRow(article_id, 1, article.source, article.meta, article.content_hash)
        cuts = chunk(article.text, article.blocks)
        texts = [article.text[start:end] for start, end in cuts]
        for ordinal, (start, end) in enumerate(cuts):
            passage_id = f"{article_id}-1-{ordinal}"
            passage = Passage(passage_id, article_id, 1, ordinal, start, end, texts[ordinal])
            self._hits.append(Hit(passage, row, 1.0))
            before = texts[ordinal - 1] if ordinal else ""
            self._around.append((before, "".join(texts[ordinal + 1 : ordinal + 2])))

    def _ranked(self, query: str) -> list[tuple[float, int]]:
        """``(score, place)`` by the share of the query's words that a passage holds, rare ones
        counting more (inverse document frequency); ties go by place."""
        if self._keys is None:
            self._keys = [frozenset(keys(hit.passage.text)) for hit in self._hits]
            count = Counter(key for held in self._keys for key in held)
            self._weights = {key: math.log(1 + len(self._keys) / n) for key, n in count.items()}
        wanted = {key: self._weights[key] for key in set(keys(query)) if key in self._weights}
        whole = sum(wanted.values()) or 1.0
        found = [
            (sum(weight for key, weight in wanted.items() if key in held) / whole, place)
            for place, held in enumerate(self._keys)
        ]
        return sorted(found, key=lambda pair: (-pair[0], pair[1]))


def _scored(hit: Hit, score: float) -> Hit:
    return Hit(hit.passage, hit.article, round(score, 6))


def bare_article(text: str) -> Article:
    """A text of a claim's own as an article: all of it may be cited. Its id is made of it."""
    text = clean(text)
    blocks = (Block(BlockKind.BODY, 0, len(text)),) if text else ()
    digest = sha256(text.encode("utf-8", "replace")).hexdigest()
    return Article(f"text:{digest}", "against", text, blocks, Metadata())


__all__ = ["MOST", "GivenArticles", "bare_article"]
