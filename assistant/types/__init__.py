"""The values that travel from a question to its answer, each a frozen dataclass.

Import them from here; the files say who makes them.
"""

from __future__ import annotations

from assistant.types.answers import (
    Answer,
    Citation,
    Disagreement,
    Part,
    Provenance,
    Sentence,
    Side,
    Standing,
    Verdict,
    Voice,
)
from assistant.types.asking import Question, Turn
from assistant.types.drafting import Context, Draft, DraftSentence, Numbered, Span, Usage
from assistant.types.events import Checked, Condensed, Delta, Event, Finished, Retrieved, Step
from assistant.types.finding import Dropped, Found, Fusion, Hit, TimeReading, Trace

__all__ = [
    "Answer",
    "Checked",
    "Citation",
    "Condensed",
    "Context",
    "Delta",
    "Disagreement",
    "Draft",
    "DraftSentence",
    "Dropped",
    "Event",
    "Finished",
    "Found",
    "Fusion",
    "Hit",
    "Numbered",
    "Part",
    "Provenance",
    "Question",
    "Retrieved",
    "Sentence",
    "Side",
    "Span",
    "Standing",
    "Step",
    "TimeReading",
    "Trace",
    "Turn",
    "Usage",
    "Verdict",
    "Voice",
]
