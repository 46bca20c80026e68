"""Why an article came out as it did: its blocks, its metadata with their sources, what is withheld.

Reads only; nothing is stored.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from ingest.batch import decided
from ingest.learning import recognised
from ingest.metadata import in_plain_words
from ingest.prepare import prepare
from ingest.readers import read
from ingest.stating import put
from ingest.types import Article, BlockKind, Fetched, Link, Metadata, Overrides, Rejected

if TYPE_CHECKING:
    from datetime import datetime

    from ingest.catalogue import Catalogue

WHY = {
    BlockKind.HEADLINE: "the headline, kept with the article",
    BlockKind.BYLINE: "who wrote it, kept with the article",
    BlockKind.DATE: "when it was published, kept with the article",
    BlockKind.SUBHEADING: "a heading, shown but not cited",
    BlockKind.CAPTION: "words under a picture",
    BlockKind.CREDIT: "who made a picture or helped with the report",
    BlockKind.PROMO: "asks the reader to share, follow or subscribe",
    BlockKind.RELATED: "leads to other articles",
    BlockKind.COMMENT: "written by readers",
    BlockKind.BOILERPLATE: "menus, legal lines and whatever stands outside the article",
}
"""Why a block that cannot be cited is set aside."""
LEARNED = "stands in several of this publisher's stories and speaks to the reader"
_UNSAID = "nothing says otherwise"
_DEFAULTS = ("kind", "access")


@dataclass(frozen=True, slots=True)
class Value:
    """One field of the metadata, as text, and where it came from in plain words."""

    field: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Explained:
    """An article, and of each of its blocks why it is not cited (None for one that is)."""

    article: Article
    values: tuple[Value, ...]
    reasons: tuple[str | None, ...]
    passages: int

    @property
    def words(self) -> tuple[int, int]:
        """(words that can be cited, all words)."""
        text = self.article.text
        cited = sum(
            len(text[block.start : block.end].split())
            for block in self.article.blocks
            if block.kind.citable
        )
        return cited, len(text.split())


def explain(
    fetched: Fetched,
    overrides: Overrides,
    catalogue: Catalogue | None,
    *,
    now: datetime,
) -> Iterator[Explained | Rejected | Link]:
    """What would come of a source, article by article.

    ``overrides`` is what the user states; ``catalogue`` knows what was learned of the
    publisher's boilerplate, None where there is no library yet.
    """
    for found in read(fetched, now=now):
        if not isinstance(found, Article):
            yield found
            continue
        before = prepare(put(found, overrides))
        after = before
        if catalogue is not None:
            decisions = decided([before], catalogue, overrides)
            after = recognised([before], decisions, catalogue, None).batch[0]
        reasons = tuple(
            LEARNED if new.kind is not old.kind else WHY.get(new.kind)
            for old, new in zip(before.article.blocks, after.article.blocks, strict=True)
        )
        article = after.article
        yield Explained(article, values_of(article), reasons, len(after.passages))


def values_of(article: Article) -> tuple[Value, ...]:
    """The fields of the metadata that are known, with their sources, in the order of Metadata."""
    sources = dict(article.meta_sources)
    found = []
    for each in fields(Metadata):
        value = getattr(article.meta, each.name)
        if not value or each.name == "published_precision":
            continue
        text = ", ".join(value) if isinstance(value, tuple) else str(value)
        source = sources.get(each.name)
        if source is not None:
            found.append(Value(each.name, text, in_plain_words(source)))
        else:
            said = _UNSAID if each.name in _DEFAULTS else "not recorded"
            found.append(Value(each.name, text, said))
    return tuple(found)
