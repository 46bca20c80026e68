"""How articles that are copies form clusters, and what a cluster is called."""

from __future__ import annotations

from itertools import permutations

from ingest.clusters import Carried, Cluster, Member, also_carried, form
from ingest.types import ArticleRow, Metadata


def row(name: str, publisher: str | None = None, published: str | None = None) -> ArticleRow:
    return ArticleRow(name, 1, "s", Metadata(publisher=publisher, published=published), name)


def linked(*pairs: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one, other in (pair.split("-") for pair in pairs):
        found.setdefault(one, []).append(other)
        found.setdefault(other, []).append(one)
    return found


def test_the_origin_is_an_agencys_own_then_a_credited_one_then_the_earliest_and_fullest() -> None:
    members = [
        Member("late", "2026-01-02", 900),
        Member("undated", None, 900),
        Member("cut", "2026-01-01T08:00:00Z", 100),
        Member("full", "2026-01-01", 400),
        Member("credited", "2026-01-05", 300, wire="AP"),
        Member("agency", "2026-01-09", 200, wire="AP", own=True),
    ]
    order = ["agency", "credited", "full", "cut", "late", "undated"]
    assert [each.article_id for each in sorted(members, key=lambda each: each.order)] == order
    for at in range(len(order) - 1):
        left = [each for each in members if each.article_id in order[at:]]
        links = linked(*(f"{order[at]}-{other}" for other in order[at + 1 :]))
        assert set(form(left, links).values()) == {order[at]}


def test_a_copy_of_a_copy_is_not_a_copy_of_the_origin() -> None:
    members = [Member(name, f"2026-01-0{n}") for n, name in enumerate("abc", 1)]
    assert form(members, linked("a-b", "b-c")) == {"a": "a", "b": "a"}
    four = [*members, Member("d", "2026-01-04")]
    assert form(four, linked("a-b", "b-c", "c-d")) == {"a": "a", "b": "a", "c": "c", "d": "c"}


def test_the_order_of_members_makes_no_difference() -> None:
    members = [Member(name, "2026-01-01", n) for n, name in enumerate("abcd")]
    links = linked("a-b", "b-c", "c-d", "a-c")
    outcomes = [form(several, links) for several in permutations(members)]
    assert all(found == outcomes[0] for found in outcomes)


def test_a_cluster_says_whose_it_is_and_who_carries_it() -> None:
    copies = (row("b", "Tarn Echo"), row("c", "Hill Post"), row("d", "Vale Sun"), row("e"))
    agency = Cluster(row("a", "AP News"), copies, "AP")
    assert agency.name == "a"
    assert [each.article_id for each in agency.members] == ["a", "b", "c", "d", "e"]
    assert agency.label() == "AP, also carried by Tarn Echo, Hill Post +1"
    assert agency.label(3) == "AP, also carried by Tarn Echo, Hill Post, Vale Sun"
    assert str(agency.carried(agency.origin)) == "also carried by Tarn Echo, Hill Post +1"
    assert agency.carried(copies[0]) == Carried("AP", ("Hill Post", "Vale Sun"))
    assert str(agency.carried(copies[0])) == "AP report, also carried by Hill Post, Vale Sun"


def test_an_agencys_report_without_the_original_and_clusters_without_an_agency() -> None:
    lone = Cluster(row("a", "Tarn Echo"), (), "Reuters")
    assert lone.label() == "Reuters (as carried by Tarn Echo)"
    assert str(lone.carried(lone.origin)) == "Reuters report"
    assert Cluster(row("a"), (), "dpa").source == "dpa"
    plain = Cluster(row("a", "Tarn Echo"), (row("b", "Tarn Echo"),))
    assert plain.label() == "Tarn Echo"
    assert str(plain.carried(plain.origin)) == ""
    assert Cluster(row("a")).source == "publisher unknown"
    assert also_carried([]) == ""
