"""Outlet and date in front of a sentence, taken from the catalogue and from nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.text.clean import clean_line
from ingest.text.cues import attribution
from ingest.text.dates import find_dates, spoken
from ingest.types import Metadata

_DAY = len("2025-08-12")


def dated(meta: Metadata) -> str:
    """ "12 August 2025", with ", updated 19 August 2025" where it was changed on a later day;
    empty when neither is known."""
    days = [spoken(meta.published)] if meta.published else []
    if updated(meta):
        days.append(f"updated {spoken(updated(meta))}")
    return ", ".join(days)


def updated(meta: Metadata) -> str:
    """The ISO day of the last change where it is later than that of publication, else empty."""
    changed, published = (meta.modified or "")[:_DAY], (meta.published or "")[:_DAY]
    return changed if len(changed) == _DAY and changed > published else ""


def prefix(meta: Metadata, *, titled: bool = False) -> str:
    """ "Daily X, 12 August 2025: " with its blank; empty when the outlet is not known.

    ``titled`` puts the headline in its place then.
    """
    return _before(_outlet(meta, titled), dated(meta))


def prefixes(meta: Metadata) -> tuple[str, ...]:
    """Every prefix that an article may bear, cleaned, without the blank at its end: titled or
    not, with the day of its last change or, as before there was one, without."""
    days = (dated(meta), spoken(meta.published) if meta.published else "")
    found = (_before(_outlet(meta, titled), day) for titled in (False, True) for day in days)
    return tuple(dict.fromkeys(clean_line(each) for each in found if each))


def _outlet(meta: Metadata, titled: bool) -> str:
    outlet = clean_line(meta.publisher or "")
    if not outlet and titled and meta.title:
        return f"“{clean_line(meta.title)}”"
    return outlet


def _before(outlet: str, day: str) -> str:
    return (f"{outlet}, {day}: " if day else f"{outlet}: ") if outlet else ""


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


__all__ = ["dated", "prefix", "prefixes", "updated", "without_source"]
