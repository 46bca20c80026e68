"""Exports of press databases: which lines are an article's, and what each field says."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pytest

from ingest.readers import press
from ingest.readers.press import factiva, nexis
from ingest.readers.press.piece import (
    Piece,
    language_named,
    made_key,
    paragraphs_of,
    word_count,
)
from ingest.types import Access, Article, ArticleKind, BlockKind, Rejected


def lines(*texts: str) -> list[tuple[str, str]]:
    return [("", text) for text in texts]


def test_factivas_display_format(papers: ModuleType) -> None:
    first, second = press.split(lines(*papers.FACTIVA_LINES))
    assert first == Piece(
        database="Factiva",
        key=papers.FACTIVA_KEYS[0],
        title=papers.TITLE,
        paragraphs=(*papers.BODY, *papers.AFTER),
        publisher="Norfeld Courier",
        published="18 March 2024 14:05",
        authors=("Ines Okafor",),
        section="News",
        language="en",
        words=131,
    )
    assert (second.key, second.title) == (papers.FACTIVA_KEYS[1], "Railway bridge stays closed")
    assert (second.authors, second.section, second.published) == ((), None, "19 March 2024")
    assert [text[:12] for text in second.paragraphs] == ["The railway ", "Two of its h"]


def test_factivas_field_codes(papers: ModuleType) -> None:
    (piece,) = press.split(lines(*papers.factiva_coded_lines()))
    assert piece.key == papers.FACTIVA_KEYS[0]
    assert (piece.title, piece.section, piece.words) == (papers.TITLE, "Opinion", 131)
    assert piece.authors == ("By Ines Okafor and Jonas Feld",)
    assert piece.published == "18 March 2024 14:05"
    assert piece.paragraphs == (*papers.BODY, *papers.AFTER)


def test_field_codes_with_one_blank_and_many_articles(papers: ModuleType) -> None:
    one = ("HD Harbour sold", "WC 20 words", "PD 18 March 2024", "SN Courier", "LP",
           "In the morning it was sold.", "TD", "HD-video was shown. IN the end it went.",
           "IN i74 : Water Transport", "AN", "Document NORC000020240318ek3i0001a")  # fmt: skip
    two = ("SE News", "HD Bridge closed", "WC 9 words", "TD", "It stays closed.", "AN none")
    three = ("HD Nothing in it", "WC 0 words", "AN x")
    found = factiva.split(lines(*one, "", *two, *three))
    assert [piece.title for piece in found] == ["Harbour sold", "Bridge closed"]
    assert found[0].paragraphs == (
        "In the morning it was sold.",
        "HD-video was shown. IN the end it went.",
    )
    assert found[1].key == made_key("Bridge closed", "", "")
    assert found[1].authors == ()


def chunk(*head: str) -> list[tuple[str, str]]:
    body = "The board has sold its ships, and nobody had been asked, fishermen said on Monday."
    return lines(*head, body, "Document NORC000020240318ek3i0001a")


@pytest.mark.parametrize(
    ("above", "section", "title", "authors"),
    [
        (("Ships sold",), None, "Ships sold", ()),
        (("Ships sold", "By Ines Okafor"), None, "Ships sold", ("By Ines Okafor",)),
        (("News", "Ships sold to the north"), "News", "Ships sold to the north", ()),
        (("Ships sold to a firm", "Ines Okafor and Jo Feld"), None, "Ships sold to a firm",
         ("Ines Okafor and Jo Feld",)),
        (("World News", "Joan Of Arc"), "World News", "Joan Of Arc", ()),
        (("It is the first line of a title that", "goes on in the second one"), None,
         "It is the first line of a title that goes on in the second one", ()),
        (("Page 2 of 9 © 2024 Factiva, Inc. All rights reserved.", "Ships sold"), None,
         "Ships sold", ()),
    ],
)  # fmt: skip
def test_heads_without_marks(
    above: tuple[str, ...], section: str | None, title: str, authors: tuple[str, ...]
) -> None:
    facts = ("20 words", "18 March 2024", "Norfeld Courier", "NORC", "English", "© 2024 N")
    (piece,) = factiva.split(chunk(*above, *facts))
    assert (piece.section, piece.title, piece.authors) == (section, title, authors)


def test_heads_with_marks() -> None:
    marked = [("", "World"), ("headline", "Joan Of Arc"), ("", "Ines Okafor"), *lines(
        "20 words", "18 March 2024", "Courier", "English", "© 2024 N")]  # fmt: skip
    (piece,) = factiva.split([*marked, *chunk()])
    assert (piece.section, piece.title) == ("World", "Joan Of Arc")
    assert piece.authors == ("Ines Okafor",)
    (piece,) = factiva.split([*marked[1:2], *marked[3:], *chunk()])
    assert (piece.section, piece.authors) == (None, ())


@pytest.mark.parametrize(
    "facts",
    [
        (
            "18 March 2024",
            "Norfeld Courier",
            "NORC",
            "Page 4",
            "Early",
            "English",
            "Copyright 2024",
        ),
        ("18 March 2024", "Norfeld Courier", "NORC", "English"),
        ("18 March 2024", "Norfeld Courier", "NORC"),
        ("18 March 2024", "Norfeld Courier"),
        (
            "18 March 2024",
            "14:05",
            "Norfeld Courier",
            "English",
            "(c) 2024 N",
            "All rights reserved",
        ),
    ],
)
def test_facts_end_where_the_text_begins(facts: tuple[str, ...]) -> None:
    (piece,) = factiva.split(chunk("Ships sold", "20 words", *facts))
    assert piece.publisher == "Norfeld Courier"
    assert piece.published is not None
    assert piece.published.startswith("18 March 2024")
    assert len(piece.paragraphs) == 1


def test_what_is_no_article_of_factiva() -> None:
    assert factiva.split(chunk("No count")) == []
    assert factiva.split(chunk(*["Some words here"] * 20, "20 words", "18 March 2024")) == []
    assert factiva.split(lines("20 words", "Document NORC000020240318ek3i0001a")) == []
    assert factiva.split(lines("T", "20 words", "Document NORC000020240318ek3i0001a")) == []
    assert press.split(lines("Nothing", "of the sort")) == []
    listed = [f"Title {n} ..........{n}" for n in range(30)]
    facts = ("20 words", "18 March 2024", "Courier", "English", "© 2024")
    (piece,) = factiva.split(chunk(*listed, "Ships sold", *facts))
    assert piece.title == "Ships sold"


def test_nexis_uni(papers: ModuleType) -> None:
    first, second = press.split(lines(*papers.NEXIS_LINES))
    assert first == Piece(
        database="Nexis",
        key=made_key(papers.TITLE, "The Norfeld Courier", "March 18, 2024 Monday"),
        title=papers.TITLE,
        paragraphs=(*papers.BODY, *papers.AFTER),
        publisher="The Norfeld Courier",
        published="March 18, 2024 Monday",
        authors=("By Ines Okafor",),
        section="NEWS; Pg. 4",
        language="en",
        words=131,
    )
    assert (second.section, second.words, len(second.paragraphs)) == ("EDITORIAL", 400, 1)


def test_nexis_marks_its_headlines_in_word_documents() -> None:
    found = nexis.split(
        [("", "A cover"), ("subheading", "Ships sold"), *lines(
            "A line below the title", "Courier", "18 March 2024", "Length: 9 words", "Body",
            "Sold.", "End of Document")]
    )  # fmt: skip
    assert [piece.title for piece in found] == ["Ships sold"]


@pytest.mark.parametrize(
    "texts",
    [
        ("No labels", "End of Document"),
        ("T", "Courier", "18 March 2024", "Section: N", "End of Document"),
        ("Courier", "18 March 2024", "Length: 9 words", "Body", "x", "End of Document"),
        ("T", "Courier", "18 March 2024", "Section: N", "Body", "No length", "End of Document"),
        ("T", "Courier", "18 March 2024", "Length: 9 words", "Load-Date: x", "End of Document"),
        ("T", "Courier", "18 March 2024", *"abcde", "Length: 9 words", "Body", "End of Document"),
        ("1 of 2 DOCUMENTS", "Nothing follows"),
        ("1 of 2 DOCUMENTS", "18 March 2024", "T", "LENGTH: 9 words", "Sold."),
        ("1 of 2 DOCUMENTS", "Courier", "T", "LENGTH: 9 words", "Sold."),
    ],
)
def test_what_is_no_article_of_nexis(texts: tuple[str, ...]) -> None:
    assert nexis.split(lines(*texts)) == []


def test_old_nexis_in_german_and_with_a_headline_field(papers: ModuleType) -> None:
    first, second = press.split(press.lines_of(papers.old_nexis()))
    assert (first.title, first.authors) == (papers.TITLE, ("Ines Okafor",))
    assert first.paragraphs == (*papers.BODY, *papers.AFTER)
    assert second.published == "March 19, 2024 Tuesday"
    (piece,) = nexis.split(
        lines("Dokument 1 von 1", "Copyright 2024 N", "Kurier", "18. März 2024 Montag", "Late Edition",
              "Fähren verkauft", "RUBRIK: LOKALES", "LÄNGE: 12 Wörter", "HEADLINE: Beide Fähren weg",
              "Die Fähren sind weg.", "", "UPDATE: 19. März", "SPRACHE: DEUTSCH; German")
    )  # fmt: skip
    assert (piece.title, piece.section, piece.words) == ("Beide Fähren weg", "LOKALES", 12)
    assert (piece.language, piece.paragraphs) == ("de", ("Die Fähren sind weg.",))


def test_a_trailing_copyright_and_editions() -> None:
    (piece,) = nexis.split(
        lines("1 of 1 DOCUMENTS", "Courier", "18 March 2024", "Late Edition - Final", "Ships sold",
              "LENGTH: 9 words", "Sold.", "Copyright 2024 N", "")
    )  # fmt: skip
    assert (piece.title, piece.paragraphs) == ("Ships sold", ("Sold.",))


@pytest.mark.parametrize(
    ("text", "count"),
    [("1,204 words", 1204), ("355 Wörter", 355), ("1 204 mots", 1204), ("about words", None),
     ("12 wordsmiths", None)],
)  # fmt: skip
def test_word_counts(text: str, count: int | None) -> None:
    assert word_count(text) == count


def test_languages_and_paragraphs() -> None:
    assert language_named("ENGLISH; Englisch") == "en"
    assert language_named("Volapük") is None
    assert paragraphs_of(["One.", "Two.", "***", ""]) == ("One.", "Two.")
    assert paragraphs_of(["x" * 120, "y" * 120]) == ("x" * 120, "y" * 120)
    hand = ["a line of a text that is wrapped by hand at a", "certain width, as old ones are.", ""]
    assert paragraphs_of([*hand, "Next."]) == (" ".join(hand[:2]), "Next.")


def test_marks_in_bytes(papers: ModuleType) -> None:
    assert press.marked(papers.factiva_html().encode())
    assert press.marked(b"<p>Document&nbsp;NORC000020240318ek3i0001a</p>")
    assert not press.marked(b"The end of the document")


# Through the readers


@pytest.mark.parametrize("name", ["factiva.rtf", "factiva.html", "nexis.docx", "nexis.txt"])
def test_every_sort_of_file_gives_the_articles(
    results: Callable[..., list[Article | Rejected]], papers: ModuleType, name: str
) -> None:
    first, *rest = results(name, papers.good()[name])
    assert isinstance(first, Article)
    assert first.meta.title == papers.TITLE
    assert first.meta.publisher in ("Norfeld Courier", "The Norfeld Courier")
    assert (first.meta.published or "")[:10] == "2024-03-18"
    assert first.meta.authors == ("Ines Okafor",)
    assert first.meta.language == "en"
    assert first.meta.tags in (("News",), ("NEWS",))
    assert first.identity.startswith(f"file:/articles/{name}#")
    body = [block for block in first.blocks if block.kind is BlockKind.BODY]
    assert len(body) == 4
    assert dict(first.meta_sources)["title"] in ("Factiva", "Nexis")
    assert len(rest) == (0 if name == "factiva.html" else 1)


def test_field_codes_in_a_page(
    results: Callable[..., list[Article | Rejected]], papers: ModuleType
) -> None:
    (article,) = results("export.html", papers.factiva_coded_html())
    assert isinstance(article, Article)
    assert article.meta.kind is ArticleKind.OPINION
    assert article.meta.authors == ("Ines Okafor", "Jonas Feld")
    assert article.identity.endswith(papers.FACTIVA_KEYS[0])


def test_an_export_that_was_cut_says_so(
    results: Callable[..., list[Article | Rejected]], papers: ModuleType
) -> None:
    _, second = results("nexis.docx", papers.good()["nexis.docx"])
    assert isinstance(second, Article)
    assert second.meta.access is Access.PARTIAL
    assert "400 words" in second.warnings[0]


def test_one_article_without_text_does_not_cost_the_rest(
    results: Callable[..., list[Article | Rejected]], papers: ModuleType
) -> None:
    empty = ("T", "2 words", "1 May 2024", "Courier", "English", "© 2024", "Sold.",
             "Document NORC000020240501ek510001a")  # fmt: skip
    found = results("x.txt", "\n".join((*empty, *papers.FACTIVA_LINES)))
    assert isinstance(found[0], Rejected)
    assert found[0].source.endswith("#NORC000020240501ek510001a")
    assert all(isinstance(article, Article) for article in found[1:])
    assert len(found) == 3


def test_a_text_that_only_speaks_of_an_export_is_a_text(one: Callable[..., Article]) -> None:
    text = (
        "How to end a file\n\nWrite End of Document at the end of the file, the manual says. " * 3
    )
    assert one("manual.txt", text).identity == "file:/articles/manual.txt"
