"""Foreign text in a document: cleaned once more, and without any meaning to Markdown or HTML. Pure.

Rules: CommonMark 0.31.2 (2.4 backslash escapes, 5.2 list items, 4.3 setext headings), GFM 0.29
(6.9 extended autolinks), HTML Living Standard (13.1.2 text and attributes).
"""

from __future__ import annotations

import html
import re
from urllib.parse import urlsplit

from ingest.text.clean import clean_line

_ACTIVE = frozenset("\\`*_{}[]<>#|~!&$")
_LIST = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_WEB = re.compile(r"(?i)(?<=\bhttp):(?=//)|(?<=\bhttps):(?=//)|(?<=\bftp):(?=//)|(?<=\bwww)\.")
_IN_ADDRESS = {char: f"%{ord(char):02X}" for char in " \"'<>\\^`{|}"}


def markdown(text: str) -> str:
    """``text`` on one line for a place within a paragraph of Markdown."""
    escaped = "".join("\\" + c if c in _ACTIVE else c for c in clean_line(text))
    return _WEB.sub(lambda match: "\\" + match[0], escaped)


def markdown_line(text: str) -> str:
    """``text`` for the beginning of a line of Markdown, where dashes and numbers make lists."""
    escaped = markdown(text)
    if escaped[:1] in ("-", "+", "="):
        return "\\" + escaped
    return _LIST.sub(r"\1\\\2", escaped, count=1) if _LIST.match(escaped) else escaped


def hypertext(text: str) -> str:
    """``text`` on one line for the text of an element or an attribute in quotes."""
    return html.escape(clean_line(text), quote=True)


def web_address(url: str | None) -> str | None:
    """An address that a document may link to, without a character that could end a link or an
    attribute; None for all but http and https, and for one that hides its host behind a name.
    """
    address = "".join(_IN_ADDRESS.get(char, char) for char in clean_line(url or ""))
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return None
    linked = parts.scheme in ("http", "https") and host and "@" not in parts.netloc
    return address if linked else None
