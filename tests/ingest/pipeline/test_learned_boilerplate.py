"""A paragraph that a publisher puts under its articles is learned and withheld."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from ingest import batch
from ingest.library import Library
from ingest.pipeline import IngestOptions, ingest, remove
from ingest.types import Block, BlockKind, Overrides, Report

FOOTER = (
    "Follow our harbour reporter Ida Pike on the board by the pier, or write to desk@crane.example."
)
BACKGROUND = "The ferry contract was signed in 2017 and can be ended by either side."
NOW = "2026-01-02T03:04:05+00:00"
BODIES = (
    "The council voted on Monday to keep the night ferry, after a debate of three hours.",
    "A pilot was praised on Friday for bringing a damaged barge into the inner harbour.",
    "The museum sold two lanterns to a collector from the north and kept the third one.",
    "An orchard near the quarry was measured anew, and the mayor called the result odd.",
)


@pytest.fixture
def library(open_library: Callable[..., Library]) -> Library:
    return open_library(begun=True)


@pytest.fixture
def take(tmp_path: Path, library: Library) -> Callable[..., Report]:
    def run(name: str, *paragraphs: str, publisher: str = "The Crane", **options: bool) -> Report:
        path = tmp_path / f"{name}.txt"
        path.write_text("\n\n".join(paragraphs))
        return ingest(
            [str(path)],
            library,
            IngestOptions(now=NOW, overrides=Overrides(publisher=publisher), **options),
        )

    return run


def kinds(library: Library, beginning: str) -> dict[str, list[BlockKind]]:
    """The kinds of the blocks that begin so, by article."""
    found: dict[str, list[BlockKind]] = {}
    for row in library.catalogue.rows():
        article = library.catalogue.article(row.article_id).article
        found[Path(row.source).stem] = [
            block.kind
            for block in article.blocks
            if article.text[block.start : block.end].startswith(beginning)
        ]
    return found


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE texts SET text = replace(text, 'council', 'counsel')",
        "UPDATE texts SET text = CAST(X'41FF42' AS TEXT) WHERE text LIKE '%council%'",
        "UPDATE blocks SET kind = 'bodi' WHERE revision_id ="
        " (SELECT revision_id FROM texts WHERE text LIKE '%council%')",
    ],
)
def test_an_article_that_is_damaged_keeps_no_other_out(
    take: Callable[..., Report], library: Library, tmp_path: Path, damage: str
) -> None:
    for n in range(2):
        take(f"a{n}", BODIES[n], BACKGROUND, FOOTER)
    (bad,) = [row for row in library.catalogue.rows() if row.source.endswith("a0.txt")]
    with closing(sqlite3.connect(library.catalogue.path)) as conn, conn:
        conn.execute(damage)
    report = take("a2", BODIES[2], BACKGROUND, FOOTER)
    by_status = {item.status.value: item for item in report.items}
    assert set(by_status) == {"added", "failed"}
    failed = by_status["failed"]
    assert (failed.source, failed.article_id) == (str(tmp_path / "a0.txt"), bad.article_id)
    assert f"briefing remove {bad.article_id}" in (failed.reason or "")
    assert [item.status for item in take("a3", BODIES[3], FOOTER).items] == ["added"]
    # What it was told to do mends it.
    remove([library.catalogue.named_row(bad.article_id[:6]).article_id], library)
    take("a0", BODIES[0], BACKGROUND, FOOTER)
    assert set(map(tuple, kinds(library, "Follow").values())) == {(BlockKind.BOILERPLATE,)}
    assert library.catalogue.check() == []


def test_an_edited_article_takes_the_place_of_what_was_damaged(
    take: Callable[..., Report], library: Library
) -> None:
    take("a0", BODIES[0], BACKGROUND)
    with closing(sqlite3.connect(library.catalogue.path)) as conn, conn:
        conn.execute("UPDATE texts SET text = replace(text, 'council', 'counsel')")
    (item,) = take("a0", BODIES[0], BODIES[1]).items
    assert (item.status, item.reason) == ("updated", "what was stored of it was damaged")


def test_the_third_story_teaches_and_the_earlier_ones_are_put_right(
    take: Callable[..., Report], library: Library
) -> None:
    for n in range(2):
        take(f"a{n}", BODIES[n], BACKGROUND, FOOTER)
    assert kinds(library, "Follow")["a0"] == [BlockKind.BODY]
    before = {row.article_id: row.revision for row in library.catalogue.rows()}
    report = take("a2", BODIES[2], BACKGROUND, FOOTER)
    assert report.withheld_boilerplate == 1
    assert set(map(tuple, kinds(library, "Follow").values())) == {(BlockKind.BOILERPLATE,)}
    assert set(map(tuple, kinds(library, "The ferry contract").values())) == {(BlockKind.BODY,)}
    rows = {row.article_id: row.revision for row in library.catalogue.rows()}
    assert before.items() <= rows.items()
    current = [op.rowid for op in library.catalogue.indexable()]
    texts = [passage.text for passage in library.catalogue.passages(current).values()]
    assert len(texts) == 3
    assert not any("Ida Pike" in text for text in texts)
    assert library.catalogue.check() == []
    assert take("a3", BODIES[3], FOOTER).withheld_boilerplate == 1


def test_what_was_learned_stays_and_reading_again_changes_nothing(
    take: Callable[..., Report], library: Library
) -> None:
    for n in range(3):
        take(f"a{n}", BODIES[n], FOOTER)
    again = take("a0", BODIES[0], FOOTER, force=True)
    assert [item.status.value for item in again.items] == ["unchanged"]
    remove([row.article_id for row in library.catalogue.rows()][:2], library)
    assert take("a3", BODIES[3], FOOTER).withheld_boilerplate == 1


def test_copies_of_one_story_teach_nothing(take: Callable[..., Report], library: Library) -> None:
    for n in range(3):
        take(f"a{n}", BODIES[0], f"It was the {n + 4}th vote.", FOOTER)
    assert set(map(tuple, kinds(library, "Follow").values())) == {(BlockKind.BODY,)}


def test_other_publishers_teach_nothing(take: Callable[..., Report], library: Library) -> None:
    for n in range(3):
        take(f"a{n}", BODIES[n], FOOTER, publisher=f"Paper {n}")
    assert set(map(tuple, kinds(library, "Follow").values())) == {(BlockKind.BODY,)}


def test_articles_that_come_together_teach_each_other(tmp_path: Path, library: Library) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    for n in range(3):
        (folder / f"a{n}.txt").write_text(f"{BODIES[n]}\n\n{FOOTER}")
    stated = Overrides(publisher="The Crane")
    dry = ingest([str(folder)], library, IngestOptions(now=NOW, overrides=stated, dry_run=True))
    assert dry.withheld_boilerplate == 3
    assert library.catalogue.rows() == []
    assert library.catalogue.learned([("the crane", 1)]) == set()
    done = ingest([str(folder)], library, IngestOptions(now=NOW, overrides=stated))
    assert done.withheld_boilerplate == 3
    assert all(row.revision == 1 for row in library.catalogue.rows())


def test_an_article_that_holds_nothing_else_keeps_it(
    take: Callable[..., Report], library: Library
) -> None:
    for n in range(3):
        take(f"a{n}", BODIES[n], FOOTER)
    take("a3", FOOTER)
    assert BlockKind.BODY in kinds(library, "Follow")["a3"]


def test_a_change_meanwhile_is_not_written_over(
    take: Callable[..., Report], library: Library
) -> None:
    from dataclasses import replace

    from ingest.embedders import header
    from ingest.records import Write

    take("a0", BODIES[0], FOOTER)
    (row,) = library.catalogue.rows()
    article = library.catalogue.article(row.article_id).article
    other = replace(
        article, text="Something else stood there.", blocks=(Block(BlockKind.BODY, 0, 9),)
    )
    for changed, head in ((other, header(article.meta)), (article, "another header")):
        write = Write(changed, (), head, None, NOW, article_id=row.article_id)
        assert library.catalogue.learn((), [write]) == 0
    assert library.catalogue.article(row.article_id).article == article


TABLES = (
    "Looking for the tables of last week and of the years before? They hang on the board by the"
    " pier, next to the two lanterns."
)


def test_what_was_learned_first_makes_no_difference(
    tmp_path: Path, take: Callable[..., Report], library: Library, open_library
) -> None:
    take("both", FOOTER, TABLES)
    for n in range(3):
        take(f"a{n}", BODIES[n], FOOTER)
    for n in range(3):
        take(f"b{n}", f"Told anew: {BODIES[n]}", TABLES)
    again = take("both", FOOTER, TABLES, force=True)
    assert [item.status.value for item in again.items] == ["unchanged"]
    other = open_library("other", begun=True)
    ingest(
        [str(tmp_path / f"{name}.txt") for name in ("a0", "a1", "a2", "b0", "b1", "b2", "both")],
        other,
        IngestOptions(now=NOW, overrides=Overrides(publisher="The Crane")),
    )
    for beginning in ("Follow", "Looking"):
        assert kinds(other, beginning) == kinds(library, beginning)


def test_an_edited_article_is_one_story(take: Callable[..., Report], library: Library) -> None:
    for n in range(2):
        take(f"a{n}", BODIES[n], FOOTER)
    take("a0", BODIES[2], FOOTER)
    assert set(map(tuple, kinds(library, "Follow").values())) == {(BlockKind.BODY,)}


def test_a_stated_publisher_counts_when_the_article_is_read_again(
    tmp_path: Path, take: Callable[..., Report], library: Library
) -> None:
    for n in range(3):
        take(f"a{n}", BODIES[n], FOOTER)
    paths = [str(tmp_path / f"a{n}.txt") for n in range(3)]
    again = ingest(paths, library, IngestOptions(now=NOW, force=True))
    assert [item.status.value for item in again.items] == ["unchanged"] * 3
    moved = (tmp_path / "a0.txt").rename(tmp_path / "moved.txt")
    ingest([str(moved)], library, IngestOptions(now=NOW))
    assert {row.revision for row in library.catalogue.rows()} == {1}
    assert kinds(library, "Follow")["moved"] == [BlockKind.BOILERPLATE]


def test_articles_of_an_earlier_format_teach_too(
    take: Callable[..., Report], library: Library
) -> None:
    for n in range(2):
        take(f"a{n}", BODIES[n], FOOTER)
    with closing(sqlite3.connect(library.catalogue.path)) as conn, conn:
        for table in ("signatures", "paragraphs"):  # as they are when they are brought up
            conn.execute(f"DELETE FROM {table}")
    take("other", "A crane stood by the water, and nobody knew why.", publisher="The Heron")
    assert take("a2", BODIES[2], FOOTER).withheld_boilerplate == 1
    assert kinds(library, "Follow")["a0"] == [BlockKind.BOILERPLATE]


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(
    ("ahead", "mine", "theirs", "call"),
    [(0, 2, 1, 1), (0, 1, 2, 1), (0, 1, 3, 1), (1, 2, 1, 1)],
)
def test_two_ingests_at_once_end_as_one_after_the_other(
    take: Callable[..., Report],
    library: Library,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    ahead: int,
    mine: int,
    theirs: int,
    call: int,
) -> None:
    """The other one comes and goes while this one makes vectors, first those of the articles that
    it puts right, then those that it writes; both are after what it decided."""
    for n in range(ahead):
        take(f"a{n}", BODIES[n], BACKGROUND, FOOTER)
    folders = []
    for name, first, many in (("mine", ahead, mine), ("theirs", ahead + mine, theirs)):
        folder = tmp_path / name
        folder.mkdir()
        for n in range(first, first + many):
            (folder / f"a{n}.txt").write_text("\n\n".join((BODIES[n], BACKGROUND, FOOTER)))
        folders.append(str(folder))
    options = IngestOptions(now=NOW, overrides=Overrides(publisher="The Crane"))
    embed, own, calls = batch.embed, library, count(1)

    def after_the_other(texts: list[str], library: Library) -> object:
        if library is own and next(calls) == call:
            with Library.open(tmp_path / "library", write=True) as other:
                ingest(folders[1:], other, options)
        return embed(texts, library)

    monkeypatch.setattr(batch, "embed", after_the_other)
    ingest(folders[:1], library, options)
    assert next(calls) > call
    found = kinds(library, "Follow")
    assert len(found) == ahead + mine + theirs
    assert set(map(tuple, found.values())) == {(BlockKind.BOILERPLATE,)}
    assert library.catalogue.check() == []
