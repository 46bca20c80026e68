"""Exports of Nexis and LexisNexis: Nexis Uni and Advance, and the older "1 of 10 DOCUMENTS".

New: headline, publication, date, copyright, ``Section:``, ``Length:``, ``Byline:``, "Body", the
text, ``Load-Date:``, "End of Document". Old: publication, date, headline, ``BYLINE:``,
``SECTION:``, ``LENGTH:``, the text, ``LOAD-DATE:``, ``LANGUAGE:``, copyright. The labels are
also written in German, French and Spanish (as public readers such as LexisNexisTools have them).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.readers.press.piece import (
    Line,
    Piece,
    language_named,
    made_key,
    paragraphs_of,
    word_count,
)

NAME = "Nexis"
_END = re.compile(
    r"^(?:end of document|ende des dokuments|fin du document|fin del documento)\W*$", re.IGNORECASE
)
_NUMBERED = re.compile(
    r"^(?:\d{1,5} of \d{1,5} documents?|dokument \d{1,5} von \d{1,5}|"
    r"document \d{1,5} de \d{1,5}|documento \d{1,5} de \d{1,5})$",
    re.IGNORECASE,
)
_FIELDS = {
    "section": "section", "rubrik": "section", "rubrique": "section", "sección": "section",
    "length": "length", "länge": "length", "longueur": "length", "extensión": "length",
    "byline": "byline", "autor": "byline", "auteur": "byline", "author": "byline",
    "dateline": "dateline", "highlight": "highlight", "headline": "headline",
    "load-date": "end", "update": "end", "graphic": "end", "grafik": "end",
    "classification": "end", "publication-type": "end", "journal-code": "end",
    "correction-date": "end", "notes": "end", "correction": "end", "url": "end",
    "publication type": "end", "subject": "end", "document-type": "end",
    "language": "language", "sprache": "language", "langue": "language", "idioma": "language",
}  # fmt: skip
_LABEL = re.compile(r"^([A-Za-zÀ-ÿ][A-Za-zÀ-ÿ -]{2,18}?)\s*:[\s\u00a0]*(.*)$", re.DOTALL)
_BODY = re.compile(r"^(?:body|textkörper|corps|cuerpo|volltext|full text)\s*:?$", re.IGNORECASE)
_TAIL = re.compile(r"^(?:classification|graphic|grafik|notes|correction|klassifikation)$", re.I)
_COPYRIGHT = re.compile(
    r"^(?:copyright\b|©|alle rechte|all rights reserved|tous droits)", re.IGNORECASE
)
_LINK = re.compile(r"^link to (?:image|pdf|original)", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DATE = re.compile(
    r"^(?:[^\W\d]{2,12}\.?,?\s+)?(?:\d{1,2}\.?\s+(?:de\s+)?[^\W\d]{3,12}\.?\s+(?:de\s+)?(?:19|20)\d\d|"
    r"[^\W\d]{3,12}\.?\s+\d{1,2},?\s+(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d)",
    re.IGNORECASE,
)
_EDITION = re.compile(r"\bedition\b|\bausgabe\b|\bédition\b|^late |^final$|;$", re.IGNORECASE)
_COVER = re.compile(
    r"^(?:user name|date and time|job number|documents? \(\d+\)|client/matter)", re.I
)


def split(lines: Sequence[Line]) -> list[Piece]:
    """The articles of an export; empty when the lines are none."""
    pieces = [piece for chunk in _chunks(lines, _END) if (piece := _new(chunk)) is not None]
    if pieces:
        return pieces
    return [piece for chunk in _after(lines, _NUMBERED) if (piece := _old(chunk)) is not None]


def _chunks(lines: Sequence[Line], mark: re.Pattern[str]) -> Iterator[Sequence[Line]]:
    """The stretches that end with a mark."""
    start = 0
    for index, (_, text) in enumerate(lines):
        if mark.match(text):
            yield lines[start:index]
            start = index + 1


def _after(lines: Sequence[Line], mark: re.Pattern[str]) -> Iterator[Sequence[Line]]:
    """The stretches that begin with a mark."""
    starts = [index for index, (_, text) in enumerate(lines) if mark.match(text)]
    for start, end in pairwise([*starts, len(lines)]):
        yield lines[start + 1 : end]


def _field(text: str) -> tuple[str, str] | None:
    found = _LABEL.match(text)
    name = _FIELDS.get(found[1].strip().lower()) if found else None
    return (name, found[2].strip()) if found and name else None


def _new(chunk: Sequence[Line]) -> Piece | None:
    labels = _first_label(chunk)
    if labels is None:
        return None
    head = [line for line in chunk[:labels] if line[1]]
    dated = max((i for i, (_, text) in enumerate(head) if _is_date(text)), default=None)
    if dated is None or dated < 2 or len(head) - dated > 4:
        return None
    fields, body = _labelled(chunk, labels)
    return _piece(
        title=_title(head[: dated - 1]),
        publisher=head[dated - 1][1],
        published=head[dated][1],
        fields=fields,
        tail=[text for _, text in chunk[labels:]],
        body=[text for _, text in chunk[body:]],
    )


def _title(head: Sequence[Line]) -> str:
    """The headline above the publication; what a cover page holds stands before it."""
    marked = [text for kind, text in head if kind in ("headline", "subheading")]
    return marked[-1] if marked else head[-1][1]


def _first_label(chunk: Sequence[Line]) -> int | None:
    for index, (_, text) in enumerate(chunk):
        found = _field(text)
        if _COPYRIGHT.match(text) or (found and found[0] in ("section", "length", "byline")):
            return index
    return None


def _labelled(chunk: Sequence[Line], start: int) -> tuple[dict[str, str], int]:
    """The labelled fields from ``start`` on, and where the text begins."""
    fields: dict[str, str] = {}
    for index in range(start, len(chunk)):
        text = chunk[index][1]
        found = _field(text)
        if _BODY.match(text):
            return fields, index + 1
        if found is not None and found[0] != "end":
            fields.setdefault(*found)
        elif text and not _COPYRIGHT.match(text) and ("length" in fields or len(text) > 200):
            return fields, index
    return fields, len(chunk)


def _old(chunk: Sequence[Line]) -> Piece | None:
    first = next(
        (i for i, (_, text) in enumerate(chunk) if (found := _field(text)) and found[0] != "end"),
        None,
    )
    if first is None:
        return None
    head = [text for _, text in chunk[:first] if not _COPYRIGHT.match(text)]
    dated = next((i for i, text in enumerate(head) if _is_date(text)), None)
    publisher = next((text for text in head[:dated] if text), None)
    if dated is None or publisher is None:
        return None
    titles = _last_run(head[dated + 1 :])
    fields, body = _labelled(chunk, first)
    return _piece(
        title=fields.get("headline") or " ".join(titles),
        publisher=publisher,
        published=head[dated],
        fields=fields,
        tail=[text for _, text in chunk[body:]],
        body=[text for _, text in chunk[body:]],
    )


def _last_run(lines: Sequence[str]) -> list[str]:
    """The last lines that no empty line parts; editions of the paper stand above them."""
    run: list[str] = []
    for text in lines:
        if text and run and not run[-1]:
            run = []
        run.append(text)
    run = [text for text in run if text]
    while len(run) > 1 and _EDITION.search(run[0]):
        run = run[1:]
    return run


def _piece(
    *,
    title: str,
    publisher: str,
    published: str,
    fields: dict[str, str],
    tail: Sequence[str],
    body: Sequence[str],
) -> Piece | None:
    paragraphs = paragraphs_of(_until_tail(body))
    if not title or not paragraphs or "length" not in fields or _COVER.match(title):
        return None
    language = fields.get("language") or _said(tail, "language")
    return Piece(
        database=NAME,
        key=made_key(title, publisher, published),
        title=" ".join(title.split()),
        paragraphs=paragraphs,
        publisher=publisher,
        published=published,
        authors=(fields["byline"],) if fields.get("byline") else (),
        section=fields.get("section"),
        language=language_named(language or ""),
        words=word_count(fields["length"]),
    )


def _until_tail(body: Sequence[str]) -> list[str]:
    kept: list[str] = []
    for text in body:
        found = _field(text)
        if _TAIL.match(text) or (found and found[0] in ("end", "language")):
            break
        if not _LINK.match(text):
            kept.append(text)
    while kept and (not kept[-1] or _COPYRIGHT.match(kept[-1])):
        kept.pop()
    return kept


def _said(lines: Sequence[str], name: str) -> str | None:
    for text in lines:
        found = _field(text)
        if found and found[0] == name:
            return found[1]
    return None


def _is_date(text: str) -> bool:
    return len(text) <= 80 and bool(_YEAR.search(text)) and bool(_DATE.match(text))
