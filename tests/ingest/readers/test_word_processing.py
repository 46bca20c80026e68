"""Word, OpenDocument and RTF files: what of them is text, and what their properties are worth."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import ModuleType

import pytest

from ingest.readers import docx_text, odt_text, rtf_text
from ingest.readers.properties import keywords, plausible_authors, plausible_title
from ingest.types import Article, BlockKind, Rejected

One = Callable[..., Article]


def text_of(article: Article, kind: BlockKind) -> list[str]:
    return [
        article.text[block.start : block.end].strip()
        for block in article.blocks
        if block.kind is kind
    ]


@pytest.mark.parametrize("name", ["word.docx", "open.odt", "rich.rtf"])
def test_an_article_out_of_a_word_processor(one: One, papers: ModuleType, name: str) -> None:
    article = one(name, papers.good()[name])
    assert article.meta.title == papers.TITLE
    assert article.meta.authors == ("Ines Okafor",)
    # The day that the file was made on is no day of publication.
    assert article.meta.published == "2024-03-18"
    assert "harbour" in article.meta.tags
    assert text_of(article, BlockKind.SUBHEADING) == [papers.HEADING]
    quoted = [] if name == "rich.rtf" else [papers.QUOTATION]
    assert text_of(article, BlockKind.QUOTATION) == quoted
    body = [*papers.BODY, *([papers.QUOTATION] if name == "rich.rtf" else []), *papers.AFTER]
    assert text_of(article, BlockKind.BODY) == body
    assert "running head" not in article.text
    assert dict(article.meta_sources)["title"] == "text"


@pytest.mark.parametrize("name", ["word.docx", "open.odt", "book.epub", "page.pdf", "rich.rtf"])
def test_content_decides_where_no_name_does(
    results: Callable[..., list[Article | Rejected]], papers: ModuleType, name: str
) -> None:
    for called in ("-", "article", "article.txt"):
        found = results(called, papers.good()[name])
        assert isinstance(found[0], Article), found
        assert found[0].meta.title == papers.TITLE


def blocks(papers: ModuleType, inner: str) -> list[list[str]]:
    found = docx_text.extract(papers.docx(inner), {})
    return found["blocks"]


def test_what_of_a_word_document_is_not_told(papers: ModuleType) -> None:
    p = papers.word_paragraph
    run = "<w:r><w:rPr>{}</w:rPr><w:t>{}</w:t></w:r>"
    inner = (
        "<w:p><w:r><w:t>Kept</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t> added</w:t></w:r></w:ins>"
        "<w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom>"
        "<w:r><w:instrText>HYPERLINK x</w:instrText></w:r></w:p>"
        + "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>"
        + p("In a box")
        + "</w:txbxContent></mc:Choice><mc:Fallback><w:t>fallback</w:t></mc:Fallback>"
        "</mc:AlternateContent></w:r><w:r><w:t>A</w:t><w:tab/><w:t>B</w:t><w:br/><w:t>C</w:t>"
        "<w:noBreakHyphen/><w:t>D</w:t></w:r></w:p>"
        + f"<w:p>{run.format('<w:vanish/>', 'hidden')}{run.format('<w:sz w:val=' + chr(34) + '2' + chr(34) + '/>', 'tiny')}"
        + run.format('<w:color w:val="FFFFFF"/>', "white")
        + run.format('<w:color w:val="FFFFFF"/><w:shd w:val="clear"/>', "on black")
        + run.format('<w:vanish w:val="0"/>', " seen")
        + run.format("<w:webHidden/>", "web")
        + "</w:p>"
        + p("a style that hides", "Weg")
        + p("An entry of contents", "Verzeichnis1")
        + "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj>"
        "</w:sdtPr><w:sdtContent>" + p("Contents 1") + "</w:sdtContent></w:sdt>"
        "<w:sdt><w:sdtContent>" + p("In a control") + "</w:sdtContent></w:sdt>" + p("")
    )  # fmt: skip
    assert blocks(papers, inner) == [
        ["body", "Kept added"],
        ["body", "A B\nC-D"],
        ["body", "In a box"],
        ["body", "on black seen"],
        ["body", "In a control"],
    ]


def test_styles_lists_and_tables_of_a_word_document(papers: ModuleType) -> None:
    p = papers.word_paragraph
    cell = "<w:tc>{}</w:tc>"
    table = (
        "<w:tbl><w:tr>" + cell.format(p("North")) + cell.format(p("4") + p("5")) + cell.format("")
        + "</w:tr><w:tr>" + cell.format("") + cell.format("") + "</w:tr></w:tbl>"
    )  # fmt: skip
    layout = "<w:tbl><w:tr>" + cell.format(p("A paragraph") + table) + "</w:tr></w:tbl>"
    inner = (
        p("Title", "Titel")
        + p("Own heading", "Eigene")
        + p("By level", settings='<w:outlineLvl w:val="1"/>')
        + p("By name", "Heading 3")
        + p("Not one", settings='<w:outlineLvl w:val="9"/>')
        + p("An item", settings="<w:numPr/>")
        + p("A picture", "Beschriftung")
        + p("No such style", "Fehlt")
        + table
        + layout
    )
    assert blocks(papers, inner) == [
        ["headline", "Title"],
        ["subheading", "Own heading"],
        ["subheading", "By level"],
        ["subheading", "By name"],
        ["body", "Not one"],
        ["body", "• An item"],
        ["caption", "A picture"],
        ["body", "No such style"],
        ["body", "North | 4 5"],
        ["body", "A paragraph"],
        ["body", "North | 4 5"],
    ]


def test_a_word_document_without_styles_or_properties(papers: ModuleType) -> None:
    xml = '<w:document xmlns:w="x"><w:body><w:p><w:r><w:t>One.</w:t></w:r></w:p></w:body></w:document>'
    found = docx_text.extract(papers.zipped({"word/document2.xml": xml}), {})
    assert found["blocks"] == [["body", "One."]]
    assert found["claims"] == [{"source": "document properties"}]
    empty = papers.zipped({"word/document.xml": '<w:document xmlns:w="x"/>'})
    assert docx_text.extract(empty, {})["blocks"] == []


def test_properties_give_way_to_the_text(one: One, papers: ModuleType) -> None:
    inner = "".join(papers.word_paragraph(text) for text in papers.BODY)
    article = one("notes.docx", papers.docx(inner, title="Ferries are sold"))
    assert article.meta.title == "Ferries are sold"
    assert article.meta.authors == ("Mara Lindqvist",)
    assert dict(article.meta_sources)["authors"] == "document properties"
    article = one("notes.docx", papers.docx(inner, title="Document1", creator="Windows User"))
    assert (article.meta.title, article.meta.authors) == ("Notes", ())


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Ferries are sold", "Ferries are sold"),
        ("Microsoft Word - ferries.docx", None),
        ("ferries are sold.pdf", None),
        ("untitled document", None),
        ("Ferries", None),
        ("12 34 56 78", None),
        ("ferries_sold v2", None),
        (None, None),
    ],
)
def test_titles_worth_taking(text: str | None, title: str | None) -> None:
    assert plausible_title(text) == title


def test_authors_and_keywords_worth_taking() -> None:
    assert plausible_authors("Mara Lindqvist; Jonas Feld and Ines Okafor") == [
        "Mara Lindqvist", "Jonas Feld", "Ines Okafor"]  # fmt: skip
    assert plausible_authors("python-docx\nOffice User;mlindq;the web team") == []
    assert plausible_authors(None) == []
    assert keywords("harbour; ferries, harbour\nx") == ["harbour", "ferries"]
    assert keywords(None) == []


def test_what_of_an_opendocument_text_is_told(papers: ModuleType) -> None:
    inner = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        '<text:p>A<text:s text:c="3"/>B<text:tab/>C<text:line-break/>D'
        "<office:annotation><text:p>a remark</text:p></office:annotation>"
        '<text:note><text:note-body><text:p>a note</text:p></text:note-body></text:note> E'
        '<text:span text:style-name="T9">hidden</text:span><text:s text:c="x"/><text:span>F</text:span></text:p>'
        '<text:p text:style-name="P9">hidden too</text:p>'
        '<text:p text:style-name="Subtitle">Below the title</text:p>'
        '<text:p text:style-name="Illustration">A picture</text:p>'
        "<text:list><text:list-item><text:p>An item</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>North</text:p></table:table-cell>"
        "<table:table-cell><text:p>4</text:p></table:table-cell></table:table-row>"
        "<table:table-row><table:table-cell/></table:table-row></table:table>"
        "<text:p>Host<draw:frame><draw:text-box><text:p>In a box</text:p></draw:text-box></draw:frame></text:p>"
        "<text:p/>"
    )  # fmt: skip
    assert odt_text.extract(papers.odt(inner), {})["blocks"] == [
        ["body", "A B C\nD E F"],
        ["subheading", "Below the title"],
        ["caption", "A picture"],
        ["body", "• An item"],
        ["body", "North | 4"],
        ["body", "Host"],
        ["body", "In a box"],
    ]


def test_an_opendocument_text_that_is_locked(papers: ModuleType) -> None:
    found = odt_text.extract(papers.odt(manifest="<encryption-data/>"), {})
    assert "password" in found["refused"][0]


def test_an_opendocument_text_with_nothing_but_content(papers: ModuleType) -> None:
    data = papers.zipped({"content.xml": "<document><body><text><p>One.</p></text></body>"
                          "<other><text><p>No.</p></text></other></document>"})  # fmt: skip
    found = odt_text.extract(data, {})
    assert found["blocks"] == [["body", "One."]]
    assert found["claims"] == [{"source": "document properties"}]


def rtf_lines(source: str) -> list[str]:
    found = rtf_text.extract(source.encode("cp1252"), {})
    return [text for _, text in found["blocks"] if text]


def test_what_of_an_rtf_text_is_told() -> None:
    picture = "{\\*\\shppict{\\pict\\pngblip " + "89504e47" * 500 + "}}"
    assert rtf_lines("{\\rtf1\\ansi One\\par" + picture + " two\\par}") == ["One", "two"]
    assert rtf_lines("{\\rtf1 Seen{\\v hidden} and \\v gone\\v0 here\\par}") == ["Seen and here"]
    link = '{\\field{\\*\\fldinst HYPERLINK "http://x.org"}{\\fldrslt the words}}'
    assert rtf_lines("{\\rtf1 See " + link + ".\\par}") == ["See the words."]
    assert rtf_lines("{\\rtf1\\ansicpg1251 \\'cf\\'ee\\'f0\\'f2\\par}") == ["Порт"]
    assert rtf_lines("{\\rtf1\\ansicpg1252 K\xe4se\\par}") == ["Käse"]
    assert rtf_lines("{\\rtf1\\ansicpg99 K\xe4se\\par}") == ["Käse"]
    assert rtf_lines("{\\rtf1 \\u-10179?\\u-8704?\\par}") == ["\U0001f600"]
    assert rtf_lines("{\\rtf1 a\\cell b\\cell\\row}") == ["a | b"]


def test_rtf_with_numbers_and_fonts_beyond_reason() -> None:
    assert rtf_lines("{\\rtf1 \\u99999999999999?x\\fs123456789012345 y\\par}") == ["?xy"]
    fonts = "{\\fonttbl" + "{\\f0 Arial;}" * 12_000 + "}"
    assert rtf_lines("{\\rtf1" + fonts + "One\\par}") == ["One"]


def test_rtf_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rtf_text, "MAX_RTF", 100)
    assert "larger" in rtf_text.extract(b"{\\rtf1 " + b"x" * 200 + b"}", {})["refused"][0]
    monkeypatch.setattr(rtf_text, "MAX_RTF", 10_000)
    monkeypatch.setattr(rtf_text, "MAX_PARAGRAPHS", 2)
    assert "paragraphs" in rtf_text.extract(b"{\\rtf1 " + b"\\par" * 30 + b"}", {})["refused"][0]


@pytest.mark.parametrize(
    "inner",
    [
        "{\\fonttbl" + "\\f1" * 20_000 + "}",
        '{\\field{\\*\\fldinst{ HYPERLINK "x"' * 20_000,
        "\\v " * 50_000,
        "\\v a\\v0 b" * 50_000,
        "{\\pict " * 50_000,
        "{\\info" + "{\\title " * 20_000,
    ],
    ids=("fonts", "links", "hidden", "switched", "pictures", "properties"),
)  # fmt: skip
def test_codes_that_repeat_take_time_in_their_number(inner: str) -> None:
    start = time.monotonic()
    rtf_lines("{\\rtf1" + inner + "}")
    assert time.monotonic() - start < 4


def test_hidden_text_ends_with_its_group() -> None:
    assert rtf_lines("{\\rtf1 a{\\b\\v x{y}\\v0 b}c{\\v z}d\\}e} \\v0") == ["abcd}e"]


def test_the_heading_that_a_text_opens_with_is_its_title(one: One, papers: ModuleType) -> None:
    lines = (papers.BYLINE, papers.DAY, *papers.BODY)
    word = papers.word_paragraph(papers.TITLE, "berschrift2")
    word += "".join(papers.word_paragraph(line) for line in lines)
    assert one("scan0001.docx", papers.docx(word)).meta.title == papers.TITLE
    open_text = f'<text:h text:outline-level="1">{papers.TITLE}</text:h>'
    open_text += "".join(f"<text:p>{line}</text:p>" for line in lines)
    assert one("scan0001.odt", papers.odt(open_text)).meta.title == papers.TITLE


def test_a_books_own_title_goes_before_its_first_heading(one: One, papers: ModuleType) -> None:
    text = {"a.html": papers.page_of("The harbour", papers.BODY)}
    article = one(
        "book.epub", papers.epub(text, metadata="<dc:title>Norfeld in figures</dc:title>")
    )
    assert article.meta.title == "Norfeld in figures"
    assert one("book.epub", papers.epub(text, metadata="")).meta.title == "The harbour"
