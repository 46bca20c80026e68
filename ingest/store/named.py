"""The names that articles can be narrowed by, publishers and tags, and whether any is left."""

from __future__ import annotations

from ingest.store.access import Access
from ingest.store.filters import condition
from ingest.types import Filters

_PUBLISHERS = (
    "SELECT min(publisher), count(*) FROM revisions"
    " WHERE current = 1 AND publisher_key <> ''"
    " GROUP BY publisher_key ORDER BY count(*) DESC, publisher_key"
)
_TAGS = (
    "SELECT min(tag.value), count(DISTINCT r.id) FROM revisions r, json_each(r.tags) AS tag"
    " WHERE r.current = 1 AND r.tags <> '[]'"
    " GROUP BY lower(trim(tag.value)) ORDER BY count(*) DESC, lower(tag.value)"
)


class Named(Access):
    """What the articles are called by. Part of ``Catalogue``."""

    def publishers(self) -> list[tuple[str, int]]:
        """Each publisher with its number of articles in their current revisions, the one with
        most of them first; spellings that are compared as one are one."""
        with self._read() as conn:
            return [(str(name), int(count)) for name, count in conn.execute(_PUBLISHERS)]

    def tags(self) -> list[tuple[str, int]]:
        """Each tag with its number of articles, as ``publishers``."""
        with self._read() as conn:
            return [(str(name), int(count)) for name, count in conn.execute(_TAGS)]

    def any_passes(self, filters: Filters) -> bool:
        """Whether the filters let any article through."""
        where, params = condition(filters)
        with self._read() as conn:
            found = conn.execute(f"SELECT 1 FROM revisions r WHERE {where} LIMIT 1", params)
            return found.fetchone() is not None
