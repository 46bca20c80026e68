"""An agency's report in three papers: one cluster, one source, said wherever it is shown."""

from __future__ import annotations

import json

import pytest

REPORT = (
    "The lighthouse of Skarne will be sold to the island's council, the coastal agency said on "
    "Tuesday. The price is 1.4 million crowns, to be paid over six years.\n\n"
    "The council wants to open the tower to visitors from May. Its head, Ines Varga, said that "
    "eighteen people had offered to work there without pay.\n\n"
    "The lamp was switched off in 2019, after a beacon on the outer reef had replaced it. The "
    "agency had first asked for three million crowns and found no buyer in two years."
)


@pytest.fixture(scope="module")
def papers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("papers")
    for name, publisher, day, text in (
        ("echo", "Skarne Echo", "2025-05-07", f"SKARNE (AP) — {REPORT}"),
        ("post", "Harbour Post", "2025-05-08", REPORT.rsplit("\n\n", 1)[0]),
        ("sun", "Vale Sun", "2025-05-08", REPORT),
        ("other", "Moor News", "2025-05-09", "The bakery of Moor closes. Its owner retires."),
    ):
        head = {"title": f"Lighthouse {name}", "publisher": publisher, "published": day}
        (folder / f"{name}.json").write_text(json.dumps(head | {"text": text}))
    return folder


@pytest.fixture
def kept(call, papers, empty_library):
    done = call("ingest", papers, "--json", "--library", empty_library)
    assert done.code == 0
    assert {item["status"] for item in done.json["items"]} == {"added"}
    said = (
        "One of 3 copies: AP (as carried by Skarne Echo), also carried by Harbour Post, Vale Sun."
    )
    assert [item.get("reason") for item in done.json["items"]] == [said, None, said, said]
    return empty_library


def test_copies_are_listed_shown_searched_and_cited_as_one(call, kept, fits):
    label = "AP (as carried by Skarne Echo), also carried by Harbour Post, Vale Sun"
    listed = call("list", "--clusters", "--json", "--library", kept)
    fits("list", listed.json)
    (cluster,) = listed.json["clusters"]
    assert cluster["label"] == label
    assert len(listed.json["articles"]) == 3
    assert {row["cluster"] for row in listed.json["articles"]} == {cluster["cluster"]}
    text = call("list", "--clusters", "--library", kept).out.splitlines()
    assert text[0] == f"{label} (3 articles)"
    assert [line.split()[0] for line in text[1:]] == cluster["articles"]
    assert call("list", "--clusters", "--publisher", "Moor News", "--library", kept).code == 4

    origin, copy = cluster["articles"][:2]
    shown = call("show", copy, "--json", "--library", kept)
    fits("show", shown.json)
    assert (shown.json["cluster"], shown.json["copies"]["label"]) == (origin, label)
    assert f"a copy of {origin}" in call("show", copy, "--library", kept).out
    assert "the origin of 2 copies" in call("show", origin, "--library", kept).out

    found = call("search", "lighthouse sold", "--json", "--library", kept)
    fits("search", found.json)
    marked = {hit["article_id"]: hit for hit in found.json["passages"] if "cluster" in hit}
    assert marked[copy]["also_carried_by"] == ["Skarne Echo", "Vale Sun"]
    assert marked[copy]["agency"] == "AP"
    assert "AP report, also carried by" in call("search", "lighthouse", "--library", kept).out

    asked = call("ask", "What is the price of the lighthouse?", "--json", "--library", kept)
    fits("ask", asked.json)
    assert {each["article_id"] for each in asked.json["citations"]} == {origin}
    assert asked.json["citations"][0]["also_carried_by"] == ["Harbour Post", "Vale Sun"]
    assert asked.json["citations"][0]["agency"] == "AP"
    assert "single source" in asked.json["notes"]
    retrieved = [each["article_id"] for each in asked.json["retrieved"]]
    assert not {*cluster["articles"][1:]} & {*retrieved}


def test_a_library_without_copies_says_so(call, empty_library):
    assert call("list", "--clusters", "--library", empty_library).code == 4


def test_others_take_the_places_of_copies_and_the_account_names_these(call, kept):
    question = ("ask", "What is the price of the lighthouse?", "-k", "3", "--library", kept)
    asked = call(*question, "--json")
    rows = call("list", "--json", "--library", kept).json["articles"]
    titles = {row["article_id"]: row["title"] for row in rows}
    given = [titles[each["article_id"]] for each in asked.json["retrieved"]]
    assert given == ["Lighthouse echo", "Lighthouse other"]
    told = call(*question, "--explain").out
    assert "a copy: its words stand in the article of passage 1" in told
