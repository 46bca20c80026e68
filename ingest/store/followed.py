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
_FORGOTTEN = "forgotten"
"""State of an address that the user wants no more: kept, so that no list brings it back."""


class FollowedSources(Access):
    """The followed sources of a library. Part of ``Catalogue``."""

    def followed(self) -> list[Followed]:
        """All remembered addresses, by location."""
        with self._read() as conn:
            found = conn.execute(
                f"SELECT {_COLUMNS} FROM followed WHERE state <> ? ORDER BY location",
                (_FORGOTTEN,),
            )
            return [_followed(values) for values in found]

    def followed_source(self, location: str) -> Followed | None:
        """What is remembered of one address."""
        with self._read() as conn:
            values = conn.execute(
                f"SELECT {_COLUMNS} FROM followed WHERE location = ? AND state <> ?",
                (location, _FORGOTTEN),
            ).fetchone()
            return _followed(values) if values else None

    def follow(self, sources: Sequence[Followed]) -> None:
        """Remembers addresses; what was remembered of the same location is replaced, also that
        it was to be forgotten."""
        with self._change(counted=False) as conn:
            conn.executemany(
                f"INSERT OR REPLACE INTO followed ({_COLUMNS})"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [_values(source) for source in sources],
            )

    def forgotten(self) -> list[str]:
        """The addresses that are followed no more by the user's wish."""
        with self._read() as conn:
            found = conn.execute("SELECT location FROM followed WHERE state = ?", (_FORGOTTEN,))
            return [str(location) for (location,) in found]

    def forget(self, locations: Sequence[str]) -> int:
        """Follows addresses no more, whatever names them; their articles stay. Returns how many
        were followed."""
        with self._change(counted=False) as conn:
            return conn.executemany(
                "UPDATE followed SET state = ?1, etag = NULL, last_modified = NULL, sha256 = '',"
                " message = NULL, failures = 0, not_before = NULL"
                " WHERE location = ?2 AND state <> ?1",
                [(_FORGOTTEN, place) for place in locations],
            ).rowcount

    def unfollow(self, locations: Sequence[str]) -> int:
        """Removes what is remembered of addresses that have moved. Returns of how many."""
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
