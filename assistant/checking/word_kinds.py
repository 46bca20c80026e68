"""What kind of claim a word brings into a sentence: a figure, a modifier, an extreme, or a frame.

A word that no article sentence holds weighs differently by kind: "announced" is the writer's
own frame, "biggest" or "two" is a claim of its own.
"""

from __future__ import annotations

from functools import lru_cache

from assistant.terms import stem
from ingest.text.cue_words import VERBS
from ingest.text.wordlist import wordlist

_FIGURES = frozenset(
    wordlist("""
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
    dozen dozens hundred hundreds thousand thousands million millions billion billions trillion
    tens half quarter third thirds twice double doubled tripled pair trio
    """)
)
_EXTREMES = frozenset(
    wordlist("""
    first last biggest largest best worst highest lowest most record ever only oldest youngest
    longest fastest latest never hardest greatest
    """)
)
_MODIFIERS = _EXTREMES | frozenset(
    wordlist("""
    big great large small major minor new old late early recent current former next past full
    long short high low strong huge top key main chief senior prominent leading famous popular
    rare young several many few more less least second final total whole entire world worldwide
    nationwide western eastern northern southern north south east west heavy sharp quick slow
    good bad stunning superb rival special private public royal free open close mass giant fresh
    hot cold rich poor hard soft extra further future likely
    """)
)
_FRAMES = frozenset(
    wordlist("""
    according officials experts plan name become begin make take give get use set involve include
    leave put bring carry have decide want move help work go come see follow
    """)
)
_ENDINGS = (("est", 6), ("ly", 6), ("ous", 6), ("ful", 6), ("able", 6), ("ible", 6), ("ive", 6),
            ("ern", 6), ("less", 6), ("al", 7), ("ic", 7), ("ary", 7))  # fmt: skip
"""Endings of adjectives and adverbs, with the least length of a word to which they apply."""


@lru_cache(maxsize=1)
def _framing() -> frozenset[str]:
    return frozenset(stem(word) for word in VERBS | _FRAMES)


def is_figure(word: str) -> bool:
    """Whether a folded word states a number, in digits or letters."""
    return word in _FIGURES or any(char.isdigit() for char in word)


def is_extreme(word: str) -> bool:
    """Whether a folded word claims an extreme: first, only, biggest, ever."""
    return word in _EXTREMES


def is_modifier(word: str) -> bool:
    """Whether a folded word qualifies another, by list or by its ending."""
    return word in _MODIFIERS or any(
        len(word) >= least and word.endswith(ending) for ending, least in _ENDINGS
    )


def is_frame(word: str) -> bool:
    """Whether a folded word only frames what is told: reporting and light verbs."""
    return stem(word) in _framing()


__all__ = ["is_extreme", "is_figure", "is_frame", "is_modifier"]
