"""What goes to the clipboard. Pure."""

from __future__ import annotations

from assistant.types import Answer
from assistant.ui.evidence_items import EvidenceItem
from ingest.text.clean import clean_line


def answer_text(answer: Answer) -> str:
    """The answer with its numbered references, as Markdown."""
    from assistant.render import to_markdown

    return to_markdown(answer)


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
