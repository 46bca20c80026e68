"""Between the catalogue's rows and the values of ``ingest.types``."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any

from ingest.types import Access, Article, ArticleKind, ArticleRow, Metadata, Overrides, Passage

#: The columns of ``revisions r`` that an ArticleRow is made of, in order.
ROW_COLUMNS = (
    "r.article_id, r.revision, r.source, r.content_hash, r.title, r.publisher, r.authors, "
    "r.published, r.published_precision, r.modified, r.retrieved, r.url, r.kind, r.access, "
    "r.language, r.tags"
)

#: Which copies an article is one of; to follow ``ROW_COLUMNS``.
CLUSTER = "(SELECT c.cluster FROM clusters c WHERE c.article_id = r.article_id)"

PASSAGE_COLUMNS = (
    'p.id, p.passage_id, p.article_id, p.revision, p.ordinal, p.start, p."end", p.text, p.checksum'
)


def row(values: tuple[Any, ...], cluster: str | None = None) -> ArticleRow:
    """An ArticleRow from ``ROW_COLUMNS``; ``cluster`` from the column of that name."""
    article_id, revision, source, content_hash, title, publisher, authors = values[:7]
    published, precision, modified, retrieved, url, kind, access, language, tags = values[7:16]
    meta = Metadata(
        title=title,
        publisher=publisher,
        authors=strings(authors),
        published=published,
        published_precision=precision,
        modified=modified,
        retrieved=retrieved,
        url=url,
        kind=ArticleKind(kind),
        access=Access(access),
        language=language,
        tags=strings(tags),
    )
    return ArticleRow(article_id, revision, unpack(source), meta, content_hash, cluster)


def passage(values: tuple[Any, ...]) -> Passage:
    """A Passage from ``PASSAGE_COLUMNS``."""
    return Passage(*values[1:8])


def meta_columns(article: Article, published_ts: float | None) -> dict[str, object]:
    """What a revision's row says about the article, by column name."""
    meta = article.meta
    return {
        "source": pack(article.source),
        "title": meta.title,
        "publisher": meta.publisher,
        "publisher_key": key(meta.publisher) if meta.publisher else None,
        "authors": texts(meta.authors),
        "published": meta.published,
        "published_precision": meta.published_precision,
        "published_ts": published_ts,
        "modified": meta.modified,
        "retrieved": meta.retrieved,
        "url": meta.url,
        "kind": meta.kind.value,
        "access": meta.access.value,
        "language": meta.language,
        "tags": texts(meta.tags),
        "tag_keys": texts(key(tag) for tag in meta.tags),
        "warnings": texts(article.warnings),
        "meta_sources": json.dumps(article.meta_sources, ensure_ascii=False),
    }


def key(name: str) -> str:
    """How publishers and tags are compared: without regard to case or outer spaces."""
    return " ".join(name.casefold().split())


def texts(values: Iterable[str]) -> str:
    """A list of strings as a column value."""
    return json.dumps(list(values), ensure_ascii=False)


def strings(value: str) -> tuple[str, ...]:
    """The opposite of ``texts``."""
    return tuple(json.loads(value)) if value != "[]" else ()


def pairs(value: str) -> tuple[tuple[str, str], ...]:
    """Pairs of strings out of a column value."""
    return tuple((first, second) for first, second in json.loads(value))


def overrides_to_text(overrides: Overrides) -> str:
    """What the user stated, as a column value: an object of what is not empty."""
    values = ((name.name, getattr(overrides, name.name)) for name in fields(overrides))
    return json.dumps({name: value for name, value in values if value}, ensure_ascii=False)


def overrides_from_text(value: str) -> Overrides:
    """The opposite of ``overrides_to_text``; also reads the list that format 1 wrote."""
    found = json.loads(value)
    if isinstance(found, list):
        publisher, published, precision, tags = found
        return Overrides(publisher, published, precision, tuple(tags))
    return Overrides(**{name: _value(name, stated) for name, stated in found.items()})


def covered_to_text(read: Metadata | None, shown: Metadata) -> str | None:
    """What was read of an article's metadata where something else is shown, as a column value."""
    if read is None:
        return None
    values = ((name, getattr(read, name)) for name in _COVERED)
    return json.dumps(
        {name: value for name, value in values if value != getattr(shown, name)},
        ensure_ascii=False,
    )


def as_read(value: str | None, shown: Metadata, overrides: Overrides) -> Metadata:
    """The metadata as they were read; unknown where an earlier format kept only what the user
    stated."""
    if value is None:
        stated = set(overrides.fields - {"tags"})
        stated |= {"published_precision"} if "published" in stated else set()
        return replace(shown, **{name: _value(name, None) for name in stated})
    found = {name: _value(name, was) for name, was in json.loads(value).items()}
    return replace(shown, **found)


_COVERED = ("title", "publisher", "authors", "published", "published_precision", "kind", "tags")


def _value(name: str, value: Any) -> Any:
    """A stored value as the field of this name holds it."""
    if name == "kind":
        return ArticleKind(value) if value else ArticleKind.REPORT
    return tuple(value or ()) if name in ("authors", "tags", "untagged", "edited") else value


def pack(text: str) -> str | bytes:
    """Text that may hold undecodable bytes of a file name, as SQLite can keep it."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text


def unpack(value: str | bytes) -> str:
    """The opposite of ``pack``."""
    return value if isinstance(value, str) else value.decode("utf-8", "surrogatepass")


def ids(values: Iterable[object]) -> str:
    """Any number of ids as one SQL parameter for ``json_each``."""
    return json.dumps(list(values), ensure_ascii=False)


def one(conn: sqlite3.Connection, sql: str, *params: object) -> Any:
    """The first column of the first row, or None when there is no row."""
    found = conn.execute(sql, params).fetchone()
    return None if found is None else found[0]
