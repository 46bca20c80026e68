"""``briefing search``: the passages, without an answer."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.commands import Parents, Subparsers, declare
from assistant.commands.ask import positive
from assistant.commands.options import (
    add_filters,
    batch_lines,
    filters_of,
    filters_with,
    text_argument,
)
from assistant.errors import UsageError
from assistant.exits import Exit
from assistant.terminal import Terminal, error_json
from assistant.types import Hit
from ingest.errors import BriefingError

if TYPE_CHECKING:
    from assistant.config import Settings

DEFAULT_K = 10


def add(subparsers: Subparsers, parents: Parents) -> None:
    """Declares the command."""
    parser = declare(subparsers, parents, "search", run, "find passages, without an answer")
    parser.add_argument("query", nargs="*", help="what to look for; - reads standard input")
    add_filters(parser)
    parser.add_argument("-k", type=positive, default=DEFAULT_K, metavar="N", help="how many")
    parser.add_argument("--json", action="store_true", help="the passages as JSON")
    parser.add_argument(
        "--batch", metavar="FILE", help='JSONL in ({"id", "query", …}), JSONL out, same order'
    )


def run(args: argparse.Namespace, settings: Settings, terminal: Terminal) -> Exit:
    """Searches and prints; exit code 4 when nothing was found."""
    from assistant.wiring import make_retriever, open_library

    filters = filters_of(args)
    if args.batch and args.query:
        raise UsageError("Both a query and --batch were given.", "Give one of them.")
    query = "" if args.batch else text_argument(args.query, "query")
    with open_library(settings) as library:
        retriever = make_retriever(library)
        if not args.batch:
            hits = retriever.search(query, filters, args.k)
            if args.json:
                terminal.json(hits_json(query, hits))
            else:
                terminal.result(hits_text(hits, terminal.width, terminal.colour))
            return Exit.DONE if hits else Exit.NOTHING_FOUND
        for number, line in batch_lines(args.batch):
            shape: dict[str, object] = {}
            try:
                if isinstance(line, UsageError):
                    raise line
                shape = {"id": line["id"]} if "id" in line else {}
                text = line.get("query", line.get("question"))
                if not isinstance(text, str) or not text.strip():
                    raise UsageError(
                        f"Line {number} of the batch has no query.", 'Add "query": "…".'
                    )
                found = retriever.search(text, filters_with(filters, line), args.k)
                shape |= hits_json(text, found)
            except BriefingError as error:
                shape |= error_json(error)
            terminal.json_line(shape)
    return Exit.DONE


def hits_json(query: str, hits: Sequence[Hit]) -> dict[str, object]:
    """The shape of ``search --json``."""
    return {
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
            }
            for rank, hit in enumerate(hits, 1)
        ],
    }


def hits_text(hits: Sequence[Hit], width: int, colour: bool) -> str:
    """The passages as text: title, outlet and date, id, wording."""
    from assistant.render import Style, byline
    from ingest.text.clean import clean_line

    if not hits:
        return "Nothing found."
    style = Style(colour)
    lines: list[str] = []
    for rank, hit in enumerate(hits, 1):
        title = clean_line(hit.article.meta.title or "untitled")
        lines.append(f"{rank}. {style.bold(title)}")
        lines.append(f"   {byline(hit.article)} · {style.dim(hit.passage.article_id)}")
        lines += textwrap.wrap(
            clean_line(hit.passage.text), width, initial_indent="   ", subsequent_indent="   "
        )
        lines.append("")
    return "\n".join(lines).rstrip("\n")
