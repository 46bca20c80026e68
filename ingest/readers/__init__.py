"""Articles out of fetched bytes. Which reader takes them is looked up in ``ingest.formats``."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import cast

from ingest import formats
from ingest.errors import ReadError, SourceError
from ingest.readers.document import Document
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
    try:
        yield from _reader(document)(document)
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
    return cast(Reader, importlib.import_module(form.reader).read)


def _format(document: Document, head: bytes) -> formats.Format:
    """What the bytes state beyond doubt, then the media type, the name, and the content."""
    fetched = document.fetched
    name = fetched.url or fetched.source.location
    whole = document.whole() if formats.needs_whole(head) else None
    form = formats.choose(name, fetched.media_type, head, whole)
    if form is None:
        raise ReadError(*formats.refusal(name, fetched.media_type, head, whole))
    return form
