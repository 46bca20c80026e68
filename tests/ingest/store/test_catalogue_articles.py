"""What is written can be read again: articles, revisions, lists, sources."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ingest.catalogue import Catalogue, KnownSource
from ingest.errors import UnknownArticle
from ingest.store.filters import condition
from ingest.types import ArticleKind, Filters, Metadata, Overrides


def test_article_comes_back_whole(catalogue: Catalogue, make) -> None:
    write = make("heron", "The heron stood still.", "It caught “a fish”.", comments=("Nice bird!",))
    (written,) = catalogue.write([write])
    stored = catalogue.article(written.article_id)
    assert (written.revision, written.action) == (1, "added")
    assert stored.article == write.article
    assert stored.content_hash == write.article.content_hash
    assert stored.added == write.added
    assert stored.current
    for passage in catalogue.passages([1, 2]).values():
        assert stored.article.text[passage.start : passage.end] == passage.text
        assert passage.passage_id == f"{written.article_id}-1-{passage.ordinal}"


def test_every_metadata_field_survives(catalogue: Catalogue, make) -> None:
    write = make("heron", "The heron stood.")
    meta = Metadata(
        title="Título ünïcode 東京",
        publisher="P",
        authors=("A", "B"),
        published="2024-05-06T07:08:00+02:00",
        published_precision="minute",
        modified="2024-05-07",
        retrieved="2024-06-01T00:00:00+00:00",
        url="https://x.example/1",
        kind=ArticleKind.OPINION,
        language="en",
        tags=("Birds", "Ponds"),
    )
    write = replace(write, article=replace(write.article, meta=meta))
    (written,) = catalogue.write([write])
    assert catalogue.article(written.article_id).article.meta == meta
    row = catalogue.row_of([written.article_id, "nobody"])[written.article_id]
    assert row.meta == meta
    assert catalogue.revision_row(written.article_id, 1) == row


def test_id_prefix_ambiguity_and_unknown(catalogue: Catalogue, make) -> None:
    names = [
        w.article_id for w in catalogue.write([make(f"n{i}", f"Text {i}.") for i in range(20)])
    ]
    assert catalogue.article(names[0][:12]).article_id == names[0]
    with pytest.raises(UnknownArticle, match="Several articles"):
        catalogue.article("a")
    for unknown in ("zzz", "", "a%", names[0] + "0"):
        with pytest.raises(UnknownArticle, match="No article has the id"):
            catalogue.article(unknown)
    for call in (catalogue.article, catalogue.revision_row):
        with pytest.raises(UnknownArticle, match="no revision 7"):
            call(names[0], 7)


def test_update_keeps_the_earlier_revision(catalogue: Catalogue, make) -> None:
    (first,) = catalogue.write([make("heron", "The heron sold fish.")])
    (second,) = catalogue.write(
        [make("heron", "The heron bought fish.", added="2026-02-01T00:00Z")]
    )
    assert (second.article_id, second.revision, second.action) == (first.article_id, 2, "updated")
    assert catalogue.article(first.article_id).article.text == "The heron bought fish.\n"
    old = catalogue.article(first.article_id, 1)
    assert old.article.text == "The heron sold fish.\n"
    assert not old.current
    assert catalogue.revisions(first.article_id) == [
        (1, "2026-01-01T00:00:00+00:00"),
        (2, "2026-02-01T00:00Z"),
    ]
    assert [row.revision for row in catalogue.rows()] == [2]
    assert set(catalogue.revision_rows([(first.article_id, 1), (first.article_id, 2)])) == {
        (first.article_id, 1),
        (first.article_id, 2),
    }
    counts = catalogue.counts()
    assert (counts.articles, counts.revisions, counts.passages) == (1, 2, 1)


def test_metadata_alone_makes_no_revision(catalogue: Catalogue, make) -> None:
    catalogue.write([make("heron", "The heron stood.")])
    relabelled = make(
        "heron", "The heron stood.", publisher="The Evening Crane", title="Still bird"
    )
    (written,) = catalogue.write([relabelled])
    assert (written.revision, written.action) == (1, "relabelled")
    assert catalogue.row_of([written.article_id])[written.article_id].meta.title == "Still bird"
    assert [row for row, _ in catalogue.lexical("evening")] == [1]
    assert catalogue.lexical("daily") == []
    assert catalogue.check() == []


def test_metadata_without_vectors_needs_the_same_header(catalogue: Catalogue, make) -> None:
    first = make("heron", "The heron stood.")
    catalogue.write([first])
    tagged = replace(
        make("heron", "The heron stood.", tags=("pond",), overrides=Overrides(tags=("pond",))),
        vectors=None,
        passages=(),
    )
    assert catalogue.write([tagged])[0].action == "relabelled"
    assert catalogue.rows()[0].meta.tags == ("pond",)
    assert catalogue.known([first.article.identity])[0].overrides == Overrides(tags=("pond",))
    other = replace(make("heron", "The heron stood.", title="New"), vectors=None, passages=())
    assert catalogue.write([other])[0].action == "unchanged"
    assert catalogue.rows()[0].meta.title == "Heron"


def test_other_passages_of_the_same_text_make_a_revision(catalogue: Catalogue, make) -> None:
    first = make("heron", "One. Two.")
    catalogue.write([first])
    cut = replace(first, passages=((0, 4), (5, 9)), vectors=np.eye(2, 8, dtype=np.float32))
    assert catalogue.write([cut])[0].action == "updated"
    assert [p.text for p in catalogue.passages([2, 3]).values()] == ["One.", "Two."]


def test_moved_article_keeps_its_id(catalogue: Catalogue, make) -> None:
    (first,) = catalogue.write([make("heron", "The heron stood.")])
    moved = make(
        "egret", "The heron stood.", title="Heron", header="h", article_id=first.article_id
    )
    (written,) = catalogue.write([moved])
    assert written.article_id == first.article_id
    assert catalogue.known(["crane.example/heron"]) == []
    assert catalogue.known(["crane.example/egret"])[0].article_id == first.article_id
    # A new article where the old one lay gets an id of its own.
    (newcomer,) = catalogue.write([make("heron", "Another bird.")])
    assert newcomer.article_id == first.article_id + "x2"
    assert catalogue.article(first.article_id).article.text == "The heron stood.\n"


def test_same_identity_twice_in_one_batch(catalogue: Catalogue, make) -> None:
    actions = [
        w.action
        for w in catalogue.write(
            [make("heron", "One."), make("heron", "One."), make("heron", "Two.")]
        )
    ]
    assert actions == ["added", "relabelled", "updated"]
    assert catalogue.check() == []


def test_rows_newest_first_undated_last(catalogue: Catalogue, make) -> None:
    catalogue.write(
        [
            make("b", "B.", published="2024-01-01"),
            make("c", "C.", published=None),
            make("a", "A.", published="2025-01-01"),
        ]
    )
    assert [row.meta.title for row in catalogue.rows()] == ["A", "B", "C"]
    assert catalogue.newest() == "2025-01-01"
    assert catalogue.counts().undated == 1


def test_newest_of_nothing(catalogue: Catalogue) -> None:
    assert catalogue.newest() is None
    assert catalogue.counts().articles == 0
    assert catalogue.rows() == []


def test_counts_withheld_blocks(catalogue: Catalogue, make) -> None:
    catalogue.write([make("heron", "Text.", comments=("One", "Two"))])
    assert catalogue.counts().comments == 2
    assert catalogue.counts().boilerplate == 0


def test_same_content_lists_copies_oldest_first(catalogue: Catalogue, make) -> None:
    a = make("a", "Wire text.", published="2025-02-02")
    catalogue.write([a, make("b", "Wire text.", published="2025-02-01"), make("c", "Other.")])
    rows = catalogue.same_content(a.article.content_hash)
    assert [row.meta.title for row in rows] == ["B", "A"]


def test_known_by_identity_and_content(catalogue: Catalogue, make) -> None:
    a, b = make("a", "One."), make("b", "Two.", overrides=Overrides("P", "2025", "year", ("t",)))
    (first, second) = catalogue.write([a, b])
    catalogue.record_sources([KnownSource("/texts/a.txt", 1, 2, "s", "o", (first.article_id,))])
    known = catalogue.known(["crane.example/a"], [b.article.content_hash])
    assert [k.article_id for k in known] == [first.article_id, second.article_id]
    assert known[0].locations == ("/texts/a.txt",)
    assert known[0].meta == a.article.meta
    assert known[1].overrides == Overrides("P", "2025", "year", ("t",))
    assert catalogue.known([], []) == []
    assert len(catalogue.known([f"crane.example/{n}" for n in "ab" * 2000])) == 2


def test_sources_are_remembered_replaced_and_forgotten(catalogue: Catalogue, make) -> None:
    (a, b) = (w.article_id for w in catalogue.write([make("a", "One."), make("b", "Two.")]))
    one = KnownSource("/x/1", 10, 20, "sha", "opts", (a, b))
    catalogue.record_sources([one, KnownSource("/x/2", None, None, "sha2", "opts", (b,))])
    assert catalogue.source("/x/1") == KnownSource(
        "/x/1", 10, 20, "sha", "opts", tuple(sorted((a, b)))
    )
    assert catalogue.source("/x/3") is None
    assert catalogue.forget_sources(["/x/1"]) == [a]
    assert [s.location for s in catalogue.sources()] == ["/x/2"]
    catalogue.record_sources([KnownSource("/x/2", 5, 6, "sha3", "opts", ())])
    assert catalogue.source("/x/2") == KnownSource("/x/2", 5, 6, "sha3", "opts", ())


def test_undecodable_file_names(catalogue: Catalogue, make) -> None:
    odd = "/texts/caf\udce9.txt"
    write = make("a", "One.", source=odd)
    write = replace(write, article=replace(write.article, identity=f"file:{odd}#"))
    (written,) = catalogue.write([write])
    catalogue.record_sources([KnownSource(odd, 1, 2, "s", "o", (written.article_id,))])
    assert catalogue.source(odd).articles == (written.article_id,)
    assert [s.location for s in catalogue.sources()] == [odd]
    assert catalogue.known([f"file:{odd}#"])[0].locations == (odd,)
    assert catalogue.article(written.article_id).article == write.article


def test_remove_takes_everything(catalogue: Catalogue, make) -> None:
    (a, b) = (w.article_id for w in catalogue.write([make("a", "Heron."), make("b", "Egret.")]))
    catalogue.write([make("a", "Heron again.")])
    catalogue.record_sources([KnownSource("/x/1", 1, 1, "s", "o", (a,))])
    catalogue.remove([a, "nobody"])
    assert [row.article_id for row in catalogue.rows()] == [b]
    with pytest.raises(UnknownArticle):
        catalogue.article(a, 1)
    assert catalogue.lexical("heron") == []
    assert catalogue.source("/x/1") is None
    assert catalogue.all_vectors()[0].tolist() == [2]
    assert {op.op for op in catalogue.pending() if op.passage_id.startswith(a)} == {"delete"}
    assert catalogue.check() == []
    # Its row ids are not given again: an old answer cannot point at another passage.
    catalogue.write([make("c", "Stork.")])
    assert list(catalogue.passages(range(10))) == [2, 4]


def test_meta_entries(catalogue: Catalogue) -> None:
    assert catalogue.meta("embedder") is None
    catalogue.set_meta("embedder", "static:8:1:x")
    catalogue.set_meta("embedder", "static:8:1:y")
    assert catalogue.meta("embedder") == "static:8:1:y"


def test_fingerprint_is_of_the_content_not_of_its_history(tmp_path, make) -> None:
    with (
        Catalogue.open(tmp_path / "1", create=True) as one,
        Catalogue.open(tmp_path / "2", create=True) as two,
    ):
        one.write([make("a", "A."), make("b", "B.")])
        two.write([make("b", "B.")])
        assert one.fingerprint != two.fingerprint
        two.write([make("c", "C.")])
        two.remove([row.article_id for row in two.rows() if row.meta.title == "C"])
        two.write([make("a", "A.")])
        assert one.fingerprint == two.fingerprint
        two.set_meta("embedder", "another")
        assert one.fingerprint != two.fingerprint


def test_vectors_must_match_the_passages(catalogue: Catalogue, make) -> None:
    write = make("a", "One.", "Two.")
    with pytest.raises(ValueError, match="2 passages, but 1 vectors"):
        catalogue.write([make("b", "B."), replace(write, vectors=write.vectors[:1])])
    with pytest.raises(ValueError, match="2 passages, but 0 vectors"):
        catalogue.write([replace(write, vectors=None)])
    assert catalogue.counts().articles == 0  # the whole batch was undone


def test_unreadable_dates_are_no_dates(catalogue: Catalogue, make) -> None:
    catalogue.write([make("a", "One.", published="sometime")])
    catalogue.write([make("a", "Two.", published="sometime", modified="later")])
    assert catalogue.published_ts([2]) == {2: None}


@pytest.mark.parametrize(
    ("filters", "parts"),
    [
        (Filters(), ["r.current = 1"]),
        (Filters(as_of="2025-01-01"), ["valid_from", "valid_to"]),
        (Filters(since="2025", until="2026"), ["published_ts >= ?", "published_ts IS NULL"]),
        (
            Filters(publishers=("A",), tags=("b",), exclude=("c",)),
            ["publisher_key", "tag", "NOT IN"],
        ),
    ],
)
def test_conditions_bind_every_value(filters: Filters, parts: list[str]) -> None:
    where, params = condition(filters)
    assert where.count("?") == len(params)
    assert all(part in where for part in parts)
