"""A good file of every format and a bad twin of it, built in code, and what has to come of them.

Test folders are no packages: ``test_one_of_each_format.py`` loads this module and the one with its
stories by their paths. All texts, names and addresses are invented.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from email.message import EmailMessage
from html import escape
from types import ModuleType

from one_of_each_stories import (
    BALLOON,
    BEES,
    BREWERY,
    BRIDGE,
    CLINIC,
    DAM,
    FERRY,
    GLACIER,
    LIBRARY,
    LIGHTHOUSE,
    MARKET,
    MUSEUM,
    ORCHARD,
    ORGAN,
    SCHOOL,
    SUBWAY,
    THEATRE,
    TRAM,
    WOLVES,
    Story,
)


@dataclass(frozen=True)
class Pair:
    """A good and a bad file of one format.

    ``good`` gives an article for each of ``stories`` and a skipped item for each of ``links``;
    ``bad`` gives one failed item whose reason holds ``why`` and then ``step``.
    """

    name: str
    good: bytes
    stories: tuple[Story, ...]
    bad: bytes
    why: str
    step: str
    links: tuple[str, ...] = ()


def _body(story: Story) -> str:
    return "\n\n".join(story.paragraphs)


def _mail(story: Story, day: str, content: str | None = None) -> bytes:
    made = EmailMessage()
    made["From"] = f'"{story.publisher}" <letter@paper.example>'
    made["To"] = "desk@home.example"
    made["Subject"] = story.title
    made["Date"] = day
    made["Message-ID"] = f"<{len(story.title)}@paper.example>"
    made["List-Unsubscribe"] = "<https://paper.example/leave>"
    made.set_content(_body(story) if content is None else content)
    return made.as_bytes()


def _page(story: Story) -> str:
    head = (
        f'<meta property="og:site_name" content="{story.publisher}">'
        f'<meta property="article:published_time" content="{story.published}">'
    )
    text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in story.paragraphs)
    return (
        f"<!doctype html><html lang=en><head><title>{story.title}</title>{head}</head><body>"
        f"<nav><a href=/>Home</a></nav><article><h1>{story.title}</h1>{text}</article>"
        "<div id=comments><h2>2 comments</h2>"
        "<div><p>gull</p><p>3 May 2024 at 10:12</p><p>All of them are liars.</p></div>"
        "<div><p>pip</p><p>3 May 2024 at 11:40</p><p>I was there and saw none.</p></div>"
        "</div></body></html>"
    )


def _mhtml(page: str) -> bytes:
    return (
        "From: <Saved by Blink>\r\nSubject: saved\r\nMIME-Version: 1.0\r\n"
        "Snapshot-Content-Location: https://paper.example/saved\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="----B"\r\n\r\n------B\r\n'
        "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n"
        f"Content-Location: https://paper.example/saved\r\n\r\n{page}\r\n------B--\r\n"
    ).encode()


def _record(story: Story) -> dict[str, str | None]:
    return {
        "title": story.title,
        "publisher": story.publisher,
        "date": story.published,
        "text": _body(story),
    }


def _rss(story: Story, day: str, link: str = "https://wire.example/a") -> bytes:
    text = escape("".join(f"<p>{paragraph}</p>" for paragraph in story.paragraphs))
    return (
        '<?xml version="1.0"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>{story.publisher}</title><link>https://wire.example</link>"
        f"<item><title>{story.title}</title><link>{link}</link><pubDate>{day}</pubDate>"
        f"<description>{story.paragraphs[0][:60]} …</description>"
        f"<content:encoded>{text}</content:encoded></item></channel></rss>"
    ).encode()


def _html_lines(*lines: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in lines)


def _lines(story: Story) -> tuple[str, ...]:
    day = story.published or ""
    return (story.title, "By Ines Okafor", f"Published: {day}", *story.paragraphs)


def _texts() -> dict[str, Pair]:
    columns = _record(BRIDGE)
    rows = [columns.keys(), columns.values()]
    csv = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)
    front = f"title: {ORCHARD.title}\npublisher: {ORCHARD.publisher}\ndate: {ORCHARD.published}"
    return {
        "text": Pair(
            "keeper.txt",
            "\n\n".join(_lines(LIGHTHOUSE)).encode(),
            (LIGHTHOUSE,),
            b"",
            "The file is empty.",
            "Put the article's text into it",
        ),
        "markdown": Pair(
            "frost.md",
            f"---\n{front}\n---\n\n{_body(ORCHARD)}\n".encode(),
            (ORCHARD,),
            f"---\n{front}\n---\n".encode(),
            "There is no article text in it.",
            "Check that the whole article was saved",
        ),
        "html": Pair(
            "tram.html",
            _page(TRAM).encode(),
            (TRAM,),
            b"<!doctype html><nav><a href=/>Home</a> <a href=/n>News</a></nav>",
            "No article was found on this page.",
            "save or paste its text",
        ),
        "jsonl": Pair(
            "flood.jsonl",
            json.dumps(_record(LIBRARY)).encode(),
            (LIBRARY,),
            json.dumps(_record(LIBRARY)).encode()[:-9],
            "Line 1 was left out: it is not valid JSON",
            "Mend that line and ingest the file again.",
        ),
        "json": Pair(
            "wolves.json",
            json.dumps([_record(WOLVES)]).encode(),
            (WOLVES,),
            json.dumps([_record(WOLVES)]).encode()[:-9],
            "It is not valid JSON",
            "Mend the file and ingest it again.",
        ),
        "csv": Pair(
            "bridge.csv",
            csv.encode(),
            (BRIDGE,),
            b"id,name\n1,Siva\n",
            "Its first line names no column with article text.",
            "text goes under one of: body,",
        ),
    }


def _mails(papers: ModuleType) -> dict[str, Pair]:
    letter = _mail(GLACIER, "Mon, 16 Sep 2024 08:00:00 +0200")
    page = _page(SCHOOL)
    inner = f"---\ntitle: {MARKET.title}\npublisher: {MARKET.publisher}\ndate: {MARKET.published}\n---\n"
    return {
        "mail": Pair(
            "brew.eml",
            _mail(BREWERY, "Mon, 9 Sep 2024 08:00:00 +0200"),
            (BREWERY,),
            _mail(BREWERY, "Mon, 9 Sep 2024 08:00:00 +0200", content="\n"),
            "The mail has no article text of its own.",
            "Check that the whole article was saved",
        ),
        "mbox": Pair(
            "ice.mbox",
            b"From - Mon Sep 16 08:00:00 2024\n" + letter + b"\n",
            (GLACIER,),
            b"No mail begins here.\n",
            "It is no mailbox: no mail begins in it.",
            "Export the mails again as .mbox",
        ),
        "mhtml": Pair(
            "ship.mhtml",
            _mhtml(page),
            (SCHOOL,),
            _mhtml(page).replace(b"text/html; charset", b"image/png; charset"),
            "There is no page in it",
            "Save the page again in the browser.",
        ),
        "zip": Pair(
            "market.zip",
            papers.zipped({"a/market.md": inner + "\n" + _body(MARKET)}),
            (MARKET,),
            papers.zipped({"a/market.md": inner + "\n" + _body(MARKET)})[:-30],
            "The archive is damaged or cut off",
            "Fetch or copy it again.",
        ),
    }


def _documents(papers: ModuleType) -> dict[str, Pair]:
    word = papers.docx("".join(papers.word_paragraph(line) for line in _lines(MUSEUM)))
    text = "".join(f"<text:p>{escape(line)}</text:p>" for line in _lines(DAM))
    book = {"a.html": f"<h1>{escape(SUBWAY.title)}</h1>{_html_lines(*_lines(SUBWAY)[1:])}"}
    lines = [(ORGAN.title, 20.0)]
    for line in _lines(ORGAN)[1:]:
        lines += [(part, 11.0) for part in (*papers.wrapped(line, cut=False), "")]
    pages = [[(line, 60.0, 770 - 16 * n, size, size > 11) for n, (line, size) in enumerate(lines)]]
    return {
        "docx": Pair(
            "clock.docx",
            word,
            (MUSEUM,),
            word[:-400],
            "It is damaged or cut off: its list of parts is missing.",
            "Copy or download it again",
        ),
        "odt": Pair(
            "dam.odt",
            papers.odt(text),
            (DAM,),
            papers.odt(text).replace(b"content.xml", b"contenT.xml"),
            "It is damaged: the part content.xml is missing.",
            "Copy or download it again",
        ),
        "pdf": Pair(
            "organ.pdf",
            papers.pdf(pages),
            (ORGAN,),
            papers.pdf(pages)[:300],
            "It is damaged or cut off: its pages cannot be found.",
            "Copy or download it again",
        ),
        "epub": Pair(
            "subway.epub",
            papers.epub(book, metadata="<dc:date>2025-03-18</dc:date>"),
            (SUBWAY,),
            papers.epub({"toc.html": "<p>Contents</p>"}),
            "None of its texts is long enough to be an article.",
            "Check that it is whole",
        ),
        "rtf": Pair(
            "theatre.rtf",
            papers.rtf(_lines(THEATRE)),
            (THEATRE,),
            b"{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}}",
            "There is no article text in it.",
            "Check that the whole article was saved",
        ),
    }


def _feeds() -> dict[str, Pair]:
    entry = {
        "id": "1",
        "url": "https://sun.example/race",
        "title": BALLOON.title,
        "content_html": _html_lines(*BALLOON.paragraphs),
        "date_published": BALLOON.published,
    }
    saved = {"version": "https://jsonfeed.org/version/1.1", "title": BALLOON.publisher}
    return {
        "feed": Pair(
            "bees.xml",
            _rss(BEES, "Tue, 08 Apr 2025 09:00:00 +0200"),
            (BEES,),
            b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "b">]><rss><channel>&a;</channel></rss>',
            "declares entities of its own",
            "Ask for it without a DOCTYPE",
        ),
        "json_feed": Pair(
            "race.json",
            json.dumps(saved | {"items": [entry]}).encode(),
            (BALLOON,),
            json.dumps(saved | {"items": "none"}).encode(),
            "It is a JSON Feed without a list of items.",
            "Look at it: it may be cut off.",
        ),
    }


def _lists(site: str) -> dict[str, Pair]:
    def bookmarks(link: str) -> bytes:
        return (
            "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<TITLE>Bookmarks</TITLE>\n<DL><p>\n"
            f"<DT>{link}\n</DL>\n"
        ).encode()

    def opml(outline: str) -> bytes:
        return f'<?xml version="1.0"?><opml version="2.0"><body>{outline}</body></opml>'.encode()

    def sitemap(inner: str) -> bytes:
        space = "http://www.sitemaps.org/schemas/sitemap/0.9"
        return f'<?xml version="1.0"?><urlset xmlns="{space}">{inner}</urlset>'.encode()

    return {
        "bookmarks": Pair(
            "bookmarks.html",
            bookmarks('<A HREF="https://links.example/mark">Mark</A>'),
            (),
            bookmarks("<H3>An empty folder</H3>"),
            "No web address was found among its bookmarks.",
            "Export the bookmarks again",
            ("https://links.example/mark",),
        ),
        "shortcut": Pair(
            "short.url",
            b"[InternetShortcut]\r\nURL=https://links.example/short\r\n",
            (),
            b"[InternetShortcut]\r\nIconIndex=0\r\n",
            "It names no web address.",
            "save the shortcut again",
            ("https://links.example/short",),
        ),
        "opml": Pair(
            "feeds.opml",
            opml(f'<outline type="rss" xmlUrl="{site}/feed"/>'),
            (FERRY,),
            opml('<outline text="A folder"/>'),
            "The outline names no feed.",
            "Export the list of feeds as OPML again.",
        ),
        "sitemap": Pair(
            "sitemap.xml",
            sitemap(f"<url><loc>{site}/clinic</loc></url>"),
            (CLINIC,),
            sitemap("<url></url>"),
            "The sitemap names no page.",
            "Name the pages or a feed of the site instead.",
        ),
    }


def pairs(papers: ModuleType, site: str) -> dict[str, Pair]:
    """A pair for each format, by its name in the registry; ``papers`` builds the documents, and
    ``site`` is the address at which the pages of ``served`` are."""
    return _texts() | _mails(papers) | _documents(papers) | _feeds() | _lists(site)


def served(site: str) -> dict[str, tuple[bytes, str]]:
    """What the lists of addresses lead to: path, content and media type."""
    feed = _rss(FERRY, "Mon, 02 Jun 2025 10:00:00 +0200", f"{site}/ferry")
    return {
        "/feed": (feed, "application/rss+xml"),
        "/clinic": (_page(CLINIC).encode(), "text/html; charset=utf-8"),
    }
