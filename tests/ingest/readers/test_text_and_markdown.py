"""Plain text, Markdown and their front matter."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import pytest

from ingest.readers.document import MAX_TEXT
from ingest.readers.front_matter import split
from ingest.readers.markdown import plain
from ingest.types import Access, Article, ArticleKind, BlockKind, Overrides, Rejected

One = Callable[..., Article]
Refused = Callable[..., Rejected]

BODY = (
    "The harbour board of Lindmouth said on Monday that it would sell its two dredgers to a "
    "company in Norfield, ending a dispute that has run for three years."
)
FRONT = """---
title: "Ships: sold"
source: Lindmouth Post
authors: [Ann Lee, "Bo Wu"]
date: 12 August 2025
updated: 2025-08-13
url: https://post.example/ships
kind: opinion
access: partial
language: en-GB
tags:
  - ships
  - harbour # both
# a remark
---

"""


def test_the_first_line_is_the_title_when_it_looks_like_one(one: One) -> None:
    article = one("notes-on_ships.txt", f"Harbour board sells both ships\n\n{BODY}\n")
    assert article.meta.title == "Harbour board sells both ships"
    assert article.blocks[0].kind is BlockKind.HEADLINE
    assert article.identity == "file:/articles/notes-on_ships.txt"
    assert article.source == "/articles/notes-on_ships.txt"
    assert article.meta.published is None
    assert article.meta.language == "en"
    assert one("notes-on_ships.txt", BODY).meta.title == "Notes on ships"


def test_front_matter_states_the_metadata(one: One) -> None:
    for name in ("a.md", "a.txt"):
        meta = one(name, FRONT + BODY).meta
        assert meta.title == "Ships: sold"
        assert meta.publisher == "Lindmouth Post"
        assert meta.authors == ("Ann Lee", "Bo Wu")
        assert (meta.published, meta.published_precision) == ("2025-08-12", "day")
        assert meta.modified == "2025-08-13"
        assert meta.url == "https://post.example/ships"
        assert (meta.kind, meta.access) == (ArticleKind.OPINION, Access.PARTIAL)
        assert (meta.language, meta.tags) == ("en", ("ships", "harbour"))
    assert one("a.md", FRONT + BODY).identity == "post.example/ships"
    assert one("a.md", FRONT + BODY).text == BODY


def test_the_section_in_front_matter_tells_the_kind(one: One) -> None:
    def kind(lines: str) -> ArticleKind:
        return one("a.md", f"---\n{lines}\n---\n\n{BODY}").meta.kind

    assert kind("section: Opinion") is ArticleKind.OPINION
    assert kind("type: post\nsection: Opinion") is ArticleKind.OPINION
    assert kind("type: interview\nsection: Opinion") is ArticleKind.INTERVIEW
    assert kind("section: Sport") is ArticleKind.REPORT


def test_what_the_user_states_wins(one: One) -> None:
    stated = Overrides(
        publisher="Me", published="2025-01-02", published_precision="day", tags=("x",)
    )
    meta = one("a.md", FRONT + BODY, overrides=stated).meta
    assert (meta.publisher, meta.published) == ("Me", "2025-01-02")
    assert meta.tags == ("ships", "harbour", "x")


def test_a_web_clipping_keeps_its_address_under_source() -> None:
    claim, body, warnings = split("---\nsource: https://x.org/a\ncreated: 2025-08-01\n---\nText")
    assert claim is not None
    assert (claim.url, claim.publisher, claim.retrieved) == ("https://x.org/a", None, "2025-08-01")
    assert (body, warnings) == ("Text", ())


def test_a_bare_head_of_known_keys_counts() -> None:
    claim, body, _ = split("\ufeffTitle: Ships\r\nDate: 2025-08-12\r\n\r\nText\r\nmore")
    assert claim is not None
    assert (claim.title, claim.published) == ("Ships", "2025-08-12")
    assert body == "\nText\nmore"


@pytest.mark.parametrize(
    "text",
    [
        "Title: only one key\n\nText",
        "Warning: ships\nNote: more ships\n\nText",
        "Title: a\nDate: b" + "\nx" * 30,
        "---\ntitle: never closed\n\nText",
        "----\ntitle: x\n----\nText",
        "- item: x\n- item: y\n\nText",
        "",
        "\n\n",
    ],
)
def test_what_is_no_front_matter_stays_in_the_text(text: str) -> None:
    claim, body, warnings = split(text)
    assert claim is None
    assert body == text
    assert warnings == ()


def test_a_block_that_cannot_be_read_is_left_with_a_warning(one: One) -> None:
    text = f"---\ntitle: x\n  nested: {{a: [1]}}\n---\n{BODY}"
    article = one("a.md", text)
    assert len(article.warnings) == 1
    assert split(text)[0] is None


def test_quotes_lists_and_links_in_values() -> None:
    claim, _, _ = split(
        "---\ntitle: 'It''s sold'\nauthor: [[Ann Lee]]\nempty:\ntags: [a, 'b, c']\n---\n"
    )
    assert claim is not None
    assert claim.title == "It's sold"
    assert claim.authors == ("Ann Lee",)
    assert claim.tags == ("a", "b", "c")


def test_pasted_text_is_named_by_its_content(one: One) -> None:
    article = one("-", BODY)
    assert article.identity.startswith("text:")
    assert article.meta.title is None
    assert article.identity == one("-", BODY).identity != one("-", BODY + " Or so.").identity


def test_charsets_line_ends_and_packing(one: One) -> None:
    for data in (
        BODY.replace("said", "saïd").encode("cp1252"),
        ("\ufeff" + BODY).replace("\n", "\r\n").encode("utf-8"),
        BODY.encode("utf-16"),
    ):
        article = one("a.txt", data)
        assert article.text.startswith("The harbour board")
    assert one("a.txt.gz", BODY).meta.title == "A"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "The file is empty"),
        ("a.txt", b" \n\t\n", "The file is empty"),
        ("a.txt", bytes(range(256)) * 9, "binary"),
        ("a.txt", b"\x89PNG\r\n x", "a PNG image"),
        ("a.txt", b"Too short.", "no article text"),
        ("a.xyz", b"\x89PNG\r\n", "a PNG image"),
        ("a.txt.gz", gzip.compress(b"x" * 99, mtime=0)[:-5], "damaged or cut off"),
        ("a.txt.gz", gzip.compress(b"words " * (MAX_TEXT // 6 + 9), mtime=0), "larger than 32 MB"),
    ],
)
def test_files_without_an_article(refused: Refused, name: str, data: bytes, reason: str) -> None:
    assert reason in refused(name, data).reason


def test_a_file_of_no_known_name_is_judged_by_its_content(one: One) -> None:
    assert one("README", BODY).meta.title == "README"
    assert one("page.txt", f"Harbour board sells ships\n\n{BODY}").text.endswith("years.")


def test_an_unknown_type_whose_text_is_text_is_read(one: One) -> None:
    assert one("x", BODY, media_type="application/x-unheard-of").text == BODY


def test_markdown_is_read_as_words() -> None:
    text, title, headings = plain(
        "# Ships *sold*\n\nThe **board** said [so](https://x.org 'y') in [its note][1] and "
        "[[Dredger|the dredger]] left.[^1] ![a ship](x.png)\n\n> We `had` to.\n\n- one\n- two_three_\n"
        "***\n```\n# no heading\n```\n\nNext\n----\n<div>More</div> at <https://x.org>, \\*really\\*.\n"
        "[1]: https://x.org\n[^1]: A note."
    )
    assert title == "Ships sold"
    assert headings == {"Ships sold", "Next"}
    assert text == (
        "Ships sold\n\n\nThe board said so in its note and the dredger left. \n\nWe had to.\n\n"
        "- one\n- two_three_\n\n# no heading\n\nNext\n\nMore at https://x.org, *really*.\n\n A note."
    )


def test_titles_of_markdown() -> None:
    assert plain("Ships\n=====\n\nText")[1] == "Ships"
    assert plain("Text\n\n# Later\n")[1] is None
    assert plain("Text\n\nLater\n===\n")[1] is None
    assert plain("# One\n\n# Two\n\nThree\n===\n")[1] == "One"
    assert plain("---\nText")[1] is None


def test_a_markdown_heading_is_the_title(one: One) -> None:
    article = one("a.md", f"# Ships sold\n\n{BODY}\n\n## Next\n\n{BODY} And more.")
    assert article.meta.title == "Ships sold"
    assert [block.kind for block in article.blocks] == [
        BlockKind.HEADLINE, BlockKind.BODY, BlockKind.SUBHEADING, BlockKind.BODY,
    ]  # fmt: skip


def test_controls_in_text_names_and_front_matter_are_gone(one: One) -> None:
    article = one(
        "a\x1b[2J.txt", f"---\ntitle: x\x1b]0;y\ntags: [a\x07]\n---\n{BODY} \x1b[31mred\u202e"
    )
    shown = f"{article.text}{article.meta}{article.source}"
    assert not any(char in shown for char in "\x1b\x07\u202e")
    assert "^[" in article.source
