"""Chroma: how it is loaded, opened, written and asked. The only home of ``chromadb``.

``ingest.index`` decides when. Chroma gets ids, vectors and four metadata fields, no texts:
they lie in the catalogue, and storing them twice halves the speed and takes seven times the
room (10,000 passages: 956 against 426 upserts a second, 18 against 127 MB).
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from types import ModuleType
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ingest.errors import LibraryError
from ingest.indexing.child import command, environment
from ingest.indexing.generations import Condition, Generation, look, read_generation

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_CHECK_SECONDS = 300

_HNSW = {"space": "cosine", "ef_construction": 60, "ef_search": 400}
"""How the graph of a collection is built and searched (Malkov and Yashunin 2018). Candidates
that are looked at when a vector is put in: 60 take a quarter less time than Chroma's 100; looking
at 400 in a search finds as much all the same (measured: docs/decisions.md), for .15 ms."""
_importing = Lock()


class IndexUnavailable(LibraryError):
    """The index cannot be used now, and why; the catalogue's own vectors serve instead."""

    kind = "index_unavailable"


def chroma() -> ModuleType:
    """The ``chromadb`` package, imported so that no environment variable or ``.env`` matters.

    Its settings class reads unprefixed variables (``MIGRATIONS``, ``IS_PERSISTENT``…) and a
    ``.env`` in the working directory while it is imported, and fails on a bad value there.
    For that time pydantic's settings behave like plain models. Raises IndexUnavailable.
    """
    with _importing:
        if "chromadb" in sys.modules:
            return sys.modules["chromadb"]
        try:
            from pydantic import BaseModel
            from pydantic_settings import BaseSettings

            original = BaseSettings.__init__

            def plain(self: BaseSettings, **values: Any) -> None:
                BaseModel.__init__(self, **values)

            BaseSettings.__init__ = plain  # type: ignore[method-assign,assignment]
            try:
                import chromadb
            finally:
                BaseSettings.__init__ = original  # type: ignore[method-assign]
        except Exception as error:
            raise IndexUnavailable(
                f"The vector index cannot be used: chromadb does not load ({error}).",
                "Install it again: pip install --force-reinstall chromadb",
            ) from error
        return chromadb


def _settings(**values: Any) -> Any:
    """Chroma's settings: its defaults, these values, and nothing from the environment."""
    from chromadb.config import Settings

    return Settings.model_construct(anonymized_telemetry=False, **values)


@contextmanager
def _faults(doing: str) -> Iterator[None]:
    """Whatever Chroma raises, panics of its native core included, as IndexUnavailable."""
    try:
        yield
    except LibraryError:
        raise
    except BaseException as error:
        # PyO3's PanicException derives from BaseException and has no importable home.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        text = " ".join(str(error).split())[:200]
        raise IndexUnavailable(
            f"The vector index failed while {doing} ({text or type(error).__name__}).",
            "`briefing reindex` builds it again from the catalogue; nothing is lost.",
        ) from error


def folder_client(folder: Path) -> Any:
    """A client on a Chroma folder, for its owner only and after a look at its files."""
    package = chroma()
    with _faults("opening"):
        own = _settings(is_persistent=True, persist_directory=str(folder))
        return package.PersistentClient(path=str(folder), settings=own)


def server_client(url: str) -> Any:
    """A client of the Chroma server at ``url``. Raises IndexUnavailable."""
    parts = urlsplit(url)
    with suppress(ValueError):
        port = parts.port or (443 if parts.scheme == "https" else 8000)
        if parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc:
            return _connect(parts.hostname, port, parts.scheme == "https")
    raise IndexUnavailable(
        "The address of the Chroma server is not of the form http://HOST:PORT.",
        "Correct --chroma, or leave it out to use the library's own folder.",
    )


def _connect(host: str, port: int, tls: bool) -> Any:
    package = chroma()
    try:
        with _faults("connecting"):
            return package.HttpClient(host=host, port=port, ssl=tls, settings=_settings())
    except IndexUnavailable as error:
        raise IndexUnavailable(
            f"No Chroma server answers at {host}:{port}.",
            "Start it (chroma run), correct --chroma, or leave it out.",
        ) from error


class Collection:
    """One generation's collection: vectors by passage id, compared by cosine."""

    def __init__(self, client: Any, generation: Generation, *, create: bool) -> None:
        """Opens or creates it. Raises IndexUnavailable when it is not there or not cosine.

        Vectors always come from us: Chroma's own embedding function would download a model.
        """
        self._client = client
        with _faults("opening its collection"):
            self._collection = (
                client.create_collection(
                    generation.collection,
                    configuration={"hnsw": _HNSW},
                    metadata={"embedder": generation.embedder},
                    embedding_function=None,
                )
                if create
                else client.get_collection(generation.collection, embedding_function=None)
            )
            # ``get_or_create`` and a hand-made collection may have another space.
            space = (self._collection.configuration.get("hnsw") or {}).get("space")
        if space != "cosine":
            raise IndexUnavailable(
                f"The collection {generation.collection} compares by {space}, not by cosine.",
                "`briefing reindex` builds it again.",
            )

    def count(self) -> int:
        """Number of vectors."""
        with _faults("counting"):
            return int(self._collection.count())

    def query(
        self, vector: Sequence[float] | NDArray[np.float32], n: int
    ) -> list[tuple[str, float]]:
        """The ids and cosine similarities of the ``n`` nearest, nearest first."""
        with _faults("searching"):
            found = self._collection.query(
                query_embeddings=[vector], n_results=n, include=["distances"]
            )
        pairs = zip(found["ids"][0], found["distances"][0], strict=True)
        return [(str(passage_id), 1.0 - float(distance)) for passage_id, distance in pairs]

    def upsert(
        self,
        ids: list[str],
        vectors: NDArray[np.float32],
        metadatas: list[dict[str, str | int | float | None]],
    ) -> None:
        """Writes vectors; a metadata value of None clears that key."""
        with _faults("writing"):
            self._collection.upsert(ids=ids, embeddings=vectors, metadatas=metadatas)

    def delete(self, ids: list[str]) -> None:
        """Deletes vectors; unknown ids are passed over."""
        with _faults("writing"):
            self._collection.delete(ids=ids)

    def drop_others(self, keep: Generation) -> None:
        """Deletes the collections of this library's other generations."""
        with _faults("clearing"):
            names = [found.name for found in self._client.list_collections()]
            for name in names:
                if name.startswith(keep.collection_prefix) and name != keep.collection:
                    self._client.delete_collection(name)

    def close(self) -> None:
        """Lets go of the folder or the connection."""
        with _faults("closing"):
            self._client.close()


def answers_whole(folder: Path) -> bool:
    """Whether the folder opens and a query for everything finds everything.

    Runs in a process of its own, for damage can end it. Counting and small queries pass on
    folders that have lost most of their vectors; only this one tells them apart.
    """
    done = subprocess.run(
        [*command("ingest.indexing.process"), "check", str(folder)],
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=_CHECK_SECONDS,
        check=False,
    )
    return done.returncode == 0


def check_whole(folder: Path) -> bool:
    """What the process of ``answers_whole`` does; may end it."""
    generation = read_generation(folder)
    if generation is None or look(folder).condition is Condition.DAMAGED:
        return False
    try:
        collection = Collection(folder_client(folder), generation, create=False)
        count = collection.count()
        probe = [1.0] + [0.0] * (generation.dimension - 1)
        whole = not count or len({name for name, _ in collection.query(probe, count)}) == count
        collection.close()
    except IndexUnavailable:
        return False
    return whole
