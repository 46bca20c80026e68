"""Clusters of copies in the catalogue, through everything that can happen to an article."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.catalogue import Catalogue, Write
from ingest.comparing import compare_earlier
from ingest.copies import signature
from ingest.store.copies import MOST
from ingest.types import BlockKind, Progress


def words(seed: int, count: int = 60) -> str:
    chance = Random(seed)
    return " ".join("".join(chance.choices("aeioulmnrst", k=6)) for _ in range(count))


REPORT = (words(1), words(2), words(3))


Carry = Callable[..., Write]


@pytest.fixture
def carried(make: Callable[..., Write]) -> Carry:
    """Makes the write of an article with its signature; the report, unless told otherwise."""

    def write(name: str, publisher: str | None, *paragraphs: str, **more: object) -> Write:
        item = make(name, *(paragraphs or REPORT), publisher=publisher, **more)
        return replace(item, signature=signature(item.article))

    return write


def shapes(catalogue: Catalogue) -> list[tuple[str, ...]]:
    """The titles of each cluster's members, the origin first."""
    return [tuple(row.meta.title or "" for row in each.members) for each in catalogue.clusters()]


def ids(catalogue: Catalogue) -> dict[str, str]:
    return {row.meta.title or "": row.article_id for row in catalogue.rows()}


def test_a_text_that_stands_everywhere_is_no_story(catalogue: Catalogue, carried: Carry) -> None:
    everywhere = [carried(f"notice-{n}", f"Outlet {n}", words(5)) for n in range(MOST + 60)]
    for first in range(0, len(everywhere), 100):
        catalogue.write(everywhere[first : first + 100])
    catalogue.write([carried("first", "Tarn Echo"), carried("again", "Hill Post")])
    found = catalogue.clusters()
    assert sorted(len(each.members) for each in found) == [2, 200]
    assert sum(row.cluster is None for row in catalogue.rows()) == 60


def test_copies_are_one_cluster_and_rows_say_so(catalogue: Catalogue, carried: Carry) -> None:
    catalogue.write(
        [
            carried("first", "Tarn Echo", published="2025-03-01"),
            carried("other", "Vale Sun", words(9), words(10)),
        ]
    )
    catalogue.write([carried("again", "Hill Post", *REPORT[:2], published="2025-03-02")])
    assert shapes(catalogue) == [("First", "Again")]
    name = ids(catalogue)
    assert {row.meta.title: row.cluster for row in catalogue.rows()} == {
        "First": name["First"],
        "Again": name["First"],
        "Other": None,
    }
    assert set(catalogue.cluster_of(name.values())) == {name["First"], name["Again"]}
    assert catalogue.cluster_of([name["Again"]])[name["Again"]].label() == (
        "Tarn Echo, also carried by Hill Post"
    )
    again = catalogue.row_of([name["Again"]])[name["Again"]]
    assert catalogue.carried(again).by == ("Tarn Echo",)
    other = catalogue.row_of([name["Other"]])[name["Other"]]
    assert catalogue.carried(other).by == ()
    assert [each.text for each in catalogue.passages_of(again)] == list(REPORT[:2])
    assert catalogue.passages_of(replace(again, revision=9)) == []


def test_an_edited_article_leaves_its_cluster_and_comes_back(
    catalogue: Catalogue, carried: Carry
) -> None:
    catalogue.write([carried("first", "Tarn Echo"), carried("again", "Hill Post")])
    catalogue.write([carried("again", "Hill Post", words(20), words(21))])
    assert shapes(catalogue) == []
    catalogue.write([carried("again", "Hill Post")])
    assert len(shapes(catalogue)) == 1


def test_an_edit_puts_an_article_to_its_copies_again(catalogue: Catalogue, carried: Carry) -> None:
    catalogue.write(
        [
            carried("first", "Tarn Echo", published="2025-03-01"),
            carried("again", "Hill Post", published="2025-03-02"),
        ]
    )
    name = ids(catalogue)["Again"]
    item = carried("again", "Hill Post", published="2025-02-01", article_id=name)
    assert catalogue.relabel(item, 1)
    assert shapes(catalogue) == [("Again", "First")]
    assert not catalogue.relabel(item, 2)


def test_other_blocks_ask_for_another_signature(catalogue: Catalogue, carried: Carry) -> None:
    item = carried("first", "Tarn Echo")
    catalogue.write([item, carried("again", "Hill Post")])
    name = ids(catalogue)["First"]
    start = item.article.blocks[-1].start
    kept = tuple(
        replace(block, kind=BlockKind.BOILERPLATE) if block.start < start else block
        for block in item.article.blocks
    )
    changed = replace(
        item,
        article=replace(item.article, blocks=kept),
        article_id=name,
        passages=item.passages[-1:],
        vectors=None if item.vectors is None else item.vectors[-1:],
    )
    assert catalogue.learn([], [changed]) == 1
    assert catalogue.unsigned() == 1
    assert catalogue.sign() == 1
    assert [each.origin.meta.title for each in catalogue.clusters()] == ["Again"]


def test_removing_the_origin_gives_the_cluster_another(
    catalogue: Catalogue, carried: Carry
) -> None:
    catalogue.write(
        [
            carried(name, name, published=f"2025-03-0{n}")
            for n, name in enumerate(("first", "second", "third"), 1)
        ]
    )
    assert shapes(catalogue) == [("First", "Second", "Third")]
    catalogue.remove([ids(catalogue)["First"]])
    assert shapes(catalogue) == [("Second", "Third")]
    catalogue.remove([ids(catalogue)["Third"]])
    assert shapes(catalogue) == []
    catalogue.write([carried("fourth", "Fourth")])
    assert shapes(catalogue) == [("Fourth", "Second")]


def test_an_agencys_credit_makes_the_origin_and_other_metadata_unmake_it(
    catalogue: Catalogue, carried: Carry
) -> None:
    credited_ = ("TARN (AP) — " + REPORT[0], *REPORT[1:])
    catalogue.write(
        [
            carried("plain", "Tarn Echo", published="2025-03-01"),
            carried("wire", "Hill Post", *credited_, published="2025-03-03"),
        ]
    )
    (cluster,) = catalogue.clusters()
    assert cluster.label() == "AP (as carried by Hill Post), also carried by Tarn Echo"
    plain = carried("plain", "AP News", published="2025-03-01", header="another")
    assert catalogue.write([plain])[0].action == "relabelled"
    (cluster,) = catalogue.clusters()
    assert (cluster.origin.meta.title, cluster.label()) == (
        "Plain",
        "AP, also carried by Hill Post",
    )


def test_an_agencys_report_alone_is_known_as_such(catalogue: Catalogue, carried: Carry) -> None:
    catalogue.write([carried("wire", "Hill Post", "TARN (AP) — " + REPORT[0], REPORT[1])])
    name = ids(catalogue)["Wire"]
    assert catalogue.clusters() == []
    cluster = catalogue.cluster_of([name])[name]
    assert (cluster.label(), cluster.copies) == ("AP (as carried by Hill Post)", ())


def test_articles_of_one_outlet_share_background_without_being_copies(
    catalogue: Catalogue, carried: Carry
) -> None:
    one = carried("one", "Tarn Echo", words(30, 110), *REPORT, words(31))
    other = carried("other", "Tarn Echo", words(32, 110), *REPORT, words(31))
    catalogue.write([one, other])
    assert shapes(catalogue) == []
    moved = carried("other", "Hill Post", words(32, 110), *REPORT, words(31), header="elsewhere")
    catalogue.write([moved])
    assert len(shapes(catalogue)) == 1


def test_an_article_twice_in_a_batch_has_what_was_said_last(
    catalogue: Catalogue, carried: Carry
) -> None:
    catalogue.write([carried("first", "Tarn Echo", published="2025-03-02")])
    catalogue.write(
        [
            carried("again", "Hill Post", published="2025-03-01"),
            carried("again", "AP", published="2025-03-01", header="another"),
        ]
    )
    (cluster,) = catalogue.clusters()
    assert cluster.label() == "AP, also carried by Tarn Echo"


def test_a_library_of_an_earlier_format_is_compared_after_an_ingest(
    catalogue: Catalogue, library: Path, carried: Carry
) -> None:
    catalogue.write([carried(name, name) for name in ("first", "second", "third")])
    wanted = shapes(catalogue)
    with sqlite3.connect(library / "library.db") as conn:
        for table in ("signatures", "copies", "clusters"):
            conn.execute(f"DELETE FROM {table}")
        conn.execute("DELETE FROM meta WHERE key = 'signatures'")
    with Catalogue.open(library) as reopened:
        assert reopened.unsigned() == 3
        assert reopened.sign(2) == 2
        seen: list[Progress] = []
        compare_earlier(reopened, seen.append, lambda: True)
        assert (reopened.unsigned(), seen) == (1, [])
        compare_earlier(reopened, seen.append, lambda: False)
        assert [(each.done, each.total) for each in seen] == [(1, 1)]
        assert shapes(reopened) == wanted
        compare_earlier(reopened, seen.append, lambda: False)
        assert len(seen) == 1


def test_two_processes_that_write_see_each_others_signatures(
    catalogue: Catalogue, library: Path, carried: Carry
) -> None:
    with Catalogue.open(library) as other:
        catalogue.write([carried("first", "Tarn Echo")])
        other.write([carried("second", "Hill Post")])
        catalogue.write([carried("third", "Vale Sun")])
        other.remove([ids(catalogue)["First"]])
        catalogue.write([carried("fourth", "Moor News")])
        assert [len(each) for each in shapes(other)] == [3]


def test_what_was_undone_leaves_no_signature_behind(
    catalogue: Catalogue, make: Carry, carried: Carry
) -> None:
    catalogue.write([carried("first", "Tarn Echo")])
    broken = replace(carried("lost", "Hill Post"), vectors=None)
    with pytest.raises(ValueError, match="vectors"):
        catalogue.write([carried("second", "Vale Sun"), broken])
    catalogue.write([carried("third", "Moor News")])
    assert [sorted(each) for each in shapes(catalogue)] == [["First", "Third"]]


def test_articles_without_a_signature_are_no_copies(
    catalogue: Catalogue, make: Carry, carried: Carry
) -> None:
    catalogue.write([make("one", "Too short."), make("two", "Too short.")])
    assert (shapes(catalogue), catalogue.unsigned()) == ([], 0)


VERSIONS = {
    "a": REPORT,
    "b": REPORT[:2],
    "c": REPORT[1:],
    "d": (*REPORT, words(5)),
    "e": (words(6), words(7), REPORT[0]),
}


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.permutations(list(VERSIONS)), st.integers(1, 5))
def test_the_order_of_ingest_makes_no_difference(
    tmp_path_factory: pytest.TempPathFactory, carried: Carry, names: list[str], at_once: int
) -> None:
    found = []
    for several, step in ((list(VERSIONS), 5), (names, at_once)):
        batch = [
            carried(name, name, *VERSIONS[name], published=f"2025-03-0{1 + ord(name) % 3}")
            for name in several
        ]
        with Catalogue.open(tmp_path_factory.mktemp("library"), create=True) as catalogue:
            for at in range(0, len(batch), step):
                catalogue.write(batch[at : at + step])
            found.append(shapes(catalogue))
    assert found[0] == found[1]
    assert found[0]
