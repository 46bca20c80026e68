"""What is asked and told while something runs: whether it shall stop, how far it is. Pure."""

from __future__ import annotations


def never() -> bool:
    """Is never cancelled."""
    return False


def quiet(told: object) -> None:
    """Says nothing of what it is told: a progress, a fault."""


__all__ = ["never", "quiet"]
