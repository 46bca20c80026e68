"""What the worker makes of an RTF document: its paragraphs and its title and author.

Runs inside ``sandbox`` only; the home of ``striprtf``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ingest.errors import ReadError
from ingest.readers.extracting import or_refused, too_long
from ingest.readers.properties import (
    MAX_CHARACTERS,
    MAX_PARAGRAPHS,
    keywords,
    plausible_authors,
    plausible_title,
)

MAX_RTF = 6 * 1024 * 1024
"""Characters without pictures and objects; the parser goes through them one by one."""

_BULKY = re.compile(r"\\(?:pict|objdata|themedata|datastore|blipuid|colorschememapping)(?![a-z])")
_BRACE = re.compile(r"\\[\\{}]|[{}]")
_HIDDEN = re.compile(r"\\v1?(?![a-z\d])")
_SWITCH = re.compile(r"\\v(0|1)?(?![a-z\d]) ?|\\[\\{}]|([{}])")
_FIELD = re.compile(r"\\fldinst\{")
_CODE_PAGE = re.compile(r"\\ansicpg(\d{2,5})")
_INFO = re.compile(r"\{\\(title|author|keywords)(?:\s|(?=\\))([^{}]{0,1000})\}")
_BIG_NUMBER = re.compile(r"(\\[a-z]+-?\d{9})\d+")
_BIG_UNICODE = re.compile(r"\\u-?(?!\d{1,5}(?!\d))\d+")
_FONTS = re.compile(r"\{[^{}]{0,200}\\fonttbl")
_FONT = re.compile(r"\\f(\d{1,6})(?!\d)[^;]{0,300}?\\fcharset(\d{1,3})(?!\d)")
MAX_FONTS = 2_000


def warm_up() -> None:
    """Nothing is imported ahead: these files are few."""


def extract(payload: bytes, options: dict[str, str]) -> dict[str, Any]:
    """As ``docx_text.extract``; every line is ``body``, RTF's own headings are not told."""
    return or_refused(_extract, payload)


def _extract(payload: bytes) -> dict[str, Any]:
    source = without_bulk(_decoded(payload))
    if len(source) > MAX_RTF:
        raise ReadError(
            f"Its text is larger than {MAX_RTF // 1024**2} MB.",
            "Split it into smaller documents and ingest those.",
        )
    text = _plain(source)
    if len(text) > MAX_CHARACTERS or text.count("\n") > 4 * MAX_PARAGRAPHS:
        raise too_long()
    # Empty lines are kept: they part the fields of press exports.
    blocks = [["body", line.replace("|", " | ").strip(" |")] for line in text.split("\n")]
    return {"blocks": blocks, "claims": [_properties(source)], "warnings": []}


def _decoded(payload: bytes) -> str:
    page = _CODE_PAGE.search(payload[:2000].decode("latin-1"))
    try:
        return payload.decode("ascii")
    except UnicodeDecodeError:
        pass
    try:
        return payload.decode(f"cp{page[1]}" if page else "cp1252", "replace")
    except LookupError:
        return payload.decode("cp1252", "replace")


def _plain(source: str) -> str:
    from striprtf.striprtf import rtf_to_text

    convert: Callable[..., str] = rtf_to_text

    source = without_hidden(source)
    # The parser looks for links with a pattern whose time grows with the square of their number,
    # and sets their targets among the words. A blank before the brace keeps it from both.
    source = _FIELD.sub(r"\\fldinst {", source)
    source = _BIG_UNICODE.sub("", _BIG_NUMBER.sub(r"\1", source))
    try:
        text = convert(source, errors="replace")
    except (ValueError, IndexError, KeyError, TypeError, AttributeError, OverflowError,
            LookupError) as error:  # fmt: skip
        raise ReadError(
            "It is damaged: its RTF codes make no sense.",
            "Open it in its program and save it as .docx, then ingest that.",
        ) from error
    # Characters beyond the basic plane come as two halves.
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def without_bulk(source: str) -> str:
    """The document without groups of pictures, objects and colour schemes."""
    kept: list[str] = []
    at = 0
    while (found := _BULKY.search(source, at)) is not None:
        start = max(source.rfind("{", at, found.start()), at)
        end = _closing(source, found.end())
        kept.append(source[at:start])
        at = end
    kept.append(source[at:])
    return _with_plain_fonts("".join(kept))


def without_hidden(source: str) -> str:
    """The document without its hidden text (``\\v`` until ``\\v0`` or the end of the group)."""
    if not _HIDDEN.search(source):
        return source
    kept: list[str] = []
    outer: list[bool] = []
    hidden = False
    at = 0
    for mark in _SWITCH.finditer(source):
        if not hidden:
            kept.append(source[at : mark.start()])
        at = mark.end()
        brace = mark[2]
        if brace == "{":
            outer.append(hidden)
        elif brace == "}" and outer:
            hidden = outer.pop()
        if brace or (mark[0][1] != "v" and not hidden):
            kept.append(mark[0])
        elif mark[0][1] == "v":
            hidden = mark[1] != "0"
            kept.append("{}")  # Keeps the codes on both sides of it apart.
    return "".join((*kept, "" if hidden else source[at:]))


def _with_plain_fonts(text: str) -> str:
    """The document with a font table of numbers and character sets alone.

    The parser's own reading of it takes time that grows with the square of its length.
    """
    fonts = _FONTS.search(text[:20_000])
    if fonts is None:
        return text
    end = _closing(text, fonts.end())
    found = list(_FONT.finditer(text, fonts.end(), end))[:MAX_FONTS]
    plain = "".join(f"{{\\f{font[1]}\\fcharset{font[2]} x;}}" for font in found)
    return text[: fonts.start()] + "{\\fonttbl" + plain + "}" + text[end:]


def _closing(source: str, at: int) -> int:
    """Where the group ends that is open at ``at``."""
    depth = 1
    for brace in _BRACE.finditer(source, at):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if depth == 0:
            return brace.end()
    return len(source)


def _properties(source: str) -> dict[str, Any]:
    claim: dict[str, Any] = {"source": "document properties"}
    head = source[:50_000]
    start = head.find("\\info")
    said = {m[1]: m[2] for m in _INFO.finditer(head, start)} if start >= 0 else {}
    said = {name: _plain("{\\rtf1 " + text + "}") for name, text in said.items()}
    if title := plausible_title(said.get("title")):
        claim["title"] = title
    if authors := plausible_authors(said.get("author")):
        claim["authors"] = authors
    if tags := keywords(said.get("keywords")):
        claim["tags"] = tags
    return claim
