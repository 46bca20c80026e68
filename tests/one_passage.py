"""An article of one passage, given as number 1."""

from __future__ import annotations

from typing import Any

from assistant.types import Context, Hit, Numbered
from ingest.types import ArticleRow, Metadata, Passage


def given(text: str, **metadata: Any) -> Context:
    """What a statement may cite: that text and nothing else."""
    row = ArticleRow("a", 1, "/a.txt", Metadata(**{"title": "A", **metadata}), "h")
    passage = Passage("a:1:0", "a", 1, 0, 0, len(text), text)
    return Context("", (Numbered(1, Hit(passage, row, 1.0)),))
