"""``briefing ingest --explain``: what would come of a source and why; stores nothing."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant.counting import counted
from assistant.exits import Exit
from ingest.text.clean import visible

if TYPE_CHECKING:
    from datetime import datetime

    from assistant.config import Settings
    from assistant.terminal import Terminal
    from ingest.catalogue import Catalogue
    from ingest.explaining import Explained
    from ingest.types import Link, Overrides, Rejected

    Found = Explained | Rejected | Link

MOST = 5
"""Articles that are explained, unless -v asks for all."""
_SHOWN = 64
"""Characters of a block that are shown."""


def run_explain(
    args: argparse.Namespace,
    settings: Settings,
    terminal: Terminal,
    overrides: Overrides,
    now: datetime,
) -> Exit:
    """Prints the explanation; exit code 3 when some source gives no article."""
    from assistant.wiring import open_library
    from ingest.errors import LibraryMissing

    try:
        with open_library(settings) as library:
            found = _collected(args, settings, terminal, overrides, now, library.catalogue)
    except LibraryMissing:
        found = _collected(args, settings, terminal, overrides, now, None)
    each, more = found
    if args.json:
        terminal.json(explained_json(each, more=more))
    else:
        terminal.result(explained_text(each, more=more))
    return Exit.SOURCES_FAILED if any(_failed(one) for one in each) else Exit.DONE


def _collected(
    args: argparse.Namespace,
    settings: Settings,
    terminal: Terminal,
    overrides: Overrides,
    now: datetime,
    catalogue: Catalogue | None,
) -> tuple[list[Found], bool]:
    """What was found, up to the limit, and whether there is more."""
    kept: list[Found] = []
    for number, one in enumerate(_found(args, settings, overrides, now, catalogue)):
        if number >= MOST and not terminal.verbose:
            return kept, True
        kept.append(one)
    return kept, False


def _found(
    args: argparse.Namespace,
    settings: Settings,
    overrides: Overrides,
    now: datetime,
    catalogue: Catalogue | None,
) -> Iterator[Found]:
    from assistant.wiring import fetch_settings
    from ingest.errors import FetchError
    from ingest.explaining import explain
    from ingest.fetch import expand, fetch
    from ingest.types import Rejected

    for source in expand(args.source):
        if isinstance(source, Rejected):
            yield source
            continue
        try:
            fetched = fetch(source, settings=fetch_settings(settings), piecemeal=True)
        except FetchError as error:
            yield Rejected(visible(source.location), visible(str(error)))
            continue
        yield from explain(fetched, overrides, catalogue, now=now)


def _failed(one: Found) -> bool:
    from ingest.types import Rejected

    return isinstance(one, Rejected) and not one.skipped


def explained_text(found: list[Found], *, more: bool = False) -> str:
    """The explanation as text, an article after another."""
    from ingest.explaining import Explained
    from ingest.types import Link

    parts = []
    for one in found:
        if isinstance(one, Explained):
            parts.append("\n".join(_article_lines(one)))
        elif isinstance(one, Link):
            parts.append(f"{visible(one.source)} names {visible(one.url)}, which was not fetched.")
        else:
            parts.append(f"{visible(one.source)}: {visible(one.reason)}")
    if more:
        parts.append(f"The first {len(found)} are shown; -v shows all.")
    return "\n\n".join(parts)


def _article_lines(one: Explained) -> list[str]:
    article = one.article
    lines = [visible(article.source), "", "metadata"]
    lines += [
        f"  {each.field:<10} {_short(each.value, 60):<60}  {visible(each.source)}"
        for each in one.values
    ]
    cited, whole = one.words
    withheld = sum(1 for block in article.blocks if block.kind.withheld)
    lines += ["", f"blocks: {len(article.blocks)}, {withheld} withheld"]
    for block, reason in zip(article.blocks, one.reasons, strict=True):
        mark = "+" if block.kind.citable else "-" if block.kind.withheld else " "
        words = _short(article.text[block.start : block.end], _SHOWN)
        why = f"  ({reason})" if reason and block.kind.withheld else ""
        lines.append(f"  {mark} {block.kind.value:<11} {words}{why}")
    lines.append("")
    lines += [f"note: {visible(warning)}" for warning in article.warnings]
    lines.append(
        f"{cited} of {whole} words can be cited (+), in "
        f"{counted(one.passages, 'passage')}; nothing was stored"
    )
    return lines


def _short(text: str, most: int) -> str:
    line = visible(" ".join(text.split()))
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def explained_json(found: list[Found], *, more: bool = False) -> dict[str, object]:
    """The shape of ``ingest --explain --json``."""
    from ingest.explaining import Explained
    from ingest.types import Link, Rejected

    return {
        "articles": [_article_json(one) for one in found if isinstance(one, Explained)],
        "rejected": [
            {"source": one.source, "reason": one.reason, "skipped": one.skipped}
            for one in found
            if isinstance(one, Rejected)
        ],
        "links": [{"source": one.source, "url": one.url} for one in found if isinstance(one, Link)],
        "more": more,
    }


def _article_json(one: Explained) -> dict[str, object]:
    article = one.article
    cited, whole = one.words
    return {
        "source": article.source,
        "identity": article.identity,
        "metadata": [
            {"field": each.field, "value": each.value, "source": each.source} for each in one.values
        ],
        "blocks": [
            {
                "kind": block.kind.value,
                "start": block.start,
                "end": block.end,
                "cited": block.kind.citable,
                "withheld": block.kind.withheld,
                "reason": reason,
                "text": article.text[block.start : block.end].strip(),
            }
            for block, reason in zip(article.blocks, one.reasons, strict=True)
        ],
        "warnings": list(article.warnings),
        "words": {"cited": cited, "all": whole},
        "passages": one.passages,
    }
