"""Readers' comments on an HTML page, taken out before the article is looked for.

Two ways lead to them: what the mark-up says (names of classes and ids, schema.org's types,
roles and labels for screen readers), and what the lines of the page say where the mark-up says
nothing: a heading with entries under it, or a row of stamped entries, after the article's text.
Runs in the worker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ingest.structuring.comments import comment_start
from ingest.structuring.line_kinds import paywall
from ingest.structuring.lines import Line, line_of
from ingest.text.wordlist import wordlist

MAX_TEXT = 20_000
"""Characters of comments that are kept to be shown."""
MOST = 0.75
"""A box that holds more of the page's text than this is no comment box."""

_BOX = re.compile(
    r"(?:^|[\s_-])(?:comments?(?:[_-]?(?:list|area|section|wrapper|container|thread|block|box|"
    r"form|respond|feed|stream|body))?|commentlist|respond|disqus[\w-]*|livefyre|"
    r"(?:fb|facebook)-comments|kommentare?|leserkommentare|comentarios|commentaires|"
    r"article-?comments|discussion|replies|trackbacks?|pingbacks?|leser(?:briefe|meinung(?:en)?)|"
    r"(?:user|reader|visitor)s?[_-]?(?:comments?|posts?|views?|opinions?|reactions?|letters?|"
    r"reviews?|feedback|discussions?|voices|contributions?)|(?:your|community)[_-]?"
    r"(?:views|comments|posts|opinions|reactions|discussions?))"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_TYPE = re.compile(r"schema\.org/(?:Comment|UserComments|CommentAction)\b|^(?:schema:)?Comment$")
_LABEL = re.compile(
    r"^\W*(?:\d+\s+)?(?:(?:reader|user|visitor)s?[’']?s?\s+)?"
    r"(?:comments?|kommentare?|leserkommentare|commentaires?|comentarios?|coment[aá]rios?|commenti|"
    r"reacties)\b.{0,30}$",
    re.IGNORECASE,
)
_ROLES = ("banner", "navigation", "contentinfo")
_FURNITURE = re.compile(
    r"(?:^|\s)(?:(?:site|page|global|main|top|bottom|sticky|the)[_-]?)?"
    r"(?:footer|header|masthead|navbar|navigation|nav|menu|newsletter)(?:[_-]?(?:bar|box|menu|"
    r"links|signup|sign-up|form|container|wrapper|inner|content))?(?:\s|$)",
    re.IGNORECASE,
)
_TAGS = ("div", "section", "aside", "ol", "ul", "li", "dl", "table", "article", "form", "footer")
_BLOCKS = frozenset(
    wordlist(
        """
        address article aside blockquote body br dd details dialog div dl dt fieldset figcaption
        figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table
        td th tr ul
        """
    )
)
_SILENT = frozenset(
    {"script", "style", "template", "noscript", "head", "title", "option", "select"}
)


def cut_comments(tree: Any, *, stamped_entries: bool = False) -> list[str]:
    """Take out what holds readers' comments; their text, a line an entry.

    ``stamped_entries``: the article itself consists of them (a live blog), so that only the
    mark-up tells.
    """
    whole = len("".join(tree.itertext())) or 1
    found: list[str] = []
    for element in list(tree.iter(*_TAGS)):
        if not _marked(element) or element.getroottree().getroot() is not tree:
            continue
        text = element.text_content()
        if len(text) > whole * MOST or _holds_article(element):
            continue
        found.extend(line.text for line, _ in _lines(element))
        drop(element)
    return _kept(found if stamped_entries else [*found, *_cut_thread(tree)])


def stops_at_paywall(tree: Any) -> bool:
    """Whether below the headline a line asks readers to subscribe or sign in to read on. Menus
    and the head and foot of a page ask so of every article."""
    headline = tree.find(".//h1")
    within = set() if headline is None else set(headline.iter())
    stops = False
    for line, element in _lines(tree):
        if element in within:
            stops = False
        elif paywall(line) and not any(map(_is_furniture, (element, *_above(element)))):
            stops = True
    return stops


def drop(element: Any) -> None:
    """Remove an element and keep the text that follows it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        previous = element.getprevious()
        if previous is not None:
            previous.tail = (previous.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _is_furniture(element: Any) -> bool:
    if element.tag in ("nav", "footer") or element.get("role") in _ROLES:
        return True
    names = f"{element.get('id') or ''} {element.get('class') or ''}"
    return _FURNITURE.search(names) is not None


def _marked(element: Any) -> bool:
    """Whether the element's own attributes say that it holds comments."""
    get = element.get
    if _TYPE.search(get("itemtype") or get("typeof") or ""):
        return True
    if get("itemprop") == "comment" or get("property") == "schema:comment":
        return True
    if get("role") == "comment" or _LABEL.match(get("aria-label") or ""):
        return True
    if element.tag == "li":  # Menus have items named so.
        return False
    names = [get("id") or "", get("class") or ""]
    names += [
        get(key) or "" for key in ("data-component", "data-module", "data-widget", "data-testid")
    ]
    return _BOX.search(" ".join(names)) is not None


def _holds_article(element: Any) -> bool:
    return element.find(".//h1") is not None or any(
        "articleBody" in (child.get("itemprop") or "") for child in element.iter("div", "section")
    )


def _cut_thread(tree: Any) -> list[str]:
    """Take out the elements of the lines from where the comments begin to the page's end."""
    found = list(_lines(tree))
    lines = [line for line, _ in found]
    start = comment_start(lines)
    kept = {ancestor for _, element in found[:start] for ancestor in (element, *_above(element))}
    cut: list[str] = []
    for line, element in found[start:]:
        if element in kept or element.getroottree().getroot() is not tree:
            continue
        for parent in _above(element):
            if parent in kept:
                break
            element = parent
        if not _holds_article(element):
            drop(element)
        cut.append(line.text)
    return cut


def _above(element: Any) -> Iterator[Any]:
    parent = element.getparent()
    while parent is not None:
        yield parent
        parent = parent.getparent()


def _lines(tree: Any) -> Iterator[tuple[Line, Any]]:
    """The lines that the page shows, each with the block that it stands in."""
    pieces: list[str] = []
    # (element, the block around it, whether it is being left)
    stack: list[tuple[Any, Any, bool]] = [(tree, tree, False)]
    while stack:
        element, block, leaving = stack.pop()
        if not isinstance(element.tag, str) or element.tag in _SILENT:
            pieces.append(element.tail or "" if element is not tree else "")
            continue
        own = element if element.tag in _BLOCKS and element.tag != "br" else block
        breaks = element.tag in _BLOCKS
        if breaks and (line := _line(pieces)):
            yield line, own if leaving else block
        if leaving:
            pieces.append(element.tail or "" if element is not tree else "")
            continue
        pieces.append(element.text or "")
        stack.append((element, block, True))
        stack.extend((child, own, False) for child in reversed(element))


def _line(pieces: list[str]) -> Line | None:
    text = " ".join("".join(pieces).split())
    pieces.clear()
    return line_of(text) if text else None


def _kept(lines: list[str]) -> list[str]:
    kept: list[str] = []
    size = 0
    for line in lines:
        if (line := " ".join(line.split())) and size < MAX_TEXT:
            kept.append(line)
            size += len(line)
    return kept
