"""The articles that no remembered source gives."""

from __future__ import annotations

from ingest.store.access import Access
from ingest.store.rows import ROW_COLUMNS, row
from ingest.types import ArticleRow


class Orphans(Access):
    """Articles without a source. Part of ``Catalogue``."""

    def unsourced(self) -> list[ArticleRow]:
        """The articles that no remembered source gave when it was last read to its end: pasted
        ones, and those that have vanished out of a file of many."""
        with self._read() as conn:
            found = conn.execute(
                f"SELECT {ROW_COLUMNS} FROM revisions r WHERE r.current = 1 AND NOT EXISTS"
                " (SELECT 1 FROM source_articles s WHERE s.article_id = r.article_id)"
                " ORDER BY r.id"
            )
            return [row(values) for values in found]
