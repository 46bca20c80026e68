"""``briefing list --clusters`` and what ``show`` says of an article's copies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.terminal import Terminal
    from ingest.catalogue import Catalogue
    from ingest.clusters import Cluster
    from ingest.types import ArticleRow


def among(clusters: Iterable[Cluster], rows: Iterable[ArticleRow]) -> list[Cluster]:
    """The clusters that have one of the articles, or more."""
    wanted = {row.article_id for row in rows}
    return [each for each in clusters if any(row.article_id in wanted for row in each.members)]


def clusters_json(clusters: Sequence[Cluster]) -> list[dict[str, object]]:
    """The clusters in the shape of ``list --clusters --json``."""
    return [cluster_json(each) for each in clusters]


def cluster_json(cluster: Cluster) -> dict[str, object]:
    """One cluster: whose it is, who carries it, its articles with the origin first."""
    return {
        "cluster": cluster.name,
        "label": cluster.label(),
        "source": cluster.source,
        "agency": cluster.wire,
        "also_carried_by": list(cluster.carriers()),
        "articles": [row.article_id for row in cluster.members],
    }


def clusters_text(clusters: Sequence[Cluster], colour: bool) -> str:
    """The clusters as text: the label, below it the origin and its copies."""
    from assistant.commands.library import row_text
    from assistant.render import Style
    from ingest.text.clean import clean_line

    style = Style(colour)
    parts = []
    for each in clusters:
        rows = [f"  {row_text(row)}" for row in each.members]
        count = style.dim(f"({len(each.members)} articles)")
        parts.append("\n".join([f"{style.bold(clean_line(each.label()))} {count}", *rows]))
    return "\n\n".join(parts)


def say_uncompared(catalogue: Catalogue, terminal: Terminal) -> None:
    """Says how many articles have not been compared with the others yet, if any."""
    left = catalogue.unsigned()
    if left:
        are = "article has" if left == 1 else "articles have"
        terminal.say(
            f"briefing: {left} {are} not been compared with the others yet. "
            "The next briefing ingest does it."
        )


def copies_line(cluster: Cluster | None, row: ArticleRow) -> str:
    """What ``show`` says of an article's copies, on one line; "" when there is nothing."""
    from ingest.text.clean import clean_line

    if cluster is None:
        return ""
    said = [str(cluster.carried(row))]
    if cluster.copies:
        count = len(cluster.members)
        own = cluster.name == row.article_id
        said.append(
            f"the origin of {count - 1} cop{'y' if count == 2 else 'ies'}"
            if own
            else f"a copy of {cluster.name}"
        )
    return clean_line("; ".join(part for part in said if part))


__all__ = [
    "among",
    "cluster_json",
    "clusters_json",
    "clusters_text",
    "copies_line",
    "say_uncompared",
]
