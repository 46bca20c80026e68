"""What is asked and told while something runs: whether it shall stop, how far it is. Pure."""

from __future__ import annotations

from ingest.types import Progress


def never() -> bool:
    """Is never cancelled."""
    return False


def quiet(progress: Progress) -> None:
    """Shows no progress."""


__all__ = ["never", "quiet"]
