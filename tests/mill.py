"""Two invented articles about a mill, and answers that cite both, for tests of what is kept."""

from __future__ import annotations

from dataclasses import replace

from assistant.types import Answer, Citation, Hit, Provenance, Sentence, Verdict
from ingest.errors import UnknownArticle
from ingest.types import (
    Article,
    ArticleRow,
    Block,
    BlockKind,
    Filters,
    Metadata,
    Passage,
    StoredArticle,
)

TEXT = "The mill will close in May. Its owner denies that it was ever for sale."


class Shelf:
    """The articles ``a1`` (revision 1) and ``a2`` (revision 3) as the catalogue gives them; what
    is taken out of ``held`` is gone."""

    def __init__(self, one: Metadata, two: Metadata) -> None:
        self.held = {("a1", 1): one, ("a2", 3): two}

    def article(self, article_id: str, revision: int | None = None) -> StoredArticle:
        """One revision with its text."""
        row = self.revision_row(article_id, revision or 1)
        article = Article("i", "f.txt", TEXT, (Block(BlockKind.BODY, 0, len(TEXT)),), row.meta)
        return StoredArticle(article_id, row.revision, article, "", "2026-03-02T00:00:00+00:00")

    def revision_row(self, article_id: str, revision: int) -> ArticleRow:
        """One revision without its text."""
        if (article_id, revision) not in self.held:
            raise UnknownArticle("No article has this id.")
        return ArticleRow(article_id, revision, "f.txt", self.held[article_id, revision], "hash")

    def cite(self, number: int, article_id: str, revision: int, quote: str) -> Citation:
        """A citation of words of ``TEXT``."""
        start = TEXT.index(quote)
        row = self.revision_row(article_id, revision)
        return Citation(
            number, f"{article_id}:0", quote, start, start + len(quote), row, ("Hill Echo",)
        )

    def hit(self, article_id: str, revision: int) -> Hit:
        """The first sentence of an article as it was found."""
        passage = Passage(f"{article_id}:0", article_id, revision, 0, 0, 27, TEXT[:27])
        return Hit(passage, self.revision_row(article_id, revision), 0.25)

    def answered(self, asked: str = "Will it close?", who: str = "owner") -> Answer:
        """Two sentences, one verified and one not, on both articles."""
        return Answer(
            question="Will the mill close?",
            asked=asked,
            status="answered",
            confidence=0.75,
            sentences=(
                Sentence("The mill will close in May.", (1,), Verdict.VERIFIED),
                Sentence(
                    "It was for sale.", (1, 2), Verdict.PARTLY, ("denied by the words cited",),
                    attributed_to=who,
                ),
            ),
            citations=(
                self.cite(1, "a1", 1, "The mill will close in May."),
                self.cite(2, "a2", 3, "Its owner denies that it was ever for sale."),
            ),
            retrieved=(),
            filters=Filters(),
            provenance=Provenance("extractive", None, {}, "f00d"),
            notes=("single source",),
            timings_ms={"total": 400.0},
        )  # fmt: skip

    def abstained(self, *hits: Hit, asked: str = "Who pays?") -> Answer:
        """An answer that was not found, with these passages near it."""
        return replace(
            self.answered(asked), status="abstained", sentences=(), citations=(), retrieved=hits
        )
