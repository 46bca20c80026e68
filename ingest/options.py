"""How an ingest is to be done."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.fetch import FetchSettings
from ingest.types import Overrides


@dataclass(frozen=True, slots=True)
class IngestOptions:
    """How to ingest. ``now`` is the time of the ingest (ISO 8601, with zone).

    ``force`` reads sources again that look unchanged; ``prune`` removes articles whose files
    are gone from the given folders; ``follow`` fetches the pages that sources only name;
    ``limit`` is how many pages are fetched of those that one source names (None: the usual
    number); ``dry_run`` reads and decides, but writes nothing; ``readers`` is how many
    processes may read beside this one (None: by the machine's cores).
    """

    now: str
    overrides: Overrides = field(default_factory=Overrides)
    dry_run: bool = False
    force: bool = False
    prune: bool = False
    follow: bool = False
    limit: int | None = None
    readers: int | None = None
    fetch: FetchSettings = field(default_factory=FetchSettings)
