"""Which named addresses are fetched, and what is said of the others."""

from __future__ import annotations

from ingest.links import DEPTH, LISTS, PAGES, Links
from ingest.types import Item, Link, Source, Status

ROOT = "https://x.example/map.xml"


def page(number: int, **stated: object) -> Link:
    return Link("map", f"https://x.example/{number}", follow=True, **stated)  # type: ignore[arg-type]


def listing(name: str) -> Link:
    return Link("map", f"https://x.example/{name}.xml", "pages", follow=True)


def test_a_link_is_fetched_when_it_is_to_be_followed() -> None:
    link = Link("list", "https://x.example/a", title="A")
    reported = Links().take(link, ROOT)
    assert isinstance(reported, Item)
    assert (reported.status, reported.title) == (Status.SKIPPED, "A")
    assert "--follow" in (reported.reason or "")
    assert Links(follow=True).take(link, ROOT) == Source(link.url, "url")
    assert Links().take(page(1), ROOT) == Source("https://x.example/1", "url")


def test_what_is_held_already_is_not_reported() -> None:
    held = Link("feed", "https://x.example/a", held=True)
    assert Links().take(held, ROOT) is None
    assert Links(follow=True).take(held, ROOT) == Source(held.url, "url")


def test_an_address_is_fetched_once() -> None:
    links = Links()
    links.known(["https://x.example/2"])
    assert links.take(page(1), ROOT) is not None
    assert links.take(page(1), ROOT) is None
    assert links.take(page(2), ROOT) is None


def test_no_other_scheme_is_fetched() -> None:
    for url in ("file:///etc/passwd", "javascript:alert(1)", "ftp://x.example/", "//x", "x\x1b[2J"):
        found = Links(follow=True).take(Link("feed", url, follow=True), ROOT)
        assert isinstance(found, Item)
        assert found.source.isprintable()


def test_pages_are_limited_and_the_rest_is_told() -> None:
    for limit in (None, 3):
        links = Links(limit=limit)
        most = limit or PAGES
        taken = [links.take(page(n), ROOT) for n in range(most + 7)]
        assert sum(one is not None for one in taken) == most
        (told,) = links.left_out()
        assert told.source == ROOT
        assert f"first {most} pages" in (told.reason or "")
        assert "7 more" in (told.reason or "")
        assert "--limit" in (told.reason or "")
        # Another source has a number of its own.
        assert links.take(page(1000), "https://y.example/map.xml") is not None


def test_what_lists_in_a_list_name_counts_against_the_first() -> None:
    links = Links(limit=2)
    assert links.take(listing("one"), ROOT) is not None
    inner = "https://x.example/one.xml"
    assert links.root_of(inner) == ROOT
    assert links.root_of("https://z.example/") == "https://z.example/"
    taken = [links.take(page(1), inner), links.take(page(2), ROOT), links.take(page(3), inner)]
    assert [one is not None for one in taken] == [True, True, False]
    assert [told.source for told in links.left_out()] == [ROOT]


def test_lists_are_limited_in_number_and_in_depth() -> None:
    links = Links()
    taken = [links.take(listing(str(n)), ROOT) for n in range(LISTS + 2)]
    assert sum(one is not None for one in taken) == LISTS
    assert "Name those that you want" in (links.left_out()[0].reason or "")
    deep = Links()
    above = ROOT
    for n in range(DEPTH):
        assert isinstance(deep.take(listing(str(n)), above), Source)
        above = f"https://x.example/{n}.xml"
    refused = deep.take(listing("deeper"), above)
    assert isinstance(refused, Item)
    assert "Name the last one itself" in (refused.reason or "")
    # Its pages are still taken.
    assert isinstance(deep.take(page(1), above), Source)
