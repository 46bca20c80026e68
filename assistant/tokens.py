"""How many tokens a text takes, estimated without any model's tokenizer. Pure.

Tokenizers differ, and the one of the model behind an address is not known, so the estimate is
on the safe side of the common byte-pair ones: English prose takes a token for every 4 to 5
characters with them and is counted here as one for every 3.5; digits count one each (some
vocabularies cut numbers so); other alphabets of Europe one for every two characters; all other
scripts and signs three for every two characters.
"""

from __future__ import annotations

import math
import re

ASCII_PER_TOKEN = 3.5
"""Characters of plain English text in one token."""

ALPHABET_PER_TOKEN = 2.0
"""Characters of accented Latin, Greek, Cyrillic and Armenian in one token."""

OTHER_TOKENS = 1.5
"""Tokens of one character of any other script, and of one typographic sign."""

_DIGIT = re.compile(r"[0-9]")
_ALPHABET = re.compile("[\u0080-\u058f]")
_OTHER = re.compile("[^\u0000-\u058f]")


def tokens(text: str) -> int:
    """About how many tokens ``text`` takes; rather too many than too few."""
    digits = len(_DIGIT.findall(text))
    alphabet = len(_ALPHABET.findall(text))
    other = len(_OTHER.findall(text))
    plain = len(text) - digits - alphabet - other
    size = plain / ASCII_PER_TOKEN + digits + alphabet / ALPHABET_PER_TOKEN + other * OTHER_TOKENS
    return math.ceil(size)


__all__ = ["ALPHABET_PER_TOKEN", "ASCII_PER_TOKEN", "OTHER_TOKENS", "tokens"]
