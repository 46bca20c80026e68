"""The least that an ingest could take: Chroma alone, upserting what the product keeps in it.

``python -m benchmarks.raw_chroma LIBRARY FOLDER`` prints the seconds for the same ids,
vectors and metadata in batches of 300. Reading them before, and imports, do not count.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

from ingest.catalogue import Catalogue
from ingest.text.dates import timestamp

BATCH = 300


def batches(library: Path) -> list[tuple[list[str], Any, Any]]:
    """What the index of a library holds, in batches."""
    found = []
    with Catalogue.open(library) as catalogue:
        after = 0
        while ops := catalogue.indexable(after, BATCH):
            after = ops[-1].rowid
            rows = [op.rowid for op in ops]
            passages = catalogue.passages(rows)
            pairs = [(passages[row].article_id, passages[row].revision) for row in rows]
            articles = catalogue.revision_rows(pairs)
            metadata = [
                {
                    "article_id": article_id,
                    "revision": revision,
                    "published_ts": timestamp(meta.published) if meta.published else None,
                    "publisher": meta.publisher,
                }
                for article_id, revision in pairs
                for meta in (articles[article_id, revision].meta,)
            ]
            found.append(([op.passage_id for op in ops], catalogue.vectors(rows), metadata))
    return found


def seconds(library: Path, folder: Path) -> float:
    """How long Chroma takes for them, in a new folder."""
    import chromadb

    held = batches(library)
    begun = time.perf_counter()
    client = chromadb.PersistentClient(path=str(folder))
    collection = client.create_collection(
        "raw", configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
    )
    for ids, vectors, metadata in held:
        collection.upsert(ids=ids, embeddings=vectors, metadatas=metadata)
    return time.perf_counter() - begun


if __name__ == "__main__":
    print(seconds(Path(sys.argv[1]), Path(sys.argv[2])))
