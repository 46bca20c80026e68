"""What is asked while something runs: whether it shall stop. Pure."""

from __future__ import annotations


def never() -> bool:
    """Is never cancelled."""
    return False


__all__ = ["never"]
