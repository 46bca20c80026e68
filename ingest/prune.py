"""Which articles' files are gone, below the folders that an ingest was given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.catalogue import Catalogue
from ingest.records import KnownSource


@dataclass(frozen=True, slots=True)
class Gone:
    """Remembered sources that are no longer there, and the articles that nothing else gives."""

    locations: tuple[str, ...] = ()
    article_ids: tuple[str, ...] = ()


def find_gone(arguments: Sequence[str], catalogue: Catalogue) -> Gone:
    """What lies below the folders among ``arguments`` in the catalogue, but not on the disk.

    A folder that is not there, or is empty, may be a disk that is not mounted: nothing below
    it counts as gone.
    """
    roots = [root for argument in arguments if (root := _root(argument)) is not None]
    sources = catalogue.sources() if roots else []
    lost = [source for source in sources if _is_gone(source, roots)]
    names = {source.location for source in lost}
    kept = {
        article_id
        for source in sources
        if source.location not in names
        for article_id in source.articles
    }
    ids = {article_id for source in lost for article_id in source.articles}
    return Gone(tuple(sorted(names)), tuple(sorted(ids - kept)))


def _root(argument: str) -> Path | None:
    try:
        path = Path(argument).expanduser().absolute()
        return path if path.is_dir() and any(path.iterdir()) else None
    except (OSError, ValueError):
        return None


def _is_gone(source: KnownSource, roots: Sequence[Path]) -> bool:
    path = Path(source.location)
    if not path.is_absolute():
        return False
    below = any(path.is_relative_to(root) or path.is_relative_to(root.resolve()) for root in roots)
    return below and not may_exist(source.location)


def may_exist(location: str) -> bool:
    """Whether a source may still be there; of anything but a file that is not known."""
    path = Path(location)
    try:
        return not path.is_absolute() or path.is_symlink() or path.exists()
    except OSError:
        # What cannot be looked at is not known to be gone.
        return True
