"""Every document format against damage: truncation, noise, bombs, depth. A reason, never a crash."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from types import ModuleType

import pytest

from ingest import sandbox
from ingest.readers import (
    docx_text,
    epub_text,
    extracting,
    markup_lines,
    odt_text,
    pdf_text,
    rtf_text,
    unzipping,
)
from ingest.types import Article, Rejected

Refused = Callable[..., Rejected]
EXTRACT = {
    "word.docx": docx_text.extract,
    "open.odt": odt_text.extract,
    "book.epub": epub_text.extract,
    "page.pdf": pdf_text.extract,
    "rich.rtf": rtf_text.extract,
}
CASES = 120


@pytest.mark.parametrize(
    "name", ["word.docx", "open.odt", "book.epub", "page.pdf", "rich.rtf", "bomb.docx"]
)
def test_the_bad_twin_of_each_format_has_one_reason(
    refused: Refused, papers: ModuleType, name: str
) -> None:
    reason = refused(name, papers.bad()[name]).reason
    assert "report this" not in reason
    assert reason.endswith(".")
    assert len(reason.split(". ")) >= 2, "what happened, and what to do next"


def mutated(data: bytes, rng: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(rng.choice((1, 3, 30))):
        at = rng.randrange(len(out))
        how = rng.randrange(4)
        if how == 0:
            out[at] = rng.randrange(256)
        elif how == 1:
            del out[at : at + rng.randrange(1, 40)]
        elif how == 2:
            out[at:at] = bytes(rng.randrange(256) for _ in range(rng.randrange(1, 20)))
        else:
            del out[at:]
        if len(out) < 2:
            break
    return bytes(out)


def well_formed(found: dict[str, object]) -> bool:
    if "refused" in found:
        why, step = found["refused"]  # type: ignore[misc]
        return bool(why) and bool(step)
    return "articles" in found or all(len(block) == 2 for block in found["blocks"])  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", sorted(EXTRACT))
def test_mutations_give_text_or_a_reason(papers: ModuleType, name: str) -> None:
    rng = random.Random(name)
    data = papers.good()[name]
    for case in range(CASES):
        start = time.monotonic()
        changed = mutated(data, rng)
        assert well_formed(EXTRACT[name](changed, {})), f"case {case}: {changed!r}"
        assert time.monotonic() - start < 5


@pytest.mark.parametrize("name", ["word.docx", "open.odt", "book.epub"])
def test_mutations_within_the_parts_give_text_or_a_reason(papers: ModuleType, name: str) -> None:
    import io
    import zipfile

    rng = random.Random(name + "parts")
    archive = zipfile.ZipFile(io.BytesIO(papers.good()[name]))
    parts = {info.filename: archive.read(info) for info in archive.infolist()}
    for case in range(CASES // 2):
        chosen = rng.choice(sorted(parts))
        changed = papers.zipped(parts | {chosen: mutated(parts[chosen], rng)}, stored=["mimetype"])
        assert well_formed(EXTRACT[name](changed, {})), f"case {case}: {chosen}"


@pytest.mark.parametrize("name", sorted(EXTRACT))
def test_noise_gives_a_reason(papers: ModuleType, name: str) -> None:
    rng = random.Random(name + "noise")
    head = papers.good()[name][:8]
    for _ in range(CASES):
        noise = rng.randbytes(rng.randrange(3000))
        assert well_formed(EXTRACT[name](noise, {}))
        assert well_formed(EXTRACT[name](head + noise, {}))


def reason(papers: ModuleType, xml: str) -> str:
    data = papers.docx(extra={"word/document.xml": xml})
    return str(docx_text.extract(data, {})["refused"])


def test_entities_are_refused_and_nothing_is_fetched(papers: ModuleType) -> None:
    laughs = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><w:document>&b;</w:document>'
    assert "entities" in reason(papers, laughs)
    outside = '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document>&a;</w:document>'
    assert "entities" in reason(papers, outside)
    assert "entities" in reason(papers, "<a>" + " " * 5000 + "<!ENTITY x 'y'></a>")


def test_depth_is_limited(papers: ModuleType) -> None:
    deep = "<a>" * 5000 + "</a>" * 5000
    assert "deeply" in reason(papers, deep)
    groups = b"{\\rtf1" + b"{" * 100_000 + b"x" + b"}" * 100_000 + b"}"
    assert well_formed(rtf_text.extract(groups, {}))
    boxes = "<div>" * 3000 + papers.BODY[0] * 5 + "</div>" * 3000
    assert well_formed(epub_text.extract(papers.epub({"a.html": boxes}), {}))


def test_paragraphs_are_counted(papers: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    many = "<w:p><w:r><w:t>One more.</w:t></w:r></w:p>" * 6_000
    monkeypatch.setattr(extracting, "MAX_PARAGRAPHS", 5_000)
    assert "paragraphs" in str(docx_text.extract(papers.docx(many), {})["refused"])
    monkeypatch.setattr(extracting, "MAX_PARAGRAPHS", 50)
    monkeypatch.setattr(markup_lines, "MAX_PARAGRAPHS", 50)
    assert "paragraphs" in str(odt_text.extract(papers.odt("<text:p>One</text:p>" * 60), {}))
    assert "paragraphs" in str(epub_text.extract(papers.epub({"a.html": "<p>One</p>" * 60}), {}))


def test_parts_are_counted_measured_and_not_believed(
    papers: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "500 times" in str(docx_text.extract(papers.bomb(2_000_000), {})["refused"])
    monkeypatch.setattr(unzipping, "MAX_MEMBER", 1000)
    assert "larger" in str(docx_text.extract(papers.bomb(2_000), {})["refused"])
    monkeypatch.setattr(unzipping, "MAX_MEMBER", 10_000)
    monkeypatch.setattr(unzipping, "MAX_TOTAL", 100)
    assert "larger" in str(docx_text.extract(papers.docx(), {})["refused"])
    monkeypatch.setattr(unzipping, "MAX_MEMBERS", 2)
    assert "more than 2 parts" in str(docx_text.extract(papers.docx(), {})["refused"])


def test_a_size_that_is_a_lie_is_found(papers: ModuleType) -> None:
    data = bytearray(papers.docx())
    at = data.rfind(b"word/document.xml") - 46
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    found = docx_text.extract(bytes(data), {})
    assert "damaged" in str(found["refused"])


def test_a_locked_part_is_named(papers: ModuleType) -> None:
    data = bytearray(papers.docx())
    at = data.rfind(b"word/document.xml") - 46
    data[at + 8] |= 1
    assert "password" in str(docx_text.extract(bytes(data), {})["refused"])


def test_in_the_worker_a_document_is_read_or_refused(
    refused: Refused, one: Callable[..., Article], papers: ModuleType
) -> None:
    assert "times its size" in refused("x.docx", papers.bomb()).reason
    assert one("x.docx", papers.docx()).meta.title == papers.TITLE
    assert sandbox.JOBS["docx"].startswith("ingest.readers.docx_text")
