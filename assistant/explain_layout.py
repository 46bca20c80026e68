"""An explanation laid out for a width: long lines wrapped under their first word, tables too wide
as a few short lines a row. Pure."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from assistant.types import Hit
from ingest.text.clean import clean_line

LABEL = 14
"""Columns of the labels at the left of an explanation."""

_ROOMY = 60
"""Columns from which on wrapped lines go on under the words, not under the label."""


def wrapped(lines: Iterable[str], width: int) -> list[str]:
    """The lines at most ``width`` columns wide; what is wrapped goes on further in."""
    found: list[str] = []
    for line in lines:
        if len(line) <= width:
            found.append(line)
            continue
        begin = len(line) - len(line.lstrip())
        labelled = line[:LABEL].strip() and line[LABEL - 1 : LABEL] == " "
        inner = LABEL if labelled and width >= _ROOMY else min(begin + 2, width // 2)
        found += textwrap.wrap(
            line, max(width, 10), subsequent_indent=" " * inner, break_on_hyphens=False
        )
    return found


def passage_lines(hits: Sequence[Hit], width: int) -> list[str]:
    """The passages with their ranks and scores, each on lines of at most ``width`` columns."""
    lines = ["Passages      score, then ranks by word and by sense (– when not among the first)"]
    for place, hit in enumerate(hits, 1):
        ranks = f"by word {_rank(hit.lexical_rank)}, by sense {_rank(hit.vector_rank)}"
        title = clean_line(hit.article.meta.title or "untitled")
        lines.append(f"{place:>3}  {hit.score:.3f}  {ranks}  {clean_line(hit.passage.passage_id)}")
        lines.append(f"     {title}")
        if (made := hit.fusion) is not None:
            lines.append(
                f"     words {made.words:.3f}, meaning {made.meaning:.3f}, "
                f"article {made.article:.3f}, recent {made.recency:.3f}, "
                f"reading {made.reading:.3f}"
            )
    return wrapped(lines, width)


def _rank(rank: int | None) -> str:
    return "–" if rank is None else str(rank)
