"""Filters as a condition on revisions: the one place that says what each of them means."""

from __future__ import annotations

from ingest.store.rows import ids, key
from ingest.text.dates import timestamp
from ingest.types import Filters


def condition(filters: Filters) -> tuple[str, list[object]]:
    """An SQL condition on ``revisions r`` with its parameters.

    Without ``as_of`` it takes current revisions only; with it, the last revision that
    existed by then of every article published by then. Undated articles stay in under
    ``until`` and ``as_of`` and fall out under ``since``. An article passes with any one of
    the publishers, and with any one of the tags.
    """
    parts: list[str] = []
    params: list[object] = []
    if filters.as_of is None:
        parts.append("r.current = 1")
    else:
        then = timestamp(filters.as_of, end_of_day=True)
        parts.append("(r.published_ts IS NULL OR r.published_ts <= ?)")
        parts.append("(r.valid_from IS NULL OR r.valid_from <= ?)")
        parts.append("(r.valid_to IS NULL OR r.valid_to > ?)")
        params += [then, then, then]
    if filters.since is not None:
        parts.append("r.published_ts >= ?")
        params.append(timestamp(filters.since))
    if filters.until is not None:
        parts.append("(r.published_ts IS NULL OR r.published_ts <= ?)")
        params.append(timestamp(filters.until, end_of_day=True))
    if filters.publishers:
        parts.append("r.publisher_key IN (SELECT value FROM json_each(?))")
        params.append(ids(key(name) for name in filters.publishers))
    if filters.tags:
        parts.append(
            "EXISTS (SELECT 1 FROM json_each(r.tag_keys) AS tag"
            " WHERE tag.value IN (SELECT value FROM json_each(?)))"
        )
        params.append(ids(key(tag) for tag in filters.tags))
    if filters.exclude:
        parts.append("r.article_id NOT IN (SELECT value FROM json_each(?))")
        params.append(ids(filters.exclude))
    if filters.only:
        parts.append("r.article_id IN (SELECT value FROM json_each(?))")
        params.append(ids(filters.only))
    return " AND ".join(parts), params
