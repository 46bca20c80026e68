"""What the worker makes of an EPUB: the texts of its spine, and which of them are articles.

Runs inside ``sandbox`` only. EPUB 3.3: ``META-INF/container.xml`` names the package, its spine
the order of reading. A news download (calibre's, for one) holds an article a file; a report or a
book is one text, whose chapters go under subheadings.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from ingest.errors import ReadError
from ingest.readers.extracting import or_refused
from ingest.readers.markup_lines import lines_of, tree_of
from ingest.readers.properties import keywords, plausible_authors
from ingest.readers.unzipping import Unzipped, attribute, local

MAX_SPINE = 2_000
ARTICLE_WORDS = 60
"""Words of prose that make a text of the spine an article; covers and imprints have fewer."""
LINKED = 0.5
"""Share of the letters within links from which a text is a table of contents."""
CHAPTERS = 0.5
"""Of the headings, the least that must be those of chapters to make it one long text."""

_ENCRYPTED = "META-INF/encryption.xml"
_TEXTS = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document")
_PASSED = re.compile(
    r"(?:^|[/_-])(?:cover|toc|nav|titlepage|title-?page|copyright|imprint|colophon|halftitle|"
    r"contents|index_toc)(?:[/_.-]|\d*$)",
    re.IGNORECASE,
)
_CHAPTER = re.compile(
    r"^(?:(?:chapter|part|book|section|kapitel|teil|chapitre|partie|capítulo|appendix|anhang)\s+"
    r"[\divxlc]+\b|\d{1,3}(?:\.\d{1,2})*[.:]?(?:\s|$)|[ivxlc]{1,6}[.:]?$|(?:preface|foreword|prologue|"
    r"epilogue|introduction|acknowledge?ments|vorwort|einleitung|avant-propos|contents|summary|"
    r"executive summary|conclusions?)$)",
    re.IGNORECASE,
)
_NAVIGATION = re.compile(
    r"^[|\s]*(?:(?:next|previous|main menu|section menu|next section|previous section|"
    r"nächster|vorheriger|hauptmenü)\s*(?:\||$)\s*)+$",
    re.IGNORECASE,
)
_DOWNLOADED = re.compile(r"^this article was downloaded by calibre from\s*(\S+)?", re.IGNORECASE)
_SAID = frozenset({"title", "creator", "publisher", "date", "language", "subject",
                   "calibre:publication_type"})  # fmt: skip
_ADDRESS = re.compile(r"^https?://\S+$")
_ISSUE = re.compile(r"\s*[\[(][^\])]*\d[^\])]*[\])]\s*$")


@dataclass(frozen=True, slots=True)
class Text:
    """One text of the spine: its name, its lines, and the address it was downloaded from."""

    name: str
    lines: tuple[tuple[str, str], ...]
    url: str | None

    @property
    def heading(self) -> str | None:
        """The heading that it opens with."""
        return next((text for kind, text in self.lines[:6] if kind == "subheading"), None)


def warm_up() -> None:
    """Nothing more than ``markup_lines`` imports."""


def extract(payload: bytes, options: dict[str, str]) -> dict[str, Any]:
    """``{"articles": [{"key", "blocks", "claims"}…]}``, or ``{"refused": [why, next step]}``.

    The key is empty for the one text of a file.
    """
    return or_refused(_extract, payload)


def _extract(payload: bytes) -> dict[str, Any]:
    parts = Unzipped(payload)
    if _ENCRYPTED in parts.names and _locked(parts.optional(_ENCRYPTED)):
        raise ReadError("Its texts are encrypted (DRM).", "Ingest a copy without copy protection.")
    package = _package(parts)
    root = parts.xml(package)
    said = _said(root)
    texts = [text for name in _spine(root, package) if (text := _text(parts, name)) is not None]
    if not texts:
        raise ReadError(
            "None of its texts is long enough to be an article.",
            "Check that it is whole, or save the article as text and ingest that.",
        )
    if len(texts) == 1 or _is_one(texts):
        blocks = [list(line) for text in texts for line in text.lines]
        urls = {text.url for text in texts} - {None}
        claim = _claim(said, whole=True, url=urls.pop() if len(urls) == 1 else None)
        return {"articles": [{"key": "", "blocks": blocks, "claims": [claim]}]}
    return {
        "articles": [
            {
                "key": text.name,
                "blocks": _headed(text),
                "claims": [_claim(said, whole=False, url=text.url)],
            }
            for text in texts
        ]
    }


def _headed(text: Text) -> list[list[str]]:
    """The lines of an article, its first heading as its headline."""
    blocks = [list(line) for line in text.lines]
    first = next((at for at, block in enumerate(blocks[:6]) if block[0] == "subheading"), None)
    if first is not None:
        blocks[first][0] = "headline"
    return blocks


def _locked(root: Any) -> bool:
    names = [
        attribute(node, "URI") or ""
        for node in (root.iter() if root is not None else ())
        if local(node) == "CipherReference"
    ]
    return any(re.search(r"\.x?html?$", name, re.IGNORECASE) for name in names)


def _package(parts: Unzipped) -> str:
    root = parts.optional("META-INF/container.xml")
    for node in root.iter() if root is not None else ():
        if local(node) == "rootfile" and attribute(node, "full-path") in parts.names:
            return str(attribute(node, "full-path"))
    found = [name for name in parts.names if name.lower().endswith(".opf")]
    if not found:
        raise ReadError(
            "It is damaged: the list of its texts is missing.", "Copy or download it again."
        )
    return found[0]


def _said(root: Any) -> dict[str, list[str]]:
    """What the package's metadata states, by the local names of its elements."""
    said: dict[str, list[str]] = {}
    for node in root.iter():
        name = local(node)
        text = node.text or ""
        if name == "meta":
            name, text = attribute(node, "name") or "", attribute(node, "content") or ""
        if name in _SAID and (text := " ".join(text.split())):
            said.setdefault(name, []).append(text)
    return said


def _spine(root: Any, package: str) -> list[str]:
    folder = posixpath.dirname(package)
    items: dict[str, str] = {}
    passed: set[str] = set()
    for node in root.iter():
        if local(node) == "item" and attribute(node, "media-type") in _TEXTS:
            href = unquote((attribute(node, "href") or "").partition("#")[0])
            key = attribute(node, "id") or ""
            items[key] = posixpath.normpath(posixpath.join(folder, href))
            if "nav" in (attribute(node, "properties") or "").split():
                passed.add(key)
    names = []
    for node in root.iter():
        if local(node) == "itemref" and attribute(node, "linear") != "no":
            key = attribute(node, "idref") or ""
            if key in items and key not in passed:
                names.append(items[key])
    if len(names) > MAX_SPINE:
        raise ReadError(f"It has more than {MAX_SPINE:,} texts.", "Split it and ingest the parts.")
    return list(dict.fromkeys(names))


def _text(parts: Unzipped, name: str) -> Text | None:
    """The text of that name; None for a cover, a table of contents, or hardly any words."""
    if name not in parts.names or _PASSED.search(posixpath.splitext(name)[0]):
        return None
    kept: list[tuple[str, str]] = []
    url: str | None = None
    letters = linked = words = 0
    downloaded = False
    for kind, line, within in lines_of(tree_of(parts.read(name))):
        if (found := _DOWNLOADED.match(line)) or (downloaded and _ADDRESS.match(line)):
            address = found[1] if found else line
            url = address if address and _ADDRESS.match(address) else url
            downloaded = True
            continue
        if _NAVIGATION.match(line):
            continue
        kept.append((kind, line))
        letters += len(line)
        linked += within
        words += len(line.split())
    if words < ARTICLE_WORDS or linked > letters * LINKED:
        return None
    return Text(name, tuple(kept), url)


def _is_one(texts: list[Text]) -> bool:
    """Whether the texts are the chapters of one: headed as such, or not headed at all."""
    headings = [text.heading for text in texts]
    chapters = sum(1 for text in headings if text is None or _CHAPTER.match(text))
    return chapters >= len(texts) * CHAPTERS


def _claim(said: dict[str, list[str]], *, whole: bool, url: str | None) -> dict[str, Any]:
    def one(name: str) -> str:
        return next(iter(said.get(name, [])), "")

    claim: dict[str, Any] = {"source": "document properties"}
    publisher = one("publisher")
    periodical = "calibre" in publisher.lower() or any(
        value.startswith("periodical") for value in said.get("calibre:publication_type", [])
    )
    if whole and not periodical:
        claim["title"] = one("title")
        claim["authors"] = plausible_authors(";".join(said.get("creator", [])))
        claim["publisher"] = publisher
        claim["tags"] = keywords(";".join(said.get("subject", [])))
    else:
        title = _ISSUE.sub("", one("title"))
        claim["publisher"] = title if periodical or not publisher else publisher
    # A book's own date is that of its edition; of an issue it is the day, or the one after.
    if date := one("date"):
        claim["published"] = date
    if one("language"):
        claim["language"] = one("language")
    if url:
        claim["url"] = url
    return {key: value for key, value in claim.items() if value}
