"""How the index of a library comes to be open: the live generation if it is sound, or a new one.

The caller owns the index (``ingest.indexing.lock``) before anything here touches its folder.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from ingest.errors import LibraryDamaged
from ingest.indexing import generations as folders
from ingest.indexing.generations import Condition, Generation, Generations
from ingest.text.dates import timestamp
from ingest.vectors import (
    Collection,
    IndexUnavailable,
    answers_whole,
    folder_client,
    server_client,
)

if TYPE_CHECKING:
    from ingest.catalogue import Catalogue
    from ingest.records import PendingOp
    from ingest.types import ArticleRow

SERVED_BATCH = 300
"""Records a write to a server: the most that hosted ones take."""

BATCH = 1000
"""Records a write to a folder: a sixth faster than 300, and still done in a quarter of a
second, which is what an interruption waits for."""

MOST_TOMBSTONES = 0.2
"""Share of deleted vectors above which a generation is built anew: recall decays with them."""

FOLDER = "folder"

Watch = Callable[[int, int], None]
"""Told how many changes the index has taken over, and how many there were to take over."""

_MEND = "`briefing reindex` builds it again; until then the catalogue's own vectors serve."

_TRIES = 5


def batch_of(folder: Path | None) -> int:
    """Records a write, to a folder or (None) to a server."""
    return SERVED_BATCH if folder is None else BATCH


def quiet(done: int, total: int) -> None:
    """Watches nothing."""


@dataclass(frozen=True, slots=True)
class Home:
    """Where the index of a library is, as the catalogue remembers it.

    ``place`` is ``folder`` or a server's URL. ``count`` is the number of vectors at the last
    clean close, -1 when it is not known.
    """

    place: str
    generation: Generation
    count: int = -1

    @classmethod
    def recall(cls, catalogue: Catalogue, place: str) -> Self:
        """What the catalogue says; no generation's name where it says nothing of ``place``."""
        known: dict[str, object] = {}
        with suppress(ValueError):
            known = json.loads(catalogue.meta("index") or "{}")
        here = known.get("place") == place
        count = known.get("count", -1) if here else -1
        return cls(
            place,
            Generation(
                name=str(known.get("generation", "")) if here else "",
                library_id=catalogue.meta("library_id") or "",
                embedder=catalogue.meta("embedder") or "",
                dimension=int(catalogue.meta("embedder_dimension") or 0),
            ),
            count if isinstance(count, int) else -1,
        )

    def remember(self, catalogue: Catalogue) -> None:
        """Keeps it in the catalogue: the outbox is what this very generation lacks."""
        value = {"place": self.place, "generation": self.generation.name, "count": self.count}
        catalogue.set_meta("index", json.dumps(value))


@dataclass(frozen=True, slots=True)
class Opened:
    """A generation that is open; ``folder`` is None for one on a server."""

    home: Home
    collection: Collection
    folder: Path | None

    @property
    def batch(self) -> int:
        """Records a write."""
        return batch_of(self.folder)


def looks_sound(library: Path, catalogue: Catalogue, server: str | None) -> bool:
    """Whether the index may be taken to be whole, judged without opening it.

    One on a server is taken to be whole when it was built there.
    """
    home = Home.recall(catalogue, server or FOLDER)
    if not home.generation.name:
        return not catalogue.indexable(0, 1)
    if server is not None:
        return True
    folder = Generations(library).current()
    if folder is None or folders.read_generation(folder) != home.generation:
        return False
    return folders.look(folder).condition is Condition.SOUND


class Opening:
    """Finds the live generation, or makes a new one."""

    def __init__(
        self, catalogue: Catalogue, generations: Generations, server: str | None, write: bool
    ) -> None:
        self.catalogue = catalogue
        self.generations = generations
        self.server = server
        self.write = write
        self.home = Home.recall(catalogue, server or FOLDER)

    def settle(self, watch: Watch, cancelled: Callable[[], bool], anew: bool) -> Opened:
        """The live generation, opened; with ``write`` a new one where that is not sound.

        ``anew`` builds a new one in any case. Raises IndexUnavailable.
        """
        client = server_client(self.server) if self.server else None
        if not anew:
            try:
                return self._live(client)
            except IndexUnavailable:
                if not self.write:
                    raise
        return self._build(client, watch, cancelled)

    def _live(self, client: Any) -> Opened:
        generation = self.home.generation
        if not generation.name:
            raise IndexUnavailable("The vector index has not been built yet.", _MEND)
        folder = None
        if client is None:
            folder = self._sound_folder(generation)
            if self.write:
                folders.unseal(folder)
            client = folder_client(folder)
        collection = Collection(client, generation, create=False)
        try:
            self._compare(collection, folder)
        except BaseException:
            collection.close()
            raise
        return Opened(self.home, collection, folder)

    def _sound_folder(self, generation: Generation) -> Path:
        folder = self.generations.current()
        if folder is None:
            raise IndexUnavailable("The vector index is gone.", _MEND)
        if folders.read_generation(folder) != generation:
            raise IndexUnavailable("The vector index belongs to another state.", _MEND)
        seen = folders.look(folder)
        if seen.condition is Condition.SOUND:
            return folder
        detail = f" ({seen.detail})" if seen.detail else ""
        if seen.condition is Condition.UNSEALED and self.write and answers_whole(folder):
            return folder
        raise IndexUnavailable(f"The vector index {seen.condition.value}{detail}.", _MEND)

    def _compare(self, collection: Collection, folder: Path | None) -> None:
        """Whether it holds as many vectors as the catalogue thinks."""
        count = collection.count()
        if not self.write:
            if self.home.count not in (-1, count) and self.server is None:
                raise IndexUnavailable("The vector index belongs to another state.", _MEND)
            return
        there = self.catalogue.counts()
        if not there.passages - there.pending <= count <= there.passages + there.pending:
            raise IndexUnavailable("The vector index does not match the catalogue.", _MEND)
        if folder is not None and folders.elements(folder) * (1 - MOST_TOMBSTONES) > count:
            raise IndexUnavailable("Too much of the vector index is deleted vectors.", _MEND)

    def _build(self, client: Any, watch: Watch, cancelled: Callable[[], bool]) -> Opened:
        last = self.home.generation.name
        generation = replace(self.home.generation, name=self.generations.next_name(last))
        folder = None
        try:
            if client is None:
                folder = self.generations.make(generation)
                client = folder_client(folder)
            collection = Collection(client, generation, create=True)
            through = self._fill(collection, batch_of(folder), watch, cancelled)
            if folder is not None:
                self.generations.swap(folder)
        except BaseException as error:
            if client is not None:
                with suppress(Exception):
                    client.close()
            if isinstance(error, OSError):
                raise IndexUnavailable(
                    f"The vector index cannot be built ({error.strerror}).",
                    "Check that the disk has room and the library's folder may be written to.",
                ) from error
            raise
        home = Home(self.home.place, generation)
        home.remember(self.catalogue)
        self.catalogue.acknowledge_through(through)
        if folder is not None:
            self.generations.sweep()
        else:
            collection.drop_others(generation)
        return Opened(home, collection, folder)

    def _fill(
        self, collection: Collection, batch: int, watch: Watch, cancelled: Callable[[], bool]
    ) -> int:
        """Writes every current passage; returns the number of the last change that is in it.

        When all of them wait in the outbox anyway, they are left to it: what is taken over
        from there is kept when the process ends early. Deletions wait there, too, and stand
        for no passage.
        """
        through = self.catalogue.last_seq()
        there = self.catalogue.counts()
        if len(self.catalogue.not_in_index()) >= there.passages:
            return 0
        done = after = 0
        while ops := self.catalogue.indexable(after, batch):
            if cancelled():
                raise IndexUnavailable("Building the vector index was interrupted.", _MEND)
            take_over(self.catalogue, collection, ops)
            after = ops[-1].rowid
            done += len(ops)
            watch(done, there.passages)
        return through


def take_over(catalogue: Catalogue, collection: Collection, ops: Sequence[PendingOp]) -> None:
    """Writes one batch of changes into the index: new passages first, then deletions."""
    wanted = {op.rowid: op.passage_id for op in ops if op.op == "upsert"}
    for attempt in range(_TRIES):
        # A passage that is gone by now was removed meanwhile, and the outbox says so.
        passages = catalogue.passages(list(wanted))
        rows = list(passages)
        try:
            vectors = catalogue.vectors(rows)
            break
        except KeyError as error:
            # Removed between the two reads; a vector that is missing for good is damage.
            if attempt == _TRIES - 1:
                raise LibraryDamaged(
                    f"The library at {catalogue.library} lacks the vector of a passage.",
                    "Run `briefing reindex`, which computes all vectors again.",
                ) from error
    if rows:
        pairs = [(passages[row].article_id, passages[row].revision) for row in rows]
        labels = catalogue.revision_rows(pairs)
        metadatas = [_metadata(pair, labels.get(pair)) for pair in pairs]
        collection.upsert([wanted[row] for row in rows], vectors, metadatas)
    gone = [op.passage_id for op in ops if op.op == "delete"]
    if gone:
        collection.delete(gone)


def _metadata(pair: tuple[str, int], row: ArticleRow | None) -> dict[str, str | int | float | None]:
    """What another tool needs to make sense of a record; None clears what stood there."""
    article_id, revision = pair
    published = row.meta.published if row else None
    return {
        "article_id": article_id,
        "revision": revision,
        "published_ts": timestamp(published) if published else None,
        "publisher": row.meta.publisher if row else None,
    }
