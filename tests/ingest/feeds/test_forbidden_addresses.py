"""Feeds, outlines, sitemaps and redirects that name what must not be fetched reach nothing.

A server of ours stands on loopback, which is forbidden here; nothing may arrive at it.
"""

from __future__ import annotations

import pytest

from ingest.fetch import FetchSettings
from ingest.types import Status

CLOSED = FetchSettings(timeout=2)
PLACES = [
    "http://127.0.0.1:{port}/x",
    "http://localhost:{port}/x",
    "http://[::1]:{port}/x",
    "http://2130706433:{port}/x",
    "http://0x7f000001:{port}/x",
    "http://0177.0.0.1:{port}/x",
    "http://127.1:{port}/x",
    "http://0.0.0.0:{port}/x",
    "http://[::ffff:127.0.0.1]:{port}/x",
    "http://[::ffff:7f00:1]:{port}/x",
    "http://[64:ff9b::7f00:1]:{port}/x",
    "http://user:pw@127.0.0.1:{port}/x",
    "http://127.0.0.1:{port}\\@example.org/x",
    "http://10.0.0.1/x",
    "http://192.168.1.1/x",
    "http://172.16.0.1/x",
    "http://169.254.169.254/latest/meta-data/",
    "http://100.64.0.1/x",
    "file:///etc/passwd",
    "file://localhost/etc/passwd",
    "FILE:///etc/passwd",
    "/etc/passwd",
    "ftp://127.0.0.1/x",
    "gopher://127.0.0.1:{port}/x",
    "data:text/html,x",
    "javascript:alert(1)",
    "jar:http://127.0.0.1:{port}/x",
]


def named_by(kind: str, place: str) -> str:
    if kind == "opml":
        return f"<opml><body><outline xmlUrl='{place}'/></body></opml>"
    if kind == "sitemap":
        return f"<urlset><url><loc>{place}</loc></url></urlset>"
    if kind == "index":
        return f"<sitemapindex><sitemap><loc>{place}</loc></sitemap></sitemapindex>"
    return (
        f"<rss version='2.0'><channel><title>Q</title><link>{place}</link><item><title>T</title>"
        f"<link>{place}</link><guid>{place}</guid></item></channel></rss>"
    )


@pytest.mark.parametrize("kind", ["opml", "sitemap", "index", "feed"])
def test_nothing_that_is_named_reaches_a_forbidden_address(
    kind: str, site, library, take, tmp_path
) -> None:
    port = site.url.rpartition(":")[2]
    files = []
    for number, place in enumerate(PLACES):
        file = tmp_path / f"{number}.xml"
        file.write_text(named_by(kind, place.format(port=port)), "utf-8")
        files.append(str(file))
    report = take(*files, follow=True, fetch=CLOSED)
    assert site.requests == []
    assert library.catalogue.counts().articles == 0
    assert library.catalogue.followed() == []
    assert {item.status for item in report.items} <= {Status.SKIPPED, Status.FAILED}
    assert all(item.reason and item.source.isprintable() for item in report.items)
    assert len(report.items) >= len(PLACES)


def test_a_followed_feed_cannot_lead_inside_by_a_redirect(
    site, answer, library, take, monkeypatch, make_rss, make_item
) -> None:
    inner = type(site)()
    inner["/secret"] = make_rss(make_item(9))
    try:
        # The first hop is let through by its name alone; the second is judged anew.
        port = site.url.rpartition(":")[2]
        site["/feed"] = answer(status=301, headers={"Location": inner.url + "/secret"})
        from ingest.fetching import addresses, web

        judged = addresses.forbidden
        hops = iter([None])

        def first_only(address: str) -> str | None:
            return next(hops, judged(address))

        monkeypatch.setattr(addresses, "forbidden", first_only)
        report = take(f"http://127.0.0.1:{port}/feed", fetch=CLOSED)
        assert web.MAX_REDIRECTS
        assert [item.status for item in report.items] == [Status.FAILED]
        assert "loopback" in (report.items[0].reason or "")
        assert len(site.requests) == 1
        assert inner.requests == []
    finally:
        inner.close()
