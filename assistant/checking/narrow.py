"""From a passage that a statement cites to the one or two sentences that carry it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.checking.wording import spelled
from assistant.terms import bag, keys, padded, pairs, stem, term, tokens
from assistant.types import Numbered, Span
from assistant.units import MAX_WORDS, units
from ingest.text.names import fold
from ingest.text.sentences import count_words, sentences

_FEW = 3

_SECOND_GAIN = 0.08
"""A second sentence must bring at least this much more of the statement to be cited too."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A cited stretch of one passage, with the sentences beside it.

    ``text`` is the span's wording, ``near`` the span with the sentence before and after it,
    which may come from the neighbouring passages.
    """

    numbered: Numbered
    span: Span
    text: str
    near: str

    @property
    def passage(self) -> str:
        """The whole passage's text."""
        return self.numbered.hit.passage.text


def sentences_of(evidence: Iterable[Evidence], *, near: bool = False) -> list[str]:
    """The sentences of the cited words; with ``near`` those beside them too."""
    texts = [each.near if near else each.text for each in evidence]
    return [text[start:end] for text in texts for start, end in sentences(text)]


def flat(text: str) -> str:
    """Folded, one blank between words: what "word for word" compares."""
    return " ".join(fold(text).split())


def coverage(statement: str, text: str) -> float:
    """The share of the statement's content words, and at a third of their neighbouring pairs,
    that stand in ``text``; 0..1, and 1 for a statement without words.

    Of a statement with fewer than ``_FEW`` content words all words count: one word alone would
    be found anywhere.
    """
    statement, text = spelled(statement), spelled(text)
    mine = [folded for _, folded in tokens(statement)]
    held = bag(text)
    if len(mine) >= _FEW:
        own, there = set(pairs(keys(statement))), set(pairs(keys(text)))
        shared = sum(held.holds(term(word)) for word in mine) / len(mine)
    else:
        mine, other = padded(statement).split(), padded(text).split()
        if not mine:
            return 1.0
        own, there = set(pairs(map(stem, mine))), set(pairs(map(stem, other)))
        shared = sum(word in other or held.holds(term(word)) for word in mine) / len(mine)
    return (3 * shared + len(own & there) / len(own)) / 4 if own else shared


def evidence(numbered: Numbered, start: int, end: int) -> Evidence:
    """The Evidence for ``article.text[start:end]``, which must lie inside the passage."""
    passage = numbered.hit.passage
    text = passage.text[start - passage.start : end - passage.start]
    offsets = units(passage.text)
    inside = [
        index
        for index, (first, last) in enumerate(offsets)
        if last + passage.start > start and first + passage.start < end
    ]
    before = after = ""
    if inside:
        if inside[0]:
            before = passage.text[slice(*offsets[inside[0] - 1])]
        elif numbered.before:
            before = _edge(numbered.before, last=True)
        if inside[-1] + 1 < len(offsets):
            after = passage.text[slice(*offsets[inside[-1] + 1])]
        elif numbered.after:
            after = _edge(numbered.after, last=False)
    if inside and start == offsets[inside[0]][0] + passage.start:
        # A dateline is no part of the span, but it says where.
        gap = passage.text[offsets[inside[0] - 1][1] if inside[0] else 0 : start - passage.start]
        before = f"{before}\n{gap.strip()}".strip()
    near = "\n".join(part for part in (before, text, after) if part)
    return Evidence(numbered, Span(numbered.number, start, end), text, near)


def _edge(text: str, *, last: bool) -> str:
    """The last or the first sentence of a neighbouring passage."""
    offsets = units(text)
    return text[slice(*offsets[-1 if last else 0])] if offsets else ""


def narrow(statement: str, numbered: Numbered) -> Evidence | None:
    """The shortest one or two neighbouring sentences of the passage that carry the statement.

    The sentence itself where it is repeated word for word. At most ``MAX_WORDS`` words; None for
    a passage without a sentence that short.
    """
    passage = numbered.hit.passage
    offsets = units(passage.text)
    wanted = flat(statement)
    best: tuple[float, int, int] | None = None
    for index, (start, end) in enumerate(offsets):
        for last in (index, index + 1):
            if last >= len(offsets):
                continue
            end = offsets[last][1]
            text = passage.text[start:end]
            if count_words(text) > MAX_WORDS:
                continue
            value = coverage(statement, text) - _SECOND_GAIN * (last - index)
            if index == last and flat(text) == wanted:
                value += 1.0
            if best is None or value > best[0]:
                best = (value, start, end)
    if best is None:
        return None
    return evidence(numbered, passage.start + best[1], passage.start + best[2])


__all__ = ["MAX_WORDS", "Evidence", "coverage", "evidence", "flat", "narrow"]
