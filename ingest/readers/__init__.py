"""Articles out of fetched bytes. Which reader takes them is looked up in ``ingest.formats``."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import cast

from ingest import formats
from ingest.errors import ReadError, SourceError
from ingest.readers.document import Document
from ingest.readers.press_article import articles_of_export
from ingest.readers.record import unexpected
from ingest.text.clean import visible
from ingest.types import Article, Fetched, Link, Overrides, Rejected

Found = Article | Rejected | Link
Reader = Callable[[Document], Iterator[Found]]


NO_OVERRIDES = Overrides()


def read(
    fetched: Fetched, overrides: Overrides = NO_OVERRIDES, *, now: datetime | None = None
) -> Iterator[Found]:
    """The articles in ``fetched``, one by one; what gives none is a Rejected with its
    reason, what is only named there a Link.

    Never raises for what a source can hold. ``overrides`` win over what was read. ``now``
    bounds plausible dates and defaults to the present.
    """
    for result in read_document(Document(fetched, now or datetime.now(UTC))):
        yield (
            replace(result, meta=overrides.apply(result.meta))
            if isinstance(result, Article)
            else result
        )


def read_document(document: Document) -> Iterator[Found]:
    """As ``read``, for a document; also for one that lies in another."""
    return _guarded(document, lambda: _reader(document)(document))


def read_lines(document: Document, after: int) -> Iterator[Found]:
    """As ``read``, for a stretch of the lines of a JSON Lines file, unpacked: the bytes of
    ``document``, of whose source ``after`` lines stand before it."""

    def found() -> Iterator[Found]:
        from ingest.readers import jsonl

        return jsonl.lines(document, BytesIO(document.fetched.data), after)

    return _guarded(document, found)


def _guarded(document: Document, found: Callable[[], Iterator[Found]]) -> Iterator[Found]:
    try:
        yield from found()
    except SourceError as error:
        yield Rejected(document.shown, visible(str(error)))
    except (MemoryError, RecursionError):
        yield Rejected(
            document.shown, "It could not be read: too large or nested too deeply. Split it up."
        )
    except Exception as error:  # One strange source must not cost the rest of the run.
        yield Rejected(document.shown, unexpected(error))


def _reader(document: Document) -> Reader:
    head = document.head()
    if not head.strip():
        raise ReadError("The file is empty.", "Put the article's text into it and try again.")
    form = _format(document, head)
    reader = cast(Reader, importlib.import_module(form.reader).read)
    return _or_export(reader, page=form.name == "html") if form.name in _EXPORTS else reader


_EXPORTS = ("html", "text")
"""Formats in which press databases export their articles, as others save pages and texts."""


def _or_export(reader: Reader, *, page: bool) -> Reader:
    """``reader``, but for an export of a press database, which gives its own articles."""

    def read(document: Document) -> Iterator[Found]:
        found = False
        for result in articles_of_export(document, page=page):
            found = True
            yield result
        if not found:
            yield from reader(document)

    return read


def form_of(fetched: Fetched) -> str | None:
    """The name of the format that bytes are read as; None for what cannot be read."""
    document = Document(fetched, datetime.now(UTC))
    try:
        return _format(document, document.head()).name
    except Exception:  # Reading it says what is wrong with it.
        return None


def _format(document: Document, head: bytes) -> formats.Format:
    """What the bytes state beyond doubt, then the media type, the name, and the content."""
    fetched = document.fetched
    name = fetched.url or fetched.source.location
    whole = document.whole() if formats.needs_whole(head) else None
    form = formats.choose(name, fetched.media_type, head, whole)
    if form is None:
        raise ReadError(*formats.refusal(name, fetched.media_type, head, whole))
    return form
