"""Records as JSON and back, for the way between two processes of ours. Pure.

A record is written as the list of its fields in their order, so both sides must be the same
program. Lone surrogates (file names that are no valid text) survive: JSON writes them as
escapes. Nothing is ever unpickled.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from ingest.records import Prepared
from ingest.types import Fetched, Link, Rejected

Sent = Prepared | Rejected | Link | Fetched

_SENT: Mapping[str, type[Any]] = {
    kind.__name__: kind for kind in (Prepared, Rejected, Link, Fetched)
}
_dumps = json.JSONEncoder(separators=(",", ":")).encode
_Turn = Callable[[Any], Any]


def dump(record: Sent) -> bytes:
    """The record as JSON in ASCII."""
    kind: Any = type(record)
    return _dumps([kind.__name__, _writer(kind)(record)]).encode("ascii")


def load(data: bytes) -> Any:
    """The record that ``dump`` made this of. Raises ValueError for anything else."""
    try:
        name, values = json.loads(data)
        kind: Any = _SENT[name]
        return _maker(kind)(values)
    except (KeyError, TypeError) as error:
        raise ValueError("no record of ours") from error


def _same(value: Any) -> Any:
    return value


@cache
def _writer(kind: Any) -> _Turn:
    """How a value of this type is written."""
    kind, optional = _without_none(kind)
    write = _plain_writer(kind)
    if not optional or write is _same:
        return write
    return lambda value: None if value is None else write(value)


def _plain_writer(kind: Any) -> _Turn:
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        named = [(each.name, _writer(hints[each.name])) for each in fields(kind)]
        return lambda value: [write(getattr(value, name)) for name, write in named]
    if kind is bytes:
        return lambda value: b64encode(value).decode("ascii")
    if get_origin(kind) is tuple:
        # A text or a number is written as it is, and an Enum of texts is a text.
        turns = _members(kind, _writer)
        if all(turn is _same for turn in turns):
            return _same
        if get_args(kind)[-1] is Ellipsis:
            return lambda value: [turns[0](item) for item in value]
        return lambda value: [turn(item) for turn, item in zip(turns, value, strict=True)]
    return _same


@cache
def _maker(kind: Any) -> _Turn:
    """How a value of this type is made of what was written."""
    kind, optional = _without_none(kind)
    make = _plain_maker(kind)
    if not optional or make is _same:
        return make
    return lambda value: None if value is None else make(value)


def _maker_of_fields(kind: Any, turns: Sequence[_Turn]) -> _Turn:
    """Most fields stay as they were written, and blocks come by the hundred thousand."""
    turned = [(at, turn) for at, turn in enumerate(turns) if turn is not _same]

    def make(values: list[Any]) -> Any:
        if len(values) != len(turns):
            raise ValueError("no record of ours")
        for at, turn in turned:
            values[at] = turn(values[at])
        return kind(*values)

    return make


def _plain_maker(kind: Any) -> _Turn:
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return _maker_of_fields(kind, [_maker(hints[each.name]) for each in fields(kind)])
    if kind is bytes:
        return b64decode
    if isinstance(kind, type) and issubclass(kind, Enum):
        # Looked up here, not by calling the class.
        return {member.value: member for member in kind}.__getitem__
    if get_origin(kind) is tuple:
        turns = _members(kind, _maker)
        if all(turn is _same for turn in turns):
            return tuple
        if get_args(kind)[-1] is Ellipsis:
            return lambda values: tuple([turns[0](value) for value in values])
        return lambda values: tuple(
            [turn(value) for turn, value in zip(turns, values, strict=True)]
        )
    return _same


def _members(kind: Any, turn: Callable[[Any], _Turn]) -> list[_Turn]:
    return [turn(member) for member in get_args(kind) if member is not Ellipsis]


def _without_none(kind: Any) -> tuple[Any, bool]:
    """A type without ``| None``, and whether that stood there."""
    if get_origin(kind) not in (Union, UnionType):
        return kind, False
    members = [member for member in get_args(kind) if member is not NoneType]
    if len(members) == 1:
        return members[0], True
    # Different literals and texts are all written as they are.
    if all(member in (str, int, float) or get_origin(member) is Literal for member in members):
        return str, False
    raise TypeError(f"a field may not be {kind}")


__all__ = ["Sent", "dump", "load"]
