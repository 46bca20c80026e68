"""A quotation as it goes to the clipboard. Pure."""

from __future__ import annotations

from assistant.ui.evidence_items import EvidenceItem
from ingest.text.clean import clean_line


def quotation_text(item: EvidenceItem) -> str:
    """One quotation with where it stands."""
    from assistant.render import byline

    meta = item.row.meta
    title = clean_line(meta.title or "untitled")
    lines = [f"“{clean_line(item.quote)}”", f"{title}. {byline(item.row)}"]
    if meta.url:
        lines.append(clean_line(meta.url))
    return "\n".join(lines) + "\n"


def quotation_name(item: EvidenceItem) -> str:
    """What is said of a quotation that was copied."""
    return f"quotation [{item.number}]" if item.number is not None else "the passage"
