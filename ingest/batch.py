"""A batch of articles on its way into the catalogue: planned, cut, embedded, written.

Articles of many sources share a batch. Each is decided upon against the catalogue and
against those before it; all of a batch is written in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from ingest.cancelling import quiet
from ingest.changes import compare, field_changes
from ingest.changing.summary import in_few_words
from ingest.clusters import Cluster
from ingest.embedders import header, with_header
from ingest.errors import ArticleDamaged, EmbedderMismatch, UnknownArticle
from ingest.learning import recognised, settle
from ingest.plan import Action, Decision, Planner
from ingest.prune import may_exist
from ingest.records import Known, Prepared, Write, lies_in
from ingest.types import ArticleRow, BlockKind, Changes, Item, Nature, Overrides, Status

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ingest.catalogue import Catalogue
    from ingest.library import Library

MOST_ARTICLES = 100
"""Articles in a batch: what a sudden end can cost, and what a signal waits for."""

_STATUS = {
    Action.ADD: Status.ADDED,
    Action.UPDATE: Status.UPDATED,
    Action.RELABEL: Status.UPDATED,
    Action.COVERED: Status.UNCHANGED,
    Action.UNCHANGED: Status.UNCHANGED,
    Action.MOVED: Status.UNCHANGED,
    Action.DUPLICATE: Status.DUPLICATE,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article of a batch.

    ``passages`` counts those that were written, ``comments`` and ``boilerplate`` the blocks
    that were withheld from them. ``article_id`` is the id of the article that it is, or is a
    copy of; None for one that a dry run would add.
    """

    item: Item
    article_id: str | None
    passages: int = 0
    comments: int = 0
    boilerplate: int = 0


def store(
    batch: Sequence[Prepared],
    library: Library,
    overrides: Overrides,
    *,
    now: str,
    dry_run: bool = False,
    fault: Callable[[Item], None] = quiet,
) -> list[Outcome]:
    """Decides about the articles and writes what is to be written; an outcome for each.

    ``fault`` is told of each earlier article that should have changed with them and cannot,
    because what is stored of it is damaged. Raises LibraryError and EmbedderError, and then
    nothing of the batch is written.
    """
    catalogue = library.catalogue
    made = None if dry_run else partial(embed, library=library)
    decisions = decided(batch, catalogue, overrides)
    damaged: list[str] = []
    found = recognised(batch, decisions, catalogue, made, now=now, damaged=damaged.append)
    if found.batch is not batch:
        # Those that it knew may have other blocks by now.
        batch, decisions = found.batch, decided(found.batch, catalogue, overrides)
    decisions = [_told(decision, library) for decision in decisions]
    stored = [n for n, decision in enumerate(decisions) if decision.action.stored]
    cuts = {n: _passages(batch[n], decisions[n]) for n in stored}
    ids: dict[int, str] = {}
    if stored and not dry_run:
        writes = _writes([(batch[n], decisions[n], cuts[n]) for n in stored], library, now)
        written = catalogue.write(writes)
        ids = {n: done.article_id for n, done in zip(stored, written, strict=True)}
        clusters = catalogue.cluster_of(ids.values())
        decisions = [
            _copied(decision, clusters.get(ids.get(n, ""))) for n, decision in enumerate(decisions)
        ]
    if made is not None:
        settle(found, ids.values(), catalogue, made, now=now, damaged=damaged.append)
    for row in catalogue.row_of(damaged).values():
        fault(_damaged(row))
    by_identity = {decisions[n].article.identity: article_id for n, article_id in ids.items()}
    outcomes = []
    for n, decision in enumerate(decisions):
        article_id = ids.get(n) or _known_id(decision, by_identity)
        outcomes.append(_outcome(decision, article_id, cuts.get(n)))
    return outcomes


def decided(
    batch: Sequence[Prepared], catalogue: Catalogue, overrides: Overrides
) -> list[Decision]:
    """What is to be done with each, by what the catalogue knows now."""
    known = catalogue.known(
        {one.article.identity for one in batch},
        {one.article.content_hash for one in batch},
    )
    planner = Planner(known, gone(known))
    return [planner.decide(one.article, overrides) for one in batch]


def _told(decision: Decision, library: Library) -> Decision:
    """The decision, with what changed about an article that was known before the batch."""
    known = decision.known
    if known is None or not known.article_id:
        return decision
    if decision.action is Action.RELABEL:
        fields = tuple(field_changes(known.meta, decision.article.meta))
        return replace(decision, reason=in_few_words(Changes(Nature.METADATA, fields=fields)))
    if decision.action is not Action.UPDATE:
        return decision
    try:
        stored = library.catalogue.article(known.article_id)
    except UnknownArticle:
        # Another process has removed it meanwhile.
        return decision
    except ArticleDamaged:
        return replace(decision, reason="what was stored of it was damaged")
    return replace(decision, reason=in_few_words(compare(stored.article, decision.article)))


def _damaged(row: ArticleRow) -> Item:
    reason = (
        "What is stored of this earlier article is damaged, so it was left as it is. Mend it: "
        f"briefing remove {row.article_id}, then ingest it again."
    )
    return Item(row.source, Status.FAILED, row.article_id, row.meta.title, reason)


def _copied(decision: Decision, cluster: Cluster | None) -> Decision:
    """The decision, with whose report a new article is a copy of."""
    if cluster is None or not cluster.copies or decision.reason is not None:
        return decision
    return replace(decision, reason=f"One of {len(cluster.members)} copies: {cluster.label()}.")


def gone(known: Iterable[Known]) -> set[str]:
    """The ids of those articles whose files are no longer there.

    Of an article that goes by where it lies that is its own file: a copy elsewhere may take
    its place.
    """
    return {one.article_id for one in known if one.locations and _is_gone(one)}


def _is_gone(known: Known) -> bool:
    own = [place for place in known.locations if lies_in(known.identity, place)]
    return not any(map(may_exist, own or known.locations))


def _known_id(decision: Decision, by_identity: dict[str, str]) -> str | None:
    known = decision.known
    if known is None:
        return None
    return known.article_id or by_identity.get(known.identity)


_Cut = tuple[tuple[int, int], ...] | None


def _passages(prepared: Prepared, decision: Decision) -> _Cut:
    """The passages to write; None where those stored stay as they are."""
    known = decision.known
    head = header(decision.article.meta)
    if known is not None and decision.same_words and header(known.meta) == head:
        return None
    return prepared.passages


def _writes(
    decided: Sequence[tuple[Prepared, Decision, _Cut]], library: Library, now: str
) -> list[Write]:
    heads = [header(decision.article.meta) for _, decision, _ in decided]
    texts = [
        with_header(head, decision.article.text[start:end])
        for (_, decision, cut), head in zip(decided, heads, strict=True)
        for start, end in cut or ()
    ]
    vectors = embed(texts, library) if any(cut is not None for _, _, cut in decided) else None
    writes, at = [], 0
    for (prepared, decision, cut), head in zip(decided, heads, strict=True):
        size = len(cut or ())
        writes.append(
            Write(
                decision.article,
                cut or (),
                head,
                None if cut is None or vectors is None else vectors[at : at + size],
                now,
                decision.overrides,
                decision.known.article_id or None if decision.known else None,
                prepared.signature,
                prepared.paragraphs,
                decision.read,
            )
        )
        at += size
    return writes


def embed(texts: list[str], library: Library) -> NDArray[np.float32]:
    """Vectors of texts with their headers, by the library's embedder: a row for each.

    Raises EmbedderMismatch when they do not go with those in the library, EmbedderError.
    """
    import numpy as np

    embedder = library.adopt_embedder()
    if not texts:
        return np.empty((0, embedder.dimension), dtype=np.float32)
    vectors = embedder.embed_documents(texts)
    wanted = library.catalogue.meta("embedder_dimension")
    if str(vectors.shape[1]) != wanted:
        raise EmbedderMismatch(
            f"The embedder {embedder.name} now makes vectors of {vectors.shape[1]} numbers; "
            f"those in the library have {wanted}.",
            f"Make them again: briefing reindex --embedder {embedder.name}",
        )
    return vectors


def _outcome(decision: Decision, article_id: str | None, cut: _Cut) -> Outcome:
    article = decision.article
    status = _STATUS[decision.action]
    warnings = article.warnings
    if cut is not None and not cut:
        warnings = (*warnings, "Nothing in it can be cited: no running text was found.")
    item = Item(article.source, status, article_id, article.meta.title, decision.reason, warnings)
    if status not in (Status.ADDED, Status.UPDATED):
        return Outcome(item, article_id)
    comments = article.withheld(BlockKind.COMMENT)
    withheld = sum(1 for block in article.blocks if block.kind.withheld)
    return Outcome(item, article_id, len(cut or ()), comments, withheld - comments)
