"""Every key of the app as a list: for the command that prints them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.ui.key_names import key_name
from assistant.ui.rooms import every_binding, keys_of, remapped


@dataclass(frozen=True, slots=True)
class KeyRow:
    """An action: the id by which its keys are changed, the keys as Textual and as people call
    them, what it does, where it works, and whether its keys were changed."""

    id: str
    keys: tuple[str, ...]
    shown: str
    about: str
    where: str
    changed: bool

    def shape(self) -> dict[str, object]:
        """As JSON has it."""
        return {
            "id": self.id,
            "keys": list(self.keys),
            "about": self.about,
            "where": self.where,
            "changed": self.changed,
        }


def every_key(table: Mapping[str, object]) -> list[KeyRow]:
    """All of them, with the changes of ``table`` that can be made."""
    keymap = remapped(table).keymap
    return [
        KeyRow(
            binding.id or "",
            keys_of(binding, keymap),
            ", ".join(key_name(key) for key in keys_of(binding, keymap)),
            binding.description,
            room.title,
            binding.id in keymap,
        )
        for room, binding in every_binding()
    ]
