"""What the bytes of a file show it to be, whatever its name or its server says.

Pure. Names are those of ``ingest.formats``; nothing is unpacked: of a zip archive only the
list of its members is looked at, and of XML only the first element.
"""

from __future__ import annotations

import re
import struct

MAX_NAMES = 10_000
"""Members of an archive whose names are looked at."""

_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_PDF_WITHIN = 1024
"""Bytes in which readers of PDF look for its mark (ISO 32000-1, annex H, note 13)."""

ZIP = b"PK\x03\x04"
_ZIP_MARKS = (ZIP, b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# Each comment is taken once: tried in every combination, forty of them would never end.
_PROLOGUE = rb"^\s*+(?:<\?xml[^>]*+>\s*+)?+(?:(?:(?><!--.{0,4000}?-->)|<\?[^>]*+>)\s*+)*+"
_DOCTYPE = (
    rb"(?:<!doctype\s[^>\[]{0,300}+(?:\[[^\]]{0,2000}+\]\s*)?>\s*+)?+(?:<!--.{0,4000}?-->\s*+)*+"
)
_HTML_START = re.compile(_PROLOGUE + rb"<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_BOOKMARKS = re.compile(rb"^\s*+<!doctype\s+netscape-bookmark-file", re.I)
_READ_LATER = re.compile(rb"<title>\s*(?:Pocket Export|Instapaper: Export)\s*</title>", re.I)
_ROOT = re.compile(
    _PROLOGUE + _DOCTYPE + rb"<(?:[A-Za-z_][\w.-]*+:)?([A-Za-z_][\w.-]*+)", re.I | re.S
)
_ROOTS = {
    b"rss": "feed", b"feed": "feed", b"rdf": "feed", b"channel": "feed",
    b"opml": "opml", b"urlset": "sitemap", b"sitemapindex": "sitemap", b"html": "html",
}  # fmt: skip
_JSON_FEED = re.compile(rb"\"version\"\s*:\s*\"https?:\\?/\\?/(?:www\.)?jsonfeed\.org")
_MBOX = re.compile(rb"^From \S+ [^\r\n]{8,80}\r?\n[A-Za-z][A-Za-z-]*:", re.I)
_HEADERS = re.compile(rb"\A(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\n]*\n(?:[ \t][^\n]*\n)*)+")
_MAIL = re.compile(rb"^(?:message-id|mime-version|received|return-path):", re.I | re.M)
_RELATED = re.compile(rb"^content-type:\s*multipart/related", re.I | re.M)

_CODE = re.compile(
    rb"""^\s*(?:
      \#\s*(?:include|define|ifdef|ifndef|pragma)\b | //|/\*|\*/ | @\w+(?:\(.*)?$
    | (?:import|from|package|using|namespace|module|require|use)\s+[\w.:"'<{*/\\]+[^.!?]*;?$
    | (?:async\s+)?(?:def|fn|func|function|sub)\s+\w+\s*\( | class\s+\w+.*[:{(]$
    | (?:export\s+)?(?:const|let|var|local|int|char|float|double|bool|void|static|struct)\s
        .*[;={(]
    | (?:public|private|protected)\s+\w+ | (?:if|for|while|switch|elif|catch)\s*[(\[].*[){:]$
    | (?:return|self\.|this\.|echo\s|print\()\S* | [\w.\[\]"']+\s*(?:[-+*|]?=|:=)\s*\S
    ) | [{};]\s*$ | ^\s*[)\]}]+[;,]?\s*$""",
    re.VERBOSE,
)
_CODE_LINES = 5
_CODE_SHARE = 0.5

_PDF_OBJECT = re.compile(rb"^\d+ \d+ obj\b", re.M)
_PDF_AT = re.compile(rb"\A.{0,%d}?%%PDF-\d" % _PDF_WITHIN, re.S)

_OFFICE = (
    ("word/document.xml", "docx"),
    ("word/", "docx"),
    ("xl/", "xlsx"),
    ("ppt/", "pptx"),
    ("index/document.iwa", "iwork"),
)
_MIMETYPES = {
    b"application/epub+zip": "epub",
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}

_SIGNATURES = (
    (b"#!/", "a script"),
    (b"#! /", "a script"),
    (b"<?php", "the source code of a program"),
    (b"%PDF-", "a PDF document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a SQLite database"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"OggS", "a sound recording"),
    (b"ID3", "a sound recording"),
    (b"RIFF", "a sound, video or image file"),
    (b"\xc5\xd0\xd3\xc6", "a PostScript document"),
    (b"%!PS", "a PostScript document"),
)
_OFFICE_FILES = {
    "xlsx": "an Excel workbook",
    "ods": "a spreadsheet",
    "pptx": "a slide show",
    "odp": "a slide show",
    "iwork": "a Pages, Numbers or Keynote document",
}
_CODE_STEP = "Ingest the article about it, if there is one."
_STEPS = {
    "image": "Recognise its text (OCR), save that as a text file and ingest it.",
    "archive": "Unpack it and ingest the folder.",
    "Word document": "Open it in Word or LibreOffice, save it as .docx and ingest that.",
    "locked": "Open it with its password, save a copy without one and ingest that.",
    "workbook": "Save the sheet as CSV, an article a row, and ingest that.",
    "spreadsheet": "Save the sheet as CSV, an article a row, and ingest that.",
    "slide show": "Save it as PDF or text and ingest that.",
    "Keynote": "Export it as .docx or PDF and ingest that.",
    "PostScript": "Convert it to PDF and ingest that.",
    "Outlook": "Save the message as .eml or text and ingest that.",
    "script": _CODE_STEP,
    "source code": _CODE_STEP,
    "sound": "Ingest a transcript of it, as text.",
    "video": "Ingest a transcript of it, as text.",
}


def strong(head: bytes, whole: bytes | None = None) -> str | None:
    """The format that the bytes state beyond doubt, against any name or media type.

    ``head`` are the first bytes; ``whole`` all of them, for archives, whose list of members
    stands at the end. A zip that is no document is ``zip``; an unreadable kind is None.
    """
    if head.startswith(_ZIP_MARKS):
        return zip_kind(whole if whole is not None else head)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"{\\rtf"):
        return "rtf"
    if start.startswith(b"%PDF-") or (_PDF_AT.search(head) and _PDF_OBJECT.search(head)):
        return "pdf"
    if _BOOKMARKS.match(start) or (start[:1] == b"<" and _READ_LATER.search(start)):
        return "bookmarks"
    if head.startswith(b"bplist00"):
        return "shortcut"
    if start[:1] == b"<":
        return None if (found := xml_kind(start)) == "html" else found
    if start[:1] == b"{" and _JSON_FEED.search(start):
        return "json_feed"
    return None


def needs_whole(head: bytes) -> bool:
    """Whether all bytes are wanted to tell what it is: archives and old office files."""
    return head.startswith((*_ZIP_MARKS, _OLE))


def likely(head: bytes) -> str:
    """The format that a text without a telling name looks like: ``html``, ``json``, ``jsonl``,
    ``mbox``, ``mhtml``, ``mail`` or ``text``."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if looks_like_html(start):
        return "html"
    if start[:1] in (b"{", b"["):
        first = start.splitlines()[0].rstrip()
        lines = start.count(b"\n")
        return "jsonl" if lines and first.endswith(b"}") and first[:1] == b"{" else "json"
    if _MBOX.match(start):
        return "mbox"
    headers = _HEADERS.match(start)
    if headers and _MAIL.search(headers[0]):
        return "mhtml" if _RELATED.search(headers[0]) else "mail"
    return "text"


def looks_like_html(head: bytes) -> bool:
    """Whether the first bytes open an HTML page."""
    return bool(_HTML_START.match(head.removeprefix(b"\xef\xbb\xbf").lstrip()))


def xml_kind(head: bytes) -> str | None:
    """``feed``, ``opml``, ``sitemap`` or ``html`` by the name of the first element; else None."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "ignore").encode()
    found = _ROOT.match(head.removeprefix(b"\xef\xbb\xbf").lstrip())
    return _ROOTS.get(found[1].lower()) if found else None


def zip_kind(data: bytes) -> str:
    """``docx``, ``odt``, ``epub``, ``xlsx``, ``ods``, ``pptx``, ``odp`` or ``iwork`` by the
    members of an archive; any other is ``zip``. A cut one is judged by its first members."""
    stated = _stored_mimetype(data)
    if stated is not None:
        return stated
    names = zip_names(data)
    lower = {name.lower() for name in names}
    if "[content_types].xml" in lower or "_rels/.rels" in lower or "docprops/core.xml" in lower:
        for part, kind in _OFFICE:
            if any(name.startswith(part) for name in lower):
                return kind
        if names and names[0].lower() in ("[content_types].xml", "_rels/.rels"):
            # Cut before its first part that tells; a text document is the likeliest.
            return "docx"
    if "meta-inf/container.xml" in lower and any(name.endswith(".opf") for name in lower):
        return "epub"
    if "content.xml" in lower and "meta-inf/manifest.xml" in lower:
        return "odt"
    return "iwork" if "index/document.iwa" in lower else "zip"


def zip_names(data: bytes) -> list[str]:
    """Names of an archive's members, at most ``MAX_NAMES``: from the directory at its end, or
    from the heads of the members where that is missing."""
    end = data.rfind(b"PK\x05\x06")
    if end >= 0 and len(data) - end >= 22:
        size = struct.unpack_from("<I", data, end + 12)[0]
        at = end - size
        if at >= 0 and data[at : at + 4] == b"PK\x01\x02":
            return _listed(data, at, b"PK\x01\x02", 46, 28)
    return _walked(data)


def _listed(data: bytes, at: int, mark: bytes, fixed: int, sizes: int) -> list[str]:
    names: list[str] = []
    while data.startswith(mark, at) and at + fixed <= len(data) and len(names) < MAX_NAMES:
        name, extra, remark = struct.unpack_from("<HHH", data, at + sizes)
        names.append(data[at + fixed : at + fixed + name].decode("utf-8", "replace"))
        at += fixed + name + extra + remark
    return names


def _walked(data: bytes) -> list[str]:
    names: list[str] = []
    at = data.find(ZIP)
    while at >= 0 and at + 30 <= len(data) and len(names) < MAX_NAMES:
        size, name, extra = struct.unpack_from("<I4xHH", data, at + 18)
        names.append(data[at + 30 : at + 30 + name].decode("utf-8", "replace"))
        at = data.find(ZIP, at + 30 + name + extra + size)
    return names


def _stored_mimetype(data: bytes) -> str | None:
    """The format that an archive's first member, stored under ``mimetype``, states."""
    if data[:4] != ZIP or data[30:38] != b"mimetype" or len(data) < 38:
        return None
    extra = struct.unpack_from("<H", data, 28)[0]
    stated = data[38 + extra : 38 + extra + 80]
    for media_type, kind in _MIMETYPES.items():
        if stated.startswith(media_type):
            following = stated[len(media_type) : len(media_type) + 1]
            if following not in (b"-", b"."):
                return kind
    return None


def binary_kind(head: bytes, whole: bytes | None = None) -> str | None:
    """What sort of binary file it is, with its article; None when it may be text."""
    if head.startswith(_ZIP_MARKS):
        return (
            _OFFICE_FILES.get(zip_kind(whole), "a ZIP archive")
            if whole
            else ("a ZIP archive or office document")
        )
    if head.startswith(_OLE):
        return _ole_kind(whole or head)
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            return name
    if head[4:8] == b"ftyp":
        return "a photo" if head[8:12] in (b"heic", b"avif", b"mif1") else "a video recording"
    if head[257:262] == b"ustar":
        return "a tar archive"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    if b"\x00" in head or len(_CONTROL.findall(head)) > len(head) * 0.02:
        return "a binary file"
    return None


def source_code(head: bytes) -> bool:
    """Whether half of a text's first lines are those of a program. Texts that only quote one have
    prose around it; this is asked of files alone whose name does not say that they are texts."""
    lines = [line.rstrip() for line in head.splitlines() if line.strip()]
    coded = sum(_CODE.search(line[:200]) is not None for line in lines)
    return coded >= _CODE_LINES and coded >= len(lines) * _CODE_SHARE


def next_step(kind: str) -> str | None:
    """What to do with a kind of file that cannot be read; None where nothing helps."""
    if kind == "a photo":
        kind = "image"
    return next((step for word, step in _STEPS.items() if word in kind), None)


def _ole_kind(data: bytes) -> str:
    """What an OLE compound file holds, by the names of its streams (MS-CFB: UTF-16)."""
    streams = (
        ("EncryptedPackage", "an office document locked with a password"),
        ("WordDocument", "an old Word document (.doc)"),
        ("Workbook", "an old Excel workbook (.xls)"),
        ("PowerPoint Document", "an old slide show (.ppt)"),
        ("__substg1.0_", "an Outlook message (.msg)"),
    )
    for name, kind in streams:
        if name.encode("utf-16-le") in data:
            return kind
    return "an old Word document (.doc) or another old office file"
