"""Which embedder a library's vectors come from, and that no other one is mixed in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ingest.embedders import DEFAULT, Embedder, EmbedderSettings, make_embedder
from ingest.errors import EmbedderMismatch

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ingest.catalogue import Catalogue

NAME = "embedder_name"
DIMENSION = "embedder_dimension"
FINGERPRINT = "embedder"
_UNFINISHED = "reindexing"


def unfinished(catalogue: Catalogue) -> str | None:
    """The embedder that a change was begun to, when that change was cut off."""
    return catalogue.meta(_UNFINISHED) or None


def choose(catalogue: Catalogue, wanted: str | None, settings: EmbedderSettings) -> Embedder:
    """The embedder of the library: the one that made its vectors, else ``wanted``, else ours.

    Raises EmbedderMismatch when another one was asked for, when the one of that name now
    makes other vectors, or when a change of embedders was cut off; EmbedderError.
    """
    made_by = catalogue.meta(NAME)
    cut_off = unfinished(catalogue)
    if cut_off:
        raise EmbedderMismatch(
            f"The vectors of this library are half changed to another embedder ({made_by} to "
            f"{cut_off}).",
            f"Finish it: briefing reindex --embedder {cut_off}",
        )
    if made_by is None or _empty(catalogue):
        return make_embedder(wanted or made_by or DEFAULT, settings)
    if wanted is not None and wanted != made_by:
        raise EmbedderMismatch(
            f"The vectors of this library were made with the embedder {made_by}, not with "
            f"{wanted}.",
            f"Use {made_by}, or convert the library: briefing reindex --embedder {wanted}",
        )
    embedder = make_embedder(made_by, settings)
    if not _comparable(embedder.fingerprint, catalogue.meta(FINGERPRINT) or ""):
        raise EmbedderMismatch(
            f"The embedder {made_by} makes other vectors than those in this library.",
            f"Make them again: briefing reindex --embedder {made_by}",
        )
    return embedder


def adopt(catalogue: Catalogue, embedder: Embedder) -> None:
    """Remembers ``embedder`` in a library without vectors; checks it in any other.

    Raises EmbedderMismatch when another process has changed the library meanwhile.
    """
    remembered = catalogue.meta(FINGERPRINT) or ""
    settled = remembered and not unfinished(catalogue)
    if settled and _comparable(embedder.fingerprint, remembered):
        return
    if remembered and not _empty(catalogue):
        raise EmbedderMismatch(
            "The library was changed to another embedder while this was running.",
            "Run it again; what was finished is kept.",
        )
    _remember(catalogue, embedder)


def announce(catalogue: Catalogue, embedder: Embedder) -> None:
    """Says that the vectors are being changed: from now on no other process adds any."""
    catalogue.set_meta(_UNFINISHED, embedder.name)


def replace_all(
    catalogue: Catalogue,
    embedder: Embedder,
    rows: Sequence[int],
    vectors: NDArray[np.float32],
) -> None:
    """Puts ``embedder`` and all its vectors in place; a sudden end in between is noticed."""
    announce(catalogue, embedder)
    catalogue.replace_vectors(rows, vectors)
    _remember(catalogue, embedder)
    catalogue.set_meta(_UNFINISHED, "")


def _remember(catalogue: Catalogue, embedder: Embedder) -> None:
    catalogue.set_meta(NAME, embedder.name)
    catalogue.set_meta(DIMENSION, str(embedder.dimension))
    catalogue.set_meta(FINGERPRINT, embedder.fingerprint)


def _empty(catalogue: Catalogue) -> bool:
    return not catalogue.indexable(0, 1)


def _comparable(fingerprint: str, remembered: str) -> bool:
    """Whether two fingerprints allow the same vectors; ``-`` is a digest that is not known."""
    base, _, digest = fingerprint.rpartition(":")
    other_base, _, other_digest = remembered.rpartition(":")
    return base == other_base and (digest == other_digest or "-" in (digest, other_digest))
