"""Whether a library's parts are whole, and what mends those that are not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ingest.cancelling import never, quiet
from ingest.catalogue import Catalogue
from ingest.embedder_choice import NAME, unfinished
from ingest.errors import BriefingError
from ingest.indexing import generations as folders
from ingest.indexing.generations import Condition, Generations
from ingest.indexing.lock import LockUnavailable, OwnerLock
from ingest.indexing.opening import FOLDER, Home
from ingest.library import Library
from ingest.types import Progress

_REPAIR = "briefing doctor --repair"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: whether it is well, what was seen, and what mends it.

    ``mend`` is the command or the step that mends it, empty when nothing needs mending.
    """

    ok: bool
    what: str
    mend: str = ""


def health(library: Path, *, server: str | None = None) -> list[Finding]:
    """Looks at the catalogue, the vectors and the index in the folder ``library``.

    Reads all of the catalogue; opens no Chroma and changes nothing.
    """
    try:
        catalogue = Catalogue.open(library)
    except BriefingError as error:
        return [Finding(False, error.message, error.hint)]
    with catalogue:
        try:
            return [*_catalogue(catalogue), _embedder(catalogue), *_index(catalogue, server)]
        except BriefingError as error:
            return [Finding(False, error.message, _REPAIR)]


def repair(
    library: Path,
    *,
    server: str | None = None,
    progress: Callable[[Progress], None] = quiet,
    cancelled: Callable[[], bool] = never,
) -> list[str]:
    """Makes the word index and the vector index anew where that is needed; a line for each
    thing done, and one for each that it could not mend.

    Everything is made from the catalogue's texts and vectors; a catalogue that does not open
    is left as it is. Raises LibraryError when another process is in the way.
    """
    before = [finding for finding in health(library, server=server) if not finding.ok]
    if not before:
        return []
    with Library.open_for_reindex(library, server=server) as opened:
        opened.catalogue.rebuild_search()
        opened.apply(progress, cancelled)
    after = [finding.what for finding in health(library, server=server) if not finding.ok]
    mended = [f"Mended: {finding.what}" for finding in before if finding.what not in after]
    return mended + [f"Still so: {what}" for what in after]


def _catalogue(catalogue: Catalogue) -> list[Finding]:
    flaws = catalogue.check()
    if flaws:
        return [Finding(False, f"The catalogue: {flaw}", _REPAIR) for flaw in flaws[:5]]
    there = catalogue.counts()
    return [
        Finding(True, f"The catalogue holds {there.articles} articles, {there.passages} passages")
    ]


def _embedder(catalogue: Catalogue) -> Finding:
    name = catalogue.meta(NAME)
    cut_off = unfinished(catalogue)
    if cut_off:
        return Finding(
            False,
            f"A change of the embedder to {cut_off} was cut off",
            f"briefing reindex --embedder {cut_off}",
        )
    return Finding(True, f"The vectors come from the embedder {name}" if name else "No vectors yet")


def _index(catalogue: Catalogue, server: str | None) -> list[Finding]:
    home = Home.recall(catalogue, server or FOLDER)
    waiting = catalogue.counts().pending
    found = []
    if not home.generation.name:
        empty = not catalogue.indexable(0, 1)
        found.append(Finding(empty, "The vector index has not been built", _mend(empty)))
    elif server is not None:
        found.append(Finding(True, f"The vector index is on {server}"))
    else:
        found.append(_folder(catalogue, home))
    if waiting:
        found.append(Finding(False, f"{waiting} changes wait for the vector index", _REPAIR))
    return found


def _mend(ok: bool) -> str:
    return "" if ok else _REPAIR


def _folder(catalogue: Catalogue, home: Home) -> Finding:
    generations = Generations(catalogue.library)
    folder = generations.current()
    if folder is None:
        return Finding(False, "The vector index is gone", _REPAIR)
    if folders.read_generation(folder) != home.generation:
        return Finding(False, "The vector index belongs to another state", _REPAIR)
    try:
        OwnerLock.acquire(generations.lock_path).release()
    except LockUnavailable as error:
        return Finding(True, f"The vector index is in use: {error}")
    seen = folders.look(folder)
    if seen.condition is Condition.SOUND:
        return Finding(True, f"The vector index is sound ({home.count} vectors)")
    detail = f" ({seen.detail})" if seen.detail else ""
    return Finding(False, f"The vector index {seen.condition.value}{detail}", _REPAIR)
