"""Prompt templates: text files with a version, rendered strictly, recorded by their sha256.

A file begins with a head of ``key: value`` lines between ``---`` lines (``name`` and
``version``), and is cut into parts by lines of the form ``<!-- part: NAME -->``. A part holds
placeholders written ``{name}``; a literal brace is doubled. Rendering takes exactly the
placeholders of the part: one too few or one too many is a ``PromptError``, and what is put in
is never read as a template again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from string import Formatter
from types import MappingProxyType

_HEAD = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_PART = re.compile(r"^<!-- part: ([a-z_]+) -->\n", re.MULTILINE)
_NAME = re.compile(r"[a-z][a-z_]*\Z")


class PromptError(ValueError):
    """A prompt file, or the values given to one, are not what the program expects."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt file: its parts by name, and the sha256 (hex) of the whole file's text."""

    name: str
    version: int
    sha256: str
    parts: Mapping[str, str]

    def part(self, part: str) -> str:
        """The raw template of a part. Raises PromptError when there is none of this name."""
        if part not in self.parts:
            raise PromptError(f"prompt {self.name!r} has no part {part!r}")
        return self.parts[part]

    def placeholders(self, *parts: str) -> frozenset[str]:
        """The names that the given parts need together."""
        return frozenset().union(*(_placeholders(self.part(part)) for part in parts))

    def check(self, values: Mapping[str, str], *parts: str) -> None:
        """Raises PromptError unless ``values`` are exactly the placeholders of these parts."""
        needed = self.placeholders(*parts)
        missing, unknown = sorted(needed - values.keys()), sorted(values.keys() - needed)
        if missing or unknown:
            raise PromptError(
                f"prompt {self.name!r}, {'+'.join(parts)}: missing {missing}, unknown {unknown}"
            )

    def render(self, part: str, values: Mapping[str, str]) -> str:
        """The part with every placeholder filled in. Raises PromptError as ``check`` does."""
        self.check(values, part)
        return "".join(
            literal + ("" if name is None else values[name])
            for literal, name, _, _ in Formatter().parse(self.part(part))
        )


def _placeholders(template: str) -> frozenset[str]:
    names = set()
    try:
        fields = list(Formatter().parse(template))
    except ValueError as error:
        raise PromptError(f"unbalanced brace in a prompt: {error}") from None
    for _, name, spec, conversion in fields:
        if name is None:
            continue
        if spec or conversion or not _NAME.match(name):
            raise PromptError(f"{name!r} is no plain placeholder name")
        names.add(name)
    return frozenset(names)


def parse(text: str) -> Prompt:
    """A prompt from the text of its file. Raises PromptError when it is not built as one."""
    text = text.replace("\r\n", "\n")
    head = _HEAD.match(text)
    if head is None:
        raise PromptError("a prompt file begins with a head between --- lines")
    fields = dict(re.findall(r"^(\w+):[ \t]*(.*?)[ \t]*$", head[1], re.MULTILINE))
    if set(fields) != {"name", "version"} or not fields["version"].isdecimal():
        raise PromptError("a prompt's head gives its name and its version, a whole number")
    before, *cut = _PART.split(text[head.end() :])
    parts = {name: body.strip("\n") for name, body in zip(cut[::2], cut[1::2], strict=True)}
    if before.strip() or not parts or len(parts) * 2 != len(cut):
        raise PromptError(f"prompt {fields['name']!r}: text outside a part, or a part twice")
    for body in parts.values():
        _placeholders(body)
    return Prompt(
        name=fields["name"],
        version=int(fields["version"]),
        sha256=sha256(text.encode()).hexdigest(),
        parts=MappingProxyType(parts),
    )


def load(name: str) -> Prompt:
    """The prompt of this name that ships with the program. Raises PromptError for another."""
    resource = files(__name__).joinpath(f"{name}.md")
    if not _NAME.match(name) or not resource.is_file():
        raise PromptError(f"there is no prompt {name!r}")
    prompt = parse(resource.read_text(encoding="utf-8"))
    if prompt.name != name:
        raise PromptError(f"the file of prompt {name!r} calls itself {prompt.name!r}")
    return prompt


__all__ = ["Prompt", "PromptError", "load", "parse"]
