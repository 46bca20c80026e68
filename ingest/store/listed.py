"""The articles with what a reader sorts and narrows them by, beside their metadata."""

from __future__ import annotations

from ingest.records import ListedArticle
from ingest.store.access import Access
from ingest.store.rows import ROW_COLUMNS, row
from ingest.types import BlockKind


class Listed(Access):
    """The list of a library's articles. Part of ``Catalogue``."""

    def listed(self) -> list[ListedArticle]:
        """Every article in its current revision, newest published first, undated last."""
        with self._read() as conn:
            comments = dict(
                conn.execute(
                    "SELECT b.revision_id, count(*) FROM blocks b WHERE b.kind = ?"
                    " GROUP BY b.revision_id",
                    (BlockKind.COMMENT.value,),
                ).fetchall()
            )
            firsts = {
                article_id: (added, number)
                for article_id, added, number in conn.execute(
                    "SELECT article_id, min(added), count(*) FROM revisions GROUP BY article_id"
                )
            }
            found = conn.execute(
                f"SELECT {ROW_COLUMNS}, r.id FROM revisions r WHERE r.current = 1"
                " ORDER BY r.published_ts IS NULL, r.published_ts DESC, r.id DESC"
            )
            return [
                ListedArticle(row(values), *firsts[values[0]], comments.get(values[16], 0))
                for values in found
            ]
