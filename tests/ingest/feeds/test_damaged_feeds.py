"""Damaged and hostile feeds: each has one clear outcome, and none costs time or memory."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable
from random import Random

import pytest

from ingest.types import Article, Link, Rejected

ATOM = 'xmlns="http://www.w3.org/2005/Atom"'
SHORT = "In short, story 1 of the harbour is told here."


def one(body: str = "", *, title: str = "Story", link: str = "https://news.example.org/a") -> str:
    return (
        f'<rss version="2.0"><channel><title>Harbour News</title><item><title>{title}</title>'
        f"<link>{link}</link><description>{body or SHORT}</description></item></channel></rss>"
    )


def outcome(found: list[Article | Rejected | Link]) -> list[str]:
    """Each result as a word, with the reason of what was refused."""
    words = []
    for result in found:
        if isinstance(result, Article):
            words.append(f"article {result.meta.title}")
        elif isinstance(result, Link):
            words.append("held" if result.held else f"link {result.kind}")
        else:
            words.append(("skipped: " if result.skipped else "failed: ") + result.reason)
    return words


WHOLE = one()
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><rss version="2.0"><channel><item><title>&c;</title>'
    "</item></channel></rss>"
)
XXE = '<!DOCTYPE rss [ <!ENTITY x SYSTEM "file:///etc/passwd"> ]>' + one(
    "&x; and more words of it."
)
PARAMETER = '<!DOCTYPE rss [ <!entity % p SYSTEM "http://10.0.0.1/x.dtd"> %p; ]>' + one()
LOGIN = (
    "<!DOCTYPE html><html><head><title>Sign in</title></head><body><form>Name <input>"
    "</form></body></html>"
)
JSON = {"version": "https://jsonfeed.org/version/1", "title": "J", "items": []}


def json_feed(**stated: object) -> str:
    return json.dumps({**JSON, **stated})


HELD = ["article Story", "held"]
CASES: dict[str, tuple[bytes | str, list[str]]] = {
    "cut within an item": (WHOLE[:-40], HELD),
    "cut within a tag": (
        WHOLE.replace("</channel></rss>", "<item><title>Second</tit"),
        [*HELD, "skipped: The feed is cut off within this entry"],
    ),
    "cut within the first item": (
        '<rss version="2.0"><channel><title>Harbour</title><item><title>Sto',
        ["skipped: The feed is cut off within this entry"],
    ),
    "cut before the first item": (
        '<rss version="2.0"><channel><title>Har',
        ["skipped: The feed is cut off before its first entry"],
    ),
    "a channel that ends without an entry": (
        '<rss version="2.0"><channel><title>Har</title></channel></rss>',
        ["skipped: The feed holds no entries"],
    ),
    "a channel without rss, cut": (
        f"<channel><item><title>Story</title><link>https://x.example/a</link><description>{SHORT}"
        "</description></item><item><tit",
        [*HELD, "skipped: The feed is cut off within this entry"],
    ),
    "only a declaration": ('<?xml version="1.0"?>', ["failed: It is no XML document"]),
    "a root that is not closed": ("<rss version='2.0'", ["failed: It is no XML document"]),
    "empty": (b"", ["failed: The file is empty"]),
    "blank": (b" \n\t\n ", ["failed: The file is empty"]),
    "wrong encoding declared": (
        '<?xml version="1.0" encoding="ISO-8859-1"?>' + one(title="Café “sold”"),
        ["article Café “sold”", "held"],
    ),
    "unknown encoding declared": ('<?xml version="1.0" encoding="x-none"?>' + WHOLE, HELD),
    "windows-1252 under the name of UTF-8": (
        ('<?xml version="1.0" encoding="UTF-8"?>' + one(title="Café sold")).encode("cp1252"),
        ["article Café sold", "held"],
    ),
    "UTF-16 with a mark": (
        ('<?xml version="1.0" encoding="UTF-16"?>' + WHOLE).encode("utf-16"),
        HELD,
    ),
    "UTF-8 with a mark": (b"\xef\xbb\xbf" + WHOLE.encode(), HELD),
    "mixed charsets": (
        ("\u00e9\u00e8\u00fc" * 40).encode().join([b"<!--", b"-->"])
        + one(title="Caf\u00e9 X sold").encode().replace(b" X ", b" \xe9 "),
        ["article Caf\u00e9 \ufffd sold", "held"],
    ),
    "undeclared prefixes": (
        one().replace("<link>", "<dc:creator>Ada Quill</dc:creator><odd:thing/><link>"),
        HELD,
    ),
    "Atom without its namespace": (
        f'<feed><title>A</title><entry><title>Story</title><link href="https://x.example/a"/>'
        f"<summary>{SHORT}</summary></entry></feed>",
        HELD,
    ),
    "a channel without rss": (
        one().replace('<rss version="2.0">', "").replace("</rss>", ""),
        HELD,
    ),
    "an unknown root": ("<data><item/></data>", ["failed: It is no feed that can be read"]),
    "a web page": (LOGIN, ["failed: No article was found on this page"]),
    "RSS inside a page": (
        f"<html><body><p>Feed:</p>{WHOLE}</body></html>",
        ["failed: No article was found"],
    ),
    "words before the declaration": (
        "Warning: mysql gone away in feed.php\n" + '<?xml version="1.0"?>' + WHOLE,
        HELD,
    ),
    "control characters": (one(title="Sto\x08\x1b[2Jry&#27;&#x0;&#xFFFF;"), ["article Sto[2Jry", "held"]),
    "HTML entities": (one(title="Caf&eacute; &nope; &AMP; R&D &"), ["article Café &nope; & R&D &", "held"]),
    "an entity bomb": (BOMB, ["failed: It declares entities of its own"]),
    "an external entity": (XXE, ["failed: It declares entities of its own"]),
    "a parameter entity": (PARAMETER, ["failed: It declares entities of its own"]),
    "a DOCTYPE without entities": ("<!DOCTYPE rss [<!ELEMENT rss ANY>]>" + WHOLE, HELD),
    "a DOCTYPE that never ends": ("<!DOCTYPE rss [" + WHOLE, ["failed: It is no XML document"]),
    "CDATA that is not closed": (
        one(f"<![CDATA[{SHORT}").replace("]]>", ""),
        HELD,
    ),
    "no guid and no link": (
        one(link="").replace("<link></link>", ""),
        ["article Story"],
    ),
    "nothing in an entry": (
        '<rss version="2.0"><channel><item></item></channel></rss>',
        ["skipped: The entry holds no text and no address"],
    ),
    "the same guid twice": (
        '<rss version="2.0"><channel>'
        + "".join(
            f"<item><guid isPermaLink='false'>same</guid><title>{name}</title>"
            f"<description>{SHORT} {name}.</description></item>"
            for name in ("One", "Two")
        )
        + "</channel></rss>",
        ["article One", "skipped: Entry 2 has the identifier of an earlier one"],
    ),
    "a file: link": (one(link="file:///etc/passwd"), ["article Story"]),
    "a javascript: link": (one(link="javascript:alert(1)"), ["article Story"]),
    "a link with a line break": (one(link="https://news.example.org/a&#10;b c"), ["article Story"]),
    "a link that is no address": (one(link="https://[::1"), ["article Story"]),
    "a relative link": (one(link="../b/2"), HELD),
    "gzip noise": (gzip.compress(WHOLE.encode())[:-20] + b"noise", ["failed: Its gzip data is damaged"]),
    "a packed feed": (gzip.compress(WHOLE.encode()), HELD),
    "JSON that is cut off": (json_feed()[:-3], ["failed: It is a JSON Feed that is not valid JSON"]),
    "JSON without items": (json_feed(items=None), ["failed: It is a JSON Feed without a list"]),
    "JSON with no items": (json_feed(), ["skipped: The feed holds no entries"]),
    "JSON with wrong types": (
        json_feed(
            title=7,
            items=[
                5,
                {"id": {"a": 1}, "url": ["x"], "content_html": 9, "authors": "x", "tags": "y"},
                {"id": 1, "title": "Story", "content_text": SHORT},
            ],
        ),
        [
            "failed: Item 1 is not an object",
            "skipped: The entry holds no text and no address",
            "article Story",
        ],
    ),
    "an outline without feeds": (
        "<opml><body><outline text='x'/></body></opml>",
        ["failed: The outline names no feed"],
    ),
    "an outline that is cut off": (
        "<opml><body><outline text='x'><outline xmlUrl='https://a.example/f'/><outl",
        ["link feed", "failed: It is damaged"],
    ),
    "a sitemap without pages": ("<urlset></urlset>", ["failed: The sitemap names no page"]),
    "a sitemap that is cut off": (
        "<urlset><url><loc>https://a.example/1</loc></url><url><loc>https://a.exa",
        ["link page", "failed: It is damaged"],
    ),
    "a sitemap with a bomb": (
        BOMB.replace("rss", "urlset"),
        ["failed: It declares entities of its own"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_damaged_feed_has_one_clear_outcome(read_feed: Callable[..., list], name: str) -> None:
    data, expected = CASES[name]
    found = outcome(read_feed(data, "text/xml", url="https://news.example.org/x/feed"))
    assert len(found) == len(expected), found
    for got, wanted in zip(found, expected, strict=True):
        assert got.startswith(wanted), found
    for result in found:
        assert result.isprintable()


def test_there_are_forty_of_them() -> None:
    assert len(CASES) >= 40


def test_no_dates_that_cannot_be(read_feed: Callable[..., list]) -> None:
    for date in ("Mon, 01 Jan 0001 00:00:00 GMT", "2099-01-01", "yesterday", "Thu, 99 Foo 2026"):
        feed = one().replace("<link>", f"<pubDate>{date}</pubDate><link>")
        assert read_feed(feed)[0].meta.published is None, date


def test_a_number_for_an_identifier_is_no_date(read_feed: Callable[..., list]) -> None:
    feed = one().replace("<link>", "<guid isPermaLink='false'>20250101</guid><link>")
    assert read_feed(feed)[0].meta.published is None


def test_thirty_thousand_items(read_feed: Callable[..., list]) -> None:
    items = "".join(
        f"<item><guid>urn:{n}</guid><title>T {n}</title><link>https://x.example/{n}</link></item>"
        for n in range(30_000)
    )
    started = time.monotonic()
    found = read_feed(f'<rss version="2.0"><channel>{items}</channel></rss>')
    assert time.monotonic() - started < 30
    if len(found) == 1:  # On a slow machine its time was over.
        assert "took longer than" in found[0].reason
        return
    assert len(found) == 2001
    assert "28000 were left out" in found[-1].reason


def test_a_sitemap_of_sixty_thousand_pages(read_feed: Callable[..., list]) -> None:
    urls = "".join(f"<url><loc>https://x.example/{n}</loc></url>" for n in range(60_000))
    found = read_feed(f"<urlset>{urls}</urlset>", "text/xml")
    assert len(found) == 50_001
    assert "10000 addresses of it were left out" in found[-1].reason


def test_one_giant_entry(read_feed: Callable[..., list]) -> None:
    (found,) = read_feed(one("word " * 300_000))
    assert "far larger than an article" in found.reason


def test_deep_nesting(read_feed: Callable[..., list]) -> None:
    deep = "<b>" * 50_000 + SHORT + "</b>" * 50_000
    started = time.monotonic()
    found = read_feed(one(deep))
    assert len(found) <= 2
    assert time.monotonic() - started < 12
    (refused,) = read_feed("<opml><body>" + "<outline text='x'>" * 5_000, "text/xml")
    assert "nested too deeply" in refused.reason


def test_a_feed_that_is_too_large_when_unpacked(read_feed: Callable[..., list]) -> None:
    packed = gzip.compress(b"<rss><channel>" + b" " * 40_000_000)
    (refused,) = read_feed(packed)
    assert "larger than" in refused.reason


def test_mutants_of_good_feeds_never_surprise(
    read_feed: Callable[..., list], make_rss, make_item, long_text: str
) -> None:
    random = Random(20260203)
    seeds = [
        make_rss(make_item(1, text=long_text), make_item(2)).encode(),
        json_feed(items=[{"id": "1", "url": "/a", "content_html": f"<p>{long_text}</p>"}]).encode(),
        b"<opml><body><outline xmlUrl='https://a.example/f' text='t'/></body></opml>",
        b"<urlset><url><loc>https://a.example/1</loc></url></urlset>",
    ]
    bits = [b"<![CDATA[", b"]]>", b"<!DOCTYPE a [", b"&#27;", b"<", b"\x00", b"\x1b[2J", b'"', b"}"]
    for _ in range(200):
        data = bytearray(random.choice(seeds))
        for _ in range(random.choice((1, 2, 8))):
            at = random.randrange(len(data) + 1)
            if random.random() < 0.4:
                data[at:at] = random.choice(bits)
            elif random.random() < 0.5:
                del data[at : at + random.choice((1, 5, 60))]
            else:
                data[at:at] = random.randbytes(3)
        for result in read_feed(bytes(data), "text/xml"):
            if isinstance(result, Rejected):
                assert "Please report" not in result.reason, bytes(data)
                assert result.reason.isprintable(), bytes(data)
