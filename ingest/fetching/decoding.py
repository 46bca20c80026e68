"""Bytes to text: UTF-8, else a byte order mark, a declared charset, or the likeliest one."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 200_000
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of ``data``. Never fails: what fits no charset becomes replacement characters.

    A byte order mark decides; then valid UTF-8 is UTF-8; then ``declared`` (a charset of a
    header or of the page itself), then a detected charset, Windows-1252 where that fits.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    try:
        # ISO-2022 text is valid ASCII, so here the declaration has to come first.
        if declared is None or not declared.lower().startswith("iso-2022"):
            return data.decode("utf-8")
    except UnicodeDecodeError as error:
        # A download cut within its last character is still UTF-8, unless it says otherwise:
        # the last letter of a Latin-1 text looks just like that.
        other = declared is not None and "utf" not in declared.lower()
        ends = error.start >= len(data) - 3 and error.reason == "unexpected end of data"
        if ends and not other:
            return data[: error.start].decode("utf-8")
    text = _try(data, declared)
    if text is not None:
        return text
    if _mostly_utf8(data):
        return data.decode("utf-8", "replace")
    text = _try(data, _detected(data))
    if text is not None:
        return text
    return data.decode("cp1252", "replace")


def declared_in_page(data: bytes) -> str | None:
    """The charset that an HTML page declares in its first 4,096 bytes."""
    found = _META.search(data[:4096])
    return found[1].decode("ascii") if found else None


def _mostly_utf8(data: bytes) -> bool:
    """Whether a few damaged places are all that keeps it from being UTF-8."""
    text = data[:_SAMPLE].decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    beyond = sum(1 for char in text if char > "\x7f") - damaged
    return beyond > 20 * damaged


def _try(data: bytes, name: str | None) -> str | None:
    if not name:
        return None
    name = name.strip().strip("\"'").lower()
    # Pages that declare ISO-8859-1 mean Windows-1252 (WHATWG Encoding Standard).
    if name in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii", "iso8859-1"):
        name = "cp1252"
    try:
        if not codecs.lookup(name)._is_text_encoding:
            return None
        return data.decode(name)
    except (LookupError, UnicodeDecodeError, ValueError):
        return None


def _detected(data: bytes) -> str | None:
    """The likeliest charset. Close relatives of Windows-1252 give way to it."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        return None
    if "cp1252" in (best.encoding, *best.could_be_from_charset) or best.encoding in _LATIN:
        return "cp1252"
    return best.encoding


_LATIN = frozenset({"latin_1", "iso8859_15", "cp1250", "cp1254", "cp1257", "cp1258", "mac_roman",
                    "iso8859_2", "iso8859_9", "cp850", "cp437", "cp858", "hp_roman8"})  # fmt: skip
