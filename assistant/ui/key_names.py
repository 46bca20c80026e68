"""How keys are called: by people, in the configuration file, and by Textual. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from textual.keys import REPLACED_KEYS, Keys, _character_to_key, key_to_character

_SHOWN = {
    "escape": "Esc",
    "enter": "Enter",
    "tab": "Tab",
    "space": "Space",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "delete": "Del",
    "insert": "Ins",
}
_ALSO = {
    "esc": "escape",
    "return": "enter",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "page_up": "pageup",
    "page_down": "pagedown",
    "del": "delete",
    "ins": "insert",
    "control": "ctrl",
    "option": "alt",
    "meta": "alt",
}
_MODIFIERS = ("ctrl", "alt", "shift")


def key_name(key: str) -> str:
    """A key as people write it: ``ctrl+n`` is Ctrl+N, ``f1`` is F1, ``slash`` is /."""
    *modifiers, last = key.split("+")
    shown = _SHOWN.get(last) or _character(last) or last
    if len(shown) > 1 or modifiers:
        shown = shown[:1].upper() + shown[1:]
    return "+".join([*(part.capitalize() for part in modifiers), shown])


def key_in_force(keymap: Mapping[str, str], name: str, given: str) -> str:
    """What people call the first key of the action ``name``: that of ``keymap`` when it was
    changed, else ``given``."""
    return key_name((keymap.get(name) or given).split(",")[0].strip())


def read_key(text: str) -> str | None:
    """The key that is meant by ``text``, as Textual calls it; None when there is no such key.

    Names are taken as people write them: Ctrl+N, PgUp, F5, ?, Y.
    """
    text = text.strip()
    if len(text) == 1:
        return _character_to_key(text) if text.isprintable() and text != " " else None
    *given, last = [*text[:-2].split("+"), "+"] if text.endswith("++") else text.split("+")
    modifiers = [_ALSO.get(part.strip().lower(), part.strip().lower()) for part in given]
    if any(part not in _MODIFIERS for part in modifiers) or len(set(modifiers)) < len(modifiers):
        return None
    last = last.strip()
    if len(last) == 1:
        if modifiers == ["shift"] and last.isalpha():
            return last.upper()
        key = _character_to_key(last.lower() if modifiers else last)
    else:
        key = _ALSO.get(last.lower(), last.lower())
        if key not in _named() and _character(key) is None:
            return None
    return "+".join([*(part for part in _MODIFIERS if part in modifiers), key])


def read_keys(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys that are listed in ``text``, between commas, and what of it is no key."""
    if text.strip() == ",":
        return ("comma",), ()
    parts = [part.strip() for part in text.split(",")]
    keys = [read_key(part) for part in parts]
    wrong = tuple(part for part, key in zip(parts, keys, strict=True) if key is None)
    return tuple(dict.fromkeys(key for key in keys if key is not None)), wrong


def is_letter(key: str) -> bool:
    """Whether this key writes a character where text is written."""
    return _character(key) is not None


def _character(key: str) -> str | None:
    """What a key without modifiers writes; Textual calls some of them by shorter names."""
    found = key_to_character(REPLACED_KEYS.get(key, key))
    return found if found is not None and found.isprintable() else None  # a tab is no letter


@cache
def _named() -> frozenset[str]:
    """The keys that have a name and are no characters."""
    names = {key.value.rpartition("+")[2] for key in Keys if not key.value.startswith("<")}
    return frozenset(name for name in names if len(name) > 1) - {"return"}
