"""Whose words a sentence gives, and how sure that source is: rules over the cited words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.checking.narrow import Evidence
from assistant.types import Standing, Voice
from ingest.text.cues import attribution, hedges
from ingest.types import ArticleKind


@dataclass(frozen=True, slots=True)
class Saying:
    """Who says it (None when the article itself does, "" when nobody is named) and how."""

    attributed_to: str | None
    hedged: bool
    voice: Voice
    standing: Standing


def saying(statement: str, cited: Sequence[Evidence]) -> Saying:
    """By the statement itself, else by the sentences that it rests on. Never raises."""
    texts = (statement, *(each.text for each in cited))
    who = next((named for text in texts if (named := attribution(text))), None)
    unsure = any(map(hedges, texts))
    opinion = bool(cited) and all(
        each.numbered.hit.article.meta.kind is ArticleKind.OPINION for each in cited
    )
    voice = Voice.SOURCE if who else Voice.OPINION if opinion else Voice.AUTHOR
    return Saying(who, unsure, voice, Standing.HEDGED if unsure else Standing.ASSERTED)


__all__ = ["Saying", "saying"]
