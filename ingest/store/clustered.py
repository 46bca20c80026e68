"""Which articles are copies of one another: the clusters of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.clusters import Cluster
from ingest.store import copies
from ingest.store.access import Access


class Clustered(Access):
    """The copies in a library. Part of ``Catalogue``."""

    def cluster_of(self, article_ids: Iterable[str]) -> dict[str, Cluster]:
        """The cluster of each article by its id; one that has no copy in the library and no
        agency's credit is left out."""
        with self._read() as conn:
            return copies.cluster_of(conn, article_ids)

    def clusters(self) -> list[Cluster]:
        """Every cluster of two or more articles, the newest origin first, undated last."""
        with self._read() as conn:
            return copies.clusters(conn)

    def unsigned(self) -> int:
        """Articles that were never compared with the others: those of an earlier format."""
        with self._read() as conn:
            return copies.unsigned(conn)
