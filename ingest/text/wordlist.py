"""Word lists are written as plain paragraphs of words and read by this."""

from __future__ import annotations


def wordlist(paragraph: str) -> tuple[str, ...]:
    """The white-space separated words of ``paragraph``, in order."""
    return tuple(paragraph.split())
