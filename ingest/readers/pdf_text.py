"""What the worker makes of a PDF document: its pages' lines, put together, and its properties.

Runs inside ``sandbox`` only; the home of ``pypdf``.
"""

from __future__ import annotations

import io
import logging
import time
from typing import Any

from ingest.errors import ReadError
from ingest.readers.pdf_lines import Line, paragraphs_of, printed_url
from ingest.readers.properties import (
    MAX_CHARACTERS,
    keywords,
    plausible_authors,
    plausible_title,
)

SECONDS = 7.0
"""Time for the pages of one document; those that are left then are not read."""
MAX_PAGES = 2000
MIN_WORDS = 5

_DAMAGED = "Copy or download it again, or save the article as text or HTML."
_LOCKED = "Open it with its password, print it to a new PDF without one and ingest that."


def warm_up() -> None:
    """Nothing is imported ahead: these files are few."""


def extract(payload: bytes, options: dict[str, str]) -> dict[str, Any]:
    """As ``docx_text.extract``; headings are told by the size and weight of their type."""
    try:
        return _extract(payload)
    except ReadError as error:
        return {"refused": [error.message, error.hint]}
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # The parser raises many kinds for what a damaged file holds.
        from pypdf.errors import DependencyError

        if isinstance(error, DependencyError):
            return {"refused": ["It is encrypted in a way that is not read.", _LOCKED]}
        return {"refused": ["It is damaged or cut off: its pages cannot be found.", _DAMAGED]}


def _extract(payload: bytes) -> dict[str, Any]:
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = PdfReader(io.BytesIO(payload), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise ReadError("It is locked with a password.", _LOCKED)
    pages, total, pictures, damaged = _pages(reader)
    blocks, running = paragraphs_of(pages)
    words = sum(len(text.split()) for _, text in blocks)
    if words < MIN_WORDS:
        raise ReadError(*_without_text(total if damaged < total else 0, pictures))
    claim = _properties(reader)
    if url := printed_url(running):
        claim["url"] = url
    warnings = []
    if damaged:
        warnings.append(f"{damaged} of its {total} pages are damaged and were not read.")
    if len(pages) < total:
        warnings += [
            f"Only the first {len(pages)} of its {total} pages were read: it took too long."
        ]
    return {"blocks": blocks, "claims": [claim], "warnings": warnings}


def _without_text(total: int, pictures: bool) -> tuple[str, str]:
    if total == 0:
        return "It has no pages that can be read: it is damaged or cut off.", _DAMAGED
    if pictures:
        return (
            "It is a scan: its pages are pictures and hold no text.",
            "Recognise its text first, for example with: ocrmypdf scan.pdf readable.pdf",
        )
    return "Its pages hold no text.", "Check that it is the right file, or save the text itself."


def _pages(reader: Any) -> tuple[list[list[Line]], int, bool, int]:
    """``(lines of the pages gone through, number of pages, whether there are pictures, pages
    that are damaged)``."""
    until = time.monotonic() + SECONDS
    pages: list[list[Line]] = []
    pictures = False
    size = damaged = 0
    total = len(reader.pages)
    for number in range(min(total, MAX_PAGES)):
        if time.monotonic() > until or size > MAX_CHARACTERS:
            break
        lines: list[Line] = []
        try:
            page = reader.pages[number]
            lines = _lines(page)
            pictures = pictures or (not lines and _has_picture(page))
        except (MemoryError, RecursionError):
            raise
        except Exception:  # One damaged page must not cost the others.
            damaged += 1
        size += sum(len(line.text) for line in lines)
        pages.append(lines)
    return pages, total, pictures, damaged


def _has_picture(page: Any) -> bool:
    resources: Any = page.get("/Resources")
    return bool(resources is not None and resources.get_object().get("/XObject"))


def _lines(page: Any) -> list[Line]:
    """The lines of a page in the order of its content, with the place of their first letters."""
    found: list[Line] = []
    pieces: list[str] = []
    at: list[tuple[int, float, float, float, bool]] = []

    def flush() -> None:
        text = "".join(pieces)
        if text.strip():
            found.append(_line(text, at))
        pieces.clear()
        at.clear()

    def visit(text: str, cm: Any, tm: Any, font: Any, size: Any) -> None:
        for place, part in enumerate(text.split("\n")):
            if place:
                flush()
            pieces.append(part)
            if part.strip():
                at.append((len(part.strip()), *_place(cm, tm, font, size)))

    page.extract_text(visitor_text=visit)
    flush()
    return found


def _line(text: str, at: list[tuple[int, float, float, float, bool]]) -> Line:
    """A line of pieces ``(letters, x, y, size, bold)``: it stands where the first does, and is
    set as most of it."""
    text = " ".join(text.split())
    if not at:
        return Line(text)
    letters = sum(piece[0] for piece in at)
    bold = sum(piece[0] for piece in at if piece[4]) * 2 > letters
    return Line(text, at[0][1], at[0][2], max(at)[3], bold)


def _place(cm: Any, tm: Any, font: Any, size: Any) -> tuple[float, float, float, bool]:
    """``(x, y, size of the type, whether it is bold)`` of a stretch of text, in points."""
    try:
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        scale = abs(tm[3] * cm[3]) or abs(tm[0] * cm[0]) or 1.0
        name = str((font or {}).get("/BaseFont", ""))
    except (TypeError, IndexError, AttributeError):
        return 0.0, 0.0, 0.0, False
    bold = any(mark in name for mark in ("Bold", "Black", "Heavy", "Semibold", "Demi"))
    return round(float(x), 1), round(float(y), 1), round(float(size or 0) * scale, 1), bold


def _properties(reader: Any) -> dict[str, Any]:
    claim: dict[str, Any] = {"source": "document properties"}
    try:
        said = {key: str(value) for key, value in (reader.metadata or {}).items()}
    except Exception:  # Damaged properties must not cost the text.
        return claim
    if title := plausible_title(said.get("/Title")):
        claim["title"] = title
    if authors := plausible_authors(said.get("/Author")):
        claim["authors"] = authors
    if tags := keywords(said.get("/Keywords")):
        claim["tags"] = tags
    return claim
