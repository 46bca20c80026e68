"""One record (a JSON object or a CSV row) as an article; fields go by their usual names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256

from ingest.errors import ReadError
from ingest.metadata import Claim
from ingest.readers.compose import Origin, article_of
from ingest.readers.markup import untagged
from ingest.text.clean import visible
from ingest.types import Access, Article, Rejected

BODY = (
    "body", "maintext", "text", "content", "full_content", "article_body", "articleBody",
    "plaintext", "body_text",
)  # fmt: skip
SUMMARY = ("description", "summary", "abstract", "excerpt", "snippet", "standfirst", "lead")
TITLE = ("title", "headline", "webTitle")
PUBLISHER = (
    "source", "publication", "publisher", "sitename", "source_name", "source_domain", "domain",
    "hostname",
)  # fmt: skip
PUBLISHED = (
    "published_at", "publishedAt", "date_publish", "publish_date", "published", "published_date",
    "date", "seendate",
)  # fmt: skip
MODIFIED = ("modified", "updated", "updated_at", "updatedAt", "date_modify", "dateModified")
AUTHORS = ("authors", "author", "byline")
URL = ("url", "link", "web_url", "canonical")
KIND = ("kind", "type", "section", "category")
LANGUAGE = ("language", "lang")
TAGS = ("tags", "keywords")
KEY = ("id", "_id", "guid", "uuid", "key", "slug")

_TRUNCATED = re.compile(r"\[\+\d+ chars\]\s*$")

Record = Mapping[str, object]


def article_of_record(origin: Origin, record: Record) -> Article:
    """The article of one record. Raises ReadError when no field of it holds text."""
    body = untagged(_text(record, BODY))
    access = _text(record, ("access",))
    warnings: tuple[str, ...] = ()
    if (cut := _TRUNCATED.search(body)) is not None:
        beginning = body[: cut.start()].rstrip().removesuffix("…").rstrip() + " …"
        body = "\n\n".join(filter(None, (_text(record, SUMMARY), beginning)))
        access = Access.METADATA_ONLY.value
        warnings = ("Its text is cut off in the file; only the beginning is there.",)
    elif not body:
        body = untagged(_text(record, SUMMARY))
        access = Access.SUMMARY.value
        warnings = ("It holds a summary only, not the article.",) if body else ()
    if not body:
        raise ReadError(
            "The record holds no article text.",
            f"Give its text one of these field names: {', '.join(BODY)}.",
        )
    claim = Claim(
        source="record",
        title=untagged(_text(record, TITLE)) or None,
        publisher=_text(record, PUBLISHER) or None,
        authors=_list(record, AUTHORS),
        published=_text(record, PUBLISHED) or None,
        modified=_text(record, MODIFIED) or None,
        url=_text(record, URL) or None,
        kind=_text(record, KIND) or None,
        access=access or None,
        language=_text(record, LANGUAGE) or None,
        tags=_list(record, TAGS),
    )
    return article_of(origin, body, (claim,), warnings=warnings)


def result_of(origin: Origin, record: Record) -> Article | Rejected:
    """As ``article_of_record``; a record that gives none is a Rejected under its own line."""
    try:
        return article_of_record(origin, record)
    except ReadError as error:
        return Rejected(origin.shown, str(error))
    except Exception as error:  # One strange record must not cost the rest of its file.
        return Rejected(origin.shown, unexpected(error))


def unexpected(error: Exception) -> str:
    """One line for a failure of the program itself."""
    what = visible(f"{type(error).__name__}: {error}")[:200]
    return f"It could not be read ({what}). Please report this; the rest was read."


def key_of(record: Record, ordinal: int) -> str:
    """What names the record within its file: its id, else its title and date, else its place."""
    stated = _text(record, KEY)
    if stated:
        return stated[:200]
    title = _text(record, TITLE)
    if title:
        return sha256(
            f"{title}\n{_text(record, PUBLISHED)}".encode("utf-8", "replace")
        ).hexdigest()[:16]
    return str(ordinal)


def is_article(record: Record) -> bool:
    """Whether a field of the record has the name of an article's text or summary."""
    return any(_string(record.get(name)) for name in (*BODY, *SUMMARY))


def _text(record: Record, names: tuple[str, ...]) -> str:
    return next((text for name in names if (text := _string(record.get(name)))), "")


def _string(value: object) -> str:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, dict):
        return _string(value.get("name") or value.get("title") or value.get("#text"))
    if isinstance(value, list):
        parts = [part for item in value if (part := _string(item))]
        return "\n\n".join(parts)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return ""


def _list(record: Record, names: tuple[str, ...]) -> tuple[str, ...]:
    for name in names:
        value = record.get(name)
        found = [_string(item) for item in value] if isinstance(value, list) else [_string(value)]
        if kept := tuple(text for text in found if text):
            return kept if len(kept) > 1 or isinstance(value, list) else _split(kept[0])
    return ()


def _split(text: str) -> tuple[str, ...]:
    inner = text[1:-1] if text.startswith("[") and text.endswith("]") else text
    return tuple(
        part.strip(" '\"")
        for part in re.split(r"[;|]|,(?=\s*['\"\w])", inner)
        if part.strip(" '\"")
    )
