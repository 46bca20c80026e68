"""What Tab completes: commands, publishers, tags, engines, paths. Pure but for looking at folders.

It is given the whole line and gives back the words that may stand in place of the last one.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence

from assistant.plain.table import TABLE
from assistant.slash import matching

_MOST = 200


def candidates(line: str, word: str, known: Mapping[str, Sequence[str]]) -> list[str]:
    """What ``word``, which ends ``line``, may become. ``known`` are the publishers, tags and
    engines."""
    if line == word:
        return [f"/{command.name} " for command in matching(word, TABLE)]
    name = line.split(maxsplit=1)[0].removeprefix("/").lower()
    command = next((each for each in TABLE if each.name == name), None)
    if command is None or not line.startswith("/"):
        return []
    if command.completes == "paths":
        return paths(word)
    return beginning(known.get(command.completes, ()), word)


def beginning(names: Iterable[str], word: str) -> list[str]:
    """The names that begin with ``word``, without regard to case."""
    return sorted(name for name in names if name.casefold().startswith(word.casefold()))[:_MOST]


def paths(word: str) -> list[str]:
    """The files and folders that begin so; folders end with a slash. A blank is escaped."""
    plain = word.replace("\\ ", " ")
    folder, _, start = plain.rpartition("/")
    try:
        with os.scandir(
            os.path.expanduser(f"{folder}/" if folder or plain[:1] == "/" else ".")
        ) as found:
            entries = [(each.name, each.is_dir()) for each in found]
    except OSError:
        return []
    lead = plain[: len(plain) - len(start)]
    return sorted(
        (lead + name).replace(" ", "\\ ") + ("/" if is_folder else "")
        for name, is_folder in entries
        if name.startswith(start) and (start or not name.startswith("."))
    )[:_MOST]


__all__ = ["beginning", "candidates", "paths"]
