"""The form in which sentences and words of two revisions are compared. Pure."""

from __future__ import annotations

import re

from ingest.text.names import fold

_TOKEN = re.compile(r"\w+(?:[^\w\s]+\w+)*\s*|[^\w\s]\s*|\s+")
_WORD = re.compile(r"\w+(?:[^\w\s]+\w+)*")


def folded(sentence: str) -> str:
    """A sentence without what does not count: spacing and the shape of quotes and dashes.

    Case and diacritics count; ``fold`` would take them off.
    """
    plain = sentence if sentence.isascii() else "".join(map(_plain, sentence))
    return " ".join(plain.split())


def _plain(char: str) -> str:
    return char if char.isalnum() else fold(char)


def tokens(sentence: str) -> list[str]:
    """Words and marks as written, each with the space after it; joined they are the sentence."""
    return _TOKEN.findall(sentence)


def token_keys(sentence: str) -> list[str]:
    """The words of a sentence, in small letters and without marks, for likeness alone."""
    return _WORD.findall(sentence.casefold())
