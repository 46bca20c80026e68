"""The addresses that an update fetches again. Part of ``Catalogue``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ingest.store.access import Access
from ingest.store.rows import overrides_from_text, overrides_to_text
from ingest.types import Followed

_NAMES = ("location", "kind", "title", "etag", "last_modified", "sha256", "checked", "changed",
          "state", "message", "failures", "not_before", "follow", "overrides")  # fmt: skip
_COLUMNS = ", ".join(_NAMES)


class FollowedSources(Access):
    """The followed sources of a library. Part of ``Catalogue``."""

    def followed(self) -> list[Followed]:
        """All remembered addresses, by location."""
        with self._read() as conn:
            found = conn.execute(f"SELECT {_COLUMNS} FROM followed ORDER BY location")
            return [_followed(values) for values in found]

    def followed_source(self, location: str) -> Followed | None:
        """What is remembered of one address."""
        with self._read() as conn:
            values = conn.execute(
                f"SELECT {_COLUMNS} FROM followed WHERE location = ?", (location,)
            ).fetchone()
            return _followed(values) if values else None

    def follow(self, sources: Sequence[Followed]) -> None:
        """Remembers addresses; what was remembered of the same location is replaced."""
        with self._change(counted=False) as conn:
            conn.executemany(
                f"INSERT OR REPLACE INTO followed ({_COLUMNS})"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [_values(source) for source in sources],
            )

    def unfollow(self, locations: Sequence[str]) -> int:
        """Forgets addresses; their articles stay. Returns how many were remembered."""
        with self._change(counted=False) as conn:
            return conn.executemany(
                "DELETE FROM followed WHERE location = ?", [(place,) for place in locations]
            ).rowcount


def _followed(values: tuple[Any, ...]) -> Followed:
    row = dict(zip(_NAMES, values, strict=True))
    row["follow"] = bool(row["follow"])
    row["overrides"] = overrides_from_text(row["overrides"])
    return Followed(**row)


def _values(source: Followed) -> tuple[object, ...]:
    return (
        source.location,
        source.kind,
        source.title,
        source.etag,
        source.last_modified,
        source.sha256,
        source.checked,
        source.changed,
        source.state,
        source.message,
        source.failures,
        source.not_before,
        int(source.follow),
        overrides_to_text(source.overrides),
    )
