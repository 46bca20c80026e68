"""Records on their way between two processes: what goes in comes out, and nothing else does."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.reading import wire
from ingest.records import Prepared
from ingest.types import (
    Access,
    Article,
    ArticleKind,
    Block,
    BlockKind,
    Fetched,
    Link,
    Metadata,
    Rejected,
    Source,
)

#: Any code points, lone surrogates (names that are no valid text) among them.
TEXTS = st.text(st.characters(exclude_categories=()), max_size=40)
MAYBE = st.none() | TEXTS
NUMBERS = st.integers(-(2**63), 2**63 - 1)

METADATA = st.builds(
    Metadata,
    title=MAYBE,
    authors=st.lists(TEXTS, max_size=3).map(tuple),
    published=MAYBE,
    published_precision=st.sampled_from([None, "day", "minute"]),
    url=MAYBE,
    kind=st.sampled_from(ArticleKind),
    access=st.sampled_from(Access),
    tags=st.lists(TEXTS, max_size=3).map(tuple),
)
ARTICLES = st.builds(
    Article,
    identity=TEXTS,
    source=TEXTS,
    text=TEXTS,
    blocks=st.lists(st.builds(Block, st.sampled_from(BlockKind), NUMBERS, NUMBERS), max_size=4).map(
        tuple
    ),
    meta=METADATA,
    warnings=st.lists(TEXTS, max_size=2).map(tuple),
    meta_sources=st.lists(st.tuples(TEXTS, TEXTS), max_size=3).map(tuple),
)
PAIRS = st.lists(st.tuples(NUMBERS, NUMBERS), max_size=3).map(tuple)
PREPARED = st.builds(
    Prepared, article=ARTICLES, passages=PAIRS, signature=st.binary(max_size=20), paragraphs=PAIRS
)
FETCHED = st.builds(
    Fetched,
    source=st.builds(
        Source,
        location=TEXTS,
        kind=st.sampled_from(["file", "url", "stdin"]),
        size=st.none() | NUMBERS,
        mtime_ns=st.none() | NUMBERS,
    ),
    data=st.binary(max_size=30),
    media_type=TEXTS,
    url=MAYBE,
    charset=MAYBE,
    retrieved=MAYBE,
)
LINKS = st.builds(
    Link,
    source=TEXTS,
    url=TEXTS,
    kind=st.sampled_from(["page", "feed", "pages"]),
    title=MAYBE,
    published=MAYBE,
    follow=st.booleans(),
)
REJECTED = st.builds(Rejected, source=TEXTS, reason=TEXTS, skipped=st.booleans())


@settings(max_examples=150, deadline=None)
@given(PREPARED | FETCHED | LINKS | REJECTED)
def test_what_goes_in_comes_out(record) -> None:
    sent = wire.dump(record)
    assert sent.isascii()
    made = wire.load(sent)
    assert made == record
    assert type(made) is type(record)
    assert hash(made) == hash(record)


def test_kinds_come_back_as_kinds() -> None:
    article = Article("i", "s", "t", (Block(BlockKind.BODY, 0, 1),), Metadata())
    made = wire.load(wire.dump(Prepared(article, ((0, 1),))))
    assert made.article.blocks[0].kind is BlockKind.BODY
    assert made.article.meta.access is Access.FULL
    assert made.article.blocks[0].kind.citable


@pytest.mark.parametrize(
    "sent",
    [b"", b"{", b"[]", b'["Path",["x"]]', b'["Rejected",["a"]]', b'["Rejected",7]', b'[["x"],1]'],
)
def test_anything_else_is_refused(sent: bytes) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        wire.load(sent)


def test_a_field_that_could_be_two_records_is_refused() -> None:
    @dataclass(frozen=True)
    class Strange:
        either: Source | Link

    Strange.__annotations__["either"] = Source | Link
    with pytest.raises(TypeError, match="may not be"):
        wire._maker(Strange)


def test_several_plain_types_are_written_as_they_are() -> None:
    assert wire._writer(str | int | None)(7) == 7
    assert wire._maker(str | int | None)("7") == "7"
    assert wire._writer(tuple[bytes, ...])((b"a",)) == ["YQ=="]
    assert wire._maker(bytes | None)(None) is None
    assert wire._writer(bytes | None)(None) is None
    assert wire._maker(tuple[int, bytes])([1, "YQ=="]) == (1, b"a")
    assert wire._writer(tuple[int, bytes])((1, b"a")) == [1, "YQ=="]
