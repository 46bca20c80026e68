"""Exports of Factiva: with field codes (``HD``, ``BY``, ``WC``…) or in its display format.

Field codes: Factiva's "Article/Report plus Indexing" formats, as described in its help and in
public readers of them (tm.plugin.factiva). In the display format the same fields stand without
their codes: section, headline, byline, "355 words", date, time, source, source code, edition,
page, language, copyright, then the text, and "Document" with the accession number at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.readers.press.piece import (
    Line,
    Piece,
    language_named,
    made_key,
    paragraphs_of,
    word_count,
)

NAME = "Factiva"
_ACCESSION = r"(?=[A-Z0-9]*(?:19|20)\d{6})[A-Z][A-Za-z0-9]{12,31}"
_END = re.compile(rf"^\(?(?:Document|Dokument|Documento|文件|文檔)\s+({_ACCESSION})\)?\W*$")
_BARE_ID = re.compile(rf"^(?:Document\s+)?({_ACCESSION})\W*$")

_CODES = (
    "SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY", "CX",
    "LP", "TD", "ART", "CT", "RF", "CLM", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN",
)  # fmt: skip
_CODED = re.compile(rf"^({'|'.join(_CODES)})(?:\s*[|\t:]\s*|[ \u00a0]{{2,}}|$)(.*)$", re.DOTALL)
_SPACED = re.compile(r"^(HD|BY|WC|PD|SN|SC|LA|CY|LP|TD|AN|PUB) (\S.*)$", re.DOTALL)
_INDEXED = re.compile(r"^(CO|IN|NS|RE|IPC|IPD) ([\w.&-]+ : .*)$", re.DOTALL)

_COPYRIGHT = re.compile(r"^(?:copyright\b|©|\(c\)\s|all rights reserved)", re.IGNORECASE)
_TIME = re.compile(r"^\d{1,2}:\d\d(?::\d\d)?(?:\s*(?:[AP]M|GMT|UTC|[A-Z]{3}))?$")
_SOURCE_CODE = re.compile(r"^[A-Z][A-Z0-9]{1,9}$")
_PAGE = re.compile(r"^(?:page|seite|pages|pag\.|p\.|s\.)\s*\w+|^[A-Z]?\d{1,3}$", re.IGNORECASE)
_LISTED = re.compile(r"\.{4,}\s*\d+$|\t\s*\d+$|^(?:table of contents|inhaltsverzeichnis)$", re.I)
_FURNITURE = re.compile(
    r"^(?:page|seite) \d+ (?:of|von) \d+|factiva, inc\.|^factiva rtf display format", re.I
)
_BYLINE = re.compile(r"^(?:by|von|par|por|di|de|door)\s+\S", re.IGNORECASE)
_NAMES = re.compile(
    r"^(?:[A-ZÀ-Þ][\w.’'-]*\s+){1,4}[A-ZÀ-Þ][\w.’'-]+"
    r"(?:\s*(?:,|and|und|et|&|in)\s+(?:[A-ZÀ-Þ][\w.’'-]*\s*){1,5})*$"
)
HEAD_LINES = 14
"""Lines of an article within which its word count stands."""
TITLE_LINES = 3


def split(lines: Sequence[Line]) -> list[Piece]:
    """The articles of an export; empty when the lines are none."""
    pieces = list(_labelled(lines))
    return pieces or list(_displayed(lines))


def _labelled(lines: Sequence[Line]) -> Iterator[Piece]:
    fields: dict[str, list[str]] = {}
    code = ""
    for _, text in lines:
        found = _code(text)
        if found is not None:
            opened, value = found
            if opened in ("HD", "SE") and ("AN" in fields or (opened in fields and "WC" in fields)):
                yield from _of_fields(fields)
                fields = {}
            code = opened
            fields.setdefault(code, []).append(value)
        elif code and not (code == "AN" and any(fields["AN"])):
            fields[code].append(text)
    yield from _of_fields(fields)


def _code(text: str) -> tuple[str, str] | None:
    found = _CODED.match(text) or _SPACED.match(text) or _INDEXED.match(text)
    return (found[1], found[2].strip(" |\t\u00a0")) if found else None


def _of_fields(fields: dict[str, list[str]]) -> Iterator[Piece]:
    def one(name: str) -> str:
        return " ".join(value for value in fields.get(name, []) if value).strip()

    paragraphs = paragraphs_of([*fields.get("LP", []), "", *fields.get("TD", [])])
    if not one("HD") or not paragraphs or not ("WC" in fields or "PD" in fields):
        return
    stated = _BARE_ID.match(one("AN"))
    published = " ".join(filter(None, (one("PD"), one("ET"))))
    yield Piece(
        database=NAME,
        key=stated[1] if stated else made_key(one("HD"), one("SN"), published),
        title=one("HD"),
        paragraphs=paragraphs,
        publisher=one("SN") or None,
        published=published or None,
        authors=(one("BY"),) if one("BY") else (),
        section=one("SE") or None,
        language=language_named(one("LA")),
        words=word_count(one("WC")),
    )


def _displayed(lines: Sequence[Line]) -> Iterator[Piece]:
    start = 0
    for index, (_, text) in enumerate(lines):
        if found := _END.match(text):
            piece = _of_chunk(lines[start:index], found[1])
            start = index + 1
            if piece is not None:
                yield piece


def _of_chunk(chunk: Sequence[Line], key: str) -> Piece | None:
    lines = [line for line in chunk if not _FURNITURE.search(line[1])]
    filled = [index for index, (_, text) in enumerate(lines) if text]
    counted = _counted(lines, filled)
    if counted is None:
        return None
    section, title, authors = _head([lines[index] for index in filled[:counted]])
    facts, body = _facts(lines, filled, counted)
    paragraphs = paragraphs_of([text for _, text in lines[body:]])
    if not title or not paragraphs:
        return None
    return Piece(
        database=NAME,
        key=key,
        title=title,
        paragraphs=paragraphs,
        publisher=facts.get("publisher"),
        published=facts.get("published"),
        authors=authors,
        section=section,
        language=language_named(facts.get("language", "")),
        words=word_count(lines[filled[counted]][1]),
    )


def _counted(lines: Sequence[Line], filled: Sequence[int]) -> int | None:
    """Which of the filled lines is the word count. A table of contents may stand before it."""
    for place, index in enumerate(filled):
        if word_count(lines[index][1]) is not None and len(lines[index][1].split()) <= 3:
            return place
        if place > HEAD_LINES and not any(_LISTED.search(lines[at][1]) for at in filled[:place]):
            return None
    return None


def _head(lines: Sequence[Line]) -> tuple[str | None, str, tuple[str, ...]]:
    """``(section, headline, bylines)`` of the lines above the word count."""
    near: list[Line] = []
    for line in reversed(lines):
        if _LISTED.search(line[1]) or len(near) == TITLE_LINES:
            break
        near.insert(0, line)
    known = [text for kind, text in near if kind == "headline"]
    if known:
        after = near.index(("headline", known[-1])) + 1
        before = [text for kind, text in near[: near.index(("headline", known[0]))]]
        return (before[-1] if before else None, " ".join(known), _bylines(near[after:]))
    authors: tuple[str, ...] = ()
    if len(near) > 1 and _is_byline(near[-1][1], near[:-1]):
        authors = _bylines(near[-1:])
        near = near[:-1]
    section = near[0][1] if len(near) > 1 and len(near[0][1].split()) <= 4 else None
    title = near[-1][1] if section else " ".join(text for _, text in near)
    return section, title, authors


def _is_byline(text: str, before: Sequence[Line]) -> bool:
    if _BYLINE.match(text):
        return True
    # A headline may look like names; then what stands above it is only a section.
    return bool(_NAMES.match(text)) and len(before[-1][1].split()) > 3


def _bylines(lines: Sequence[Line]) -> tuple[str, ...]:
    return tuple(text for _, text in lines if text)


def _facts(
    lines: Sequence[Line], filled: Sequence[int], counted: int
) -> tuple[dict[str, str], int]:
    """What the lines after the word count state, and where the text begins."""
    facts: dict[str, str] = {}
    place = counted + 1
    after = [lines[index][1] for index in filled[place : place + 12]]
    last = 0
    for offset, text in enumerate(after, 1):
        if _COPYRIGHT.match(text):
            last = offset
        elif last and "copyright" in facts:
            break
        elif offset == 1:
            facts["published"] = text
            last = offset
        elif _TIME.match(text):
            facts["published"] += " " + text
            last = offset
        elif "publisher" not in facts:
            facts["publisher"] = text
            last = offset
        elif "language" not in facts and language_named(text):
            facts["language"] = text
            last = offset
        elif "language" not in facts and (
            _SOURCE_CODE.match(text) or _PAGE.match(text) or _short(after, offset)
        ):
            last = offset
        else:
            break
        if _COPYRIGHT.match(text):
            facts["copyright"] = text
    end = filled[place + last - 1] + 1 if place + last - 1 < len(filled) else len(lines)
    return facts, end


def _short(after: Sequence[str], offset: int) -> bool:
    """An edition, volume or column between source and language: short, the language ahead."""
    if len(after[offset - 1].split()) > 6:
        return False
    return any(language_named(text) for text in after[offset : offset + 4])
