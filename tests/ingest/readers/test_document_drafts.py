"""A draft written in a word processor, or printed to a PDF, as words to check."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from ingest.draft import read_draft
from ingest.errors import ReadError
from ingest.types import BlockKind


@pytest.mark.parametrize("name", ["word.docx", "open.odt", "page.pdf", "rich.rtf"])
def test_a_draft_out_of_a_word_processor(tmp_path: Path, papers: ModuleType, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(papers.good()[name])
    draft = read_draft(str(path))
    told = [(block.kind, draft.text[block.start : block.end]) for block in draft.blocks]
    heads = [text for kind, text in told if kind is BlockKind.SUBHEADING]
    assert {papers.BYLINE, papers.HEADING} <= set(heads)
    assert (papers.TITLE in heads) is (name != "rich.rtf")
    quoted = [text for kind, text in told if kind is BlockKind.QUOTATION]
    assert quoted == ([papers.QUOTATION] if name in ("word.docx", "open.odt") else [])
    body = [text for kind, text in told if kind is BlockKind.BODY]
    assert {*papers.BODY, *papers.AFTER} <= set(body)


def test_markers_of_sources_are_no_words_of_a_draft(tmp_path: Path, papers: ModuleType) -> None:
    path = tmp_path / "draft.docx"
    path.write_bytes(
        papers.docx(papers.word_paragraph("The ships are sold [1]. So it was said [2]."))
    )
    assert read_draft(str(path)).text == "The ships are sold. So it was said."


def test_a_damaged_draft_says_why(tmp_path: Path, papers: ModuleType) -> None:
    path = tmp_path / "draft.docx"
    path.write_bytes(papers.bad()["word.docx"])
    with pytest.raises(ReadError, match="damaged or cut off"):
        read_draft(str(path))
    path.write_bytes(papers.docx(papers.word_paragraph("–")))
    with pytest.raises(ReadError, match="no sentence"):
        read_draft(str(path))
