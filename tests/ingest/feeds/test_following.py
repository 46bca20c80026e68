"""What is followed, over a real server: conditional requests, moves, failures, edits."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from ingest.fetch import FetchSettings
from ingest.library import Library
from ingest.options import IngestOptions
from ingest.pipeline import ingest
from ingest.types import Access, Followed, Overrides, Report, Status
from ingest.updating import Updated, matching, update

START = datetime.fromisoformat("2026-02-03T12:00:00+00:00")
FETCH = FetchSettings(allow_private=True, timeout=5)


def page(title: str, *paragraphs: str, head: str = "") -> bytes:
    body = "".join(f"<p>{one}</p>" for one in paragraphs)
    return (
        f"<html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{body}"
        "</article></body></html>"
    ).encode()


def html(answer: type, body: bytes, **headers: str):
    return answer(body, headers={"Content-Type": "text/html", **headers})


@pytest.fixture
def later(library: Library) -> Callable[..., Updated]:
    """``later(hours)`` updates as at that many hours after the start."""

    def run(hours: float = 1, only: tuple[Followed, ...] = (), **stated: object) -> Updated:
        now = (START + timedelta(hours=hours)).isoformat()
        stated.setdefault("fetch", FETCH)
        return update(library, IngestOptions(now=now, **stated), only=only)  # type: ignore[arg-type]

    return run


def counts(report: Report) -> dict[str, int]:
    found = {status.value: report.count(status) for status in Status}
    return {name: number for name, number in found.items() if number}


def the(library: Library) -> Followed:
    (found,) = library.catalogue.followed()
    return found


# -- the conditional protocol ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ({"ETag": '"v1"'}, {"If-None-Match": '"v1"'}),
        ({"ETag": 'W/"v1"'}, {"If-None-Match": 'W/"v1"'}),
        (
            {"Last-Modified": "Mon, 02 Feb 2026 10:00:00 GMT"},
            {"If-Modified-Since": "Mon, 02 Feb 2026 10:00:00 GMT"},
        ),
    ],
)
def test_a_server_is_asked_for_what_is_new_only(
    site, answer, library, take, later, make_rss, make_item, given, asked
) -> None:
    site["/feed"] = answer(make_rss(make_item(1)).encode(), headers=given)
    assert counts(take(site.url + "/feed")) == {"added": 1}
    first = the(library)
    assert (first.kind, first.title, first.state) == ("feed", "Harbour News", "ok")
    assert first.changed == first.checked == START.isoformat()
    site.requests.clear()
    done = later()
    assert counts(done.report) == {"unchanged": 1}
    (_, headers) = site.requests[0]
    assert asked.items() <= headers.items()
    now = the(library)
    assert (now.state, now.changed) == ("unchanged", first.changed)
    assert now.checked == "2026-02-03T13:00:00+00:00"
    site["/feed"] = make_rss(make_item(2), make_item(1))
    assert counts(later(2).report) == {"added": 1, "unchanged": 1}
    assert the(library).changed == "2026-02-03T14:00:00+00:00"
    assert the(library).etag is None


def test_a_flapping_etag_only_costs_a_transfer(
    site, answer, library, take, later, make_rss, make_item
) -> None:
    number = iter(range(100))
    body = make_rss(make_item(1)).encode()
    site["/feed"] = lambda headers: answer(body, headers={"ETag": f'"{next(number)}"'})
    take(site.url + "/feed")
    for hours in (1, 2):
        assert counts(later(hours).report) == {"unchanged": 1}
        assert the(library).state == "unchanged"


def test_validators_count_only_while_the_articles_are_there(
    site, answer, library, take, later, make_rss, make_item
) -> None:
    site["/feed"] = answer(make_rss(make_item(1)).encode(), headers={"ETag": '"v1"'})
    take(site.url + "/feed")
    library.catalogue.remove([row.article_id for row in library.catalogue.rows()])
    assert counts(later().report) == {"added": 1}
    # Forced, it is read again in full.
    site.requests.clear()
    take(site.url + "/feed", force=True)
    assert "If-None-Match" not in site.requests[0][1]


def test_a_304_that_nobody_asked_for_is_a_failure(site, answer, library, take) -> None:
    site["/feed"] = answer(status=304)
    assert counts(take(site.url + "/feed")) == {"failed": 1}
    assert library.catalogue.followed() == []


def test_validators_that_cannot_be_sent_back_are_dropped(
    site, answer, library, take, make_rss, make_item
) -> None:
    body = make_rss(make_item(1)).encode()
    for etag in ("x" * 1000, "\x80"):
        site["/feed"] = answer(body, headers={"ETag": etag})
        take(site.url + "/feed", force=True)
        assert the(library).etag is None


# -- gone, moved, failing ----------------------------------------------------------------------


def test_what_is_gone_is_not_asked_for_again(
    site, answer, library, take, later, make_rss, make_item
) -> None:
    site["/feed"] = make_rss(make_item(1))
    take(site.url + "/feed")
    site["/feed"] = answer(status=410)
    done = later()
    assert counts(done.report) == {"skipped": 1}
    assert "its articles stay" in (done.report.items[0].reason or "")
    assert the(library).state == "gone"
    site.requests.clear()
    assert later(2).report.items == ()
    assert site.requests == []
    assert library.catalogue.counts().articles == 1


def test_a_permanent_move_is_followed_a_passing_one_is_not(
    site, answer, library, take, later, make_rss, make_item
) -> None:
    site["/new"] = site["/old"] = make_rss(make_item(1))
    take(site.url + "/old")
    site["/old"] = answer(status=302, headers={"Location": "/new"})
    assert counts(later().report) == {"unchanged": 1}
    assert the(library).location == site.url + "/old"
    site["/old"] = answer(status=301, headers={"Location": "/new"})
    assert counts(later(2).report) == {"unchanged": 1}
    assert the(library).location == site.url + "/new"
    site.requests.clear()
    later(3)
    assert site.paths() == ["/new"]
    assert library.catalogue.counts().articles == 1


@pytest.mark.parametrize("redirected", [False, True])
def test_a_login_page_in_a_feeds_place_is_no_article(
    site, answer, library, take, later, make_rss, make_item, long_text, redirected: bool
) -> None:
    site["/feed"] = make_rss(make_item(1))
    take(site.url + "/feed")
    site["/login"] = html(answer, page("Sign in", long_text, long_text))
    site["/feed"] = (
        answer(status=302, headers={"Location": "/login"}) if redirected else site.answers["/login"]
    )
    done = later()
    assert counts(done.report) == {"failed": 1}
    assert "web page where the feed was" in (done.report.items[0].reason or "")
    assert (the(library).state, the(library).failures) == ("failing", 1)
    assert library.catalogue.counts().articles == 1


def test_failures_make_it_wait_longer_and_naming_it_asks_at_once(
    site, answer, library, take, later, make_rss, make_item
) -> None:
    site["/feed"] = make_rss(make_item(1))
    take(site.url + "/feed")
    site["/feed"] = answer(status=500)
    assert counts(later(1).report) == {"failed": 1}
    waiting = later(1.01)
    assert counts(waiting.report) == {"skipped": 1}
    assert "Ask now: briefing update" in (waiting.report.items[0].reason or "")
    assert counts(later(1.02, only=(the(library),)).report) == {"failed": 1}
    assert the(library).failures == 2
    assert counts(later(1.2).report) == {"skipped": 1}
    site["/feed"] = make_rss(make_item(1))
    assert counts(later(2).report) == {"unchanged": 1}
    healed = the(library)
    assert (healed.state, healed.failures, healed.message, healed.not_before) == (
        "unchanged",
        0,
        None,
        None,
    )


def test_a_host_that_asks_to_be_left_alone_is_left_alone(
    site, answer, library, take, later, make_rss, make_item
) -> None:
    for name in ("/a", "/b", "/c"):
        site[name] = make_rss(make_item(1, link=f"https://news.example.org{name}"), title=name)
        take(site.url + name)
    for name in ("/a", "/b", "/c"):
        site[name] = answer(status=429, headers={"Retry-After": "7200"})
    site.requests.clear()
    started = time.monotonic()
    done = later()
    assert time.monotonic() - started < 3
    assert counts(done.report) == {"failed": 3}
    assert len(site.requests) == 1
    for source in library.catalogue.followed():
        assert source.not_before == "2026-02-03T15:00:00+00:00"


def test_a_feed_that_is_damaged_now_fails_and_is_tried_again(
    site, library, take, later, make_rss, make_item
) -> None:
    site["/feed"] = make_rss(make_item(1))
    take(site.url + "/feed")
    site["/feed"] = "<rss><channel><title>x</title></channel><!-- cut"
    assert counts(later().report) == {"skipped": 1}
    site["/feed"] = "<!DOCTYPE rss [<!ENTITY a 'b'>]><rss><channel/></rss>"
    assert counts(later(2).report) == {"failed": 1}
    assert the(library).state == "failing"


# -- what is remembered ------------------------------------------------------------------------


def test_what_cannot_be_read_at_first_is_not_followed(site, answer, library, take) -> None:
    site["/page"] = html(answer, b"<html><body><p>Nothing.</p></body></html>")
    for path in ("/page", "/none"):
        assert counts(take(site.url + path)) == {"failed": 1}
    assert library.catalogue.followed() == []


def test_a_dry_run_and_offline_remember_nothing(
    site, library, take, later, make_rss, make_item
) -> None:
    site["/feed"] = make_rss(make_item(1))
    take(site.url + "/feed", dry_run=True)
    assert library.catalogue.followed() == []
    take(site.url + "/feed")
    before = the(library)
    later(1, dry_run=True)
    later(2, fetch=replace(FETCH, offline=True))
    assert the(library) == before


def test_what_was_stated_at_first_holds_for_what_comes_later(
    site, library, take, later, make_rss, make_item
) -> None:
    site["/feed"] = make_rss(make_item(1))
    take(site.url + "/feed", overrides=Overrides(publisher="Quay", tags=("ships",)))
    site["/feed"] = make_rss(make_item(2), make_item(1))
    assert counts(later().report) == {"added": 1, "unchanged": 1}
    rows = library.catalogue.rows()
    assert {(row.meta.publisher, row.meta.tags) for row in rows} == {("Quay", ("ships",))}


def test_an_outline_leads_to_its_feeds_and_they_are_followed(
    site, library, take, later, make_rss, make_item
) -> None:
    site["/a"] = make_rss(make_item(1))
    site["/b"] = make_rss(make_item(2))
    site["/mine.opml"] = (
        f"<opml><body><outline xmlUrl='{site.url}/a'/><outline xmlUrl='{site.url}/b'/>"
        "<outline xmlUrl='file:///etc/passwd'/></body></opml>"
    )
    assert counts(take(site.url + "/mine.opml")) == {"added": 2, "skipped": 1}
    kinds = {one.location.rpartition("/")[2]: one.kind for one in library.catalogue.followed()}
    assert kinds == {"a": "feed", "b": "feed", "mine.opml": "pages"}


def test_a_list_does_not_bring_back_what_is_left_alone(
    site, answer, library, take, later, make_rss, make_item
) -> None:
    for name in ("/a", "/b"):
        site[name] = make_rss(make_item(1, link=f"https://news.example.org{name}"))
    outlines = "".join(f"<outline xmlUrl='{site.url}{name}'/>" for name in ("/a", "/b"))
    site["/mine.opml"] = f"<opml><body>{outlines}</body></opml>"
    take(site.url + "/mine.opml")
    site["/a"], site["/b"] = answer(status=500), answer(status=410)
    later(1)
    site.requests.clear()
    assert counts(later(1.01).report) == {"skipped": 1}
    assert site.paths() == ["/mine.opml"]


def test_what_was_forgotten_stays_so_until_it_is_named_again(
    site, answer, library, take, later, make_rss, make_item
) -> None:
    for name in ("/a", "/b"):
        site[name] = make_rss(make_item(1, link=f"https://news.example.org{name}"))
    outlines = "".join(f"<outline xmlUrl='{site.url}{name}'/>" for name in ("/a", "/b"))
    site["/mine.opml"] = f"<opml><body>{outlines}</body></opml>"
    take(site.url + "/mine.opml")
    library.catalogue.forget([site.url + "/a"])
    # Neither an update, nor the list itself, nor another address of the feed brings it back.
    moved = f"<outline xmlUrl='{site.url}/old'/>"
    site["/old"] = answer(status=301, headers={"Location": site.url + "/a"})
    site["/mine.opml"] = f"<opml><body>{outlines}{moved}</body></opml>"
    later(1)
    report = take(site.url + "/mine.opml", at="2026-02-03T14:00:00+00:00", force=True)
    (left,) = (item for item in report.items if "own address" in (item.reason or ""))
    assert (left.source, left.status) == (site.url + "/a", Status.SKIPPED)
    followed = {one.location.rpartition("/")[2] for one in library.catalogue.followed()}
    assert followed == {"b", "mine.opml"}
    take(site.url + "/a", at="2026-02-03T15:00:00+00:00")
    followed = {one.location.rpartition("/")[2] for one in library.catalogue.followed()}
    assert followed == {"a", "b", "mine.opml"}


def test_another_address_of_a_followed_feed_keeps_what_was_stated_of_it(
    site, answer, library, take, make_rss, make_item
) -> None:
    site["/a"] = make_rss(make_item(1))
    take(site.url + "/a", overrides=Overrides(tags=("ships",)))
    site["/old"] = answer(status=301, headers={"Location": site.url + "/a"})
    take(site.url + "/old", at="2026-02-03T14:00:00+00:00")
    (feed,) = library.catalogue.followed()
    assert (feed.location, feed.overrides.tags) == (site.url + "/a", ("ships",))


def test_names_of_followed_sources() -> None:
    feed = Followed("https://www.x.example/feed")
    assert matching([feed], [feed.location, "http://x.example/feed", "y"]) == [feed, feed, "y"]


# -- pages -------------------------------------------------------------------------------------


def test_following_a_feed_puts_the_pages_in_the_place_of_summaries(
    site, answer, library, take, later, make_rss, make_item, long_text
) -> None:
    for n in (1, 2):
        site[f"/a/{n}"] = html(answer, page(f"Story number {n}", long_text, f"The end of {n}."))
    items = [make_item(n, link=f"{site.url}/a/{n}") for n in (1, 2)]
    site["/feed"] = make_rss(*items)
    first = take(site.url + "/feed")
    assert counts(first) == {"added": 2}
    assert all("--follow" in item.warnings[0] for item in first.items)
    assert {row.meta.access for row in library.catalogue.rows()} == {Access.SUMMARY}
    report = take(site.url + "/feed", follow=True, at="2026-02-03T12:30:00+00:00")
    assert counts(report) == {"updated": 2, "unchanged": 2}
    assert not any("--follow" in text for item in report.items for text in item.warnings)
    told = {item.reason for item in report.items if item.status is Status.UPDATED}
    assert told == {"the article in place of its summary"}
    rows = library.catalogue.rows()
    assert len(rows) == 2
    assert {row.meta.access for row in rows} == {Access.FULL}
    assert {row.meta.publisher for row in rows} == {"Harbour News"}
    # Pages that were read are not fetched again because the feed has something new.
    site["/a/3"] = html(answer, page("Story number 3", long_text, "The end of 3."))
    site["/feed"] = make_rss(make_item(3, link=f"{site.url}/a/3"), *items)
    site.requests.clear()
    later()
    assert site.paths() == ["/feed", "/a/3"]
    rows = library.catalogue.rows()
    assert [row.meta.access for row in rows] == [Access.FULL] * 3
    assert [one.location for one in library.catalogue.followed()] == [site.url + "/feed"]


def test_a_page_that_failed_is_fetched_later_though_its_feed_has_nothing_new(
    site, answer, library, take, later, make_rss, make_item, long_text
) -> None:
    site["/feed"] = make_rss(*(make_item(n, link=f"{site.url}/a/{n}") for n in (1, 2)))
    site["/a/1"] = html(answer, page("Story number 1", long_text, "The end of 1."))
    site["/a/2"] = answer(status=500)
    assert counts(take(site.url + "/feed", follow=True))["failed"] == 1
    site["/a/2"] = html(answer, page("Story number 2", long_text, "The end of 2."))
    site.requests.clear()
    assert counts(later(1).report)["updated"] == 1
    assert "/a/1" not in site.paths()
    assert {row.meta.access for row in library.catalogue.rows()} == {Access.FULL}
    # Now that all is there, the feed is only asked whether it has something new.
    site.requests.clear()
    later(2)
    assert site.paths() == ["/feed"]


def test_a_page_that_a_feed_names_and_that_is_gone_is_no_failure(
    site, answer, take, later, make_rss, make_item, long_text
) -> None:
    site["/feed"] = make_rss(*(make_item(n, link=f"{site.url}/a/{n}") for n in (1, 2)))
    site["/a/1"] = html(answer, page("Story number 1", long_text, "The end of 1."))
    site["/a/2"] = answer(status=404)
    first = counts(take(site.url + "/feed", follow=True))
    assert first.get("failed", 0) == 0
    assert first["skipped"] == 1
    site.requests.clear()
    assert not later(1).report.failed
    assert site.paths() == ["/feed"]


def test_pages_that_an_interruption_left_out_are_fetched_next_time(
    site, answer, library, later, make_rss, make_item, long_text
) -> None:
    site["/feed"] = make_rss(*(make_item(n, link=f"{site.url}/a/{n}") for n in (1, 2)))
    for n in (1, 2):
        site[f"/a/{n}"] = html(answer, page(f"Story number {n}", long_text, f"The end of {n}."))
    options = IngestOptions(
        now=START.isoformat(), follow=True, fetch=FetchSettings(allow_private=True, timeout=5)
    )

    def at_the_pages() -> bool:
        return any(path.startswith("/a/") for path, _ in site.requests)

    report = ingest([site.url + "/feed"], library, options, cancelled=at_the_pages)
    assert report.interrupted
    later(1)
    assert {row.meta.access for row in library.catalogue.rows()} == {Access.FULL}


def test_a_silent_edit_of_a_new_page_is_found_by_way_of_its_feed(
    site, answer, library, take, later, make_rss, make_item, long_text
) -> None:
    now = datetime.now(START.tzinfo)
    hours = (now - START).total_seconds() / 3600

    def publish(price: str, *more: str) -> None:
        told = f"The ferry was sold for {price} crowns, the council said on Monday."
        site["/a/1"] = html(answer, page("Story number 1", long_text, told))
        dated = f"<pubDate>{(now - timedelta(days=1)).isoformat()}</pubDate>"
        site["/feed"] = make_rss(*more, make_item(1, link=f"{site.url}/a/1", more=dated))

    publish("90,000")
    take(site.url + "/feed", follow=True, at=now.isoformat())
    publish("40,000", make_item(2, link=""))
    site.requests.clear()
    assert later(hours + 1).edits == ()
    assert site.paths() == ["/feed"]
    publish("40,000", make_item(3, link=""))
    (edit,) = later(hours + 7).edits
    assert (edit.title, edit.changes.nature.value) == ("Story number 1", "silent edit")
    publish("30,000", make_item(4, link=""))
    assert later(hours + 100).edits == ()


def test_a_page_under_another_name_still_takes_its_summarys_place(
    site, answer, library, take, later, make_rss, make_item, long_text
) -> None:
    head = f"<link rel='canonical' href='{site.url}/real/1'>"
    site["/real/1"] = html(answer, page("Story number 1", long_text, "The end.", head=head))
    site["/go/1"] = answer(status=302, headers={"Location": "/real/1"})
    site["/feed"] = make_rss(make_item(1, link=f"{site.url}/go/1"))
    assert counts(take(site.url + "/feed", follow=True)) == {"added": 1, "updated": 1}
    (row,) = library.catalogue.rows()
    assert (row.meta.access, row.meta.url) == (Access.FULL, site.url + "/real/1")
    # A page that is known by its own name stays the article that it is.
    site["/real/2"] = html(answer, page("Story number 2", long_text, "Another end."))
    site["/go/2"] = answer(status=302, headers={"Location": "/real/2"})
    take(site.url + "/real/2")
    site["/feed"] = make_rss(make_item(2, link=f"{site.url}/go/2"))
    later()
    full = [row.meta.title for row in library.catalogue.rows() if row.meta.access is Access.FULL]
    assert sorted(title or "" for title in full) == ["Story number 1", "Story number 2"]


def test_an_edit_is_told_by_its_nature(site, answer, library, take, later, long_text) -> None:
    first = "The ferry was sold for 90,000 crowns, the council said on Monday."
    for name in ("silent", "noted"):
        site[f"/{name}"] = html(answer, page(f"The {name} ferry", long_text, first))
        take(f"{site.url}/{name}")
    second = first.replace("90,000", "40,000")
    note = "Correction: an earlier version of this article gave a wrong price."
    site["/silent"] = html(answer, page("The silent ferry", long_text, second))
    site["/noted"] = html(answer, page("The noted ferry", long_text, second, note))
    done = later()
    natures = {edit.title: edit.changes.nature.value for edit in done.edits}
    assert natures == {"The silent ferry": "silent edit", "The noted ferry": "correction"}
    assert {(edit.before, edit.revision) for edit in done.edits} == {(1, 2)}
    assert later(2).edits == ()


def test_a_page_that_leads_to_a_login_keeps_its_article(
    site, answer, library, take, later, long_text
) -> None:
    site["/story"] = html(answer, page("The ferry", long_text, "The end of it."))
    take(site.url + "/story")
    site["/login"] = html(answer, page("Sign in", long_text, "Sign in to read on."))
    site["/story"] = answer(status=302, headers={"Location": "/login?next=story"})
    site["/login?next=story"] = site.answers["/login"]
    done = later()
    assert counts(done.report) == {"failed": 1}
    assert "leads to another page now" in (done.report.items[0].reason or "")
    assert [row.meta.title for row in library.catalogue.rows()] == ["The ferry"]
    # Moved for good within its site, it is followed there.
    site["/moved"] = html(answer, page("The ferry", long_text, "The end of it."))
    site["/story"] = answer(status=308, headers={"Location": "/moved"})
    assert counts(later(2).report) in ({"unchanged": 1}, {"duplicate": 1})
    assert the(library).location == site.url + "/moved"


def test_what_is_only_named_is_told_once(site, library, take, later, make_rss) -> None:
    items = [f"<item><title>T{n}</title><link>/{n}</link></item>" for n in range(5)]
    site["/feed"] = make_rss(*items)
    assert counts(take(site.url + "/feed")) == {"skipped": 5}
    done = later()
    assert counts(done.report) == {"skipped": 1}
    assert "5 pages are only named" in (done.report.items[0].reason or "")


def test_a_sitemap_takes_the_newest_pages_and_says_what_it_left(
    site, answer, library, take, long_text
) -> None:
    urls = []
    for n in range(5):
        site[f"/p{n}"] = html(answer, page(f"Page {n} of the town", long_text, f"End of {n}."))
        urls.append(f"<url><loc>{site.url}/p{n}</loc><lastmod>2026-01-0{n + 1}</lastmod></url>")
    site["/map.xml"] = f"<urlset>{''.join(urls)}</urlset>"
    site["/index.xml"] = (
        f"<sitemapindex><sitemap><loc>{site.url}/map.xml</loc></sitemap></sitemapindex>"
    )
    report = take(site.url + "/index.xml", limit=2)
    assert counts(report) == {"added": 2, "skipped": 1}
    assert "3 more were left out" in (report.items[-1].reason or "")
    assert {row.meta.title for row in library.catalogue.rows()} == {
        "Page 4 of the town",
        "Page 3 of the town",
    }
    assert [one.kind for one in library.catalogue.followed()] == ["pages"]
    site.requests.clear()
    assert counts(take(site.url + "/index.xml", limit=3)) == {
        "added": 1,
        "unchanged": 2,
        "skipped": 1,
    }
    assert site.paths() == ["/index.xml", "/map.xml", "/p2"]


def test_one_page_of_a_host_at_a_time(site, answer, library, take, make_rss, make_item) -> None:
    before = set(threading.enumerate())
    own: list[int] = []

    def slow(headers: dict[str, str]):
        time.sleep(0.02)
        own.append(len(set(threading.enumerate()) - before))
        return answer(make_rss(make_item(1)).encode())

    for n in range(6):
        site[f"/f{n}"] = slow
    take(*(f"{site.url}/f{n}" for n in range(6)))
    assert len(site.requests) == 6
    assert site.most_at_once == 1
    # Those that were there before, of other tests, are none of its own.
    assert max(own) < 30
