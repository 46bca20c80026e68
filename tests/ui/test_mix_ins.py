"""Screens are made of mix-ins that share one object: no two of them may mean different things by
one name."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from textual.dom import DOMNode
from textual.message_pump import MessagePump

import assistant.ui
import tui

MEANT = {
    "_bindings",  # keys of another screen, told of there
    "_fatal_error",  # a fault is one line
    "_filters",  # NO_COLOR set to nothing
    "_load_screen_css",  # each file by itself
    "_on_key",  # Enter sends
    "_on_paste",  # cleaned
}
"""Private names of Textual's that are overridden or changed on purpose."""

Name = tuple[str, bool]
"""A name, and whether it is one of a method."""


def ours(found: type) -> bool:
    return found.__module__.startswith("assistant.ui") or found.__module__ in ("tui", __name__)


def classes() -> list[type]:
    """Every class of the app that Textual runs."""
    names = [m.name for m in pkgutil.walk_packages(assistant.ui.__path__, "assistant.ui.")]
    modules = [*map(importlib.import_module, names), tui]
    found = {each for module in modules for _, each in inspect.getmembers(module, inspect.isclass)}
    return sorted(
        (each for each in found if ours(each) and issubclass(each, DOMNode)),
        key=lambda each: each.__qualname__,
    )


@cache
def written_in(file: str) -> dict[str, ast.ClassDef]:
    """The classes of a file, as they are written there."""
    body = ast.parse(Path(file).read_text(encoding="utf-8")).body
    return {each.name: each for each in body if isinstance(each, ast.ClassDef)}


@cache
def names_of(owner: type) -> frozenset[Name]:
    """The methods that a class has a body for, and the attributes that it assigns: to itself in
    its body, or to ``self`` in its methods. What it only declares it takes from elsewhere."""
    return frozenset(_names(written_in(inspect.getfile(owner))[owner.__name__]))


def _names(body: ast.ClassDef) -> Iterator[Name]:
    for statement in body.body:
        match statement:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name, True
            case ast.Assign(targets=[ast.Name(id=name)]):
                yield name, False
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr()):
                yield name, False
    for node in ast.walk(body):
        match node:
            case ast.Attribute(value=ast.Name(id="self"), attr=name, ctx=ast.Store()):
                yield name, False


def told_by_each(name: str) -> bool:
    """Whether Textual calls what has this name on every class that has it, or Python does."""
    return name.startswith(("on_", "__"))


def clashes(owner: type) -> dict[str, list[str]]:
    """The methods, and the private attributes, that two parts of a class have that know nothing
    of each other."""
    found = defaultdict(set)
    parts = [part for part in owner.__mro__ if ours(part)]
    for one, other in combinations(parts, 2):
        if issubclass(one, other):
            continue
        for name, method in names_of(one) & names_of(other):
            if (method or name.startswith("_")) and not told_by_each(name):
                found[name] |= {one.__name__, other.__name__}
    return {name: sorted(parts) for name, parts in found.items()}


@pytest.mark.parametrize("owner", [each for each in classes() if len(each.__bases__) > 1])
def test_no_two_mix_ins_of_a_class_have_a_name_in_common(owner: type) -> None:
    assert clashes(owner) == {}


def test_no_private_name_of_textual_is_taken_by_chance() -> None:
    taken = {}
    for owner in classes():
        theirs = [
            part for part in owner.__mro__ if not ours(part) and issubclass(part, MessagePump)
        ]
        names = {name for part in theirs for name, _ in names_of(part)}
        own = {name for name, _ in names_of(owner) if name.startswith("_") and name[1] != "_"}
        taken |= dict.fromkeys(own & names, owner.__name__)
    assert taken.keys() == MEANT, taken


class One:
    _held: int

    def _list(self) -> None:
        self._told = self._held = 1

    def on_mount(self) -> None: ...


class Other:
    _told = 2

    def _list(self) -> None:
        self.public = self._own = 1

    def on_mount(self) -> None: ...


class Both(One, Other):
    def _list(self) -> None: ...


def test_what_is_looked_for_is_found() -> None:
    assert clashes(Both) == {"_list": ["One", "Other"], "_told": ["One", "Other"]}
