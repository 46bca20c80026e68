"""Near-duplicates: MinHash signatures of articles, and whether one is a copy of another. Pure.

What is compared are the runs of five words (5-grams) of what can be cited in an article.
A signature is a MinHash (Broder 1997, "On the resemblance and containment of documents"):
for each of 128 hash functions the least value over all 5-grams. The share of equal values
estimates the resemblance J of two articles, |A ∩ B| / |A ∪ B|. SimHash, which sums over all
words, found 1 % of cut and edited copies where this finds 99 %.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from zlib import crc32

from ingest.text.names import fold
from ingest.types import Article

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

VALUES = 128
"""Hash functions, so values of a signature: J is told to ± .04 (one standard deviation)."""

RESEMBLING = 0.25
"""J, as estimated, from which two articles are compared word by word."""

CONTAINED = 0.6
"""Share of the shorter one's 5-grams that must stand in the other for it to be a copy."""

GRAM = 5
"""Words of a gram."""

LEAST = 20
"""Different grams of a text, at least so many: one shared sentence may be a quotation."""

LEAD = 100
"""Words of a text's beginning."""

LEAD_SHARED = 0.2
"""Share of the 5-grams of the beginning of one that two of one outlet must have in common."""

_HEAD = struct.Struct("<I")
_SIZE = _HEAD.size + 4 * VALUES
_AT_ONCE = 512
"""Grams that are hashed together, so that their values (256 KiB) stay in the processor's
cache."""

_SEED = 20_260_727
_MIX = (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB)
"""Of SplitMix64 (Steele, Lea and Flood 2014): a step, and the two factors of its mixing."""

_SPACED = re.sub(rb"\W", b" ", bytes(range(256)))
"""What becomes of each byte of ASCII: words stay, all else becomes space."""
_TYPOGRAPHIC = "’‘“”–—…\u00a0"
_IDEOGRAMS = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_MARKED_WORD = re.compile(rf"[{_IDEOGRAMS}]|[^\W{_IDEOGRAMS}]+")
"""In scripts without spaces each character stands for a word."""


@dataclass(frozen=True, slots=True, eq=False)
class Shingled:
    """A text as it is compared: its different 5-grams, and those of its first 100 words.

    Each gram is a 64-bit hash, the same on every machine and in every run; in order of size.
    """

    grams: NDArray[np.uint64]
    lead: NDArray[np.uint64]


def shingled(article: Article) -> Shingled:
    """The 5-grams of the words that can be cited. Case, diacritics, punctuation and the bounds
    of blocks make no difference."""

    runs = _runs(article)
    return Shingled(_different(runs), _different(runs[: LEAD - GRAM + 1]))


def _different(runs: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The different ones in order of size; ``numpy.unique`` hashes them first, which takes
    many times as long for so few."""
    import numpy as np

    found = np.sort(runs)
    return found[np.flatnonzero(np.append(True, found[1:] != found[:-1]))] if len(found) else found


def _runs(article: Article) -> NDArray[np.uint64]:
    """The hashes of all runs of five words, in the order of the text."""
    import numpy as np

    found = _words(
        " ".join(article.text[b.start : b.end] for b in article.blocks if b.kind.citable)
    )
    count = len(found) - GRAM + 1
    if count < 1:
        return np.empty(0, dtype=np.uint64)
    words = np.fromiter(map(crc32, found), dtype=np.uint64, count=len(found))
    # A run of hashes as the value of a polynomial modulo 2^64, then mixed so that all bits of
    # it depend on all words.
    run = words[:count]
    for at in range(1, GRAM):
        run = run * np.uint64(_MIX[0]) + words[at : at + count]
    for shift, factor in ((30, _MIX[1]), (27, _MIX[2])):
        run = (run ^ (run >> np.uint64(shift))) * np.uint64(factor)
    return run ^ (run >> np.uint64(31))


def _words(text: str) -> list[bytes]:
    """The folded words, in UTF-8. What typesetting alone puts in is taken out first, and only
    lines with other letters are folded: folding all of a text takes far longer."""
    for mark in _TYPOGRAPHIC:
        text = text.replace(mark, " ")
    if text.isascii():
        return _plain_words(text)
    found: list[bytes] = []
    for line in text.split("\n"):
        folded = line if line.isascii() else fold(line)
        if folded.isascii():
            found += _plain_words(folded)
        else:
            found += [word.encode() for word in _MARKED_WORD.findall(folded)]
    return found


def _plain_words(text: str) -> list[bytes]:
    """The words of an ASCII text in lower case; a pattern takes three times as long."""
    return text.lower().encode().translate(_SPACED).split()


def signature(article: Article) -> bytes:
    """The MinHash of the article's citable words; empty for a text too short to have one.

    The number of its different 5-grams as 4 bytes, then 128 values of 4 bytes each, all
    little-endian.
    """

    found = _different(_runs(article))
    return b"" if len(found) < LEAST else _HEAD.pack(len(found)) + minhash(found).tobytes()


def minhash(found: NDArray[np.uint64]) -> NDArray[np.uint32]:
    """The 128 least values of the grams' hashes, as little-endian 32-bit numbers.

    Each hash function is a·x + b modulo 2^32 with a odd, over the upper half of the gram's own
    hash, whose bits are well mixed: half the width takes half the time.
    """
    import numpy as np

    factors, terms = _functions()
    halves = (found >> np.uint64(32)).astype(np.uint32)
    least = np.full(VALUES, np.iinfo(np.uint32).max, dtype=np.uint32)
    for at in range(0, len(halves), _AT_ONCE):
        hashed = factors[:, None] * halves[None, at : at + _AT_ONCE]
        hashed += terms[:, None]
        np.minimum(least, hashed.min(axis=1), out=least)
    return least.astype("<u4")


@cache
def _functions() -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Factor and term of each hash function: a SplitMix64 stream, so the same for ever."""
    import numpy as np

    count = np.arange(1, 2 * VALUES + 1, dtype=np.uint64)
    state = np.uint64(_SEED) + count * np.uint64(_MIX[0])
    state = (state ^ (state >> np.uint64(30))) * np.uint64(_MIX[1])
    state = (state ^ (state >> np.uint64(27))) * np.uint64(_MIX[2])
    state ^= state >> np.uint64(31)
    drawn = (state >> np.uint64(32)).astype(np.uint32)
    return drawn[:VALUES] | np.uint32(1), drawn[VALUES:]


def size_of(stored: bytes) -> int:
    """The number of different 5-grams of a signature's text; 0 for one without."""
    return int(_HEAD.unpack_from(stored)[0]) if len(stored) == _SIZE else 0


def values_of(stored: bytes) -> NDArray[np.uint32] | None:
    """The 128 values of a signature; None for a text without."""
    import numpy as np

    if len(stored) != _SIZE:
        return None
    return np.frombuffer(stored, dtype="<u4", offset=_HEAD.size)


def containment(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> float:
    """The share of the shorter text's grams that stand in the other, 0..1."""
    import numpy as np

    shorter = min(len(one), len(other))
    if not shorter:
        return 0.0
    return len(np.intersect1d(one, other, assume_unique=True)) / shorter


def is_copy(one: Shingled, other: Shingled, *, one_outlet: bool = False) -> bool:
    """Whether one of two texts is, in most of its wording, taken from the other.

    An outlet's own articles share galleries of captions, background and notices: they are
    copies only where the beginning of one stands in the other too, as in a story that was
    published again, or brought up to date under another address.
    """
    if min(len(one.grams), len(other.grams)) < LEAST:
        return False
    if containment(one.grams, other.grams) < CONTAINED:
        return False
    return not one_outlet or max(_lead_in(one, other), _lead_in(other, one)) >= LEAD_SHARED


def _lead_in(one: Shingled, other: Shingled) -> float:
    import numpy as np

    return len(np.intersect1d(one.lead, other.grams, assume_unique=True)) / len(one.lead)


__all__ = [
    "CONTAINED",
    "LEAST",
    "RESEMBLING",
    "VALUES",
    "Shingled",
    "containment",
    "is_copy",
    "minhash",
    "shingled",
    "signature",
    "size_of",
    "values_of",
]
