"""What the worker makes of an HTML page: its paragraphs and what it says about itself.

Runs inside ``sandbox`` only; the home of ``trafilatura``, ``htmldate`` and ``lxml``.
"""

from __future__ import annotations

import re
from typing import Any

from ingest.readers.html_comments import cut_comments, drop, stops_at_paywall

_LARGE = 1_000_000

_REFERENCE = re.compile(r"&#(?:(\d{1,7})|[xX]([0-9a-fA-F]{1,6}));?")
_HIDDEN_STYLE = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|font-size:0(?:[a-z%]|;|$)|opacity:0(?:\.0+)?(?:;|$)"
    r"|(?:left|top|right|text-indent|margin-left|margin-top):-\d{3,}|clip:rect\(0|clip-path:inset\("
    r"(?:50|100)%|(?:max-)?height:0(?:px)?;.*overflow:hidden|transform:scale\(0"
)
_COLOUR = re.compile(r"(?:^|;)color:([^;]+)")
_BACKGROUND = re.compile(r"background(?:-color)?:([^;]+)")
_WHITE = frozenset({"#fff", "#ffffff", "white", "rgb(255,255,255)", "transparent", "rgba(0,0,0,0)"})
_DROPPED = ("script", "style", "template", "noscript", "iframe", "object", "svg", "dialog")


def warm_up() -> None:
    """Import what is slow to import, before any page has its time measured."""
    import htmldate  # noqa: F401
    import lxml.html  # noqa: F401
    import trafilatura  # noqa: F401


def extract(payload: bytes, options: dict[str, str]) -> dict[str, Any]:
    """``{"blocks": [[kind, text]…], "comments": [text…], "claims": [{…}…]}`` of a UTF-8 page.

    ``options``: ``url``, where the page came from, and ``now``, an ISO date.
    """
    from ingest.readers.html_claims import claims_of

    page = without_control_references(payload.decode("utf-8", "replace"))
    tree = _parse(page)
    if tree is None:
        return {"blocks": [], "comments": [], "claims": []}
    claims = claims_of(tree, page, options.get("url") or None, options.get("now") or None)
    _strip_hidden(tree)
    if stops_at_paywall(tree):
        claims.append({"source": "paywall line", "access": "partial"})
    live = any("LiveBlogPosting" in claim.get("kind", "") for claim in claims)
    comments = cut_comments(tree, stamped_entries=live)
    return {"blocks": _article_blocks(tree), "comments": comments, "claims": claims}


def without_control_references(page: str) -> str:
    """The page without character references to controls, surrogates and non-characters."""

    def keep(found: re.Match[str]) -> str:
        code = int(found[1]) if found[1] else int(found[2], 16)
        control = code < 32 and code not in (9, 10, 13)
        no_character = 0xD800 <= code <= 0xDFFF or code > 0x10FFFF or code & 0xFFFE == 0xFFFE
        return "" if control or code == 127 or no_character else found[0]

    return _REFERENCE.sub(keep, page.replace("\x00", ""))


def _parse(page: str) -> Any:
    import lxml.etree
    import lxml.html

    parser = lxml.html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False
    )
    try:
        return lxml.html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except lxml.etree.ParserError:
        return None
    except lxml.etree.XMLSyntaxError as error:
        # HTML has no syntax that libxml2 refuses; on a large page this is memory running out.
        if len(page) > _LARGE:
            raise MemoryError from error
        return None


def _strip_hidden(tree: Any) -> None:
    """Take out what a reader of the page would not see."""
    for element in list(tree.iter()):
        if not isinstance(element.tag, str):
            continue
        if element.tag in _DROPPED or _is_hidden(element):
            drop(element)


def _is_hidden(element: Any) -> bool:
    if element.tag in ("html", "body"):
        return False
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    style = element.get("style")
    if not style:
        return False
    style = "".join(style.split()).lower()
    if _HIDDEN_STYLE.search(style):
        return True
    colour, background = _COLOUR.search(style), _BACKGROUND.search(style)
    if colour is None:
        return False
    ink = colour[1].removesuffix("!important")
    paper = background[1].removesuffix("!important") if background else "#fff"
    return ink == paper or (ink in _WHITE and paper in _WHITE)


SPARSE = 80
"""Words under which a careful extraction may have missed the article."""


def _article_blocks(tree: Any) -> list[list[str]]:
    """The careful extraction; the bold one when that has next to nothing and this has much."""
    from copy import deepcopy

    spare = deepcopy(tree)
    blocks = _extracted(tree, precise=True)
    words = _words(blocks)
    if words >= SPARSE:
        return blocks
    bolder = _extracted(spare, precise=False)
    return bolder if _words(bolder) >= max(SPARSE, 3 * words) else blocks


def _words(blocks: list[list[str]]) -> int:
    return sum(len(text.split()) for _, text in blocks)


def _extracted(tree: Any, *, precise: bool) -> list[list[str]]:
    from trafilatura import bare_extraction

    document = bare_extraction(
        tree,
        include_comments=False,
        favor_precision=precise,
        include_formatting=False,
        with_metadata=False,
    )
    body = getattr(document, "body", None)
    return [] if body is None else _blocks(body)


_KINDS = {"head": "subheading", "quote": "quotation"}
_LINE_TAGS = frozenset(
    [
        "p",
        "head",
        "item",
        "quote",
        "row",
        "code",
        "div",
        "list",
        "table",
        "ab",
        "lb",
        "fw",
        "figure",
        "body",
    ]
)


def _blocks(body: Any) -> list[list[str]]:
    """The lines of the extractor's tree in order, each with the kind of its nearest mark."""
    blocks: list[list[str]] = []
    pieces: list[str] = []

    def flush(kind: str) -> None:
        line = " ".join("".join(pieces).split())
        pieces.clear()
        if line:
            blocks.append([kind, line])

    # (element, kind of the text around it, whether it is being left)
    stack: list[tuple[Any, str, bool]] = [(body, "body", False)]
    while stack:
        element, outer, leaving = stack.pop()
        kind = _KINDS.get(element.tag, outer)
        if leaving:
            if element.tag in _LINE_TAGS:
                flush(kind)
            elif element.tag == "cell":
                pieces.append(" ")
            pieces.append(element.tail or "")
            continue
        if element.tag in _LINE_TAGS:
            flush(outer)
        pieces.append(element.text or "")
        stack.append((element, outer, True))
        stack.extend((child, kind, False) for child in reversed(element))
    flush("body")
    return blocks
