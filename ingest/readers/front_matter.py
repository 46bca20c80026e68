"""The ``key: value`` block between ``---`` lines at the head of a text.

A small, strict part of YAML: plain and quoted values, ``[a, b]`` and ``- item`` lists. A block
that holds anything else is left in the text as it is.
"""

from __future__ import annotations

import re

from ingest.kinds import kind_of
from ingest.metadata import Claim

_OPEN = re.compile(r"^\ufeff?\s{0,3}---[ \t]*$")
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*$")
_PAIR = re.compile(r"^([A-Za-z][\w .-]{0,40}?)\s*:(?:\s+(.*)|)$")
_ITEM = re.compile(r"^\s*-\s+(.*)$")
_REMARK = re.compile(r"\s#\s")
_BARE_KEYS = 2
MAX_LINES = 200

_KEYS = {
    "title": "title", "headline": "title",
    "publisher": "publisher", "outlet": "publisher", "publication": "publisher",
    "site": "publisher", "sitename": "publisher", "site name": "publisher", "source": "publisher",
    "author": "authors", "authors": "authors", "byline": "authors", "by": "authors",
    "date": "published", "published": "published", "publish date": "published",
    "publication date": "published", "pubdate": "published", "datepublished": "published",
    "updated": "modified", "modified": "modified", "lastmod": "modified",
    "created": "retrieved", "retrieved": "retrieved", "saved": "retrieved", "clipped": "retrieved",
    "url": "url", "link": "url", "canonical": "url", "canonical url": "url",
    "kind": "kind", "type": "kind", "category": "kind",
    "section": "kind",
    "tags": "tags", "tag": "tags", "keywords": "tags", "topics": "tags",
    "language": "language", "lang": "language", "access": "access",
}  # fmt: skip
_LISTS = frozenset({"authors", "tags"})


def split(text: str) -> tuple[Claim | None, str, tuple[str, ...]]:
    """``(what it states, the text after it, warnings)``; no claim when there is no block.

    Without ``---`` lines, two or more lines of known keys at the very head, closed by an empty
    line, count as front matter too.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    lines = text.split("\n")
    start = next((i for i, line in enumerate(lines[:5]) if line.strip()), 0)
    if _OPEN.match(lines[start]):
        end = next(
            (
                i
                for i in range(start + 1, min(len(lines), start + MAX_LINES))
                if _CLOSE.match(lines[i])
            ),
            None,
        )
        pairs = _pairs(lines[start + 1 : end]) if end is not None else None
        if end is None or pairs is None:
            if end is not None:
                return None, text, ("The block at its head is not front matter that can be read.",)
            return None, text, ()
        return _claim(pairs), "\n".join(lines[end + 1 :]), ()
    head = _bare_head(lines, start)
    pairs = _pairs(lines[start:head])
    if pairs and len(pairs) >= _BARE_KEYS and all(key in _KEYS for key in pairs):
        return _claim(pairs), "\n".join(lines[head:]), ()
    return None, text, ()


def _bare_head(lines: list[str], start: int) -> int:
    for index in range(start, min(len(lines), start + 20)):
        if not lines[index].strip():
            return index
    return start


def _pairs(lines: list[str]) -> dict[str, list[str]] | None:
    """Values by lower-case key; None as soon as a line is neither pair, item nor empty."""
    pairs: dict[str, list[str]] = {}
    key = ""
    for line in lines:
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        item, pair = _ITEM.match(line), _PAIR.match(line)
        if item and key:
            pairs[key].append(_unquoted(item[1]))
        elif pair and not line[0].isspace():
            key = pair[1].strip().lower().replace("_", " ").replace("-", " ")
            pairs[key] = _values(pair[2] or "")
        else:
            return None
    return pairs


def _values(text: str) -> list[str]:
    text = text.strip()
    if text.startswith("[") and text.endswith("]") and not text.startswith("[["):
        parts = re.findall(r"\s*(?:\"[^\"]*\"|'[^']*'|[^,]+)", text[1:-1])
        return [value for part in parts if (value := _unquoted(part))]
    return [value] if (value := _unquoted(text)) else []


def _unquoted(text: str) -> str:
    text = text.strip()
    if len(text) >= 2 and text[0] == text[-1] and text[0] in "\"'":
        text = text[1:-1].replace('\\"', '"').replace("''", "'").strip()
    else:
        remark = _REMARK.search(text)
        text = text[: remark.start()].rstrip() if remark else text
    # Obsidian's links, which its Web Clipper puts around names of authors.
    wiki = re.fullmatch(r"\[\[(?:[^\]|]*\|)?([^\]]*)\]\]", text)
    return wiki[1] if wiki else text


def _claim(pairs: dict[str, list[str]]) -> Claim:
    values: dict[str, list[str]] = {}
    for key, found in pairs.items():
        field = _KEYS.get(key)
        if field == "publisher" and found and "://" in found[0]:
            # Obsidian Web Clipper keeps the address under "source".
            field = "url"
        if field and found:
            values.setdefault(field, []).extend(found)

    def one(field: str) -> str | None:
        return next(iter(values.get(field, [])), None)

    return Claim(
        source="front matter",
        title=one("title"),
        publisher=one("publisher"),
        authors=tuple(values.get("authors", [])),
        published=one("published"),
        modified=one("modified"),
        retrieved=one("retrieved"),
        url=one("url"),
        kind=next((value for value in values.get("kind", []) if kind_of(value)), one("kind")),
        access=one("access"),
        language=one("language"),
        tags=tuple(tag.strip() for value in values.get("tags", []) for tag in value.split(",")),
    )
