"""What a reader should know when the sources are not in English, or not in the question's
language. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.types import Citation
from ingest.languages import differs, name_of
from ingest.structuring.language import language_of


def language_notes(citations: Sequence[Citation], question: str) -> tuple[str, ...]:
    """A note for each language other than English that the cited articles are in."""
    codes = dict.fromkeys(
        code for each in citations if (code := each.article.meta.language) and differs(code)
    )
    asked = language_of(question)
    found = []
    for code in codes:
        name = name_of(code)
        note = f"source in {name}: hedges, denials and dates in it are checked less closely"
        if asked is not None and asked != code:
            note += f", and a question in {name} would find more"
        found.append(note)
    return tuple(found)
