"""``update``: what is followed is fetched again, listed and forgotten."""

from __future__ import annotations

import json

import pytest

OPEN = {"BRIEFING_ALLOW_PRIVATE": "1"}
FIRST = "The ferry was sold for 90,000 crowns, the council of the town said on Monday."


def feed(*texts: str) -> str:
    entries = [
        {"id": str(n), "title": f"Story {n}", "content_text": text, "date_published": "2026-01-02"}
        for n, text in enumerate(texts)
    ]
    return json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "Quay", "items": entries}
    )


@pytest.fixture
def followed(site, empty_library, call):
    """A library that follows the feed of a site; gives its arguments."""
    site["/feed"] = feed(FIRST)
    done = call("ingest", site.url + "/feed", "--library", empty_library, env=OPEN)
    assert done.code == 0, done.err
    return ["--library", empty_library]


def test_nothing_followed_says_what_to_do(call, empty_library, fits, tmp_path) -> None:
    done = call("update", "--library", empty_library)
    assert done.code == 0
    assert "briefing ingest https://" in done.out
    fits("update", call("update", "--json", "--library", empty_library).json)
    assert "briefing ingest" in call("update", "--list", "--library", empty_library).out
    missing = call("update", "--library", tmp_path / "none")
    assert missing.code == 7


def test_what_is_new_and_what_was_edited(call, followed, site, fits) -> None:
    assert call("update", *followed, env=OPEN).out.startswith("0 added, 0 updated, 1 unchanged")
    site["/feed"] = feed(FIRST.replace("90,000", "40,000"), "A second story of the town is told.")
    done = call("update", *followed, env=OPEN)
    assert done.code == 0
    assert "1 added, 1 updated" in done.out
    assert "silent edit" in done.out
    [line] = [line for line in done.out.splitlines() if line.startswith("silent edit")]
    assert "(+1 −1 words)" in line
    assert f"briefing diff {line.split()[2]}" in done.out
    note = "Correction: an earlier version of this article named a wrong price."
    site["/feed"] = feed(f"{FIRST}\n\n{note}", "A second story of the town is told.")
    done = call("update", "--json", *followed, env=OPEN)
    fits("update", done.json)
    (change,) = done.json["changes"]
    assert (change["nature"], change["revision"]) == ("correction", 3)
    assert change["notes"]
    assert done.json["followed"][0]["state"] == "ok"


def test_a_failure_ends_with_its_exit_code_and_stands_in_the_list(
    call, followed, site, answer, fits
) -> None:
    site["/feed"] = answer(status=503)
    done = call("update", *followed, env=OPEN)
    assert done.code == 3
    assert "503" in done.out
    listed = call("update", "--list", *followed)
    assert listed.code == 0
    assert "failing" in listed.out
    assert "503" in listed.out
    # Left alone for a while, which is no failure; asked at once when it is named.
    assert call("update", *followed, env=OPEN).code == 0
    assert call("update", site.url + "/feed", *followed, env=OPEN).code == 3
    assert "2 times in a row" in call("update", "--list", *followed).out
    as_json = call("update", "--list", "--json", *followed)
    fits("followed", as_json.json)
    assert as_json.json["followed"][0]["failures"] == 2


def test_forgetting(call, followed, site, fits) -> None:
    wrong = call("update", "--forget", "https://never.example/", *followed)
    assert wrong.code == 2
    assert "--list" in wrong.err
    assert call("update", "https://never.example/", *followed).code == 2
    done = call("update", "--forget", site.url + "/feed", "--json", *followed)
    assert done.json == {"forgotten": [site.url + "/feed"]}
    fits("forgotten", done.json)
    assert "articles stay" in done.err
    assert len(call("list", "--json", *followed).json["articles"]) == 1
    assert call("update", "--list", "--json", *followed).json == {"followed": []}


def test_offline_opens_no_socket_and_says_so(call, followed, site) -> None:
    site.requests.clear()
    done = call("--offline", "update", *followed, env=OPEN)
    assert done.code == 1
    assert "offline" in done.err
    assert site.requests == []


def test_a_dry_run_keeps_nothing(call, followed, site) -> None:
    site["/feed"] = feed(FIRST, "A second story of the town is told here.")
    done = call("update", "--dry-run", *followed, env=OPEN)
    assert "Would be: 1 added" in done.out
    assert len(call("list", "--json", *followed).json["articles"]) == 1


def test_private_addresses_stay_closed_unless_allowed(call, followed, site) -> None:
    site.requests.clear()
    done = call("update", *followed)
    assert done.code == 3
    assert "loopback" in done.out
    assert "briefing config set allow_private true" in done.out
    assert site.requests == []


def test_follow_and_limit_of_ingest(call, empty_library, site, answer) -> None:
    text = " ".join(
        f"Line {n} of a long report on the harbour was written down." for n in range(30)
    )
    urls = []
    for n in range(3):
        page = f"<html><body><article><h1>Page {n}</h1><p>{text}</p></article></body></html>"
        site[f"/p{n}"] = answer(page.encode(), headers={"Content-Type": "text/html"})
        urls.append(f"<url><loc>{site.url}/p{n}</loc></url>")
    site["/map.xml"] = f"<urlset>{''.join(urls)}</urlset>"
    address = site.url + "/map.xml"
    done = call("ingest", address, "--limit", "1", "--library", empty_library, env=OPEN)
    assert "2 more were left out" in done.out
    assert len(call("list", "--json", "--library", empty_library).json["articles"]) == 1
    assert call("ingest", address, "--limit", "0", "--library", empty_library).code == 2
    listing = json.dumps(
        {
            "version": "https://jsonfeed.org/version/1",
            "items": [{"id": "1", "url": f"{site.url}/p2", "title": "Only named"}],
        }
    )
    site["/named"] = listing
    done = call("ingest", site.url + "/named", "--library", empty_library, env=OPEN)
    assert "--follow" in done.out
    done = call("ingest", site.url + "/named", "--follow", "--library", empty_library, env=OPEN)
    assert "1 added" in done.out or "1 duplicate" in done.out, done.out
