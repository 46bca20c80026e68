"""Cuts an article into passages: what is indexed, retrieved and given to an engine.

Passages are whole sentences of neighbouring citable blocks, measured in words so that they do
not depend on the embedder. The sizes are those that did best in Chroma's own chunking
evaluation at equal token budget (200 tokens, whole sentences, no overlap).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingest.text.sentences import count_words, sentences
from ingest.types import Block

MIN_WORDS = 140
"""A passage is closed from here on, …"""
MAX_WORDS = 170
"""… preferably before this, …"""
CAP_WORDS = 190
"""… and never grows past this."""
SHORT_WORDS = 60
"""A remainder below this is avoided where the text allows it."""
CAP_CHARS = 2400
"""Bound for text without white space, where words say nothing about size."""


class _Unit(NamedTuple):
    """A sentence, or a piece of one that is longer than a whole passage may be.

    A tuple is made in a quarter of the time that a frozen dataclass takes, and there are sixty
    of them in an article.
    """

    start: int
    end: int
    words: int
    ends_paragraph: bool
    open_quote: bool


def chunk(text: str, blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """Passage offsets into ``text``, in order, trimmed, without overlap.

    Every passage lies inside one maximal run of adjacent citable blocks and holds whole
    sentences; paragraph ends are preferred as cuts, and cuts inside an open quotation avoided.
    At most ``CAP_WORDS`` words each: a longer sentence is cut there, between words.
    """
    passages: list[tuple[int, int]] = []
    for run in _runs(blocks):
        units = _units(text, run)
        first, rest = 0, sum(unit.words for unit in units)
        while first < len(units):
            after = _cut(units, first, rest)
            rest -= sum(unit.words for unit in units[first:after])
            passages.append((units[first].start, units[after - 1].end))
            first = after
    return passages


def _runs(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Maximal runs of citable blocks with nothing withheld between them."""
    run: list[Block] = []
    for block in blocks:
        if block.kind.citable:
            run.append(block)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _units(text: str, run: Sequence[Block]) -> list[_Unit]:
    """The sentences of a run, over-long ones in pieces, each told what follows it."""
    spans = [span for block in run for span in _pieces(text, block)]
    units: list[_Unit] = []
    quoted = False
    for at, (start, end) in enumerate(spans):
        follows = spans[at + 1][0] if at + 1 < len(spans) else end
        paragraph = at + 1 == len(spans) or "\n" in text[end:follows]
        sentence = text[start:end]
        quoted = _quoted(sentence, quoted) and not paragraph
        units.append(_Unit(start, end, count_words(sentence), paragraph, quoted))
    return units


def _quoted(sentence: str, quoted: bool) -> bool:
    """Whether a quotation is open after ``sentence``, given whether one was before it."""
    curly = sentence.count("“") - sentence.count("”")
    if curly:
        return curly > 0
    if sentence.count('"') % 2:
        return not quoted
    return quoted


def _pieces(text: str, block: Block) -> Iterator[tuple[int, int]]:
    """The sentences of a block; one that is too long for a passage, cut between words."""
    for start, end in sentences(text, block.start, block.end):
        if end - start < 2 * CAP_WORDS:  # that many characters cannot hold more words
            yield start, end
        else:
            yield from _fitting(text, start, end)


def _fitting(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Pieces of ``text[start:end]`` of at most ``CAP_WORDS`` words and ``CAP_CHARS``."""
    at = last = start
    words = 0
    for word in text[start:end].split():
        begin = text.index(word, last)
        last = begin + len(word)
        if words and (words == CAP_WORDS or last - at > CAP_CHARS):
            yield at, text.rindex(text[at:begin].rstrip()[-1], at, begin) + 1
            at, words = begin, 0
        while last - at > CAP_CHARS:
            yield at, at + CAP_CHARS
            at += CAP_CHARS
        words += 1
    yield at, end


def _cut(units: Sequence[_Unit], first: int, rest: int) -> int:
    """Index past the last unit of the passage that begins at ``first``.

    ``rest`` is the number of words from there to the end of the run.
    """
    best, best_cost = first + 1, float("inf")
    words, at = 0, first
    while True:
        unit = units[at]
        words += unit.words
        if at > first and (words > CAP_WORDS or unit.end - units[first].start > CAP_CHARS):
            return best
        left = rest - words
        cost = (
            max(0, MIN_WORDS - words, words - MAX_WORDS)
            + (0 if unit.ends_paragraph else 15)
            + (60 if unit.open_quote else 0)
            + (SHORT_WORDS - left if 0 < left < SHORT_WORDS else 0)
        )
        if left == 0:
            return at + 1
        if cost <= best_cost:
            best, best_cost = at + 1, cost
        at += 1


__all__ = ["CAP_WORDS", "chunk"]
