"""The name of a file that a conversation is exported to. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.text.clean import clean_line

_LONGEST = 60
_OTHER = re.compile(r"[^\w]+|_+")
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)")
"""Names that Windows keeps for devices."""


def file_name(name: str, suffix: str) -> str:
    """``Why did the mill close?`` as ``why-did-the-mill-close.md``: letters and digits of any
    script, at most 60, whatever stands in the conversation's name."""
    stem = _OTHER.sub("-", clean_line(name)).strip("-").lower()
    if len(stem) > _LONGEST:
        cut = stem[:_LONGEST]
        stem = cut[: cut.rfind("-")] if "-" in cut else cut
    if not stem or _RESERVED.fullmatch(stem):
        stem = f"conversation-{stem}".rstrip("-")
    return f"{stem}.{suffix}"


def free_names(name: str, suffix: str) -> Iterator[str]:
    """That name, then ``…-2``, ``…-3`` and so on, to be tried in turn."""
    first = file_name(name, suffix)
    yield first
    stem = first.removesuffix(f".{suffix}")
    for number in range(2, 1000):
        yield f"{stem}-{number}.{suffix}"
