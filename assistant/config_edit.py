"""Changing one line of the configuration file and nothing else in it. Pure."""

from __future__ import annotations

import contextlib
import re
import tomllib
from collections.abc import Mapping

_NEXT_TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)
_LINE = r"^[ \t]*(?:{bare}|\"{bare}\")[ \t]*=.*\n?"


def edited(text: str, name: str, wanted: Mapping[str, object], table: str = "") -> str:
    """``text`` with its line for ``name`` changed, added or taken out: at the top of the file, or
    in the ``table`` of that name. ``wanted`` is what the whole file is to say.

    When that does not come of it (a value over several lines, another way to write a name), the
    file is written anew.
    """
    import tomli_w

    inside = wanted.get(table, {}) if table else wanted
    assert isinstance(inside, Mapping)
    line = tomli_w.dumps({name: inside[name]}) if name in inside else ""
    before, part, after = _parts(text, table)
    found = re.compile(_LINE.format(bare=re.escape(name)), re.MULTILINE)
    stands = found.search(part) is not None
    part = found.sub(lambda _: line, part, count=1) if stands else _ended(part) + line
    if line and table and before is None:
        part = f"{_ended(text)}\n[{table}]\n{line}" if text else f"[{table}]\n{line}"
    made = (before or "") + part + after
    with contextlib.suppress(tomllib.TOMLDecodeError):
        if flat(tomllib.loads(made)) == flat(wanted):
            return made
    return tomli_w.dumps(wanted)


def _parts(text: str, table: str) -> tuple[str | None, str, str]:
    """What stands before a table, its lines, and what follows; before is None when there is no
    such table. Without one the lines are those before the first table."""
    start = 0
    if table:
        header = rf"^[ \t]*\[[ \t]*{re.escape(table)}[ \t]*\][ \t]*(?:#.*)?(?:\n|\Z)"
        found = re.search(header, text, re.MULTILINE)
        if found is None:
            return None, text, ""
        start = found.end()
    following = _NEXT_TABLE.search(text, start)
    end = following.start() if following else len(text)
    return _ended(text[:start]), text[start:end], text[end:]


def _ended(text: str) -> str:
    return text + ("\n" if text and not text.endswith("\n") else "")


def flat(table: Mapping[str, object], before: str = "") -> dict[str, object]:
    """A table with the tables in it taken apart: TOML reads ``answer.copy`` without quotes as a
    table ``answer``."""
    found: dict[str, object] = {}
    for name, value in table.items():
        if isinstance(value, Mapping):
            found |= flat(value, f"{before}{name}.")
        else:
            found[f"{before}{name}"] = value
    return found
