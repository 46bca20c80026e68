"""Outlet and date in front of a sentence, taken from the catalogue and from nowhere else."""

from __future__ import annotations

from ingest.text.clean import clean_line
from ingest.text.dates import spoken
from ingest.types import Metadata


def prefix(meta: Metadata) -> str:
    """ "Daily X, 12 August 2025: " with its blank; empty when the outlet is not known."""
    outlet = clean_line(meta.publisher or "")
    if not outlet:
        return ""
    return f"{outlet}, {spoken(meta.published)}: " if meta.published else f"{outlet}: "


__all__ = ["prefix"]
