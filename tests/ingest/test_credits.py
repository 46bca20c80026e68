"""Whose report an article says it is."""

from __future__ import annotations

import pytest

from ingest.credits import agency_named, credited, is_agency
from ingest.types import Article, Block, BlockKind, Metadata

BODY = "The harbour of Tarn was closed on Monday after two ferries had met in the fog there."

TOLD = f"{BODY} Nobody was hurt, the harbour master told Reuters."


def article(*lines: str | tuple[BlockKind, str], **meta: object) -> Article:
    text, blocks = "", []
    for line in lines:
        kind, words = line if isinstance(line, tuple) else (BlockKind.BODY, line)
        blocks.append(Block(kind, len(text), len(text) + len(words) + 2))
        text += words + "\n\n"
    return Article("i", "s", text, tuple(blocks), Metadata(**meta))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("lines", "agency"),
    [
        ((f"TARN, Norland (AP) — {BODY}",), "AP"),
        ((f"(Reuters) - {BODY}",), "Reuters"),
        ((f"(Reuters) {BODY}",), "Reuters"),
        ((f"Tarn (dpa/lno) - {BODY}",), "dpa"),
        (("Ann Wren", "Associated Press", BODY), "AP"),
        (("The Associated Press", BODY), "AP"),
        (((BlockKind.HEADLINE, "AP"), BODY), "AP"),
        (("By Ann Wren of The Associated Press", BODY), "AP"),
        (("By ANN WREN, Associated Press", BODY), "AP"),
        (("Ann Wren and Bo Finch, AFP", BODY), "AFP"),
        (("Ann Wren, AP Sports Writer", BODY), "AP"),
        ((TOLD, "Reporting by Ann Wren in Tarn; Editing by Bo Finch"), "Reuters"),
        ((f"{TOLD} (Reporting by Ann Wren; Writing by Cy Lark; Editing by Bo Finch)",), "Reuters"),
        ((BODY, "© 2026 AFP"), "AFP"),
        ((BODY, "Copyright 2026 The Associated Press. All rights reserved."), "AP"),
        ((BODY, "More AP harbours: https://apnews.com/hub/harbours"), "AP"),
    ],
)
def test_a_credit_names_the_agency(
    lines: tuple[str | tuple[BlockKind, str], ...], agency: str
) -> None:
    assert credited(article(*lines)) == agency


@pytest.mark.parametrize(
    "lines",
    [
        (BODY,),
        (BODY, "Contributing: The Associated Press"),
        (BODY, "The Associated Press contributed to this report."),
        (BODY, "Information from the Associated Press was used in this report."),
        (f"{BODY} The minister told Reuters that it would open (AP Photo/Ann Wren).",),
        ((BlockKind.CAPTION, "AP"), BODY),
        (BODY, "AP"),
        ("A last stand for Bloomberg", BODY),
        ("Norland sues Bloomberg", BODY),
        ("harbours in the fog, AP", BODY),
        (TOLD, "Editing by Bo Finch"),
        (BODY, "Reporting by Ann Wren in Tarn; Editing by Bo Finch"),
        (BODY, "© 2026 Tarn Echo"),
        ("No more than this",),
        ("x\n\n" * 700, "AP"),
    ],
)
def test_what_is_no_credit(lines: tuple[str | tuple[BlockKind, str], ...]) -> None:
    assert credited(article(*lines)) is None


def test_an_author_or_the_publisher_may_be_the_agency() -> None:
    assert credited(article(BODY, authors=("Ann Wren", "Associated Press"))) == "AP"
    assert credited(article(BODY, publisher="Reuters")) == "Reuters"
    assert credited(article(BODY, publisher="Tarn Echo", authors=("Ann Wren",))) is None


@pytest.mark.parametrize(
    ("publisher", "agency"),
    [
        ("The Associated Press", "AP"),
        ("apnews.com", "AP"),
        ("www.reuters.com", "Reuters"),
        ("PA", "PA Media"),
        ("Tarn Echo", None),
        (None, None),
    ],
)
def test_an_outlet_that_is_an_agency(publisher: str | None, agency: str | None) -> None:
    assert agency_named(publisher) == agency


def test_outlet_and_agency_are_compared_by_what_they_are() -> None:
    assert is_agency("Associated Press", "AP")
    assert not is_agency("Tarn Echo", "AP")


def test_a_long_line_takes_no_long_time() -> None:
    assert credited(article("Reporting by " + "a b " * 50_000, "(" * 5_000)) is None
