"""The formats that can be read: their media types, file extensions and reader modules.

A new format is one line here and one file in ``ingest/readers`` with a function
``read(document) -> Iterator[Article | Rejected | Link]``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from ingest import sniffing


@dataclass(frozen=True, slots=True)
class Format:
    """One format, with its name for persons. The first media type and extension are its proper
    ones."""

    name: str
    said: str
    media_types: tuple[str, ...]
    extensions: tuple[str, ...]
    reader: str


_HTML_TYPES = ("text/html", "application/xhtml+xml")
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml",
               "application/xml", "text/xml")  # fmt: skip
_JSONL_TYPES = ("application/x-ndjson", "application/jsonl", "application/x-jsonlines")
_JSON_TYPES = ("application/json", "text/json")
_MHTML_TYPES = ("multipart/related", "application/x-mimearchive")
_ZIP_TYPES = ("application/zip", "application/x-zip-compressed")
_ODT_TYPE = "application/vnd.oasis.opendocument.text"
_DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_DOCM_TYPE = "application/vnd.ms-word.document.macroenabled.12"

FORMATS: tuple[Format, ...] = (
    Format("text", "plain text", ("text/plain",), (".txt", ".text"), "ingest.readers.text"),
    Format(
        "markdown", "Markdown", ("text/markdown",), (".md", ".markdown"), "ingest.readers.markdown"
    ),
    Format("html", "HTML pages", _HTML_TYPES, (".html", ".htm"), "ingest.readers.html"),
    Format("jsonl", "JSONL records", _JSONL_TYPES, (".jsonl", ".ndjson"), "ingest.readers.jsonl"),
    Format("json", "JSON records", _JSON_TYPES, (".json",), "ingest.readers.json_file"),
    Format("csv", "CSV records", ("text/csv",), (".csv", ".tsv"), "ingest.readers.csv_file"),
    Format("mail", "mails", ("message/rfc822",), (".eml",), "ingest.readers.mail"),
    Format("mbox", "mailboxes", ("application/mbox",), (".mbox",), "ingest.readers.mbox"),
    Format("mhtml", "MHTML pages", _MHTML_TYPES, (".mhtml", ".mht"), "ingest.readers.mhtml"),
    Format("zip", "zip archives", _ZIP_TYPES, (".zip",), "ingest.readers.archive"),
    Format(
        "bookmarks",
        "bookmarks and reading lists",
        ("application/x-netscape-bookmarks",),
        (),
        "ingest.readers.bookmarks",
    ),
    Format(
        "shortcut",
        "address files",
        ("application/internet-shortcut",),
        (".url", ".webloc"),
        "ingest.readers.shortcut",
    ),
    Format("pdf", "PDF", ("application/pdf", "application/x-pdf"), (".pdf",), "ingest.readers.pdf"),
    Format("docx", "Word", (_DOCX_TYPE, _DOCM_TYPE), (".docx", ".docm"), "ingest.readers.docx"),
    Format("odt", "OpenDocument", (_ODT_TYPE,), (".odt",), "ingest.readers.odt"),
    Format("epub", "EPUB", ("application/epub+zip",), (".epub",), "ingest.readers.epub"),
    Format("rtf", "RTF", ("application/rtf", "text/rtf"), (".rtf",), "ingest.readers.rtf"),
    Format(
        "feed",
        "RSS and Atom",
        _FEED_TYPES,
        (".xml", ".rss", ".atom", ".rdf"),
        "ingest.readers.feed",
    ),
    Format("json_feed", "JSON Feed", ("application/feed+json",), (), "ingest.readers.json_feed"),
    Format("opml", "OPML", ("text/x-opml", "text/x-opml+xml"), (".opml",), "ingest.readers.opml"),
    Format("sitemap", "sitemaps", (), (), "ingest.readers.sitemap"),
)

UNKNOWN = "application/octet-stream"
needs_whole = sniffing.needs_whole
source_code = sniffing.source_code
_SIGNED = frozenset({"pdf", "docx", "odt", "epub", "rtf", "zip"})
"""Formats whose files always begin with their mark."""


def by_name(name: str) -> Format | None:
    """The format that a file name or URL path ends in; a trailing ``.gz`` is passed over."""
    lower = name.lower().removesuffix(".gz")
    suffix = PurePath(lower.replace("\\", "/")).suffix
    return next((form for form in FORMATS if suffix and suffix in form.extensions), None)


def by_media_type(media_type: str) -> Format | None:
    """The format of a media type; parameters such as ``charset`` are passed over."""
    wanted = media_type.partition(";")[0].strip().lower()
    return next((form for form in FORMATS if wanted in form.media_types), None)


def by_content(head: bytes, whole: bytes | None = None) -> Format | None:
    """The format that the bytes look like; None for what is no text and has no reader.

    ``head`` are the first bytes. ``whole``, all of them, is wanted for zip archives only: the
    list of their members, which tells documents from mere archives, stands at the end.
    """
    certain = by_signature(head, whole)
    if certain is not None:
        return certain
    if sniffing.strong(head, whole) in _SIGNED or binary_kind(head) is not None:
        return None
    names = {form.name: form for form in FORMATS}
    likely = names.get(sniffing.likely(head)) or names["text"]
    return None if likely.name == "text" and sniffing.source_code(head) else likely


def by_signature(head: bytes, whole: bytes | None = None) -> Format | None:
    """The format that the bytes state beyond doubt, whatever the name says; else None."""
    certain = sniffing.strong(head, whole)
    return next((form for form in FORMATS if form.name == certain), None)


def choose(name: str, media_type: str, head: bytes, whole: bytes | None = None) -> Format | None:
    """The format of a file or page: what its bytes state beyond doubt, then its media type,
    then its name, then what its bytes look like; None for what cannot be read.

    ``head`` and ``whole`` as in ``by_content``. A page saved under the name of another kind
    of document is read as the page it is.
    """
    certain = by_signature(head, whole)
    if certain is not None:
        return certain
    if binary_kind(head, whole) is not None:
        return None
    form = by_media_type(media_type) or by_name(name)
    seen = by_content(head, whole)
    if form is None or (seen is not None and seen.name == "html" and form.name in _GUESSED):
        return seen
    return None if form.name in _SIGNED else form


_GUESSED = _SIGNED | {"text", "feed", "opml", "sitemap"}
"""Formats under whose names and media types HTML pages are often sent."""


def binary_kind(head: bytes, whole: bytes | None = None) -> str | None:
    """What sort of binary file begins with ``head``; None when it may be text."""
    return sniffing.binary_kind(head, whole)


def refusal(name: str, media_type: str, head: bytes, whole: bytes | None) -> tuple[str, str]:
    """``(why, next step)`` for a file for which ``choose`` knows no reader."""
    readable = "What can be read is listed by `briefing ingest --help`."
    form = by_media_type(media_type) or by_name(name)
    kind = binary_kind(head, whole)
    if form is not None and form.name in _SIGNED and kind in (None, "a binary file"):
        return (
            f"It is no {form.name.upper()} file, though it is called one: its beginning is missing "
            "or damaged.",
            "Download or copy it again, or save the article as text.",
        )
    if kind is None and sniffing.source_code(head):
        kind = "the source code of a program"
    if kind is not None:
        step = sniffing.next_step(kind) or f"Save the article as text or HTML. {readable}"
        return f"It is {kind}, which cannot be read.", step
    return f"Its type, {media_type}, cannot be read.", readable


def extensions() -> str:
    """The extensions that can be read, for messages."""
    return " ".join(extension for form in FORMATS for extension in form.extensions)


def listing() -> str:
    """All formats by their names for persons, with their extensions, for the help."""
    return ", ".join(
        f"{form.said} ({' '.join(form.extensions)})" if form.extensions else form.said
        for form in FORMATS
    )
