"""How many there are of something, in words. Pure."""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """``1 article``, ``3,000 articles``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


__all__ = ["counted"]
