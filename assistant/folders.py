"""The files of a folder, for completing a path."""

from __future__ import annotations

import os
from contextlib import suppress

from assistant.completing import Listing
from ingest.text.clean import visible

_MOST = 5_000
"""Files of a folder that are looked at."""


def listed(folder: str) -> Listing:
    """The files of a folder as it was typed, folders first; a name that would not be shown as
    it is is left out. A folder that cannot be read has none."""
    found: list[tuple[bool, str]] = []
    with suppress(OSError, ValueError), os.scandir(os.path.expanduser(folder) or ".") as entries:
        for entry in entries:
            if len(found) == _MOST:
                break
            if visible(entry.name) == entry.name:
                found.append((not entry.is_dir(), entry.name))
    found.sort(key=lambda each: (each[0], each[1].casefold()))
    return Listing(folder, tuple(name if is_file else f"{name}/" for is_file, name in found))


__all__ = ["listed"]
