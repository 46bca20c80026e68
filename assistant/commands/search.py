"""``briefing search``: the passages, without an answer."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from assistant.commands import Parents, Subparsers, declare
from assistant.commands.options import (
    add_filters,
    filters_of,
    no_article_passes,
    positive,
    text_argument,
    whole_ids,
)
from assistant.errors import UsageError
from assistant.exits import Exit
from ingest.errors import LibraryMissing

if TYPE_CHECKING:
    from assistant.config import Settings
    from assistant.retrieve import Retriever
    from assistant.terminal import Terminal
    from assistant.types import Found, Hit
    from ingest.catalogue import Catalogue
    from ingest.clusters import Carried
    from ingest.types import Filters

DEFAULT_K = 10
NEAR = 0.40
"""Cosine from which a passage that shares no word with the query is taken for found. On 6,511
news articles 57 of 60 real questions have a passage as near as this and so have 1 of 12 queries of
made-up words and none of 3 on matters that no article touches. An embedder whose cosines are all
higher than this lets everything through."""


def add(subparsers: Subparsers, parents: Parents) -> None:
    """Declares the command."""
    parser = declare(subparsers, parents, "search", run, "find passages, without an answer")
    parser.add_argument("query", nargs="*", help="what to look for; - reads standard input")
    add_filters(parser)
    parser.add_argument(
        "-k", type=positive, default=DEFAULT_K, metavar="N", help=f"how many (default: {DEFAULT_K})"
    )
    parser.add_argument("--json", action="store_true", help="the passages as JSON")
    parser.add_argument(
        "--explain",
        action="store_true",
        help="also show how it was searched, and what was left out",
    )
    parser.add_argument(
        "--batch",
        metavar="FILE",
        help='JSONL in ({"id", "query", "since"?, "until"?, "as_of"?}), JSONL out in the same '
        "order; - reads standard input",
    )


def run(args: argparse.Namespace, settings: Settings, terminal: Terminal) -> Exit:
    """Searches and prints; exit code 4 when nothing was found."""
    from assistant.wiring import make_retriever, open_library

    if args.batch and args.query:
        raise UsageError("Both a query and --batch were given.", "Give one of them.")
    filters = filters_of(args)
    query = "" if args.batch else text_argument(args.query, "query")
    with open_library(settings) as library:
        if not library.catalogue.counts().articles:
            raise LibraryMissing(
                "The library is empty.", "Add articles first: briefing ingest FILE|FOLDER|URL"
            )
        filters = whole_ids(filters, library.catalogue)
        retriever = make_retriever(library)
        if args.batch:
            return _batch(args, filters, retriever, library.catalogue, terminal)
        found = retriever.find(query, filters, args.k)
        hits = in_common(found.hits)
        carried = carried_by(hits, library.catalogue)
        if args.json:
            terminal.json(hits_json(query, hits, found if args.explain else None, carried))
        else:
            terminal.result(hits_text(hits, terminal.width, terminal.colour, carried))
            if args.explain:
                from assistant.explain import explain_search

                terminal.result("\n" + explain_search(found))
        if not hits:
            said = no_article_passes(filters, library.catalogue)
            if found.hits:
                said = "No word of the query occurs, and nothing is near it in meaning."
            if said:
                terminal.say(f"briefing: {said}")
    return Exit.DONE if hits else Exit.NOTHING_FOUND


def in_common(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits when one of them has a word of the query or is near it in meaning, else none:
    the nearest passages of a library can always be told, however far they are."""
    words = any(hit.lexical_rank is not None for hit in hits)
    near = any((hit.similarity or 0.0) >= NEAR for hit in hits)
    return tuple(hits) if words or near else ()


def carried_by(hits: Sequence[Hit], catalogue: Catalogue) -> dict[str, Carried]:
    """Of each article among the hits that an agency wrote or other outlets carry too: who."""
    rows = {hit.article.article_id: hit.article for hit in hits}
    clusters = catalogue.cluster_of(rows)
    return {name: cluster.carried(rows[name]) for name, cluster in clusters.items()}


def _batch(
    args: argparse.Namespace,
    filters: Filters,
    retriever: Retriever,
    catalogue: Catalogue,
    terminal: Terminal,
) -> Exit:
    from assistant.commands.batch import filters_with, run_batch, text_of

    def answer(number: int, line: Mapping[str, Any]) -> Mapping[str, object]:
        text = text_of(line, number, "query", "question")
        found = retriever.find(text, filters_with(filters, line), args.k)
        hits = in_common(found.hits)
        return hits_json(text, hits, found if args.explain else None, carried_by(hits, catalogue))

    run_batch(args.batch, answer, terminal)
    return Exit.DONE


def hits_json(
    query: str,
    hits: Sequence[Hit],
    explained: Found | None = None,
    carried: Mapping[str, Carried] | None = None,
) -> dict[str, object]:
    """The shape of ``search --json``; with ``explained`` also how it was searched, with
    ``carried`` whose report an article is and who else has it."""
    shape: dict[str, object] = {
        "query": query,
        "passages": [
            {
                "rank": rank,
                "score": round(hit.score, 6),
                "passage_id": hit.passage.passage_id,
                "article_id": hit.passage.article_id,
                "revision": hit.passage.revision,
                "start": hit.passage.start,
                "end": hit.passage.end,
                "text": hit.passage.text,
                "title": hit.article.meta.title,
                "publisher": hit.article.meta.publisher,
                "published": hit.article.meta.published,
                "url": hit.article.meta.url,
                **_copies_json(hit, (carried or {}).get(hit.article.article_id)),
            }
            for rank, hit in enumerate(hits, 1)
        ],
    }
    if explained is not None:
        from assistant.explain_json import search_json

        shape["explain"] = search_json(explained)
    return shape


def _copies_json(hit: Hit, carried: Carried | None) -> dict[str, object]:
    if carried is None:
        return {}
    shape: dict[str, object] = {"agency": carried.agency, "also_carried_by": list(carried.by)}
    return shape if hit.article.cluster is None else shape | {"cluster": hit.article.cluster}


def hits_text(
    hits: Sequence[Hit],
    width: int,
    colour: bool,
    carried: Mapping[str, Carried] | None = None,
) -> str:
    """The passages as text: title, outlet and date, id, who else has it, wording."""
    import textwrap

    from assistant.render import Style, labelled
    from ingest.text.clean import clean_line

    if not hits:
        return "Nothing found."
    style = Style(colour)
    lines: list[str] = []
    for rank, hit in enumerate(hits, 1):
        title = clean_line(hit.article.meta.title or "untitled")
        lines.append(f"{rank}. {style.bold(title)}")
        lines.append(f"   {labelled(hit.article)} · {style.dim(hit.passage.article_id)}")
        copies = clean_line(str((carried or {}).get(hit.article.article_id) or ""))
        if copies:
            lines.append(f"   {style.dim(copies)}")
        lines += textwrap.wrap(
            clean_line(hit.passage.text), width, initial_indent="   ", subsequent_indent="   "
        )
        lines.append("")
    return "\n".join(lines).rstrip("\n")
