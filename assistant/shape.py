"""A decoded JSON object, read whatever is in it: JSON of another version of the program may lack
keys, and what is missing or of the wrong sort reads as empty, never as an error. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Shape = dict[str, Any]
"""A decoded JSON object, as ``answer_json.to_json`` makes it."""


def text_at(shape: Mapping[str, Any], key: str) -> str:
    """The text under ``key``, or an empty one."""
    value = shape.get(key)
    return value if isinstance(value, str) else ""


def texts_at(shape: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """The texts in the list under ``key``."""
    return tuple(each for each in _list_at(shape, key) if isinstance(each, str))


def object_at(shape: Mapping[str, Any], key: str) -> Shape:
    """The JSON object under ``key``, or an empty one."""
    value = shape.get(key)
    return value if isinstance(value, dict) else {}


def objects_at(shape: Mapping[str, Any], key: str) -> list[Shape]:
    """The JSON objects in the list under ``key``."""
    return [each for each in _list_at(shape, key) if isinstance(each, dict)]


def number_at(shape: Mapping[str, Any], key: str) -> float:
    """The number under ``key``, or 0."""
    value = shape.get(key)
    return float(value) if isinstance(value, int | float) else 0.0


def whole_at(shape: Mapping[str, Any], key: str) -> int:
    """The whole number under ``key``, or 0."""
    value = shape.get(key)
    return value if isinstance(value, int) else 0


def wholes_at(shape: Mapping[str, Any], key: str) -> tuple[int, ...]:
    """The whole numbers in the list under ``key``."""
    return tuple(each for each in _list_at(shape, key) if isinstance(each, int))


def _list_at(shape: Mapping[str, Any], key: str) -> list[Any]:
    value = shape.get(key)
    return value if isinstance(value, list) else []


__all__ = [
    "Shape",
    "number_at",
    "object_at",
    "objects_at",
    "text_at",
    "texts_at",
    "whole_at",
    "wholes_at",
]
