"""A web page saved as one file by Chrome, Edge or Opera (.mhtml, .mht; RFC 2557)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ingest import sandbox
from ingest.errors import ReadError
from ingest.fetching.urls import is_url
from ingest.readers import Found, html, mail
from ingest.readers.document import Document
from ingest.types import Article


def read(document: Document) -> Iterator[Found]:
    """The one article of the page. Raises ReadError when there is no page in it.

    The address that the browser saved it from counts as where it was fetched.
    """
    parts = sandbox.shared().run("mail", document.data(), {"page": "yes"})
    page: str = parts["html"]
    stated = parts["headers"].get("snapshot-content-location") or parts["location"]
    sender = parts["headers"].get("from", "").lower()
    if not stated and sender and "saved by" not in sender:
        yield from mail.read(document)
        return
    if not page.strip():
        state = "damaged or cut off" if parts["damaged"] else "empty"
        raise ReadError(
            f"There is no page in it: the file is {state}.", "Save the page again in the browser."
        )
    address = stated if is_url(stated) else document.fetched.url
    fetched = replace(
        document.fetched,
        data=page.encode("utf-8", "replace"),
        charset="utf-8",
        media_type="text/html",
        url=address,
        retrieved=parts["date"] or document.fetched.retrieved,
    )
    for found in html.read(replace(document, fetched=fetched)):
        if parts["damaged"] and isinstance(found, Article):
            cut = "The file is damaged or cut off; a part of the page may be missing."
            found = replace(found, warnings=(cut, *found.warnings))
        yield replace(found, source=document.shown) if isinstance(found, Article) else found


__all__ = ["read"]
