"""One record (a JSON object or a CSV row) as an article; fields go by their usual names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256

from ingest.errors import ReadError
from ingest.fetching.urls import is_url
from ingest.metadata import MAX_TITLE, Claim, plausible_date
from ingest.readers.compose import Origin, article_of
from ingest.readers.markup import untagged
from ingest.text.clean import clean_line, visible
from ingest.types import Access, Article, Link, Rejected

BODY = (
    "body", "maintext", "text", "content", "full_content", "article_body", "articleBody",
    "plaintext", "body_text", "volltext", "artikeltext", "texte", "contenu", "texto", "contenido",
    "cuerpo", "testo", "corpo", "tekst", "inhalt",
)  # fmt: skip
SUMMARY = (
    "description", "summary", "abstract", "excerpt", "snippet", "standfirst", "lead",
    "lead_paragraph", "trailText", "abstractNote",
)  # fmt: skip
TITLE = (
    "title", "headline", "webTitle", "titel", "überschrift", "schlagzeile", "titre", "título",
    "titulo", "titular", "titolo", "kop", "başlık",
)  # fmt: skip
PUBLISHER = (
    "source", "publication", "publisher", "sitename", "source_name", "source_domain", "domain",
    "hostname", "container-title", "publicationTitle", "media_name", "outlet", "newspaper",
    "zeitung", "quelle", "journal", "periódico", "periodico", "diario", "fuente",
    "testata", "fonte", "krant", "bron", "kaynak",
)  # fmt: skip
PUBLISHED = (
    "published_at", "publishedAt", "date_publish", "publish_date", "published", "published_date",
    "date", "seendate", "webPublicationDate", "pub_date", "pubDate", "datePublished", "issued",
    "publication_date", "datum", "erscheinungsdatum", "veröffentlicht", "fecha", "data", "tarih",
)  # fmt: skip
MODIFIED = ("modified", "updated", "updated_at", "updatedAt", "date_modify", "dateModified")
AUTHORS = (
    "authors", "author", "byline", "creators", "creator", "autor", "autoren", "verfasser",
    "auteur", "auteurs", "autore", "autori", "autores", "yazar",
)  # fmt: skip
URL = ("url", "link", "web_url", "canonical", "href")
KIND = ("kind", "type", "section", "category")
LANGUAGE = ("language", "lang")
TAGS = ("tags", "keywords")
KEY = ("id", "_id", "guid", "uuid", "key", "slug")

_INNER = ("_source", "fields", "attributes")
"""Where search engines and news APIs put the fields of a record: Elasticsearch, the Guardian."""

_REFERENCE = ("container-title", "publicationTitle", "itemType", "issued")
"""Fields of bibliographies (CSL-JSON, Zotero)."""

_BOOKMARK = ("href", "toread", "shared")
"""Fields of a bookmark of Pinboard, whose ``description`` is the title that its reader gave it."""

_TRUNCATED = re.compile(r"\[\+\d+ chars\]\s*$")
_MAX_URL = 2000

Record = Mapping[str, object]


def article_of_record(origin: Origin, record: Record) -> Article:
    """The article of one record. Raises ReadError when no field of it holds text.

    Names of fields go by their letters and digits: ``articleBody``, ``Article Body`` and
    ``article_body`` are one.
    """
    record = fields_of(record)
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
        if any(_text(record, (name,)) for name in _REFERENCE):
            raise ReadError(
                "The record is a reference only, without the text that it refers to.",
                "Ingest the saved page or the PDF itself.",
            )
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


def result_of(origin: Origin, record: Record) -> Article | Rejected | Link:
    """As ``article_of_record``; a record that gives none is a Rejected under its own line, and
    one that holds an address but no text is a Link."""
    try:
        held = is_article(record) and not is_bookmark(record)
        if not held and (link := link_of(origin.shown, record, origin)) is not None:
            return link
        return article_of_record(origin, record)
    except ReadError as error:
        return Rejected(origin.shown, str(error))
    except Exception as error:  # One strange record must not cost the rest of its file.
        return Rejected(origin.shown, unexpected(error))


def link_of(source: str, record: Record, origin: Origin | None = None) -> Link | None:
    """The address that a record names; None when it names none.

    With ``origin`` a date that it states is taken for that of publication.
    """
    fields = fields_of(record)
    if is_bookmark(record):
        fields = {"url": fields["href"], "title": fields.get("description")}
    url = clean_line(_text(fields, URL))
    if not is_url(url) or len(url) > _MAX_URL or " " in url:
        return None
    title = clean_line(untagged(_text(fields, TITLE)))[:MAX_TITLE]
    moment = plausible_date(_text(fields, PUBLISHED), origin.now) if origin else None
    return Link(source, url, title=title or None, published=moment.iso if moment else None)


def unexpected(error: Exception) -> str:
    """One line for a failure of the program itself."""
    what = visible(f"{type(error).__name__}: {error}")[:200]
    return f"It could not be read ({what}). Please report this; the rest was read."


def key_of(record: Record, ordinal: int) -> str:
    """What names the record within its file: its id, else its title and date, else its place."""
    record = fields_of(record)
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
    fields = fields_of(record)
    return bool(_text(fields, BODY) or _text(fields, SUMMARY))


def is_bookmark(record: Record) -> bool:
    """Whether the record is a bookmark: an address with its reader's own words about it."""
    return all(name in record for name in _BOOKMARK)


def has_body(record: Record) -> bool:
    """Whether a field of the record has the name of an article's text."""
    return bool(_text(fields_of(record), BODY))


def fields_of(record: Record) -> Record:
    """The fields of a record by the letters and digits of their names, inner ones included."""
    inner = [part for name in _INNER if isinstance(part := record.get(name), Mapping)]
    fields: dict[str, object] = {}
    for part in (record, *inner):
        for name, value in part.items():
            if not any(value is each for each in inner):
                fields.setdefault(squeezed(str(name)), value)
    return fields


@lru_cache(4096)
def squeezed(name: str) -> str:
    """A field's name as it is compared: lower case, letters and digits only."""
    return "".join(char for char in name[:100].casefold() if char.isalnum())


def _text(record: Record, names: tuple[str, ...]) -> str:
    return next((text for name in names if (text := _string(record.get(squeezed(name))))), "")


_NAMING = ("name", "title", "#text", "literal", "main", "original", "raw", "$date")


def _string(value: object) -> str:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, dict):
        return _named(value)
    if isinstance(value, list):
        parts = [part for item in value if (part := _string(item))]
        return "\n\n".join(parts)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return ""


def _named(value: Mapping[str, object]) -> str:
    """The words of a field that has parts: a name, a person, a date of CSL-JSON."""
    if found := next((text for name in _NAMING if (text := _string(value.get(name)))), ""):
        return found
    person = (value.get("given") or value.get("firstName"),
              value.get("family") or value.get("lastName"))  # fmt: skip
    if any(person):
        return " ".join(filter(None, map(_string, person)))
    dates = value.get("date-parts")
    first = dates[0] if isinstance(dates, list) and dates else None
    if isinstance(first, list):
        return "-".join(f"{_string(part):0>2}" for part in first[:3])
    return ""


def _list(record: Record, names: tuple[str, ...]) -> tuple[str, ...]:
    for name in names:
        value = record.get(squeezed(name))
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
