"""PDF documents: lines put together to paragraphs, what runs along, and what cannot be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from types import ModuleType

import pytest

from ingest.readers import pdf_text
from ingest.readers.pdf_lines import Line, joined, paragraphs_of, printed_url, without_running
from ingest.types import Article, BlockKind, Rejected

One = Callable[..., Article]
SOLD = "The board has sold both of its ships, and nobody had been asked before it was done"


def test_an_article_on_two_pages(one: One, papers: ModuleType) -> None:
    article = one("page.pdf", papers.pdf())
    kinds = [
        (block.kind, article.text[block.start : block.end].strip()) for block in article.blocks
    ]
    assert kinds[:3] == [
        (BlockKind.HEADLINE, papers.TITLE),
        (BlockKind.BYLINE, papers.BYLINE),
        (BlockKind.DATE, papers.DAY),
    ]
    body = [text for kind, text in kinds if kind is BlockKind.BODY]
    assert body == [*papers.BODY, f"“{papers.QUOTATION}”", *papers.AFTER]
    assert (BlockKind.SUBHEADING, papers.HEADING) in kinds
    assert "Courier" not in article.text
    assert "Page" not in article.text
    assert article.meta.title == papers.TITLE
    assert article.meta.authors == ("Ines Okafor",)
    assert article.meta.published == "2024-03-18"


def test_properties_where_the_text_says_nothing(one: One, papers: ModuleType) -> None:
    page = [(line, 60.0, 700.0 - 14 * n, 11.0, False)
            for n, line in enumerate(papers.wrapped(" ".join(papers.BODY)))]  # fmt: skip
    article = one(
        "x.pdf", papers.pdf([page], info={"Title": "Ferries are sold", "Keywords": "sea"})
    )
    assert article.meta.title == "Ferries are sold"
    assert article.meta.authors == ("Mara Lindqvist",)
    assert article.meta.tags == ("sea",)
    assert one("old-news.pdf", papers.pdf([page])).meta.title == "Old news"


def at(text: str, y: float, x: float = 60.0, size: float = 11.0, bold: bool = False) -> Line:
    return Line(text, x, y, size, bold)


def word(number: int) -> str:
    """A word for a number: digits are made alike where running lines are looked for."""
    return "abcdefghijklmnop"[number] * 3


def told(*lines: Line) -> list[list[str]]:
    return paragraphs_of([lines])[0]


def test_gaps_and_indents_part_paragraphs() -> None:
    lines = [at(SOLD, 700), at(SOLD, 686), at(SOLD, 672), at("Wide", 640), at(SOLD, 626)]
    assert len(told(*lines)) == 2
    indented = [at(SOLD, 700), at("it was said.", 686), at(SOLD, 672, 75), at(SOLD, 658)]
    assert [text for _, text in told(*indented)] == [f"{SOLD} it was said.", f"{SOLD} {SOLD}"]
    # A hanging line of a list is no paragraph of its own.
    hanging = [at("• " + SOLD, 700), at(SOLD, 686, 75), at("• " + SOLD, 672)]
    assert len(told(*hanging)) == 2


def test_short_lines_that_end_a_sentence_part_paragraphs() -> None:
    lines = [at(SOLD, 700), at("and so on.", 686), at(SOLD, 672), at(SOLD, 658)]
    assert len(told(*lines)) == 2
    unplaced = [Line(SOLD), Line("and so on."), Line(SOLD), Line(SOLD)]
    assert len(told(*unplaced)) == 2


def test_a_byline_and_a_date_end_at_their_line() -> None:
    head = ["By Mara Lindqvist", "Harbour Monthly, 18 March 2024", SOLD, "and done, it said."]
    assert told(*(at(text, 700 - 14 * n) for n, text in enumerate(head))) == [
        ["body", head[0]],
        ["body", head[1]],
        ["body", f"{SOLD} and done, it said."],
    ]
    shared = ["By Mara Lindqvist and", "Ines Okafor", SOLD]
    assert len(told(*(at(text, 700 - 14 * n) for n, text in enumerate(shared)))) == 1
    wrapped = ["By the end of the year", SOLD, SOLD]
    assert len(told(*(at(text, 700 - 14 * n) for n, text in enumerate(wrapped)))) == 1


def test_the_line_of_outlet_and_day_gives_both(one: One, papers: ModuleType) -> None:
    lines = [
        "By Mara Lindqvist",
        "Harbour Monthly, 18 March 2024",
        *papers.wrapped(f"{SOLD}. " * 4),
    ]
    page = [("Both ships sold", 60.0, 720.0, 18.0, True)]
    page += [(line, 60.0, 690.0 - 14 * n, 11.0, False) for n, line in enumerate(lines)]
    meta = one("x.pdf", papers.pdf([page])).meta
    assert (meta.authors, meta.publisher) == (("Mara Lindqvist",), "Harbour Monthly")
    assert meta.published == "2024-03-18"


def test_a_sentence_goes_on_over_pages_and_columns() -> None:
    first = [at(f"{SOLD} {word(n)}", 700 - 14 * n) for n in range(5)]
    second = [at("without a word, and " + SOLD, 700), at(SOLD, 686)]
    assert len(paragraphs_of([first, second])[0]) == 1
    ended = [at("It is over.", 630)]
    assert len(paragraphs_of([[*first, *ended], [at("New", 700), at(SOLD, 686)]])[0]) == 2


def test_headings_by_size_and_weight() -> None:
    lines = [at("A long title", 740, size=20), at("Second title", 720, size=16), at(SOLD, 700),
             at(SOLD, 686), at("In bold", 672, bold=True), at(SOLD, 658),
             at("Bold. " + SOLD, 644, bold=True), at(" ".join([SOLD] * 3), 630, size=16)]  # fmt: skip
    kinds = [kind for kind, _ in told(*lines)]
    assert kinds == ["headline", "subheading", "body", "subheading", "body", "body", "body"]


def test_running_heads_feet_and_numbers_are_left_out() -> None:
    pages = [
        [at("Courier", 800, size=9), *(at(f"{SOLD} {word(n)} {word(m)}", 700 - 14 * m) for m in range(8)),
         at(f"https://courier.example/a/{7} {n}/4", 20, size=9), at(f"– {n} –", 10, size=9)]
        for n in range(1, 5)
    ]  # fmt: skip
    kept, running = without_running(pages)
    assert all(len(page) == 8 for page in kept)
    assert printed_url(running) == "https://courier.example/a/7"
    assert printed_url(["https://courier.example/a… 1/4"]) is None
    assert printed_url(["https://a.example/x 1/2", "https://b.example/x 2/2"]) is None
    assert printed_url(["Courier"]) is None


def test_what_stands_at_an_edge_once_stays() -> None:
    page = [at("Courier", 800), at(SOLD, 700), at("4", 20)]
    assert without_running([page])[0] == [page]
    unplaced = [
        [Line("Head"), *(Line(f"{SOLD} {word(p)} {word(n)}") for n in range(7))] for p in range(6)
    ]
    assert without_running(unplaced)[1] == ["Head"]
    # The title of the first page is the head of the others.
    titled = [[at("Ships sold", 800, size=20)], [at("Ships sold", 810), *[at(SOLD, 700)] * 3]]
    assert (
        without_running([[*titled[0], *[at(SOLD, 690)] * 9], titled[1]])[0][0][0].text
        == "Ships sold"
    )


@pytest.mark.parametrize(
    ("lines", "text", "words"),
    [
        (["The har-", "bour"], "The harbour", ""),
        (["a long-", "term plan"], "a long-term plan", "long-term"),
        (["a long-", "term plan"], "a longterm plan", "longterm long-term"),
        (["well-", "known"], "well-known", "well known known"),
        (["Nor-", "South"], "Nor-South", ""),
        (["pages 4-", "5"], "pages 4- 5", ""),
        (["soft\u00ad", "ware and soft\u00adware"], "software and software", ""),
        (["of ﬁre", "ﬂags"], "of fire flags", ""),
    ],
)  # fmt: skip
def test_words_cut_at_line_ends(lines: list[str], text: str, words: str) -> None:
    assert joined(lines, Counter(words.split())) == text


def test_no_pages_give_nothing() -> None:
    assert paragraphs_of([]) == ([], [])
    assert paragraphs_of([[Line(" ")]]) == ([], [])


def refused_reason(data: bytes) -> str:
    return str(pdf_text.extract(data, {})["refused"])


def test_scans_and_empty_pages_are_named(papers: ModuleType) -> None:
    assert "ocrmypdf" in refused_reason(papers.pdf([[]], picture=True))
    assert "hold no text" in refused_reason(papers.pdf([[]]))
    assert "no pages" in refused_reason(papers.pdf([]))


def test_locked_documents_are_named(papers: ModuleType) -> None:
    import io

    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(papers.pdf())))
    writer.encrypt("secret", algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    assert "password" in refused_reason(locked.getvalue())
    writer = PdfWriter(PdfReader(io.BytesIO(papers.pdf())))
    writer.encrypt("", owner_password="secret", algorithm="RC4-128")
    opened = io.BytesIO()
    writer.write(opened)
    assert pdf_text.extract(opened.getvalue(), {})["blocks"]


def test_encryption_that_is_not_read_is_named(
    papers: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pypdf.errors import DependencyError

    def fail(payload: bytes) -> None:
        raise DependencyError("cryptography>=3.1 is required for AES algorithm")

    monkeypatch.setattr(pdf_text, "_extract", fail)
    assert "encrypted" in refused_reason(papers.pdf())


def test_a_long_document_is_read_as_far_as_time_allows(
    papers: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_text, "MAX_PAGES", 1)
    found = pdf_text.extract(papers.pdf(), {})
    assert "first 1 of its 2 pages" in found["warnings"][0]


def test_a_damaged_page_does_not_cost_the_others(papers: ModuleType) -> None:
    import io

    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import NameObject, NumberObject

    writer = PdfWriter(PdfReader(io.BytesIO(papers.pdf())))
    writer.pages[1][NameObject("/Resources")] = NumberObject(1)
    out = io.BytesIO()
    writer.write(out)
    found = pdf_text.extract(out.getvalue(), {})
    assert found["warnings"] == ["1 of its 2 pages are damaged and were not read."]
    assert papers.TITLE in [text for _, text in found["blocks"]]


def test_the_address_that_a_browser_printed_is_taken(one: One, papers: ModuleType) -> None:
    pages = [
        [*page, (f"https://courier.example/news/ferries {n}/2", 60.0, 20.0, 9.0, False)]
        for n, page in enumerate(papers.article_pages(), 1)
    ]
    assert one("x.pdf", papers.pdf(pages)).meta.url == "https://courier.example/news/ferries"
    # What an archive brought must not take the place of the article at that address.
    assert one("x.zip", papers.zipped({"x.pdf": papers.pdf(pages)})).meta.url is None


def test_a_cut_document_is_damaged_or_read(
    results: Callable[..., list[Article | Rejected]], papers: ModuleType
) -> None:
    whole = papers.pdf()
    (found,) = results("x.pdf", whole[:300])
    assert isinstance(found, Rejected)
    assert "damaged or cut off" in found.reason
