"""Which articles are gone: their files, or their place in a file, below the given folders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.catalogue import Catalogue
from ingest.records import KnownSource
from ingest.text.clean import visible
from ingest.types import ArticleRow

_FEEDS = (".xml", ".rss", ".atom", ".rdf")
"""What is no longer in a feed has scrolled off its end; it is not gone."""


@dataclass(frozen=True, slots=True)
class Gone:
    """Remembered sources that are no longer there, and the articles that nothing else gives.

    ``vanished`` are those among ``article_ids`` whose file is there and was read to its end,
    but no longer holds them: a record of a list, a member of an archive.
    """

    locations: tuple[str, ...] = ()
    article_ids: tuple[str, ...] = ()
    vanished: tuple[str, ...] = ()


def find_gone(arguments: Sequence[str], catalogue: Catalogue) -> Gone:
    """What lies below the folders among ``arguments`` in the catalogue, but not on the disk.

    A folder that is not there, or is empty, may be a disk that is not mounted: nothing below
    it counts as gone. Of a file among the arguments only what vanished out of it does.
    """
    roots = [root for argument in arguments if (root := _root(argument)) is not None]
    sources = catalogue.sources() if roots else []
    below = [source for source in sources if _is_below(source, roots)]
    lost = [source for source in below if not may_exist(source.location)]
    names = {source.location for source in lost}
    kept = {
        article_id
        for source in sources
        if source.location not in names
        for article_id in source.articles
    }
    ids = {article_id for source in lost for article_id in source.articles} - kept
    vanished = set(_vanished([one for one in below if one.location not in names], catalogue))
    return Gone(tuple(sorted(names)), tuple(sorted(ids | vanished)), tuple(sorted(vanished)))


def _vanished(sources: Sequence[KnownSource], catalogue: Catalogue) -> list[str]:
    """The ids of articles that came out of these files, and no longer do."""
    # A source that was read in part since has no digest: what it holds is not known.
    whole = {
        visible(source.location)
        for source in sources
        if source.sha256 and not _name(source.location).endswith(_FEEDS)
    }
    if not whole:
        return []
    return [row.article_id for row in catalogue.unsourced() if _places(row) & whole]


def _places(row: ArticleRow) -> set[str]:
    """The files that an article's source may name: ``PATH``, ``PATH:LINE``, ``PATH#MEMBER``."""
    text = row.source
    cuts = [at for at, char in enumerate(text) if char in ":#"]
    return {text, *(text[:at] for at in cuts)}


def _name(location: str) -> str:
    return location.lower().removesuffix(".gz")


def _root(argument: str) -> Path | None:
    try:
        path = Path(argument).expanduser().absolute()
        return path if path.is_file() or (path.is_dir() and any(path.iterdir())) else None
    except (OSError, ValueError):
        return None


def _is_below(source: KnownSource, roots: Sequence[Path]) -> bool:
    path = Path(source.location)
    if not path.is_absolute():
        return False
    return any(path.is_relative_to(root) or path.is_relative_to(root.resolve()) for root in roots)


def may_exist(location: str) -> bool:
    """Whether a source may still be there; of anything but a file that is not known."""
    path = Path(location)
    try:
        return not path.is_absolute() or path.is_symlink() or path.exists()
    except OSError:
        # What cannot be looked at is not known to be gone.
        return True
