"""``briefing list``, ``show`` and ``remove``: the library's articles."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from assistant.commands import Parents, Subparsers, declare
from assistant.commands.options import (
    add_filters,
    filters_of,
    no_article_passes,
    positive,
    whole_ids,
)
from assistant.commands.removing import run_remove
from assistant.exits import Exit

if TYPE_CHECKING:
    from assistant.config import Settings
    from assistant.terminal import Terminal
    from ingest.catalogue import Catalogue
    from ingest.clusters import Cluster
    from ingest.types import ArticleRow, Changes, StoredArticle


def add(subparsers: Subparsers, parents: Parents) -> None:
    """Declares the three commands."""
    listing = declare(subparsers, parents, "list", run_list, "list the library's articles")
    add_filters(listing)
    listing.add_argument(
        "--clusters", action="store_true", help="only copies, each under the report that it is of"
    )
    listing.add_argument("--json", action="store_true", help="the list as JSON")

    show = declare(subparsers, parents, "show", run_show, "show one article")
    show.add_argument("id", help="an article's id, or the beginning of it")
    show.add_argument("--revision", type=positive, metavar="N", help="an earlier revision")
    show.add_argument(
        "--blocks", action="store_true", help="name every block, withheld ones included"
    )
    show.add_argument("--revisions", action="store_true", help="list the revisions")
    show.add_argument("--json", action="store_true", help="the article as JSON")

    remove = declare(subparsers, parents, "remove", run_remove, "remove articles for good")
    remove.add_argument("id", nargs="+", help="an article's id, or the beginning of it")
    remove.add_argument(
        "--purge", action="store_true", help="also blank their quotations in kept conversations"
    )
    remove.add_argument(
        "-y", "--yes", action="store_true", help="do not ask about the beginnings of ids"
    )
    remove.add_argument("--json", action="store_true", help="what was removed, as JSON")


def run_list(args: argparse.Namespace, settings: Settings, terminal: Terminal) -> Exit:
    """Prints the articles, newest first; exit code 4 when there are none."""
    from assistant.wiring import open_library

    filters = filters_of(args)
    with open_library(settings) as library:
        filters = whole_ids(filters, library.catalogue)
        rows = library.catalogue.rows(filters)
        said = None if rows else no_article_passes(filters, library.catalogue)
        if args.clusters:
            return _list_clusters(args, rows, library.catalogue, terminal)
    if said:
        terminal.say(f"briefing: {said}")
    if args.json:
        terminal.json({"articles": [row_json(row) for row in rows]})
    elif not rows:
        terminal.result("No articles.")
    else:
        terminal.result("\n".join(row_text(row) for row in rows))
    return Exit.DONE if rows else Exit.NOTHING_FOUND


def _list_clusters(
    args: argparse.Namespace, rows: list[ArticleRow], catalogue: Catalogue, terminal: Terminal
) -> Exit:
    """Prints the clusters of copies; exit code 4 when there are none."""
    from assistant.commands.clusters import among, clusters_json, clusters_text, say_uncompared

    found = among(catalogue.clusters(), rows)
    say_uncompared(catalogue, terminal)
    if args.json:
        members = [row_json(row) for each in found for row in each.members]
        terminal.json({"articles": members, "clusters": clusters_json(found)})
    else:
        terminal.result(clusters_text(found, terminal.colour) or "No copies.")
    return Exit.DONE if found else Exit.NOTHING_FOUND


def row_json(row: ArticleRow) -> dict[str, object]:
    """One article in the shape of ``list --json``."""
    meta = row.meta
    shape: dict[str, object] = {
        "article_id": row.article_id,
        "revision": row.revision,
        "title": meta.title,
        "publisher": meta.publisher,
        "published": meta.published,
        "url": meta.url,
        "kind": meta.kind.value,
        "access": meta.access.value,
        "tags": list(meta.tags),
        "content_hash": row.content_hash,
        "source": row.source,
    }
    return shape if row.cluster is None else shape | {"cluster": row.cluster}


def row_text(row: ArticleRow) -> str:
    """One article on one line: id, day, publisher, title."""
    from ingest.text.clean import clean_line

    meta = row.meta
    day = (meta.published or "undated")[:10]
    publisher = clean_line(meta.publisher or "publisher unknown")
    return f"{row.article_id}  {day:<10}  {publisher[:24]:<24}  {clean_line(meta.title or '')}"


def run_show(args: argparse.Namespace, settings: Settings, terminal: Terminal) -> Exit:
    """Prints one article."""
    from assistant.changes import history_json, history_text
    from assistant.wiring import open_library

    with open_library(settings) as library:
        stored = library.catalogue.article(args.id, args.revision)
        revisions = library.catalogue.revisions(stored.article_id)
        past = history(library.catalogue, stored.article_id) if args.revisions else []
        cluster = library.catalogue.cluster_of([stored.article_id]).get(stored.article_id)
    if args.json:
        shape = show_json(stored, revisions)
        if cluster is not None:
            from assistant.commands.clusters import cluster_json

            shape |= {"cluster": cluster.name} if cluster.copies else {}
            shape["copies"] = cluster_json(cluster)
        terminal.json(shape | {"revisions": history_json(past)} if past else shape)
    elif args.revisions:
        terminal.result(history_text(past))
    else:
        terminal.result(
            show_text(stored, revisions, cluster, blocks=args.blocks, colour=terminal.colour)
        )
    return Exit.DONE


def history(catalogue: Catalogue, article_id: str) -> list[tuple[StoredArticle, Changes | None]]:
    """Every revision, oldest first, with what changed since the one before."""
    from ingest.changes import compare

    found: list[tuple[StoredArticle, Changes | None]] = []
    for number, _ in catalogue.revisions(article_id):
        stored = catalogue.article(article_id, number)
        before = found[-1][0].article if found else None
        found.append((stored, compare(before, stored.article) if before else None))
    return found


def show_json(stored: StoredArticle, revisions: list[tuple[int, str]]) -> dict[str, object]:
    """The shape of ``show ID --json``."""
    article, meta = stored.article, stored.article.meta
    return {
        "article_id": stored.article_id,
        "revision": stored.revision,
        "current": stored.current,
        "title": meta.title,
        "publisher": meta.publisher,
        "authors": list(meta.authors),
        "published": meta.published,
        "published_precision": meta.published_precision,
        "modified": meta.modified,
        "retrieved": meta.retrieved,
        "url": meta.url,
        "kind": meta.kind.value,
        "access": meta.access.value,
        "language": meta.language,
        "tags": list(meta.tags),
        "source": article.source,
        "text": article.text,
        "blocks": [
            {"kind": block.kind.value, "start": block.start, "end": block.end}
            for block in article.blocks
        ],
        "content_hash": stored.content_hash,
        "revisions": [{"revision": number, "added": added} for number, added in revisions],
    }


def show_text(
    stored: StoredArticle,
    revisions: list[tuple[int, str]],
    cluster: Cluster | None = None,
    *,
    blocks: bool,
    colour: bool,
) -> str:
    """An article as text with what is known of its copies, an earlier revision named as such;
    with ``blocks`` each stretch under its kind, withheld ones too."""
    from assistant.commands.clusters import copies_line
    from assistant.render import Style, labelled
    from ingest.text.clean import clean, clean_line
    from ingest.types import ArticleRow

    article, style = stored.article, Style(colour)
    row = ArticleRow(
        stored.article_id, stored.revision, article.source, article.meta, stored.content_hash
    )
    lines = [style.bold(clean_line(article.meta.title or "untitled")), labelled(row)]
    if article.meta.url:
        lines.append(style.dim(clean_line(article.meta.url)))
    lines.append(style.dim(f"{stored.article_id}, revision {stored.revision}"))
    if copies := copies_line(cluster, row):
        lines.append(style.dim(copies))
    if not stored.current:
        lines.append(
            f"This is an earlier revision: the article has changed since, last {revisions[-1][1]}. "
            f"See: briefing diff {stored.article_id} --from {stored.revision}"
        )
    lines.append("")
    for block in article.blocks:
        if not blocks and block.kind.withheld:
            continue
        text = clean(article.text[block.start : block.end]).strip()
        if text:
            mark = f"[{block.kind.value}{', withheld' if block.kind.withheld else ''}] "
            lines += [(style.dim(mark) if blocks else "") + text, ""]
    return "\n".join(lines).rstrip("\n")
