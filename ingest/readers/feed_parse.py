"""Feeds and lists of addresses taken apart. Runs in the sandbox worker.

The one home of fastfeedparser, which is only ever given bytes: text that begins with http it
would fetch.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

MAX_ENTRIES = 2_000
"""Entries of one feed; an archive of everything has more, news has not."""

MAX_ENTRY = 1_000_000
"""Characters of one entry's text."""

MAX_TEXT = 8_000_000
"""Characters of all entries together."""

MAX_ADDRESSES = 50_000
"""Addresses of one list (the limit of sitemaps.org)."""

MAX_DEPTH = 50

_LANGUAGE = re.compile(rb"<(?:dc:)?language>\s*([\w-]{2,20})\s*</", re.IGNORECASE)


def warm_up() -> None:
    """Imports nothing: feeds are seldom, and their parser is quick to import."""


def run(payload: bytes, options: Mapping[str, str]) -> dict[str, Any]:
    """What is in the document; ``options["kind"]`` is ``feed``, ``opml`` or ``sitemap``."""
    return {"feed": _feed, "opml": _opml, "sitemap": _sitemap}[options["kind"]](payload)


# ── feeds ─────────────────────────────────────────────────────────────────────────────────


def _feed(payload: bytes) -> dict[str, Any]:
    # Dates are read by rules of our own, which keep the zone and take no number for a date;
    # the parser's native part would turn them into UTC.
    os.environ["FASTFEEDPARSER_DISABLE_CORE"] = "1"
    from fastfeedparser import main as parser

    parser._parse_date = _as_written
    try:
        found = parser.parse(payload, include_media=False, include_enclosures=False)
    except ValueError as error:
        return {"problem": str(error)[:200]}
    info = found["feed"]
    language = _LANGUAGE.search(payload[:20_000])
    entries: list[dict[str, Any]] = []
    left, room = 0, MAX_TEXT
    extras = _extras(payload, len(found["entries"]))
    for entry, (authors, source) in zip(found["entries"], extras, strict=True):
        taken = _entry(entry)
        taken["authors"] = authors or ([taken["author"]] if taken["author"] else [])
        taken["source"] = source
        room -= len(taken["content"]) + len(taken["summary"])
        if len(entries) == MAX_ENTRIES or room < 0:
            left += 1
            continue
        entries.append(taken)
    return {
        "title": _text(info.get("title")),
        "link": _text(info.get("link")),
        "language": _text(info.get("language")) or (language[1].decode() if language else ""),
        "entries": entries,
        "left": left,
    }


def _as_written(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _entry(entry: Mapping[str, Any]) -> dict[str, Any]:
    contents = entry.get("content") or [{}]
    content, summary = _text(contents[0].get("value")), _text(entry.get("description"))
    guid, published = _text(entry.get("id")), _text(entry.get("published"))
    return {
        "guid": guid,
        "title": _text(entry.get("title")),
        "link": _text(entry.get("link")),
        "author": _text(entry.get("author")),
        # For want of a date the parser offers the identifier.
        "published": published if published != guid else "",
        "updated": _text(entry.get("updated")),
        "tags": [term for tag in entry.get("tags") or () if (term := _text(tag.get("term")))][:50],
        "content": content if len(content) <= MAX_ENTRY else "",
        "summary": summary if len(summary) <= MAX_ENTRY else "",
        "large": max(len(content), len(summary)) > MAX_ENTRY,
    }


def _extras(payload: bytes, number: int) -> list[tuple[list[str], str]]:
    """Of each entry all its authors, and who published it, which the parser does not give.

    Nothing of a document that is damaged: what can be read of it is for the parser to say.
    """
    try:
        root = ElementTree.fromstring(payload)  # noqa: S314 (it has no DOCTYPE, and a worker reads it)
    except ElementTree.ParseError:
        return [([], "")] * number
    entries = [one for one in root.iter() if _name(one) in ("item", "entry")]
    if len(entries) != number:
        return [([], "")] * number
    everywhere = _people(root)
    return [(_people(one) or everywhere, _source(one)) for one in entries]


def _people(element: Any) -> list[str]:
    """Names of an element's own authors, in their order; RSS has them as text."""
    names: list[str] = []
    for child in element:
        if _name(child) in ("author", "creator"):
            inner = [_text(part.text) for part in child if _name(part) == "name"]
            names += [name for name in inner or [_text(child.text)] if name]
    return list(dict.fromkeys(names))[:20]


def _source(element: Any) -> str:
    """The name of the feed that an entry was taken from (RSS ``source``, Atom ``source/title``)."""
    for child in element:
        if _name(child) == "source":
            inner = [_text(part.text) for part in child if _name(part) == "title"]
            return (inner or [_text(child.text)])[0][:300]
    return ""


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


# ── lists of addresses ────────────────────────────────────────────────────────────────────


class _Tree:
    """The elements of a document as they begin and end, up to the place where it is damaged.

    It has no DOCTYPE (see ``feed_xml``), so nothing in it can be expanded.
    """

    def __init__(self, payload: bytes) -> None:
        self.damage = ""
        self._payload = payload

    def __iter__(self) -> Any:
        parser: Any = ElementTree.XMLPullParser(events=("start", "end"))
        depth = 0
        for at in range(0, len(self._payload) + 1, 65_536):
            try:
                parser.feed(self._payload[at : at + 65_536])
                if at + 65_536 > len(self._payload):
                    parser.close()
            except ElementTree.ParseError as error:
                self.damage = str(error)[:200]
            for event, element in parser.read_events():
                depth += 1 if event == "start" else -1
                if depth > MAX_DEPTH:
                    raise RecursionError
                yield event, depth, element
            if self.damage:
                return


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _opml(payload: bytes) -> dict[str, Any]:
    """The feeds of an outline, with the headings above each."""
    tree = _Tree(payload)
    above: list[str] = []
    feeds: list[dict[str, Any]] = []
    for event, _, element in tree:
        if _name(element) != "outline":
            continue
        fields = {key.lower(): value.strip() for key, value in element.attrib.items()}
        title = fields.get("title") or fields.get("text") or ""
        if event == "end":
            above.pop()
            element.clear()
            continue
        if fields.get("xmlurl"):
            feeds.append({"url": fields["xmlurl"], "title": title, "tags": [*filter(None, above)]})
        above.append("" if fields.get("xmlurl") else title)
    return {"links": feeds[:MAX_ADDRESSES], "damage": tree.damage}


def _sitemap(payload: bytes) -> dict[str, Any]:
    """The pages of a sitemap, or the sitemaps of an index."""
    tree = _Tree(payload)
    links: list[dict[str, Any]] = []
    left = 0
    for event, _, element in tree:
        name = _name(element)
        if event == "start" or name not in ("url", "sitemap"):
            continue
        fields: dict[str, str] = {}
        for child in (*element, *element.iter()):
            fields.setdefault(_name(child), (child.text or "").strip())
        element.clear()
        if not fields.get("loc"):
            continue
        if len(links) == MAX_ADDRESSES:
            left += 1
            continue
        links.append(
            {
                "url": fields["loc"],
                "kind": "pages" if name == "sitemap" else "page",
                "title": fields.get("title", ""),
                "published": fields.get("publication_date") or fields.get("lastmod") or "",
                "changed": fields.get("lastmod") or fields.get("publication_date") or "",
            }
        )
    return {"links": links, "left": left, "damage": tree.damage}
