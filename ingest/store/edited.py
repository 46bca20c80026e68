"""What an edit of an article's metadata asks of the catalogue."""

from __future__ import annotations

from ingest.records import Write, Written
from ingest.store import copies, learned, writing
from ingest.store.access import Access


class Edited(Access):
    """Other metadata on an article's current revision. Part of ``Catalogue``."""

    def spans(self, article_id: str, revision: int) -> tuple[tuple[int, int], ...]:
        """The offsets of a revision's passages into its text, in order; none if it has none."""
        with self._read() as conn:
            found = conn.execute(
                'SELECT p.start, p."end" FROM passages p JOIN revisions r'
                " ON p.id >= r.first_passage AND p.id < r.first_passage + r.passages"
                " WHERE r.article_id = ? AND r.revision = ? ORDER BY p.id",
                (article_id, revision),
            )
            return tuple((start, end) for start, end in found)

    def relabel(self, item: Write, revision: int) -> bool:
        """Puts the metadata and overrides of ``item`` on the article if its current revision
        is still ``revision``, with these words; tells whether it was."""
        with self._change() as conn:
            done = writing.relabel(conn, item, revision)
            if done and item.article_id is not None:
                # Copies and boilerplate are known by who published what.
                copies.again(conn, [item.article_id])
                told = Written(item.article_id, revision, "relabelled")
                learned.remember(conn, [item], [told])
            return done
