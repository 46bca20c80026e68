"""XML of feeds, outlines and sitemaps made fit to be parsed. Pure.

Half of what is damaged in feeds is damaged in the same few ways: a wrong encoding, something
before the declaration, characters that XML forbids, HTML's entities, prefixes that nobody
declared. They are mended in the text, so that the parser gets plain UTF-8 without a DOCTYPE.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5

from ingest.errors import ReadError
from ingest.fetching.decoding import decode

_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})["']""", re.I)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_START = re.compile(r"<(?=[?!A-Za-z_])")
_REFERENCE = re.compile(
    r"&(?:#x0*([0-9a-f]{1,6});|#0*(\d{1,7});|([a-z][a-z0-9]{1,30});)?", re.IGNORECASE
)
_KEPT = frozenset({"amp", "lt", "gt", "quot", "apos"})
_ROOT = re.compile(r"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)([^>]*)>")
_OLD_RSS = re.compile(r"http://(?:my|channel)\.netscape\.com/rdf/simple/0\.9/")
_PREFIXES = {
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "atom": "http://www.w3.org/2005/Atom",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "media": "http://search.yahoo.com/mrss/",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
}
_ATOM = "http://www.w3.org/2005/Atom"
_CDATA, _CDATA_END = "<![CDATA[", "]]>"


def prepared(data: bytes, charset: str | None = None) -> bytes:
    """The document as UTF-8 from its root element on.

    ``charset`` is that of the HTTP header. Raises ReadError for what is no XML, and for a
    DOCTYPE that declares entities: they can be made to fill all memory or to name files.
    """
    declared = _DECLARED.search(data[:1000])
    text = decode(data, charset or (declared[1].decode() if declared else None))
    text = _FORBIDDEN.sub("", text)
    start = _root_at(text)
    root = _ROOT.match(text, start)
    if root is None:
        raise ReadError("It is no XML document.", "Open its address in a browser and see.")
    body = "".join(_mended(text, root.end()))
    tag = _OLD_RSS.sub("http://purl.org/rss/1.0/", _amended(root, text))
    if root[2].lower() == "channel":
        return f'<rss version="2.0">{tag}{body}</rss>'.encode()
    return f"{tag}{body}".encode()


def cut_off(payload: bytes) -> bool:
    """Whether a prepared document lacks the end of its root, or of the channel within it."""
    lower = payload.lower()
    root = re.match(rb"<([\w.:-]+)", lower)
    names = [root[1]] if root else []
    names += [b"channel"] if b"<channel>" in lower else []
    return any(b"</" + name not in lower for name in names)


def _root_at(text: str) -> int:
    """Where the root element begins. Raises ReadError when nothing like it is there."""
    at = 0
    while (found := _START.search(text, at)) is not None:
        at = found.start()
        if text.startswith("<?", at):
            at = _after(text, "?>", at)
        elif text.startswith("<!--", at):
            at = _after(text, "-->", at)
        elif text.startswith("<!", at):
            at = _after_doctype(text, at)
        else:
            return at
    raise ReadError("It is no XML document.", "Open its address in a browser and see.")


def _after(text: str, end: str, at: int) -> int:
    found = text.find(end, at)
    return len(text) if found < 0 else found + len(end)


def _after_doctype(text: str, at: int) -> int:
    end = text.find(">", at)
    subset = text.find("[", at)
    if not 0 <= subset < end:
        return len(text) if end < 0 else end + 1
    close = text.find("]", subset)
    inner = text[subset : close if close >= 0 else len(text)]
    if "<!ENTITY" in inner.upper():
        raise ReadError(
            "It declares entities of its own, which are not read: they can be made to fill all "
            "memory or to name files.",
            "Ask for it without a DOCTYPE, or ingest the pages it names.",
        )
    return _after(text, ">", close) if close >= 0 else len(text)


def _mended(text: str, at: int) -> Iterator[str]:
    """The text from ``at`` on, with references that XML knows outside CDATA sections."""
    while True:
        start = text.find(_CDATA, at)
        end = text.find(_CDATA_END, start) if start >= 0 else -1
        if start < 0 or end < 0:
            # A section that is not closed would swallow all that comes after it.
            yield _REFERENCE.sub(_known_reference, text[at:].replace(_CDATA, ""))
            return
        yield _REFERENCE.sub(_known_reference, text[at:start])
        yield text[start : end + len(_CDATA_END)]
        at = end + len(_CDATA_END)


def _known_reference(found: re.Match[str]) -> str:
    hexadecimal, decimal, name = found.groups()
    if name is not None:
        if name in _KEPT:
            return found[0]
        char = html5.get(name + ";")
        return "&amp;" + found[0][1:] if char is None else _escaped(char)
    if hexadecimal is None and decimal is None:
        return "&amp;"
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    legal = code in (9, 10, 13) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD
    return found[0] if legal or 0x10000 <= code <= 0x10FFFF else ""


def _escaped(char: str) -> str:
    return char.replace("&", "&amp;").replace("<", "&lt;")


def _amended(root: re.Match[str], text: str) -> str:
    """The root's start tag, with the well-known prefixes that are used without a declaration."""
    attributes = root[3].removesuffix("/")
    closing = root[3][len(attributes) :]
    for prefix, namespace in _PREFIXES.items():
        used = f"<{prefix}:" in text
        if used and f"xmlns:{prefix}=" not in attributes and f"xmlns:{prefix}=" not in text:
            attributes += f' xmlns:{prefix}="{namespace}"'
    if root[2].lower() == "feed" and not root[1] and not re.search(r"\sxmlns\s*=", attributes):
        attributes += f' xmlns="{_ATOM}"'
    return f"<{root[1] or ''}{root[2]}{attributes}{closing}>"
