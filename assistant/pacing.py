"""How an ingest's pace is worded, for both skins. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.types import Progress


def pace_words(progress: Progress) -> str:
    """``132 articles/s, about 2 min left``; empty while there is nothing to go by."""
    parts = []
    if progress.rate is not None and progress.rate > 0:
        shown = f"{progress.rate:.0f}" if progress.rate >= 10 else f"{progress.rate:.1f}"
        parts.append(f"{shown} articles/s")
    if progress.seconds is not None:
        parts.append(f"about {_span(progress.seconds)} left")
    return ", ".join(parts)


def _span(seconds: float) -> str:
    if seconds < 55:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


__all__ = ["pace_words"]
