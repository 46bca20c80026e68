"""Keys that are changed in the configuration: which of the changes can be made, and what is wrong
with the others. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from assistant.ui.key_names import is_letter, key_name, read_keys
from ingest.text.clean import visible


@dataclass(frozen=True, slots=True)
class Bound:
    """What keys do by default. ``id`` is empty for keys that are Textual's own and stay as they
    are; ``text`` says that letters are written where they work."""

    id: str
    keys: tuple[str, ...]
    about: str = ""
    text: bool = False


@dataclass(frozen=True, slots=True)
class Remapping:
    """What comes of a table of changes: the keys by id, and a sentence for each change that
    cannot be made."""

    keymap: Mapping[str, str]
    problems: tuple[str, ...]


def remap(table: Mapping[str, object], ways: Iterable[Sequence[Bound]]) -> Remapping:
    """The changes of ``table`` (ids with the keys that they are to have, between commas).

    Each of ``ways`` is what may be in force at one time; no two of it may have one key, unless
    they share it by default. A change that does not work is left out, so that its action keeps
    its key, and the others are made.
    """
    ways = [tuple(way) for way in ways]
    known = {bound.id: bound for way in ways for bound in way if bound.id}
    wanted: dict[str, tuple[str, ...]] = {}
    problems: dict[str, str] = {}
    for name, given in table.items():
        keys, problem = _read(name, given, known)
        if problem:
            problems[name] = problem
        elif keys != known[name].keys:
            wanted[name] = keys
    while clash := next(_clashes(wanted, ways), None):
        name, problem = clash
        del wanted[name]
        problems[name] = problem
    keymap = {name: ",".join(keys) for name, keys in wanted.items()}
    return Remapping(keymap, tuple(problems[name] for name in table if name in problems))


def _read(
    name: str, given: object, known: Mapping[str, Bound]
) -> tuple[tuple[str, ...], str | None]:
    shown = visible(name)
    if name not in known:
        near = get_close_matches(name, known, 1)
        hint = f"Did you mean {near[0]}?" if near else "briefing config keys lists them all."
        return (), f"There is no action {shown}. {hint}"
    if not isinstance(given, str):
        return (), f'{shown}: the keys must stand in quotes, as in {shown} = "ctrl+g".'
    keys, wrong = read_keys(given)
    if wrong or not keys:
        which = f"“{visible(wrong[0])}”" if wrong and wrong[0] else "nothing"
        return (), f"{shown}: {which} is no key. Write one like f7, ctrl+g, alt+x, pageup or y."
    letters = [key for key in keys if is_letter(key) and key not in known[name].keys]
    if known[name].text and letters:
        told = f"{shown}: {key_name(letters[0])} is text there. Take a key with Ctrl or Alt"
        return (), f"{told}, or a function key."
    return keys, None


def _clashes(
    wanted: Mapping[str, tuple[str, ...]], ways: Sequence[Sequence[Bound]]
) -> Iterator[tuple[str, str]]:
    """The changes that take a key from something else, the last made first, and why not."""
    for name in reversed(list(wanted)):
        for way in ways:
            for mine in (bound for bound in way if bound.id == name):
                others = (bound for bound in way if bound.id != name)
                for other in others:
                    taken = set(wanted[name]) & set(wanted.get(other.id, other.keys))
                    if taken := taken - (set(mine.keys) & set(other.keys)):
                        key, by = key_name(min(taken)), other.id or other.about
                        stays = ", ".join(key_name(key) for key in mine.keys)
                        yield name, f"{name}: {key} is the key of {by}. It stays at {stays}."
