"""Outlet and date in front of a sentence, taken from the catalogue and from nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.text.clean import clean_line
from ingest.text.cues import attribution
from ingest.text.dates import find_dates, spoken
from ingest.types import Metadata


def prefix(meta: Metadata, *, titled: bool = False) -> str:
    """ "Daily X, 12 August 2025: " with its blank; empty when the outlet is not known.

    ``titled`` puts the headline in its place then.
    """
    outlet = clean_line(meta.publisher or "")
    if not outlet and titled and meta.title:
        outlet = f"“{clean_line(meta.title)}”"
    if not outlet:
        return ""
    return f"{outlet}, {spoken(meta.published)}: " if meta.published else f"{outlet}: "


def without_source(statement: str, metas: Iterable[Metadata]) -> str:
    """A statement that says who reports, without the outlets' names and days of publication.

    Those are the catalogue's word, so the cited text need not repeat them. A statement that
    attributes nothing is returned as it is.
    """
    if attribution(statement) is None:
        return statement
    for meta in metas:
        day = (meta.published or "")[:10]
        for found in reversed(find_dates(statement, meta.published)):
            if found.start == found.end == day:
                statement = statement[: found.span_start] + statement[found.span_end :]
        if meta.publisher:
            statement = re.sub(re.escape(meta.publisher), "", statement, flags=re.IGNORECASE)
    return statement


__all__ = ["prefix", "without_source"]
