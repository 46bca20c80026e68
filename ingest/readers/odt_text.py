"""What the worker makes of an OpenDocument text: its paragraphs with their styles, its properties.

Runs inside ``sandbox`` only. Headers and footers stand in another part; annotations, notes,
deleted text (``text:tracked-changes``), indexes and hidden text are left out. OASIS ODF 1.3.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ingest.errors import ReadError
from ingest.readers.extracting import gathered, or_refused
from ingest.readers.properties import (
    keywords,
    plausible_authors,
    plausible_title,
)
from ingest.readers.unzipping import Unzipped, attribute, local

_SKIPPED = frozenset(
    {"tracked-changes", "annotation", "annotation-end", "note", "table-of-content", "forms",
     "sequence-decls", "alphabetical-index", "illustration-index",
     "table-index", "bibliography",
     "hidden-text", "hidden-paragraph", "object", "object-ole", "ruby-text"}
)  # fmt: skip
_BLANK_MOST = 200


def warm_up() -> None:
    """Nothing is imported ahead: these files are few."""


def extract(payload: bytes, options: dict[str, str]) -> dict[str, Any]:
    """As ``docx_text.extract``."""
    return or_refused(_extract, payload)


def _extract(payload: bytes) -> dict[str, Any]:
    parts = Unzipped(payload)
    if "META-INF/manifest.xml" in parts.names:
        manifest = parts.read("META-INF/manifest.xml")
        if b"encryption-data" in manifest:
            raise ReadError(
                "It is locked with a password.",
                "Open it with its password, save a copy without one and ingest that.",
            )
    root = parts.xml("content.xml")
    styles = _styles(root)
    bodies = (
        node
        for node in root.iter()
        if local(node) == "text" and len(node) and local(node.getparent()) == "body"
    )
    blocks = gathered(pair for body in bodies for pair in _paragraphs(body, styles))
    return {"blocks": blocks, "claims": [_properties(parts)], "warnings": []}


def _properties(parts: Unzipped) -> dict[str, Any]:
    claim: dict[str, Any] = {"source": "document properties"}
    root = parts.optional("meta.xml") if "meta.xml" in parts.names else None
    said: dict[str, list[str]] = {}
    for node in root.iter() if root is not None else ():
        if text := " ".join((node.text or "").split()):
            said.setdefault(local(node), []).append(text)
    if title := plausible_title(next(iter(said.get("title", [])), None)):
        claim["title"] = title
    names = said.get("initial-creator") or said.get("creator") or []
    if authors := plausible_authors(next(iter(names), None)):
        claim["authors"] = authors
    if tags := keywords(";".join(said.get("keyword", []))):
        claim["tags"] = tags
    if said.get("language"):
        claim["language"] = said["language"][0]
    return claim


def _styles(root: Any) -> dict[str, tuple[str, bool]]:
    """The name of the style that each automatic style rests on, and whether it hides its text."""
    styles: dict[str, tuple[str, bool]] = {}
    for node in root.iter():
        if local(node) != "style":
            continue
        parent = attribute(node, "parent-style-name") or attribute(node, "name") or ""
        hidden = any(
            local(child) == "text-properties" and attribute(child, "display") == "none"
            for child in node
        )
        styles[attribute(node, "name") or ""] = (parent, hidden)
    return styles


def _paragraphs(body: Any, styles: Mapping[str, tuple[str, bool]]) -> Iterator[tuple[str, str]]:
    # (nodes still to come, whether they are items of a list)
    stack: list[tuple[Iterator[Any], bool]] = [(iter(body), False)]
    while stack:
        nodes, listed = stack[-1]
        node = next(nodes, None)
        if node is None:
            stack.pop()
            continue
        name = local(node)
        if name in ("p", "h"):
            boxes: list[Any] = []
            text = _text(node, styles, boxes)
            kind = _kind(node, name, styles)
            if kind and text:
                yield kind, ("• " if listed and kind == "body" else "") + text
            stack.extend((iter(box), False) for box in reversed(boxes))
        elif name == "table-row":
            cells = [
                " ".join(text for _, text in _paragraphs(cell, styles))
                for cell in node
                if local(cell) == "table-cell"
            ]
            if line := " | ".join(cell for cell in cells if cell):
                yield "body", line
        elif name not in _SKIPPED:
            stack.append((iter(node), listed or name == "list"))


def _kind(node: Any, name: str, styles: Mapping[str, tuple[str, bool]]) -> str:
    own = attribute(node, "style-name") or ""
    parent, hidden = styles.get(own, (own, False))
    if hidden:
        return ""
    style = parent.replace("_20_", " ").lower()
    if style == "title":
        return "headline"
    if name == "h" or style == "subtitle":
        return "subheading"
    if style in ("quotations", "quote", "block quotation"):
        return "quotation"
    return "caption" if style in ("caption", "illustration", "figure") else "body"


def _text(paragraph: Any, styles: Mapping[str, tuple[str, bool]], boxes: list[Any]) -> str:
    """The words of a paragraph; text boxes that are anchored in it are added to ``boxes``."""
    pieces: list[str] = [paragraph.text or ""]
    # (element, whether it is being left)
    stack = [(child, False) for child in reversed(paragraph)]
    while stack:
        node, leaving = stack.pop()
        name = local(node)
        if leaving:
            pieces.append(node.tail or "")
            continue
        stack.append((node, True))
        if name == "s":
            count = attribute(node, "c") or "1"
            pieces.append(" " * (min(int(count), _BLANK_MOST) if count.isdecimal() else 1))
        elif name == "tab":
            pieces.append(" ")
        elif name == "line-break":
            pieces.append("\n")
        elif name == "text-box":
            boxes.append(node)
        elif name == "span" and styles.get(attribute(node, "style-name") or "", ("", False))[1]:
            continue
        elif name not in _SKIPPED:
            pieces.append(node.text or "")
            stack.extend((child, False) for child in reversed(node))
    return "\n".join(" ".join(line.split()) for line in "".join(pieces).split("\n")).strip()
