"""What the worker makes of a Word document: its paragraphs with their styles, its properties.

Runs inside ``sandbox`` only. Left out are headers, footers, comments and notes (parts of their
own), deleted text of tracked changes, fallbacks of alternate content, tables of contents and
what is hidden. ECMA-376 names; strict and transitional documents differ in namespaces only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.readers.extracting import gathered, or_refused
from ingest.readers.properties import (
    keywords,
    plausible_authors,
    plausible_title,
)
from ingest.readers.unzipping import Unzipped, attribute, local

_SKIPPED = frozenset(
    {"del", "moveFrom", "Fallback", "instrText", "delText", "pPr", "sectPr", "footnoteReference",
     "annotationRef", "object", "ruby", "delInstrText", "oMath", "oMathPara"}
)  # fmt: skip
_OFF = ("0", "false", "off", "none")
_HEADING = re.compile(r"^heading ?([1-9])$")
_QUOTES = ("quote", "intense quote", "block text", "block quotation", "pull quote")
_CONTENTS = re.compile(r"^(?:toc|table of figures|index) ?(?:heading|\d)?")
_TINY = 3
"""Half-points up to which type is too small to be read."""


def warm_up() -> None:
    """Nothing is imported ahead: these files are few."""


def extract(payload: bytes, options: dict[str, str]) -> dict[str, Any]:
    """``{"blocks": [[kind, text]…], "claims": [{…}], "warnings": []}``, or ``{"refused":
    [why, next step]}``."""
    return or_refused(_extract, payload)


def _extract(payload: bytes) -> dict[str, Any]:
    parts = Unzipped(payload)
    main = _main_part(parts)
    styles = _styles(parts.optional(main.rpartition("/")[0] + "/styles.xml"))
    body = next((node for node in parts.xml(main) if local(node) == "body"), None)
    blocks = gathered(_Walk(styles).paragraphs(body)) if body is not None else []
    return {"blocks": blocks, "claims": [_properties(parts)], "warnings": []}


def _main_part(parts: Unzipped) -> str:
    if "word/document.xml" in parts.names:
        return "word/document.xml"
    others = [name for name in parts.names if re.fullmatch(r"word/document\d*\.xml", name)]
    return others[0] if others else "word/document.xml"


def _properties(parts: Unzipped) -> dict[str, Any]:
    claim: dict[str, Any] = {"source": "document properties"}
    root = parts.optional("docProps/core.xml") if "docProps/core.xml" in parts.names else None
    nodes = root if root is not None else ()
    said = {local(node): " ".join((node.text or "").split()) for node in nodes}
    if title := plausible_title(said.get("title")):
        claim["title"] = title
    if authors := plausible_authors(said.get("creator")):
        claim["authors"] = authors
    if tags := keywords(said.get("keywords")):
        claim["tags"] = tags
    if said.get("language"):
        claim["language"] = said["language"]
    return claim


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    base: str | None
    level: int | None
    hidden: bool


def _styles(root: Any) -> dict[str, _Style]:
    styles: dict[str, _Style] = {}
    for node in root if root is not None else ():
        if local(node) != "style":
            continue
        parts = {local(child): child for child in node}
        level = _found(parts.get("pPr"), "outlineLvl")
        styles[attribute(node, "styleId") or ""] = _Style(
            name=(_value(parts.get("name")) or "").lower(),
            base=_value(parts.get("basedOn")),
            level=_number(level),
            hidden=_on(parts.get("rPr"), "vanish"),
        )
    return styles


@dataclass(slots=True)
class _Walk:
    styles: dict[str, _Style]
    pending: list[Any] = field(default_factory=list)
    """Text boxes found within a paragraph, to be told after it."""

    def paragraphs(self, container: Any) -> Iterator[tuple[str, str]]:
        """``(kind, text)`` of the paragraphs in a body, a cell or a box, in their order."""
        stack = [iter(container)]
        while stack:
            node = next(stack[-1], None)
            if node is None:
                stack.pop()
                continue
            name = local(node)
            if name == "p":
                yield from self._paragraph(node)
                stack.extend(iter(box) for box in reversed(self.pending))
                self.pending.clear()
            elif name == "tbl":
                yield from self._rows(node)
            elif name == "sdt" and _is_contents(node):
                continue
            elif name not in _SKIPPED:
                stack.append(iter(node))

    def _paragraph(self, node: Any) -> Iterator[tuple[str, str]]:
        settings = next((child for child in node if local(child) == "pPr"), None)
        kind, listed = self._kind(settings)
        text = self._text(node)
        if kind and text.strip():
            yield kind, ("• " if listed else "") + text.strip()

    def _rows(self, table: Any) -> Iterator[tuple[str, str]]:
        for row in (node for node in table if local(node) == "tr"):
            cells = []
            for cell in (node for node in row if local(node) == "tc"):
                lines = [text for _, text in self.paragraphs(cell)]
                cells.append(lines)
            # A table of one column only lays the page out.
            if len(cells) == 1:
                yield from (("body", line) for line in cells[0])
            elif any(cells):
                yield "body", " | ".join(" ".join(lines) for lines in cells if lines)

    def _kind(self, settings: Any) -> tuple[str, bool]:
        """The kind of a paragraph (empty for one that is not told) and whether it is an item."""
        parts = {local(child): child for child in settings} if settings is not None else {}
        level = _number(_value(parts.get("outlineLvl")))
        names: list[str] = []
        style = _value(parts.get("pStyle"))
        for _ in range(12):
            found = self.styles.get(style or "")
            if found is None:
                break
            names.append(found.name)
            level = found.level if level is None else level
            if found.hidden:
                return "", False
            style = found.base
        names = names or [(_value(parts.get("pStyle")) or "").lower()]
        if any(_CONTENTS.match(name) for name in names):
            return "", False
        if "title" in names:
            return "headline", False
        if (level is not None and level < 9) or any(_HEADING.match(name) for name in names):
            return "subheading", False
        if any(name in _QUOTES for name in names):
            return "quotation", False
        if "caption" in names:
            return "caption", False
        return "body", "numPr" in parts

    def _text(self, paragraph: Any) -> str:
        pieces: list[str] = []
        stack = [iter(paragraph)]
        while stack:
            node = next(stack[-1], None)
            if node is None:
                stack.pop()
                continue
            name = local(node)
            if name == "t":
                pieces.append(node.text or "")
            elif name in ("tab", "ptab"):
                pieces.append(" ")
            elif name in ("br", "cr"):
                pieces.append("\n")
            elif name == "noBreakHyphen":
                pieces.append("-")
            elif name == "txbxContent":
                self.pending.append(node)
            elif name not in _SKIPPED and not (name == "r" and _hidden(node)):
                stack.append(iter(node))
        return "".join(pieces)


def _hidden(run: Any) -> bool:
    """Whether a reader of the page would not see the run: hidden, white or next to no size."""
    settings = next((child for child in run if local(child) == "rPr"), None)
    if settings is None:
        return False
    if _on(settings, "vanish") or _on(settings, "webHidden"):
        return True
    colour = (_found(settings, "color") or "").lower()
    paper = _found(settings, "shd") is not None or _found(settings, "highlight") is not None
    size = _number(_found(settings, "sz"))
    return (colour == "ffffff" and not paper) or (size is not None and size <= _TINY)


def _is_contents(node: Any) -> bool:
    return any(
        local(child) == "docPartGallery" and "contents" in (_value(child) or "").lower()
        for settings in node
        if local(settings) == "sdtPr"
        for child in settings.iter()
    )


def _value(node: Any) -> str | None:
    return attribute(node, "val") if node is not None else None


def _found(settings: Any, name: str) -> str | None:
    if settings is None:
        return None
    return next((_value(child) or "" for child in settings if local(child) == name), None)


def _on(settings: Any, name: str) -> bool:
    value = _found(settings, name)
    return value is not None and value.lower() not in _OFF


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and re.fullmatch(r"\d{1,4}", text) else None
