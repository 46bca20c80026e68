"""Documents built in code: a good one and a damaged twin of each format, and their parts.

Test folders are no packages: other tests take this module through the fixture ``papers`` of the
``conftest.py`` beside it, or load it by its path. All texts and names are invented.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from html import escape

TITLE = "Harbour board sells both of its ferries"
BYLINE = "By Ines Okafor"
DAY = "18 March 2024"
BODY = (
    "The harbour board of Norfeld has sold both of its ferries to a firm in the north, its "
    "chairwoman said on Monday. The price was 4.2 million crowns.",
    "The ferries, built in 1998, carried some 900 people a day until the bridge was opened again "
    "in the spring. Since then hardly 200 people have used them on a working day.",
    "Fishermen who land their catch on the south bank said that nobody had asked them. They want "
    "the town to run a smaller boat in the early morning.",
)
HEADING = "What the board plans next"
QUOTATION = "We will not keep two ships for the sake of the old days."
AFTER = (
    "The money is to go into the new quay wall, which engineers have called overdue. Work on it "
    "is to begin in September and to last until the following summer.",
)
TEXT = (*BODY, HEADING, QUOTATION, *AFTER)


def zipped(parts: Mapping[str, str | bytes], *, stored: Sequence[str] = ()) -> bytes:
    """A zip archive of these members in this order; those of ``stored`` are not compressed."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            how = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), content, compress_type=how)
    return target.getvalue()


# Word

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
WORD_STYLES = (
    f'<w:styles xmlns:w="{_W}">'
    '<w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:styleId="Eigene"><w:name w:val="Own"/><w:basedOn w:val="berschrift2"/></w:style>'
    '<w:style w:styleId="Zitat"><w:name w:val="Quote"/></w:style>'
    '<w:style w:styleId="Beschriftung"><w:name w:val="caption"/></w:style>'
    '<w:style w:styleId="Verzeichnis1"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:styleId="Weg"><w:name w:val="Gone"/><w:rPr><w:vanish/></w:rPr></w:style>'
    "</w:styles>"
)


def word_paragraph(text: str, style: str = "", settings: str = "") -> str:
    """A ``w:p`` with one run."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{settings}</w:pPr><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def docx(
    inner: str | None = None,
    *,
    title: str = "Ferries sold",
    creator: str = "Mara Lindqvist",
    extra: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A Word document whose body holds the XML ``inner``; the article above without it."""
    if inner is None:
        inner = (
            word_paragraph(TITLE, "Titel")
            + word_paragraph(BYLINE)
            + word_paragraph(DAY)
            + "".join(word_paragraph(text) for text in BODY)
            + word_paragraph(HEADING, "Eigene")
            + word_paragraph(QUOTATION, "Zitat")
            + "".join(word_paragraph(text) for text in AFTER)
        )
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(creator)}</dc:creator>"
        "<cp:keywords>harbour; ferries</cp:keywords>"
        "<dcterms:created>2019-01-02T03:04:05Z</dcterms:created></cp:coreProperties>"
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": "<Relationships/>",
        "word/document.xml": f'<w:document xmlns:w="{_W}" xmlns:mc="{_MC}"><w:body>{inner}'
        "</w:body></w:document>",
        "word/styles.xml": WORD_STYLES,
        "word/header1.xml": f'<w:hdr xmlns:w="{_W}">{word_paragraph("A running head")}</w:hdr>',
        "docProps/core.xml": core,
    }
    return zipped(parts | dict(extra or {}))


# OpenDocument

_ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def odt(inner: str | None = None, *, manifest: str = "", creator: str = "Mara Lindqvist") -> bytes:
    """An OpenDocument text whose body holds the XML ``inner``; the article above without it."""
    if inner is None:
        inner = (
            f'<text:p text:style-name="Title">{TITLE}</text:p><text:p>{BYLINE}</text:p>'
            f"<text:p>{DAY}</text:p>"
            + "".join(f"<text:p>{escape(text)}</text:p>" for text in BODY)
            + f'<text:h text:outline-level="2">{HEADING}</text:h>'
            + f'<text:p text:style-name="P1">{QUOTATION}</text:p>'
            + "".join(f"<text:p>{escape(text)}</text:p>" for text in AFTER)
        )
    styles = (
        '<style:style style:name="P1" style:parent-style-name="Quotations"/>'
        '<style:style style:name="T9"><style:text-properties text:display="none"/></style:style>'
        '<style:style style:name="P9"><style:text-properties text:display="none"/></style:style>'
    )
    content = (
        f"<office:document-content {_ODF}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text>{inner}</office:text></office:body>"
        "</office:document-content>"
    )
    meta = (
        f"<office:document-meta {_ODF}><office:meta><dc:title>Ferries sold</dc:title>"
        f"<meta:initial-creator>{creator}</meta:initial-creator><meta:keyword>harbour</meta:keyword>"
        "<dc:language>en-GB</dc:language></office:meta></office:document-meta>"
    )
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": content,
        "meta.xml": meta,
        "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
    }
    return zipped(parts, stored=["mimetype"])


# EPUB


def epub(
    texts: Mapping[str, str] | None = None,
    *,
    metadata: str = "<dc:title>Norfeld Courier [Mon, 18 Mar 2024]</dc:title>"
    "<dc:publisher>calibre</dc:publisher><dc:date>2024-03-18</dc:date>"
    "<dc:language>en</dc:language>",
    extra: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """An EPUB of these XHTML bodies by name, in this order; two articles without them."""
    if texts is None:
        other = " ".join(BODY).replace("ferries", "cranes").replace("harbour", "railway")
        texts = {
            "toc.html": "<ol><li><a href='a.html'>Harbour</a></li></ol>",
            "feed_0/article_0/index.html": page_of(TITLE, BODY + AFTER),
            "feed_0/article_1/index.html": page_of("Railway board buys cranes", (other, *AFTER)),
        }
    items = "".join(
        f'<item id="i{n}" href="{name}" media-type="application/xhtml+xml"/>'
        for n, name in enumerate(texts)
    )
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(texts)))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<metadata>{metadata}</metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    parts: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container><rootfiles><rootfile full-path="OEBPS/book.opf"/>'
        "</rootfiles></container>",
        "OEBPS/book.opf": package,
    }
    for name, inner in texts.items():
        parts[f"OEBPS/{name}"] = (
            '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title>'
            f"</head><body>{inner}</body></html>"
        )
    return zipped(parts | dict(extra or {}), stored=["mimetype"])


def page_of(title: str, paragraphs: Sequence[str], level: int = 1) -> str:
    """The XHTML of an article."""
    inner = "".join(f"<p>{escape(text)}</p>" for text in paragraphs)
    return f"<h{level}>{escape(title)}</h{level}>{inner}"


# PDF


def pdf(
    pages: Sequence[Sequence[tuple[str, float, float, float, bool]]] | None = None,
    *,
    info: Mapping[str, str] | None = None,
    extra: str = "",
    picture: bool = False,
) -> bytes:
    """A PDF of pages of ``(text, x, y, size, bold)``; the article above on two without them."""
    if pages is None:
        pages = article_pages()
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    fonts = (b"/Helvetica", b"/Helvetica-Bold")
    for name in fonts:
        objects.append(
            b"<< /Type /Font /Subtype /Type1 /BaseFont " + name + b" /Encoding /WinAnsiEncoding >>"
        )
    kids = []
    for page in pages:
        content = "".join(
            f"BT /F{2 if bold else 1} {size:g} Tf 1 0 0 1 {x:g} {y:g} Tm ({_pdf_text(text)}) Tj ET\n"
            for text, x, y, size, bold in page
        ).encode("cp1252")
        packed = zlib.compress(content)
        objects.append(
            b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed)
            + packed
            + b"\nendstream"
        )
        image = b"/XObject << /Im1 3 0 R >>" if picture else b""
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << "
            b"/Font << /F1 3 0 R /F2 4 0 R >> %s >> >>" % (len(objects), image)
        )
    listed = b" ".join(b"%d 0 R" % number for number in kids)
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), listed)
    said = {"Title": "Microsoft Word - ferries_v3.docx", "Author": "Mara Lindqvist"}
    said |= dict(info or {})
    inner = " ".join(f"/{key} ({_pdf_text(value)})" for key, value in said.items())
    objects.append(f"<< {inner} >>".encode("cp1252"))
    return _pdf_file(objects, extra)


def _pdf_file(objects: Sequence[bytes], extra: str) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += (
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R {extra} >>\n"
        f"startxref\n{start}\n%%EOF\n"
    ).encode()
    return bytes(out)


def _pdf_text(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def wrapped(text: str, width: int = 78, *, cut: bool = True) -> list[str]:
    """The text in lines of at most that many letters; with ``cut``, long words are parted."""
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) + 1 <= width:
            lines[-1] = f"{lines[-1]} {word}".strip()
        elif cut and len(word) > 7 and width - len(lines[-1]) > 5 and word.isalpha():
            lines[-1] += f" {word[:3]}-"
            lines.append(word[3:])
        else:
            lines.append(word)
    return lines


def article_pages() -> list[list[tuple[str, float, float, float, bool]]]:
    """The article above on two pages, with a running head and page numbers."""
    pages: list[list[tuple[str, float, float, float, bool]]] = []
    first = [(TITLE, 20.0, True, 0), (BYLINE, 11.0, False, 0), (DAY, 11.0, False, 0)]
    second = [(HEADING, 14.0, True, 0), (f"“{QUOTATION}”", 11.0, False, 0)]
    for number, (head, texts) in enumerate(((first, BODY), (second, AFTER)), 1):
        page = [("Norfeld Courier", 60.0, 810.0, 9.0, False)]
        y = 770.0
        for text, size, bold, _ in head:
            page.append((text, 60.0, y, size, bold))
            y -= 30
        for text in texts:
            for line in wrapped(text):
                page.append((line, 60.0, y, 11.0, False))
                y -= 14
            y -= 10
        page.append((f"Page {number} of 2", 280.0, 30.0, 9.0, False))
        pages.append(page)
    return pages


# RTF


def rtf(
    paragraphs: Sequence[str] = (TITLE, BYLINE, DAY, *TEXT), *, info: str | None = None
) -> bytes:
    """An RTF document of these paragraphs."""
    info = info or "{\\info{\\title Ferries sold}{\\author Mara Lindqvist}{\\keywords harbour}}"
    body = "".join(f"\\pard\\plain {_rtf_text(text)}\\par\n" for text in paragraphs)
    return (
        "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fnil\\fcharset0 Arial;}}"
        f"{info}{{\\header A running head\\par}}\n{body}}}"
    ).encode("ascii")


def _rtf_text(text: str) -> str:
    out = []
    for char in text:
        if char in "\\{}":
            out.append("\\" + char)
        elif ord(char) < 128:
            out.append(char)
        else:
            units = char.encode("utf-16-le")
            for at in range(0, len(units), 2):
                number = int.from_bytes(units[at : at + 2], "little", signed=True)
                out.append(f"\\u{number}?")
    return "".join(out)


# Press databases

FACTIVA_KEYS = ("NORC000020240318ek3i0001a", "NORC000020240319ek3j0002b")
FACTIVA_LINES: tuple[str, ...] = (
    "Table of contents",
    "Harbour board sells both of its ferries.................................2",
    "Railway bridge stays closed.............................................3",
    "",
    "News",
    TITLE,
    "Ines Okafor",
    "131 words",
    DAY,
    "14:05",
    "Norfeld Courier",
    "NORC",
    "Final",
    "A4",
    "English",
    "© 2024 Norfeld Courier Publishing. All rights reserved.",
    "",
    *BODY,
    *AFTER,
    "",
    f"Document {FACTIVA_KEYS[0]}",
    "",
    "Railway bridge stays closed",
    "58 words",
    "19 March 2024",
    "Norfeld Courier",
    "NORC",
    "English",
    "Copyright 2024 Norfeld Courier Publishing",
    "",
    "The railway bridge over the Nor will stay closed until May, the works office said on Tuesday.",
    "Two of its hangers are cracked, and the parts have to be made anew by a firm in the south. "
    "Trains to the coast will go on to be replaced by buses from the old station, with three an "
    "hour in the morning and two for the rest of the day.",
    f"Document {FACTIVA_KEYS[1]}",
    "",
    "Search Summary",
    "Text",
    "harbour or bridge",
)
FACTIVA_FIELDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("SE", ("Opinion",)),
    ("HD", (TITLE,)),
    ("BY", ("By Ines Okafor and Jonas Feld",)),
    ("WC", ("131 words",)),
    ("PD", (DAY,)),
    ("ET", ("14:05",)),
    ("SN", ("Norfeld Courier",)),
    ("SC", ("NORC",)),
    ("LA", ("English",)),
    ("CY", ("© 2024 Norfeld Courier Publishing",)),
    ("LP", BODY[:1]),
    ("TD", (*BODY[1:], *AFTER)),
    ("IN", ("i74 : Water Transport",)),
    ("NS", ("gtour : Travel",)),
    ("PUB", ("Norfeld Courier Publishing",)),
    ("AN", (f"Document {FACTIVA_KEYS[0]}",)),
)


def factiva_html() -> str:
    """Factiva's display format as a page: the headline and the byline carry classes."""
    return (
        "<!DOCTYPE html><html><head><title>Factiva</title></head><body><div id='contentLeft'>"
        "<div class='article enArticle'><div>News</div>"
        f"<div id='hd'><span class='enHeadline'>{TITLE}</span></div>"
        "<div class='author'>Ines Okafor</div><div>131 words</div>"
        f"<div>{DAY}</div><div>14:05</div><div>Norfeld Courier</div><div>NORC</div><div>English</div>"
        "<div>&copy; 2024 Norfeld Courier Publishing</div><p class='articleParagraph'>"
        + "</p><p class='articleParagraph'>".join(escape(text) for text in (*BODY, *AFTER))
        + f"</p><p>Document {FACTIVA_KEYS[0]}</p></div></div></body></html>"
    )


def factiva_coded_html() -> str:
    """Factiva's format with field codes as a page: a table of two columns."""
    rows = "".join(
        f"<tr><td class='index'><b>{code}</b>&nbsp;</td><td>"
        + "".join(f"<p>{escape(text)}</p>" for text in texts)
        + "</td></tr>"
        for code, texts in FACTIVA_FIELDS
    )
    return f"<html><body><div class='article enArticle'><table>{rows}</table></div></body></html>"


def factiva_coded_lines() -> tuple[str, ...]:
    """The same as text: the code, a tab, and the first line of its value."""
    lines: list[str] = []
    for code, texts in FACTIVA_FIELDS:
        lines.extend((f"{code}\t{texts[0]}", *texts[1:]))
    return tuple(lines)


NEXIS_LINES: tuple[str, ...] = (
    "User Name: = reader",
    "Date and Time: = Wednesday, March 20, 2024 4:05:00 PM CET",
    "Job Number: = 123456789",
    "Documents (2)",
    f"1. {TITLE}",
    "Client/Matter: -None-",
    "2. Railway bridge stays closed",
    TITLE,
    "The Norfeld Courier",
    "March 18, 2024 Monday",
    "Final Edition",
    "Copyright 2024 Norfeld Courier Publishing",
    "Section: NEWS; Pg. 4",
    "Length: 131 words",
    "Byline: By Ines Okafor",
    "Highlight: A sale that nobody expected",
    "Body",
    *BODY,
    *AFTER,
    "Link to Image",
    "Graphic",
    "The old ferry at its berth",
    "Classification",
    "Language: ENGLISH",
    "Publication-Type: Newspaper",
    "Load-Date: March 19, 2024",
    "End of Document",
    "Railway bridge stays closed",
    "The Norfeld Courier",
    "19 March 2024",
    "Copyright 2024 Norfeld Courier Publishing",
    "Section: EDITORIAL",
    "Length: 400 words",
    "The railway bridge over the Nor will stay closed until May, the works office said on Tuesday. "
    "Two of its hangers are cracked, and the parts have to be made anew by a firm in the south.",
    "Load-Date: March 19, 2024",
    "End of Document",
)


def old_nexis() -> str:
    """The older text format: numbered documents, lines wrapped by hand."""
    paragraphs = "\n\n".join("\n".join(wrapped(text, 74, cut=False)) for text in (*BODY, *AFTER))
    return (
        "Download Request: Selected Items: 1-2\n\n\n                       1 of 2 DOCUMENTS\n\n\n"
        "                     The Norfeld Courier\n\n                   March 18, 2024 Monday\n"
        "                     Late Edition;\n                     North\n\n"
        f"{TITLE}\n\nBYLINE: Ines Okafor\n\nSECTION: NEWS; Pg. 4\n\nLENGTH: 131 words\n\n"
        f"{paragraphs}\n\nLOAD-DATE: March 19, 2024\n\nLANGUAGE: ENGLISH\n\n"
        "PUBLICATION-TYPE: Newspaper\n\n\n             Copyright 2024 Norfeld Courier Publishing\n"
        "                          All Rights Reserved\n\n                       2 of 2 DOCUMENTS\n\n"
        "                     The Norfeld Courier\n\n                   March 19, 2024 Tuesday\n\n"
        "Railway bridge stays closed\n\nLENGTH: 40 words\n\n"
        "The railway bridge over the Nor will stay closed until May, the works\noffice said on "
        "Tuesday. Two of its hangers are cracked, and the parts have\nto be made anew.\n\n"
        "LOAD-DATE: March 19, 2024\n"
    )


# One of each


def good() -> dict[str, bytes]:
    """A good file of each format by its name."""
    return {
        "word.docx": docx(),
        "open.odt": odt(),
        "book.epub": epub(),
        "page.pdf": pdf(),
        "rich.rtf": rtf(),
        "factiva.rtf": rtf(FACTIVA_LINES),
        "factiva.html": factiva_html().encode(),
        "nexis.docx": docx("".join(word_paragraph(text) for text in NEXIS_LINES)),
        "nexis.txt": old_nexis().encode(),
    }


def bad() -> dict[str, bytes]:
    """A damaged twin of each format by its name: each gives one clear reason."""
    return {
        "word.docx": docx()[:-400],
        "open.odt": odt().replace(b"content.xml", b"contenT.xml"),
        "book.epub": epub({"toc.html": "<p>Contents</p>"}),
        "page.pdf": pdf()[:300],
        "rich.rtf": b"{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}}",
        "bomb.docx": bomb(),
    }


def bomb(size: int = 20_000_000) -> bytes:
    """A Word document of a few kilobytes that unpacks to ``size`` bytes."""
    return docx(word_paragraph("a" * size))
