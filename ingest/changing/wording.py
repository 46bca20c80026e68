"""The words that differ within a sentence. Pure."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Literal

from ingest.changing.folding import folded, tokens
from ingest.types.changes import Mark

MOST_TOKENS = 600
"""A sentence of more words and marks is shown as replaced whole: difflib is quadratic."""

_ISLAND = 2
"""A common stretch of at most so many letters between two changes is read as changed too."""


def marks(before: str, after: str) -> tuple[Mark, ...]:
    """The words of both in reading order, what is gone before what is new.

    Those ``same`` and ``new`` joined are ``after``; spacing and the shape of quotation marks
    and dashes make no difference.
    """
    old, new = tokens(before), tokens(after)
    if len(old) > MOST_TOKENS or len(new) > MOST_TOKENS:
        return _joined([("gone", before), ("new", after)])
    matcher = SequenceMatcher(
        None, [folded(token) for token in old], [folded(token) for token in new], autojunk=False
    )
    pieces: list[tuple[Literal["same", "gone", "new"], str]] = []
    codes = matcher.get_opcodes()
    for n, (tag, i1, i2, j1, j2) in enumerate(codes):
        gone, came = "".join(old[i1:i2]), "".join(new[j1:j2])
        inside = 0 < n < len(codes) - 1
        if tag == "equal" and not (inside and len(came.strip()) <= _ISLAND):
            pieces.append(("same", came))
        else:
            pieces += [("gone", gone), ("new", came)]
    return _joined(pieces)


def _joined(pieces: list[tuple[Literal["same", "gone", "new"], str]]) -> tuple[Mark, ...]:
    """Neighbours of a kind as one; between two that are the same, all gone before all new."""
    found: list[Mark] = []
    gone = new = ""
    for kind, text in [*pieces, ("same", "")]:
        if kind == "gone":
            gone += text
        elif kind == "new":
            new += text
        else:
            found += [Mark("gone", gone)] if gone else []
            found += [Mark("new", new)] if new else []
            found += [Mark("same", text)] if text else []
            gone = new = ""
    return tuple(found)
