"""EPUB files: which of their texts are articles, and what is one text in chapters."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pytest

from ingest.readers import epub_text, markup_lines
from ingest.types import Article, BlockKind, Rejected

Results = Callable[..., list[Article | Rejected]]


def test_a_news_download_gives_its_articles(results: Results, papers: ModuleType) -> None:
    found = results("news.epub", papers.epub())
    assert [item.meta.title for item in found if isinstance(item, Article)] == [
        papers.TITLE,
        "Railway board buys cranes",
    ]
    first = found[0]
    assert isinstance(first, Article)
    assert first.meta.publisher == "Norfeld Courier"
    assert first.meta.published == "2024-03-18"
    assert first.meta.language == "en"
    assert first.identity == "file:/articles/news.epub#OEBPS/feed_0/article_0/index.html"
    assert first.blocks[0].kind is BlockKind.HEADLINE


def test_an_articles_own_day_and_address_come_first(results: Results, papers: ModuleType) -> None:
    inner = (
        papers.page_of(papers.TITLE, (papers.BYLINE, "15 March 2024", *papers.BODY, *papers.AFTER))
        + "<div>| <a href='x'>Next</a> | <a href='y'>Section Menu</a> | <a>Main Menu</a> |</div>"
        + "<p>This article was downloaded by calibre from "
        "<a href='https://courier.example/ferries'>https://courier.example/ferries</a></p>"
    )
    texts = {"a.html": inner, "b.html": papers.page_of("Cranes are bought", papers.BODY)}
    first, _ = results("news.epub", papers.epub(texts))
    assert isinstance(first, Article)
    assert first.meta.published == "2024-03-15"
    assert first.meta.authors == ("Ines Okafor",)
    assert first.meta.url == "https://courier.example/ferries"
    assert "Menu" not in first.text
    assert "calibre" not in first.text
    on_its_own_line = inner.replace("from <a", "from</p><p><a")
    found = epub_text.extract(papers.epub({"a.html": on_its_own_line}), {})
    assert found["articles"][0]["claims"][0]["url"] == "https://courier.example/ferries"


BOOK = (
    "<dc:title>On ferries</dc:title><dc:creator>Mara Lindqvist</dc:creator>"
    "<dc:publisher>Norfeld Press</dc:publisher><dc:subject>harbour</dc:subject><dc:date>2023</dc:date>"
)


@pytest.mark.parametrize("headings", [("Chapter 1", "Chapter 2"), ("1. Ships", "II"), (None, None)])
def test_chapters_are_one_text(
    one: Callable[..., Article], papers: ModuleType, headings: tuple[str | None, str | None]
) -> None:
    bodies = (papers.BODY, (*papers.AFTER, *papers.BODY[:2]))
    texts = {
        f"{n}.html": papers.page_of(head, body) if head else papers.page_of("", body)
        for n, (head, body) in enumerate(zip(headings, bodies, strict=True))
    }
    article = one("book.epub", papers.epub(texts, metadata=BOOK))
    assert article.meta.authors == ("Mara Lindqvist",)
    assert article.meta.publisher == "Norfeld Press"
    assert article.meta.published == "2023"
    assert article.meta.tags == ("harbour",)
    assert article.identity == "file:/articles/book.epub"
    if headings[0] == "Chapter 1":
        assert "Chapter 2" in [
            article.text[b.start : b.end].strip()
            for b in article.blocks
            if b.kind is BlockKind.SUBHEADING
        ]


def test_covers_contents_and_notes_are_passed_over(papers: ModuleType) -> None:
    long = papers.page_of("Ships", papers.BODY)
    links = "<p>" + "".join(f"<a href='{n}'>{papers.BODY[0]}</a> " for n in range(5)) + "</p>"
    texts = {"cover.html": long, "Text/toc.xhtml": long, "links.html": links, "a.html": long}
    found = epub_text.extract(papers.epub(texts), {})
    assert [len(found["articles"]), found["articles"][0]["key"]] == [1, ""]


def test_the_spine_decides_on_order_and_on_what_is_read(papers: ModuleType) -> None:
    page = papers.page_of
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata/><manifest>'
        '<item id="a" href="a%20b.html" media-type="application/xhtml+xml"/>'
        '<item id="b" href="b.html" media-type="application/xhtml+xml"/>'
        '<item id="n" href="n.html" media-type="application/xhtml+xml" properties="nav"/>'
        '<item id="s" href="s.html" media-type="application/xhtml+xml"/>'
        '<item id="c" href="c.css" media-type="text/css"/></manifest><spine>'
        '<itemref idref="b"/><itemref idref="a"/><itemref idref="n"/>'
        '<itemref idref="s" linear="no"/><itemref idref="c"/><itemref idref="z"/></spine></package>'
    )
    html = "<html><body>{}</body></html>"
    parts = {
        "mimetype": "application/epub+zip",
        "x/book.opf": package,
        "x/a b.html": html.format(page("Ships are sold", papers.BODY)),
        "x/b.html": html.format(page("Cranes are bought", papers.BODY)),
        "x/n.html": html.format(page("Contents of it", papers.BODY)),
        "x/s.html": html.format(page("A side text here", papers.BODY)),
    }
    found = epub_text.extract(papers.zipped(parts, stored=["mimetype"]), {})
    assert [item["key"] for item in found["articles"]] == ["x/b.html", "x/a b.html"]


def test_what_cannot_be_read_is_named(papers: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def reason(data: bytes) -> str:
        return str(epub_text.extract(data, {})["refused"])

    locked = (
        "<encryption><EncryptedData><CipherData><CipherReference URI='OEBPS/a.xhtml'/>"
        "</CipherData></EncryptedData></encryption>"
    )
    drm = {"META-INF/encryption.xml": locked}
    assert "DRM" in reason(papers.epub(extra=drm))
    fonts = {"META-INF/encryption.xml": locked.replace("a.xhtml", "a.otf")}
    assert epub_text.extract(papers.epub(extra=fonts), {})["articles"]
    assert "missing" in reason(papers.zipped({"mimetype": "application/epub+zip"}))
    assert "long enough" in reason(papers.epub({"a.html": "<p>Few words.</p>"}))
    assert "long enough" in reason(papers.epub({"a.html": ""}))
    monkeypatch.setattr(epub_text, "MAX_SPINE", 1)
    assert "more than 1" in reason(papers.epub())


def lines(page: str) -> list[list[str]]:
    found = markup_lines.extract(page.encode(), {})
    return found["blocks"]


def test_visible_lines_of_a_page() -> None:
    assert lines(
        "<html><head><title>x</title></head><body><nav>menu</nav><h2>Ships</h2>"
        "<p>One <b>two</b><br/>three</p>four<blockquote><p>said</p></blockquote>"
        "<p hidden>h</p><p style='display: none'>h</p><p aria-hidden='true'>h</p>"
        "<script>x()</script><section epub:type='footnotes'>a note</section>"
        "<span class='deHeadline'>Schiffe</span><table><tr><td>a</td><td>b</td></tr></table>"
        "<figure><figcaption>A ship</figcaption></figure><pre>x\ny</pre></body></html>"
    ) == [
        ["subheading", "Ships"],
        ["body", "One two"],
        ["body", "three"],
        ["body", "four"],
        ["quotation", "said"],
        ["headline", "Schiffe"],
        ["body", "a"],
        ["body", "b"],
        ["caption", "A ship"],
        ["body", "x"],
        ["body", "y"],
    ]
    assert lines("") == []
