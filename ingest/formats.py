"""The formats that can be read: their media types, file extensions and reader modules.

A new format is one line here and one file in ``ingest/readers`` with a function
``read(document) -> Iterator[Article | Rejected | Link]``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath


@dataclass(frozen=True, slots=True)
class Format:
    """One format. The first media type and extension are its proper ones."""

    name: str
    media_types: tuple[str, ...]
    extensions: tuple[str, ...]
    reader: str


_HTML_TYPES = ("text/html", "application/xhtml+xml")
_JSONL_TYPES = ("application/x-ndjson", "application/jsonl", "application/x-jsonlines")

FORMATS: tuple[Format, ...] = (
    Format("text", ("text/plain",), (".txt", ".text"), "ingest.readers.text"),
    Format("markdown", ("text/markdown",), (".md", ".markdown"), "ingest.readers.markdown"),
    Format(
        "html", ("text/html", "application/xhtml+xml"), (".html", ".htm"), "ingest.readers.html"
    ),
    Format("jsonl", _JSONL_TYPES, (".jsonl", ".ndjson"), "ingest.readers.jsonl"),
    Format("json", ("application/json", "text/json"), (".json",), "ingest.readers.json_file"),
    Format("csv", ("text/csv",), (".csv", ".tsv"), "ingest.readers.csv_file"),
)

UNKNOWN = "application/octet-stream"
# Each comment is taken once: tried in every combination, forty of them would never end.
_HTML_START = re.compile(
    rb"^\s*+(?:<\?xml[^>]*+>\s*+)?+(?:(?><!--.{0,4000}?-->)\s*+)*+"
    rb"<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a SQLite database"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"{\\rtf", "an RTF document"),
)


def by_name(name: str) -> Format | None:
    """The format that a file name or URL path ends in; a trailing ``.gz`` is passed over."""
    lower = name.lower().removesuffix(".gz")
    suffix = PurePath(lower.replace("\\", "/")).suffix
    return next((form for form in FORMATS if suffix and suffix in form.extensions), None)


def by_media_type(media_type: str) -> Format | None:
    """The format of a media type; parameters such as ``charset`` are passed over."""
    wanted = media_type.partition(";")[0].strip().lower()
    return next((form for form in FORMATS if wanted in form.media_types), None)


def by_content(head: bytes) -> Format | None:
    """The format that the first bytes look like; None for what is no text."""
    if binary_kind(head) is not None:
        return None
    names = {form.name: form for form in FORMATS}
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _HTML_START.match(start):
        return names["html"]
    if start[:1] in (b"{", b"["):
        first = start.splitlines()[0].rstrip() if start else b""
        lines = start.count(b"\n")
        return names["jsonl" if lines and first.endswith(b"}") and first[:1] == b"{" else "json"]
    return names["text"]


def binary_kind(head: bytes) -> str | None:
    """What sort of binary file begins with ``head``; None when it may be text."""
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            return name
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    if b"\x00" in head or len(_CONTROL.findall(head)) > len(head) * 0.02:
        return "a binary file"
    return None


def extensions() -> str:
    """The extensions that can be read, for messages."""
    return " ".join(extension for form in FORMATS for extension in form.extensions)
